/**
 * A sketch as bytes, and back. One state has one byte string, so equal bytes mean equal sketches.
 * Layout: 'HYSK', version 1, bits, 1 with moments or 0; then whole numbers as varints (7 bits a byte, the lowest first): rejected, zeros, and
 * unless all is empty min and max (8 bytes each, lowest first), the number of pages, and each page by ascending code: its code less
 * the one before, its sum, its squares (with moments), how many buckets are in use, and each one: its index less the one before, its
 * count. Last 8 bytes: FNV-1a of all before them, 64 bits, lowest first.
 * Reading accepts what writing gives and nothing else: whatever was read is written again and compared.
 * Twin: crates/hydra-core/src/sketch/codec.rs  Golden: fixtures/golden/sketch/bytes.json
 */
import { pageSquares, pageSum } from './exact-sum.ts'
import { settle } from './log-linear.ts'
import { outerBuckets } from './read.ts'
import { codes, codesInOrder, emptyState, openPage, pageOf, squareLimbs, sumLimbs, type SketchState } from './state.ts'

const magic = [0x48, 0x59, 0x53, 0x4b]
const version = 1
const checksumBytes = 8
const mostBits = 12
const mostCount = Number.MAX_SAFE_INTEGER
const view = new DataView(new ArrayBuffer(8))

class Writer {
  readonly #bytes: number[] = []

  byte(x: number): void {
    this.#bytes.push(x)
  }

  whole(x: number | bigint): void {
    let rest = BigInt(x)
    while (rest > 127n) {
      this.byte(Number(rest & 127n) | 128)
      rest >>= 7n
    }
    this.byte(Number(rest))
  }

  double(x: number): void {
    view.setFloat64(0, x, true)
    for (let i = 0; i < 8; i += 1) this.byte(view.getUint8(i))
  }

  end(): Uint8Array {
    const bytes = new Uint8Array(this.#bytes.length + checksumBytes)
    bytes.set(this.#bytes)
    bytes.set(checksum(bytes), this.#bytes.length)
    return bytes
  }
}

/** FNV-1a of all but the last 8 bytes, in four parts of 16 bits; the prime is 2^40 + 0x1b3. */
function checksum(bytes: Uint8Array): Uint8Array {
  let [a, b, c, d] = [0x2325, 0x8422, 0x9ce4, 0xcbf2]
  const end = bytes.length - checksumBytes
  for (let i = 0; i < end; i += 1) {
    a ^= bytes[i]!
    const low = a * 0x1b3
    const second = b * 0x1b3 + (low >>> 16)
    const third = c * 0x1b3 + ((a << 8) & 0xffff) + (second >>> 16)
    d = (d * 0x1b3 + (a >>> 8) + ((b << 8) & 0xffff) + (third >>> 16)) & 0xffff
    a = low & 0xffff
    b = second & 0xffff
    c = third & 0xffff
  }
  return Uint8Array.from([a, b, c, d].flatMap((part) => [part & 255, part >>> 8]))
}

function writePage(to: Writer, state: SketchState, page: number): void {
  to.whole(pageSum(state, page))
  if (state.moments) to.whole(pageSquares(state, page))
  const start = page << state.bits
  const buckets = state.counts.subarray(start, start + (1 << state.bits))
  to.whole(buckets.reduce((used, count) => used + (count > 0 ? 1 : 0), 0))
  let last = 0
  buckets.forEach((count, index) => {
    if (count === 0) return
    to.whole(index - last)
    to.whole(count)
    last = index
  })
}

/** The bytes of a state. */
export function writeSketch(state: SketchState): Uint8Array {
  settle(state)
  const to = new Writer()
  for (const byte of [...magic, version, state.bits, state.moments ? 1 : 0]) to.byte(byte)
  to.whole(state.rejected)
  to.whole(state.zeros)
  if (state.count > 0) {
    to.double(state.min)
    to.double(state.max)
    to.whole(state.pages)
    let last = 0
    for (const code of codesInOrder(state)) {
      to.whole(code - last)
      writePage(to, state, pageOf(state, code))
      last = code
    }
  }
  return to.end()
}

/** Why bytes are not those of a sketch. */
class Damage extends Error {}

class Reader {
  readonly #bytes: Uint8Array
  #at = 0

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes
  }

  byte(): number {
    if (this.#at >= this.#bytes.length - checksumBytes) throw new Damage('it ends too soon')
    const byte = this.#bytes[this.#at]!
    this.#at += 1
    return byte
  }

  get isAtEnd(): boolean {
    return this.#at === this.#bytes.length - checksumBytes
  }

  big(): bigint {
    let x = 0n
    for (let shift = 0n; shift < 168n; shift += 7n) {
      const byte = this.byte()
      x |= BigInt(byte & 127) << shift
      if (byte < 128) return x
    }
    throw new Damage('a number is too long')
  }

  whole(most: number): number {
    const x = this.big()
    if (x > BigInt(most)) throw new Damage('a number is too large')
    return Number(x)
  }

  double(): number {
    for (let i = 0; i < 8; i += 1) view.setUint8(i, this.byte())
    return view.getFloat64(0, true)
  }
}

function putLimbs(limbs: Float64Array, at: number, widths: readonly bigint[], sum: bigint): void {
  let rest = sum
  widths.forEach((width, limb) => {
    limbs[at + limb] = Number(rest & ((1n << width) - 1n))
    rest >>= width
  })
  if (rest > BigInt(mostCount)) throw new Damage('a sum is too large')
  limbs[at + widths.length] = Number(rest)
}

function readPage(from: Reader, state: SketchState, code: number): void {
  const page = openPage(state, code)
  const sum = from.big()
  putLimbs(state.sums, page * sumLimbs, [32n, 32n], sum)
  const squares = state.moments ? from.big() : 0n
  if (state.moments) putLimbs(state.squares, page * squareLimbs, [16n, 16n, 16n, 16n, 32n, 32n], squares)
  const size = 1 << state.bits
  const used = from.whole(size)
  if (used === 0) throw new Damage('a page is empty')
  let [index, inPage] = [0, 0]
  for (let i = 0; i < used; i += 1) {
    index += from.whole(size - 1)
    if (index >= size) throw new Damage('a bucket is none')
    const count = from.whole(mostCount)
    state.counts[page * size + index]! += count
    inPage += count
  }
  if (!Number.isSafeInteger(inPage)) throw new Damage('a count is too large')
  if (sum > BigInt(inPage) << 52n || squares > BigInt(inPage) << 106n) throw new Damage('a sum does not fit its count')
  state.count += inPage
}

function readPages(from: Reader, state: SketchState): void {
  const pages = from.whole(codes)
  let code = 0
  for (let page = 0; page < pages; page += 1) {
    code += from.whole(codes - 1)
    if (code >= codes || (code & 2047) === 2047) throw new Damage('an exponent is none')
    readPage(from, state, code)
  }
}

/** The bucket of a value, as `outerBuckets` names it. */
function bucketOf(x: number, bits: number): number {
  view.setFloat64(0, x)
  return x === 0 ? -1 : view.getUint32(0) >>> (20 - bits)
}

/** Whether min lies in the lowest bucket that is in use, and max in the highest. */
function hasExtremes(state: SketchState): boolean {
  const { min, max, bits } = state
  const { lowest, highest } = outerBuckets(state)
  if (!(min <= max) || Object.is(min, -0) || Object.is(max, -0)) return false
  return bucketOf(min, bits) === lowest && bucketOf(max, bits) === highest
}

function readAll(bytes: Uint8Array): SketchState {
  const from = new Reader(bytes)
  if (magic.some((byte) => from.byte() !== byte)) throw new Damage('it does not begin as one')
  const found = from.byte()
  if (found !== version) throw new Damage(`it is of version ${found}, this reads ${version}`)
  const bits = from.byte()
  const moments = from.byte()
  if (bits < 1 || bits > mostBits || moments > 1) throw new Damage('its kind is none')
  const state = emptyState(bits, moments === 1)
  state.rejected = from.whole(mostCount)
  state.zeros = from.whole(mostCount)
  state.count = state.zeros
  if (!from.isAtEnd) {
    state.min = from.double()
    state.max = from.double()
    readPages(from, state)
    if (!hasExtremes(state)) throw new Damage('min and max do not fit the buckets')
  }
  return state
}

const isSame = (a: Uint8Array, b: Uint8Array): boolean => a.length === b.length && a.every((byte, i) => byte === b[i])

/** The state of bytes, or why they are not those of a sketch. */
export function readSketch(bytes: Uint8Array): SketchState | string {
  const end = bytes.length - checksumBytes
  if (end < 0) return 'it ends too soon'
  if (!isSame(checksum(bytes), bytes.subarray(end))) return 'its checksum does not fit: it was damaged or cut short'
  try {
    const state = readAll(bytes)
    if (!Number.isSafeInteger(state.count)) return 'a count is too large'
    return isSame(writeSketch(state), bytes) ? state : 'it is not in the one form that a sketch has'
  } catch (error) {
    if (error instanceof Damage) return error.message
    throw error
  }
}

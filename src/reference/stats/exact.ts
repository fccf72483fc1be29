/**
 * Mean, variance, sd and autocorrelation without any error but that of the last rounding.
 * In: a range of a column, finite. Out: doubles, each the nearest to the exact result for these doubles; Infinity beyond them.
 * Every value is a whole number of units of the least exponent in the range; sums of values, squares and products are kept as whole numbers,
 * and the figures are quotients of whole numbers: variance = (n Q - S^2)/(n (n - 1)),
 * r_k = (n^2 C - n S (A + B) + (n - k) S^2)/(n^2 Q - n S^2), C = sum x_i x_(i+k), A and B the sums without the last and the first k.
 * Why not double-double: it is right for most samples; this is right for all, and as fast where it matters.
 * Mantissas go in three parts of 21, 16 and 16 bits, so that 2^10 products of parts fit a double; then they are put into a BigInt.
 * Twin: crates/hydra-core/src/stats/exact.rs  Golden: fixtures/golden/stats/exact.json
 */
import { ratioOf, rootOf } from '../math/whole.ts'

const double = new Float64Array(1)
const words = new Uint32Array(double.buffer)
const high = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1 ? 1 : 0
const low = 1 - high
const parts = 5
const flushEvery = 1024

/** Unit of the last bit of x, from 0. */
function unitOf(x: number): number {
  double[0] = x
  const exponent = (words[high]! >>> 20) & 2047
  return exponent === 0 ? 0 : exponent - 1
}

/** Products of pairs, by the power of two that they are counted in. */
class Products {
  readonly #bins: Float64Array
  #total = 0n
  #pending = 0

  constructor(span: number) {
    this.#bins = new Float64Array((2 * span + 1) * parts)
  }

  add(x: Mantissas, i: number, y: Mantissas, j: number): void {
    const at = (x.shift[i]! + y.shift[j]!) * parts
    const [a, b, c] = [x.top[i]!, x.middle[i]!, x.bottom[i]!]
    const [d, e, f] = [y.top[j]!, y.middle[j]!, y.bottom[j]!]
    const bins = this.#bins
    bins[at]! += c * f
    bins[at + 1]! += b * f + c * e
    bins[at + 2]! += a * f + b * e + c * d
    bins[at + 3]! += a * e + b * d
    bins[at + 4]! += a * d
    this.#pending += 1
    if (this.#pending === flushEvery) this.#flush()
  }

  #flush(): void {
    const bins = this.#bins
    for (let at = 0; at < bins.length; at += 1) {
      if (bins[at] !== 0) this.#total += BigInt(bins[at]!) << BigInt(Math.floor(at / parts) + 16 * (at % parts))
    }
    bins.fill(0)
    this.#pending = 0
  }

  get total(): bigint {
    this.#flush()
    return this.#total
  }
}

/** The signed parts of the mantissas of a range, and how many units above the least each stands. */
class Mantissas {
  readonly top: Float64Array
  readonly middle: Float64Array
  readonly bottom: Float64Array
  readonly shift: Uint16Array
  readonly least: number
  readonly span: number

  constructor(values: Float64Array, start: number, end: number) {
    const n = end - start
    this.top = new Float64Array(n)
    this.middle = new Float64Array(n)
    this.bottom = new Float64Array(n)
    this.shift = new Uint16Array(n)
    let [least, most] = [2047, 0]
    for (let i = start; i < end; i += 1) {
      const unit = unitOf(values[i]!)
      if (values[i] === 0) continue
      if (unit < least) least = unit
      if (unit > most) most = unit
    }
    this.least = least
    this.span = most > least ? most - least : 0
    for (let i = 0; i < n; i += 1) if (values[start + i] !== 0) this.#put(i, values[start + i]!)
  }

  #put(i: number, x: number): void {
    double[0] = x
    const head = words[high]!
    const rest = words[low]!
    const isNormal = (head & 0x7ff00000) !== 0
    const sign = head >>> 31 === 1 ? -1 : 1
    this.top[i] = sign * ((head & 0xfffff) + (isNormal ? 0x100000 : 0))
    this.middle[i] = sign * (rest >>> 16)
    this.bottom[i] = sign * (rest & 0xffff)
    this.shift[i] = unitOf(x) - this.least
  }

  sum(from: number, to: number): bigint {
    const sums = new Float64Array((this.span + 1) * 2)
    let total = 0n
    const flush = (): void => {
      sums.forEach((sum, at) => (total += BigInt(sum) << BigInt((at >> 1) + 32 * (at & 1))))
      sums.fill(0)
    }
    for (let i = from; i < to; i += 1) {
      sums[2 * this.shift[i]!]! += this.middle[i]! * 65536 + this.bottom[i]!
      sums[2 * this.shift[i]! + 1]! += this.top[i]!
      if ((i & 0xfffff) === 0xfffff) flush()
    }
    flush()
    return total
  }
}

export interface ExactFigures {
  readonly sum: number
  readonly mean: number
  /** 0 below two values, as the next. */
  readonly variance: number
  readonly sd: number
}

/** Sum, mean, variance and sd of a range that holds a value. */
export function exactFigures(values: Float64Array, start: number, end: number): ExactFigures {
  const n = BigInt(end - start)
  const all = new Mantissas(values, start, end)
  const sum = all.sum(0, end - start)
  const exponent = all.least - 1074
  const first = { sum: ratioOf(sum, 1n, exponent), mean: ratioOf(sum, n, exponent) }
  if (n < 2n) return { ...first, variance: 0, sd: 0 }
  const spread = n * productsAt(all, 0, end - start) - sum * sum
  const free = n * (n - 1n)
  return { ...first, variance: ratioOf(spread, free, 2 * exponent), sd: rootOf(spread, free, exponent) }
}

/** The sum of x_i x_(i + lag). */
function productsAt(all: Mantissas, lag: number, n: number): bigint {
  const products = new Products(all.span)
  for (let i = lag; i < n; i += 1) products.add(all, i - lag, all, i)
  return products.total
}

/** The autocorrelation at a lag over the mean of the whole range; NaN when n <= lag + 1 or the values are equal. */
export function autocorrelationOf(values: Float64Array, start: number, end: number, lag: number): number {
  const length = end - start
  if (length <= lag + 1) return NaN
  const all = new Mantissas(values, start, end)
  const n = BigInt(length)
  const sum = all.sum(0, length)
  const below = n * (n * productsAt(all, 0, length) - sum * sum)
  if (below === 0n) return NaN
  const ends = 2n * sum - all.sum(length - lag, length) - all.sum(0, lag)
  const above = n * n * productsAt(all, lag, length) - n * sum * ends + BigInt(length - lag) * sum * sum
  return ratioOf(above, below, 0)
}

/**
 * A seeded stream of random numbers: sfc32, its state expanded from the seed by splitmix64.
 * In: a seed (a whole number; of others the fraction is cut, NaN counts as 0) and the name of the stream. Out: a stream that repeats.
 * Why a name: two statistics with one seed must not share their draws; a batch equals its single calls.
 * Why sfc32: 32-bit additions, shifts and xors only, so JavaScript and Rust agree; passes PractRand; about 1 ns a draw.
 * Source: Doty-Humphrey 2010, PractRand (sfc32); Steele, Lea, Flood 2014 (splitmix64); FNV-1a for the name.
 * Twin: crates/hydra-core/src/random/sfc32.rs  Golden: fixtures/golden/random/sfc32.json
 */

export interface Random {
  /** The next 32 random bits, 0 to 2^32 - 1. */
  next(): number
  /** The next number from [0, 1), 53 random bits: two draws. */
  float(): number
  /** A whole number from 0 to n - 1, n in 1 to 2^53: floor(u * n / 2^32) of one draw up to 2^21, of 53 bits beyond. */
  below(n: number): number
}

/** A stream whose place can be kept and found again. */
export interface Resumable extends Random {
  /** Four whole numbers of 32 bits. */
  state(): [number, number, number, number]
  /** Goes on from such a state. */
  set(state: readonly number[]): void
}

const mask = 0xffffffffffffffffn
const twoTo32 = 4294967296

const truncated = (seed: number): bigint => (Number.isFinite(seed) ? BigInt(Math.trunc(seed)) : 0n)

/** FNV-1a, 64 bits, of the name in UTF-8. */
function hashName(name: string): bigint {
  let hash = 0xcbf29ce484222325n
  for (const byte of new TextEncoder().encode(name)) hash = ((hash ^ BigInt(byte)) * 0x100000001b3n) & mask
  return hash
}

/** One output of splitmix64 for a state. */
function splitmix(state: bigint): bigint {
  let z = state
  z = ((z ^ (z >> 30n)) * 0xbf58476d1ce4e5b9n) & mask
  z = ((z ^ (z >> 27n)) * 0x94d049bb133111ebn) & mask
  return z ^ (z >> 31n)
}

class Sfc32 implements Resumable {
  /** a, b, c and the counter: whole numbers of 32 bits need no check when they lie in an Int32Array. */
  readonly #s = new Int32Array(4)

  constructor(first: bigint, second: bigint) {
    this.#s.set([Number(first & 0xffffffffn) | 0, Number(first >> 32n) | 0, Number(second & 0xffffffffn) | 0, 1])
    for (let i = 0; i < 12; i += 1) this.next()
  }

  set([a, b, c, counter]: readonly number[]): void {
    this.#s.set([a! | 0, b! | 0, c! | 0, counter! | 0])
  }

  state(): [number, number, number, number] {
    const [a, b, c, counter] = this.#s
    return [a! >>> 0, b! >>> 0, c! >>> 0, counter! >>> 0]
  }

  next(): number {
    const s = this.#s
    const b = s[1]!
    const c = s[2]!
    const counter = s[3]!
    const result = (s[0]! + b + counter) | 0
    s[3] = (counter + 1) | 0
    s[0] = b ^ (b >>> 9)
    s[1] = (c + (c << 3)) | 0
    s[2] = (((c << 21) | (c >>> 11)) + result) | 0
    return result >>> 0
  }

  #bits53(): number {
    const high = this.next() >>> 5
    const low = this.next() >>> 6
    return high * 67108864 + low
  }

  float(): number {
    return this.#bits53() / 9007199254740992
  }

  below(n: number): number {
    if (n <= 2097152) return Math.floor((this.next() * n) / twoTo32)
    const index = Math.floor((this.#bits53() / 9007199254740992) * n)
    return index < n ? index : n - 1
  }
}

/**
 * Starts a stream.
 *
 * @param seed - a whole number; seeds that differ give streams that differ
 * @param stream - what the draws are for, so that two uses of one seed stay apart
 */
export function create(seed: number, stream = ''): Resumable {
  const state = (truncated(seed) ^ hashName(stream)) & mask
  const golden = 0x9e3779b97f4a7c15n
  return new Sfc32(splitmix((state + golden) & mask), splitmix((state + 2n * golden) & mask))
}

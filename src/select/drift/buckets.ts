/**
 * A bounded memory of a head's rewards in their order: an exponential histogram of sums, eight buckets a size at most.
 * A level holds buckets of 2^level rewards, the oldest first; when there are nine, the two oldest become one of the next level.
 * Source: Datar, Gionis, Indyk and Motwani 2002.
 */
const perLevel = 8
const room = perLevel + 1

interface Level {
  length: number
  readonly sums: Float64Array
  /** Of rewards that are not from 0 to 1, or where a policy needs their spread. */
  readonly squares: Float64Array | undefined
}

/** The two oldest of a full level go. By hand: copyWithin() costs more than what is copied. */
function leave(values: Float64Array): void {
  for (let i = 2; i < room; i += 1) values[i - 2] = values[i]!
}

/** A bucket as others see it. */
export interface Bucket {
  readonly n: number
  readonly sum: number
  readonly square: number
}

export class Buckets {
  n = 0
  sum = 0
  square = 0
  /** Every reward so far lies from 0 to 1. */
  isShare = true
  readonly #levels: Level[] = []
  readonly #hasSquares: boolean

  constructor(hasSquares: boolean) {
    this.#hasSquares = hasSquares
  }

  add(reward: number): void {
    this.n += 1
    this.sum += reward
    this.square += reward * reward
    if (reward < 0 || reward > 1) this.isShare = false
    this.#put(0, reward, reward * reward)
  }

  /**
   * A reward among them turned out to be another one. Which bucket holds it is not known: the newest takes the difference, and where that would
   * take it below 0 or above its count, the ones before it take the rest.
   */
  correct(before: number, after: number): void {
    if (after < 0 || after > 1) this.isShare = false
    this.square += after * after - before * before
    let [left, leftSquare] = [after - before, after * after - before * before]
    for (let depth = 0; depth < this.#levels.length && left !== 0; depth += 1) {
      const { sums, squares, length } = this.#levels[depth]!
      for (let i = length - 1; i >= 0 && left !== 0; i -= 1) {
        const taken = this.isShare ? Math.max(-sums[i]!, Math.min(2 ** depth - sums[i]!, left)) : left
        sums[i]! += taken
        this.sum += taken
        left -= taken
        if (squares !== undefined) squares[i]! += leftSquare
        leftSquare = 0
      }
    }
  }

  #put(depth: number, sum: number, square: number): void {
    const level = this.#level(depth)
    const { sums, squares, length } = level
    sums[length] = sum
    if (squares !== undefined) squares[length] = square
    level.length = length + 1
    if (level.length < room) return
    const joined = sums[0]! + sums[1]!
    const joinedSquare = squares === undefined ? 0 : squares[0]! + squares[1]!
    leave(sums)
    if (squares !== undefined) leave(squares)
    level.length = room - 2
    this.#put(depth + 1, joined, joinedSquare)
  }

  #level(depth: number): Level {
    let level = this.#levels[depth]
    if (level === undefined) {
      level = { length: 0, sums: new Float64Array(room), squares: this.#hasSquares ? new Float64Array(room) : undefined }
      this.#levels[depth] = level
    }
    return level
  }

  /**
   * The first bucket, from the oldest on, after whose end the mean differs so much that s (n - s) (m1 - m2)^2 / n is above a limit; 0 for none.
   * Without a division: (sum_s n - s sum)^2 > limit n s (n - s).
   * @param after - look behind this one only
   */
  splitAbove(limit: number, after: number): number {
    const { n, sum } = this
    const bound = limit * n
    let s = 0
    let part = 0
    let place = 0
    for (let depth = this.#levels.length - 1; depth >= 0; depth -= 1) {
      const { sums, length } = this.#levels[depth]!
      const count = 2 ** depth
      for (let i = 0; i < length; i += 1) {
        place += 1
        s += count
        part += sums[i]!
        const gap = part * n - s * sum
        if (gap * gap > bound * s * (n - s) && place > after && s < n) return place
      }
    }
    return 0
  }

  /** Counts and sums of the first buckets. */
  upTo(bucket: number): { readonly n: number; readonly sum: number } {
    let [n, sum, left] = [0, 0, bucket]
    for (let depth = this.#levels.length - 1; depth >= 0; depth -= 1) {
      const { sums, length } = this.#levels[depth]!
      for (let i = 0; i < length && left > 0; i += 1) {
        n += 2 ** depth
        sum += sums[i]!
        left -= 1
      }
    }
    return { n, sum }
  }

  /** All buckets, the oldest first. */
  list(): Bucket[] {
    const found: Bucket[] = []
    for (let depth = this.#levels.length - 1; depth >= 0; depth -= 1) {
      const { sums, squares, length } = this.#levels[depth]!
      for (let i = 0; i < length; i += 1) found.push({ n: 2 ** depth, sum: sums[i]!, square: squares?.[i] ?? sums[i]! })
    }
    return found
  }

  /** Leaves only what came from this bucket on. */
  keepFrom(bucket: number): void {
    this.load(this.list().slice(bucket))
  }

  load(buckets: readonly Bucket[], isShare = this.isShare): void {
    for (const level of this.#levels) level.length = 0
    this.n = this.sum = this.square = 0
    this.isShare = isShare
    for (const { n, sum, square } of buckets) {
      this.n += n
      this.sum += sum
      this.square += square
      const depth = 31 - Math.clz32(n)
      const level = this.#level(depth)
      level.sums[level.length] = sum
      if (level.squares !== undefined) level.squares[level.length] = square
      level.length += 1
    }
  }
}

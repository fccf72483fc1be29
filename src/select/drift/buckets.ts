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
    const [joined, joinedSquare] = [sums[0]! + sums[1]!, squares === undefined ? 0 : squares[0]! + squares[1]!]
    sums.copyWithin(0, 2, room)
    squares?.copyWithin(0, 2, room)
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

  /** Calls with counts and sums, the oldest bucket first. */
  each(visit: (n: number, sum: number) => void): void {
    for (let depth = this.#levels.length - 1; depth >= 0; depth -= 1) {
      const { sums, length } = this.#levels[depth]!
      const n = 2 ** depth
      for (let i = 0; i < length; i += 1) visit(n, sums[i]!)
    }
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

/**
 * A bounded memory of a head's rewards in their order: an exponential histogram of counts and sums, eight buckets a size.
 * Oldest first. When there are nine of a size the two oldest of it become one of twice the size.
 * Source: Datar, Gionis, Indyk and Motwani 2002.
 */
const perSize = 8

export class Buckets {
  /** Of each bucket, the oldest first. */
  readonly counts: number[] = []
  readonly sums: number[] = []
  readonly squares: number[] = []
  n = 0
  sum = 0
  square = 0
  /** Every reward so far lies from 0 to 1. */
  isShare = true

  add(reward: number): void {
    this.n += 1
    this.sum += reward
    this.square += reward * reward
    if (reward < 0 || reward > 1) this.isShare = false
    this.counts.push(1)
    this.sums.push(reward)
    this.squares.push(reward * reward)
    this.#join()
  }

  /** Sizes fall from old to new: each run of one size has eight at most. */
  #join(): void {
    const { counts } = this
    let end = counts.length
    for (let size = 1; end > 0; size *= 2) {
      let start = end
      while (start > 0 && counts[start - 1] === size) start -= 1
      if (end - start <= perSize) return
      this.#pair(start)
      end = start + 1
    }
  }

  #pair(at: number): void {
    for (const column of [this.counts, this.sums, this.squares]) {
      column[at]! += column[at + 1]!
      column.splice(at + 1, 1)
    }
  }

  /** Leaves only what came from this bucket on. */
  keepFrom(bucket: number): void {
    for (const column of [this.counts, this.sums, this.squares]) column.splice(0, bucket)
    const total = (column: readonly number[]): number => column.reduce((sum, value) => sum + value, 0)
    ;[this.n, this.sum, this.square] = [total(this.counts), total(this.sums), total(this.squares)]
  }

  /** For a snapshot. */
  save(): readonly (readonly number[])[] {
    return [this.counts, this.sums, this.squares].map((column) => [...column])
  }

  load([counts = [], sums = [], squares = []]: readonly (readonly number[])[], isShare: boolean): void {
    this.counts.splice(0, Infinity, ...counts)
    this.sums.splice(0, Infinity, ...sums)
    this.squares.splice(0, Infinity, ...squares)
    this.keepFrom(0)
    this.isShare = isShare
  }
}

/** What heads were rewarded with so far: sums and counts, by place. More is better. */

export class Tally {
  readonly counts: number[]
  readonly #sums: number[]

  constructor(heads: number) {
    this.counts = new Array<number>(heads).fill(0)
    this.#sums = new Array<number>(heads).fill(0)
  }

  get heads(): number {
    return this.counts.length
  }

  add(head: number, reward: number): void {
    this.counts[head]! += 1
    this.#sums[head]! += reward
  }

  /** Mean reward of a head; undefined before its first trial. */
  mean(head: number): number | undefined {
    const count = this.counts[head]!
    return count === 0 ? undefined : this.#sums[head]! / count
  }

  /** Place of the greatest mean among these; the first one when nobody has any. */
  best(heads: readonly number[]): number {
    return heads.reduce((best, head) => ((this.mean(head) ?? -Infinity) > (this.mean(best) ?? -Infinity) ? head : best))
  }
}

/** Successes and failures of the last while, in ten buckets; those that time has left behind are emptied when it is asked. */
const buckets = 10

export class Window {
  readonly #bucketMs: number
  readonly #good = new Float64Array(buckets)
  readonly #bad = new Float64Array(buckets)
  #epoch = 0

  constructor(windowMs: number) {
    this.#bucketMs = windowMs / buckets
  }

  add(at: number, isGood: boolean): void {
    const column = isGood ? this.#good : this.#bad
    column[this.#move(at) % buckets]! += 1
  }

  /** Calls, and those that failed, up to now. */
  counts(at: number): { readonly calls: number; readonly failed: number } {
    this.#move(at)
    let [good, failed] = [0, 0]
    for (let i = 0; i < buckets; i += 1) {
      good += this.#good[i]!
      failed += this.#bad[i]!
    }
    return { calls: good + failed, failed }
  }

  clear(): void {
    this.#good.fill(0)
    this.#bad.fill(0)
  }

  #move(at: number): number {
    const epoch = Math.floor(at / this.#bucketMs)
    const passed = epoch - this.#epoch
    if (passed >= buckets) this.clear()
    else {
      for (let i = 1; i <= passed; i += 1) {
        this.#good[(this.#epoch + i) % buckets] = 0
        this.#bad[(this.#epoch + i) % buckets] = 0
      }
    }
    if (passed > 0) this.#epoch = epoch
    return this.#epoch
  }
}

/** Successes and failures of the last while, in ten buckets; those that time has left behind are emptied when it is asked. */
const buckets = 10

export class Window {
  readonly #bucketMs: number
  readonly #good = new Float64Array(buckets)
  readonly #bad = new Float64Array(buckets)
  /** Calls, and those that failed, which the last look at the time has not left behind. */
  calls = 0
  failed = 0
  #epoch = 0
  #slot = 0
  /** End of the newest bucket. */
  #end = 0

  constructor(windowMs: number) {
    this.#bucketMs = windowMs / buckets
  }

  add(at: number, isGood: boolean): void {
    const column = isGood ? this.#good : this.#bad
    if (at >= this.#end) this.#move(at)
    column[this.#slot]! += 1
    this.calls += 1
    if (!isGood) this.failed += 1
  }

  /** Calls, and those that failed, up to now. */
  counts(at: number): { readonly calls: number; readonly failed: number } {
    this.#move(at)
    let [good, failed] = [0, 0]
    for (let i = 0; i < buckets; i += 1) {
      good += this.#good[i]!
      failed += this.#bad[i]!
    }
    this.calls = good + failed
    this.failed = failed
    return { calls: good + failed, failed }
  }

  clear(): void {
    this.#good.fill(0)
    this.#bad.fill(0)
    this.calls = 0
    this.failed = 0
  }

  save(): readonly number[] {
    return [this.#epoch, this.failed, ...this.#good, ...this.#bad]
  }

  load([epoch, failed, ...columns]: readonly number[]): void {
    this.#epoch = epoch!
    this.failed = failed!
    this.#good.set(columns.slice(0, buckets))
    this.#bad.set(columns.slice(buckets, 2 * buckets))
    this.calls = columns.reduce((sum, count) => sum + count, 0)
    this.#slot = epoch! % buckets
    this.#end = (epoch! + 1) * this.#bucketMs
  }

  #move(at: number): void {
    const epoch = Math.floor(at / this.#bucketMs)
    const passed = epoch - this.#epoch
    if (passed >= buckets) this.clear()
    else {
      for (let i = 1; i <= passed; i += 1) {
        const slot = (this.#epoch + i) % buckets
        this.calls -= this.#good[slot]! + this.#bad[slot]!
        this.failed -= this.#bad[slot]!
        this.#good[slot] = 0
        this.#bad[slot] = 0
      }
    }
    if (passed > 0) this.#epoch = epoch
    this.#slot = this.#epoch % buckets
    this.#end = (this.#epoch + 1) * this.#bucketMs
  }
}

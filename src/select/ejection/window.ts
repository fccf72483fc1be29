/**
 * Successes and failures of the last while, in ten buckets; those that time has left behind are emptied when it is asked.
 * Counts of all heads lie in one column, so that many heads cost little.
 */
const buckets = 10
/** Numbers of a head in the column. */
export const windowWidth = 2 * buckets

export class Window {
  /** Failures that have not been left behind by the last look at the time. */
  failed = 0
  readonly #bucketMs: number
  readonly #counts: Uint32Array
  /** Where the successes of this head begin; its failures follow. */
  readonly #from: number
  #epoch = 0
  #slot = 0
  /** End of the newest bucket. */
  #end = 0

  /** @param counts - a column with `windowWidth` numbers a head. @param head - place of this one */
  constructor(windowMs: number, counts: Uint32Array, head: number) {
    this.#bucketMs = windowMs / buckets
    this.#counts = counts
    this.#from = windowWidth * head
  }

  add(at: number, isGood: boolean): void {
    if (at >= this.#end) this.#move(at)
    this.#counts[this.#from + this.#slot + (isGood ? 0 : buckets)]! += 1
    if (!isGood) this.failed += 1
  }

  /** Calls, and those that failed, up to now. */
  counts(at: number): { readonly calls: number; readonly failed: number } {
    this.#move(at)
    let [good, failed] = [0, 0]
    for (let i = 0; i < buckets; i += 1) {
      good += this.#counts[this.#from + i]!
      failed += this.#counts[this.#from + buckets + i]!
    }
    this.failed = failed
    return { calls: good + failed, failed }
  }

  clear(): void {
    this.#counts.fill(0, this.#from, this.#from + windowWidth)
    this.failed = 0
  }

  save(): readonly number[] {
    return [this.#epoch, this.failed, ...this.#counts.subarray(this.#from, this.#from + windowWidth)]
  }

  load([epoch, failed, ...counts]: readonly number[]): void {
    this.#epoch = epoch!
    this.failed = failed!
    this.#counts.set(counts.slice(0, windowWidth), this.#from)
    this.#slot = epoch! % buckets
    this.#end = (epoch! + 1) * this.#bucketMs
  }

  #move(at: number): void {
    const epoch = Math.floor(at / this.#bucketMs)
    const passed = epoch - this.#epoch
    if (passed >= buckets) this.clear()
    else for (let i = 1; i <= passed; i += 1) this.#empty((this.#epoch + i) % buckets)
    if (passed > 0) this.#epoch = epoch
    this.#slot = this.#epoch % buckets
    this.#end = (this.#epoch + 1) * this.#bucketMs
  }

  #empty(bucket: number): void {
    this.failed -= this.#counts[this.#from + buckets + bucket]!
    this.#counts[this.#from + bucket] = this.#counts[this.#from + buckets + bucket] = 0
  }
}

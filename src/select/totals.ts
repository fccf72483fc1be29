/**
 * What was observed of each head, for explain() and metrics(): calls, successes, time, cost.
 * Columns lie in one block, so that an observation reads one address.
 */
interface Told {
  readonly ok?: boolean
  readonly durationMs?: number | undefined
  readonly cost?: number | undefined
}

const columns = ['calls', 'successes', 'ms', 'timed', 'cost', 'late', 'abandoned'] as const

export class Totals {
  readonly calls: Float64Array
  readonly successes: Float64Array
  readonly ms: Float64Array
  readonly timed: Float64Array
  readonly cost: Float64Array
  /** Calls under way that nobody waits for any more. */
  readonly late: Float64Array
  /** Calls that the caller gave up. */
  readonly abandoned: Float64Array
  readonly #all: Float64Array
  readonly #heads: number

  constructor(heads: number) {
    this.#heads = heads
    this.#all = new Float64Array(columns.length * heads)
    const column = (place: number): Float64Array => this.#all.subarray(place * heads, (place + 1) * heads)
    this.calls = column(0)
    this.successes = column(1)
    this.ms = column(2)
    this.timed = column(3)
    this.cost = column(4)
    this.late = column(5)
    this.abandoned = column(6)
  }

  add(head: number, told: Told): void {
    const all = this.#all
    const heads = this.#heads
    const { ok, durationMs, cost } = told
    all[head]! += 1
    if (ok === true) all[heads + head]! += 1
    if (durationMs !== undefined) {
      all[2 * heads + head]! += durationMs
      all[3 * heads + head]! += 1
    }
    if (cost !== undefined) all[4 * heads + head]! += cost
  }

  save(): Record<string, number[]> {
    return Object.fromEntries(columns.map((name) => [name, [...this[name]]]))
  }

  load(saved: Readonly<Record<string, readonly number[]>>): void {
    for (const name of columns) this[name].set(saved[name] ?? [])
  }
}

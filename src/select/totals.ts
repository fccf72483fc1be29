/** What was observed of each head, for explain() and metrics(): calls, successes, time, cost. */
interface Told {
  readonly ok?: boolean
  readonly durationMs?: number | undefined
  readonly cost?: number | undefined
}

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

  constructor(heads: number) {
    this.calls = new Float64Array(heads)
    this.successes = new Float64Array(heads)
    this.ms = new Float64Array(heads)
    this.timed = new Float64Array(heads)
    this.cost = new Float64Array(heads)
    this.late = new Float64Array(heads)
    this.abandoned = new Float64Array(heads)
  }

  add(head: number, { ok, durationMs, cost }: Told): void {
    this.calls[head]! += 1
    if (ok === true) this.successes[head]! += 1
    if (durationMs !== undefined) {
      this.ms[head]! += durationMs
      this.timed[head]! += 1
    }
    if (cost !== undefined) this.cost[head]! += cost
  }

  save(): Record<string, number[]> {
    return Object.fromEntries(Object.entries(this).map(([name, column]) => [name, [...(column as Float64Array)]]))
  }

  load(saved: Readonly<Record<string, readonly number[]>>): void {
    for (const [name, column] of Object.entries(this)) (column as Float64Array).set(saved[name] ?? [])
  }
}

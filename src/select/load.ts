/**
 * How busy and how slow each head is: calls that are under way, and a peak-sensitive mean of durations.
 * Cost jumps to a duration that is longer, and decays to a shorter one by w = exp(-dt / 10 s); so does that of an idle head towards 0, and it is
 * tried again. Load = cost (pending + 1); a head that never answered and has calls under way counts as very slow.
 * Source: peak EWMA of Finagle (Twitter 2015).
 */
import { exp } from '../reference/math/index.ts'

const decayMs = 10_000
/** Cost of a head with calls under way and none ever answered, ms. */
const unknownMs = 1e9

export class Load {
  /** Calls under way. */
  readonly pending: Int32Array
  readonly costs: Float64Array
  /** When the cost was last told; -1 never. */
  readonly stamps: Float64Array

  constructor(heads: number) {
    this.pending = new Int32Array(heads)
    this.costs = new Float64Array(heads)
    this.stamps = new Float64Array(heads).fill(-1)
  }

  /** A call took `ms`; `at` is the time of the selector's clock. */
  took(head: number, ms: number, at: number): void {
    const before = this.stamps[head]!
    const cost = this.costs[head]!
    this.stamps[head] = at
    if (before < 0 || ms > cost) this.costs[head] = ms
    else {
      const w = exp((before - at) / decayMs)
      this.costs[head] = cost * w + ms * (1 - w)
    }
  }

  /** At a time. */
  of(head: number, at: number): number {
    const pending = this.pending[head]!
    const stamp = this.stamps[head]!
    if (stamp < 0) return pending > 0 ? unknownMs * (pending + 1) : 0
    return this.costs[head]! * exp((stamp - at) / decayMs) * (pending + 1)
  }
}

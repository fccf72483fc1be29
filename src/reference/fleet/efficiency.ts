/**
 * What heads give for time and money.
 * In: successes, seconds and cost, columns of one value a head behind each other (NaN: unknown). Out, columns behind each other:
 * successes a second; successes a unit of cost; both, successes / (seconds cost), without a cost the first; that as a share of the best.
 * Where a divisor is 0 or unknown the figure is unknown, NaN. A status: 0 or 4004.  Twin: crates/hydra-core/src/fleet/efficiency.rs
 */
import { isSizeOrUnknown } from './size.ts'

/** The columns of the output, in order. */
export const efficiencyFigures = ['perSecond', 'perCost', 'efficiency', 'relative'] as const

function quotient(a: number, b: number): number {
  const x = a / b
  return b > 0 && x < Infinity ? x : NaN
}

/** As in the header. */
export function efficiencies(values: Float64Array, out: Float64Array): number {
  const heads = Math.floor(values.length / 3)
  if (values.length !== 3 * heads || out.length !== efficiencyFigures.length * heads) return 4004
  if (!values.every(isSizeOrUnknown)) return 4004
  let best = 0
  for (let head = 0; head < heads; head += 1) {
    const [successes, cost] = [values[head]!, values[2 * heads + head]!]
    const perSecond = quotient(successes, values[heads + head]!)
    const both = Number.isNaN(cost) ? perSecond : quotient(perSecond, cost)
    out[head] = perSecond
    out[heads + head] = quotient(successes, cost)
    out[2 * heads + head] = both
    if (both > best) best = both
  }
  for (let head = 0; head < heads; head += 1) out[3 * heads + head] = quotient(out[2 * heads + head]!, best)
  return 0
}

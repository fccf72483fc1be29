/**
 * p-values corrected for many questions asked at once.
 * In: the number of a method of `adjustMethods`, p-values from 0 to 1 (NaN: not asked, does not count), how many were asked in all (those not
 * listed count as p = 1; at least as many as are listed). Out: corrected ones in input order, at most 1; NaN stays; a status, 0 or 4004.
 * Of m questions, the i-th smallest p from 1: bonferroni m p; holm (m - i + 1) p, never below the one before it; hochberg the same, never above
 * the one after it; benjamini-hochberg p (m / i), which no rounding brings below p, never above the one after it.
 * The first three bound the chance of one false claim (hochberg for tests that are independent, or hang together the same way), the last one
 * the share of false claims among all. Why not bonferroni alone: with holm the pair tested last gets the whole level, at the same rate.
 * Source: Holm 1979; Hochberg 1988; Benjamini and Hochberg 1995.  Twin: crates/hydra-core/src/stats/adjust.rs
 * Golden: fixtures/golden/stats/adjust.json
 */

/** The methods, by number. */
export const adjustMethods = ['bonferroni', 'holm', 'hochberg', 'benjamini-hochberg'] as const
const holmMethod = 1
const hochbergMethod = 2

/** Of the i-th smallest of m, i from 1, before the order is put right. */
function factorOf(method: number, p: number, i: number, m: number): number {
  if (method === 0) return p * m
  return method === holmMethod || method === hochbergMethod ? p * (m - i + 1) : p * (m / i)
}

/** Places of the p-values that were asked for, the smallest first; undefined when one is outside 0 to 1. */
function orderOf(p: Float64Array): number[] | undefined {
  const order: number[] = []
  for (let i = 0; i < p.length; i += 1) {
    if (p[i]! >= 0 && p[i]! <= 1) order.push(i)
    else if (p[i] === p[i]) return undefined
  }
  return order.sort((a, b) => p[a]! - p[b]! || a - b)
}

/** As in the header. */
export function adjustPValues(method: number, p: Float64Array, family: number, out: Float64Array): number {
  const order = orderOf(p)
  const isKnown = method < adjustMethods.length && out.length === p.length
  if (order === undefined || !isKnown || !(family >= order.length && family < Infinity)) return 4004
  out.fill(NaN)
  const isUp = method <= holmMethod
  let last = isUp ? 0 : 1
  for (let step = 0; step < order.length; step += 1) {
    const rank = isUp ? step : order.length - 1 - step
    const place = order[rank]!
    const scaled = factorOf(method, p[place]!, rank + 1, family)
    const own = scaled < 1 ? scaled : 1
    if (isUp ? own > last : own < last) last = own
    out[place] = last
  }
  return 0
}

/** Holm's correction of a list, all of a family or a part of one; NaN for questions that were not asked. */
export function holm(p: readonly number[], family = 0): number[] {
  const asked = p.reduce((count, value) => (value === value ? count + 1 : count), 0)
  const out = new Float64Array(p.length)
  adjustPValues(holmMethod, Float64Array.from(p), family > asked ? family : asked, out)
  return Array.from(out)
}

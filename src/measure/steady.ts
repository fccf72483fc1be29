/**
 * Has a head got steady? Two windows of eight times each, one after the other.
 * In: times in order. Out: true when the medians of the last two windows differ by less than 1 %, or by less than their spread.
 * Source: Barrett et al. 2017 (some programs never reach a steady state, so the answer may stay no).
 */
const window = 8
const near = 0.01

const ordered = (times: readonly number[]): number[] => [...times].sort((a, b) => a - b)
const middle = (sorted: readonly number[]): number => (sorted[window / 2 - 1]! + sorted[window / 2]!) / 2
/** From the third to the sixth of eight: the outer ones are what load does. */
const spread = (sorted: readonly number[]): number => sorted[window - 3]! - sorted[2]!

/** How many times are needed for an answer. */
export const steadyTimes = 2 * window

/** May it be asked after so many times? Once a window: asked each time, noise would say yes before long. */
export const mayAsk = (times: number): boolean => times >= steadyTimes && times % window === 0

/** @param times - in order of measuring; fewer than 16 are never steady */
export function isSteady(times: readonly number[]): boolean {
  if (times.length < steadyTimes) return false
  const [before, after] = [ordered(times.slice(-steadyTimes, -window)), ordered(times.slice(-window))]
  const step = Math.abs(middle(after) - middle(before))
  const wider = spread(before) > spread(after) ? spread(before) : spread(after)
  return step < near * middle(before) || step < wider / 2
}

/**
 * Holm's correction of p-values for several questions asked at once.
 * In: p-values, NaN for questions that were not asked. Out: corrected ones in the same order; NaN stays, and does not count.
 * Sorted ascending, the i-th of k times (k - i + 1), never below the one before it, at most 1.  Source: Holm 1979.
 */
export function holm(p: readonly number[]): number[] {
  const asked = p.flatMap((value, i) => (Number.isNaN(value) ? [] : [i])).sort((a, b) => p[a]! - p[b]! || a - b)
  const out = p.map(() => NaN)
  let last = 0
  asked.forEach((place, i) => {
    const scaled = p[place]! * (asked.length - i)
    if (scaled > last) last = scaled < 1 ? scaled : 1
    out[place] = last
  })
  return out
}

/**
 * The correction of p-values for many questions of which some wrong answers are borne: the rate of false ones among those found.
 * In: p-values, NaN for questions that have none. Out: corrected ones in the same order; NaN stays, and does not count.
 * Sorted ascending, the i-th of k times (k / i), which no rounding brings below p; never above the one after it, at most 1.  Source: Benjamini and Hochberg 1995.
 */
export function benjaminiHochberg(p: Float64Array): Float64Array {
  const out = new Float64Array(p.length).fill(NaN)
  const asked = Uint32Array.from(p.keys())
    .filter((i) => !Number.isNaN(p[i]))
    .sort((a, b) => p[a]! - p[b]!)
  const k = asked.length
  let least = 1
  for (let i = k; i > 0; i -= 1) {
    const place = asked[i - 1]!
    const scaled = p[place]! * (k / i)
    if (scaled < least) least = scaled
    out[place] = least
  }
  return out
}

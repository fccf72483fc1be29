/**
 * Quantiles of type 7 (the default of R, numpy and Excel), blended without overflow and never crossing.
 * In: n values in order, p from 0 to 1. h = (n - 1) p; a = x(floor h), b the next one, g = h - floor h. Out: (1 - g) a + g b.
 * Why not a + g (b - a): b - a overflows for [-1e308, 1e308]. Returned as a when a = b, and held between a and b.
 * Source: Hyndman and Fan 1996.  Twin: crates/hydra-core/src/stats/quantile.rs  Golden: fixtures/golden/stats/summary.json
 */

/** (1 - g) a + g b, a itself when a = b, never outside of a and b whichever is larger. */
export function blend(a: number, b: number, g: number): number {
  if (a === b) return a
  const x = (1 - g) * a + g * b
  const low = a < b ? a : b
  const high = a < b ? b : a
  if (x < low) return low
  return x > high ? high : x
}

/** The quantile p of n values, read in ascending order through `at`. n >= 1. */
export function quantileOf(at: (rank: number) => number, n: number, p: number): number {
  const h = (n - 1) * p
  const rank = Math.floor(h)
  const g = h - rank
  const a = at(rank)
  return g === 0 ? a : blend(a, at(rank + 1), g)
}

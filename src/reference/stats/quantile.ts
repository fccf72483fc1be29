/**
 * Quantiles of type 7 (the default of R, numpy and Excel), blended without overflow and never crossing.
 * In: n values in order, p from 0 to 1. h = (n - 1) p; a = x(floor h), b the next one, g = h - floor h.
 * Out: (1 - g) a + g b, so rounded that it never falls while g rises; a itself when a = b, never outside of a and b.
 * a and b of different signs: as written, two terms that both rise. Of one sign: from the nearer end, a + g (b - a) or b - (1 - g)(b - a), each
 * of which rises, and neither past the middle (a + b)/2; b - a cannot overflow then.
 * Why not as written throughout: one term falls, the other rises, and their roundings cross: of 1.38 and 1.68 at p = 0.68 and the next double
 * in 4 of 100 cases.
 * Source: Hyndman and Fan 1996.  Twin: crates/hydra-core/src/stats/quantile.rs  Golden: fixtures/golden/stats/summary.json
 */

/** (1 - g) a + g b: monotone in g, a itself when a = b, never outside of a and b whichever is larger. */
export function blend(a: number, b: number, g: number): number {
  if (a === b) return a
  if (a <= 0 === b >= 0) return (1 - g) * a + g * b
  const middle = 0.5 * a + 0.5 * b
  if (g === 0.5) return middle
  const isNear = g < 0.5
  const x = isNear ? a + g * (b - a) : b - (1 - g) * (b - a)
  const isPast = a < b === isNear ? x > middle : x < middle
  return isPast ? middle : x
}

/** The quantile p of n values, read in ascending order through `at`. n >= 1. */
export function quantileOf(at: (rank: number) => number, n: number, p: number): number {
  const h = (n - 1) * p
  const rank = Math.floor(h)
  const g = h - rank
  const a = at(rank)
  return g === 0 ? a : blend(a, at(rank + 1), g)
}

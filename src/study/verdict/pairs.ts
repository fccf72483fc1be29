/**
 * Which heads are held against each other: all against the reference where one is named; else all pairs up to 8 heads, and beyond that every
 * head against the best.
 * Who is the best is read from the same trials, so that any pair could have been chosen: verdicts are corrected for all of them. Corrected for
 * those alone that are shown, 4 to 7 of 100 studies of 32 heads, half of them on the margin, made a false claim; so less than 1 (bench/truth/many.ts).
 */

export type Pair = readonly [a: number, b: number]

export const allPairsUpTo = 8

/** Place of the least figure; the first one when nobody has any. */
function bestOf(figures: readonly (number | undefined)[]): number {
  let best = 0
  figures.forEach((figure, i) => {
    const least = figures[best]
    if (figure !== undefined && (least === undefined || figure < least)) best = i
  })
  return best
}

/**
 * @param figures - of the heads, less being better, such as their median times; undefined for heads without a success
 * @param reference - place of the head that all others are held against
 * @returns places of a and b; a stands before b where all are compared, b is the one head where not
 */
export function pairsOf(figures: readonly (number | undefined)[], reference?: number): Pair[] {
  const places = figures.map((_, i) => i)
  const isAll = reference === undefined && figures.length <= allPairsUpTo
  if (isAll) return places.flatMap((a) => places.slice(a + 1).map((b): Pair => [a, b]))
  const one = reference ?? bestOf(figures)
  return places.filter((a) => a !== one).map((a): Pair => [a, one])
}

/** How many pairs the verdicts on `pairs` are corrected for. */
export function familyOf(heads: number, pairs: number, reference?: number): number {
  return reference === undefined && heads > allPairsUpTo ? (heads * (heads - 1)) / 2 : pairs
}

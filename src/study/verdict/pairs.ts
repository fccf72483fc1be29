/** Which heads are held against each other: all pairs up to 8 heads, beyond that every head against the fastest. */

export type Pair = readonly [a: number, b: number]

const allPairsUpTo = 8

function fastestOf(medians: readonly (number | undefined)[]): number {
  let best = 0
  medians.forEach((median, i) => {
    const least = medians[best]
    if (median !== undefined && (least === undefined || median < least)) best = i
  })
  return best
}

/**
 * @param medians - of the heads' durations, in order; undefined for heads without a success
 * @returns places of a and b; a stands before b where all are compared, b is the fastest where not
 */
export function pairsOf(medians: readonly (number | undefined)[]): Pair[] {
  const places = medians.map((_, i) => i)
  if (medians.length <= allPairsUpTo) return places.flatMap((a) => places.slice(a + 1).map((b): Pair => [a, b]))
  const fastest = fastestOf(medians)
  return places.filter((a) => a !== fastest).map((a): Pair => [a, fastest])
}

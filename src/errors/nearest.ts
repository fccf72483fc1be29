/** The nearest known name to a mistyped one, by optimal string alignment distance (Damerau 1964, adjacent swaps count once). */

function distance(a: string, b: string): number {
  let before: number[] = []
  let previous = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i]
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1]
      let best = Math.min((previous[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (previous[j - 1] ?? 0) + (same ? 0 : 1))
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) best = Math.min(best, (before[j - 2] ?? 0) + 1)
      row.push(best)
    }
    before = previous
    previous = row
  }
  return previous[b.length] ?? 0
}

/**
 * @param given - what was typed; beyond 64 characters nothing is near
 * @param known - the names there are
 * @returns the nearest within 2 edits (1 for up to 3 letters), ignoring case, `-` and `_`; else undefined
 */
export function nearestName(given: string, known: readonly string[]): string | undefined {
  if (given.length > 64) return undefined
  const bare = (text: string): string => text.toLowerCase().replace(/[-_]/g, '')
  let best: string | undefined
  let bestDistance = given.length <= 3 ? 2 : 3
  for (const name of known) {
    const d = distance(bare(given), bare(name))
    if (d < bestDistance) [best, bestDistance] = [name, d]
  }
  return best
}

/** `Did you mean trials?`, or the fallback where nothing is near. */
export function didYouMean(given: string, known: readonly string[], fallback: string): string {
  const near = nearestName(given, known)
  return near === undefined ? fallback : `Did you mean ${near}?`
}

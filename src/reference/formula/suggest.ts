/**
 * Did you mean: the known names nearest to a mistyped one.
 * Distance: optimal string alignment (Damerau 1964), lower-cased; equal but for `_ . -` and case counts as 0. Accepted up to 2, up to 3 from 12
 * characters on, never half the word or more. In order of distance, then the same first letter, then the alphabet; at most three.
 * Work: a length filter first, and words over 64 characters have no neighbours.
 * Twin: crates/hydra-core/src/formula/suggest.rs
 */
const longest = 64
const mostSuggestions = 3

function hasCapital(text: string): boolean {
  for (let i = 0; i < text.length; i += 1) {
    const c = text.charCodeAt(i)
    if (c >= 65 && c <= 90) return true
  }
  return false
}

/** Lower case of ASCII letters alone, so that both languages agree. */
export function lowered(text: string): string {
  if (!hasCapital(text)) return text
  let out = ''
  for (let i = 0; i < text.length; i += 1) {
    const c = text.charCodeAt(i)
    out += c >= 65 && c <= 90 ? String.fromCharCode(c + 32) : text.charAt(i)
  }
  return out
}

function bare(text: string): string {
  let out = ''
  for (const c of lowered(text)) if (c !== '_' && c !== '.' && c !== '-') out += c
  return out
}

/** The distance, or more than `most` where it is beyond that. */
export function alignment(a: string, b: string, most: number): number {
  if (Math.abs(a.length - b.length) > most) return most + 1
  let [before, previous] = [[] as number[], Array.from({ length: b.length + 1 }, (_, j) => j)]
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i]
    let least = i
    for (let j = 1; j <= b.length; j += 1) {
      let best = previous[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)
      if (previous[j]! + 1 < best) best = previous[j]! + 1
      if (row[j - 1]! + 1 < best) best = row[j - 1]! + 1
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] && before[j - 2]! + 1 < best) best = before[j - 2]! + 1
      row.push(best)
      if (best < least) least = best
    }
    if (least > most) return most + 1
    ;[before, previous] = [previous, row]
  }
  return previous[b.length]!
}

function distanceTo(given: string, name: string): number {
  if (bare(given) === bare(name)) return 0
  const most = given.length >= 12 ? 3 : 2
  const distance = alignment(lowered(given), lowered(name), most)
  return distance <= most && 2 * distance < given.length ? distance : -1
}

interface Near {
  readonly name: string
  readonly distance: number
  readonly first: number
}

const before = (a: Near, b: Near): number =>
  a.distance - b.distance || a.first - b.first || (a.name < b.name ? -1 : a.name > b.name ? 1 : 0)

/** @returns at most three names, the nearest first; none when nothing is near */
export function suggest(given: string, known: Iterable<string>): string[] {
  if (given.length > longest) return []
  const near: Near[] = []
  for (const name of known) {
    if (name === given || name.length > longest) continue
    const distance = distanceTo(given, name)
    if (distance >= 0) near.push({ name, distance, first: lowered(name)[0] === lowered(given)[0] ? 0 : 1 })
  }
  return near
    .sort(before)
    .slice(0, mostSuggestions)
    .map(({ name }) => name)
}

/** Figures of the protocol's tables: quantiles of a list, and counts with their bounds. */
import { incompleteBeta } from '../../src/reference/math/beta.ts'

/** Type 7, as everywhere here; NaN of an empty list. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  const at = (sorted.length - 1) * share
  const below = Math.floor(at)
  const [low, high] = [sorted[below] ?? NaN, sorted[below + 1] ?? sorted[below] ?? NaN]
  return low + (high - low) * (at - below)
}

export const median = (values: readonly number[]): number => quantile(values, 0.5)

/** Where the beta distribution has this share below it. By halving. */
export function betaQuantile(share: number, a: number, b: number): number {
  let [low, high] = [0, 1]
  for (let step = 0; step < 60; step += 1) {
    const middle = (low + high) / 2
    if (incompleteBeta(middle, a, b) < share) low = middle
    else high = middle
  }
  return (low + high) / 2
}

/**
 * The bounds of a rate of which `hits` of `n` were seen (Clopper and Pearson 1934): they hold it in `level` of the cases or more.
 *
 * @param level - two-sided; .95 when left out
 * @returns [0, 1] of no trials
 */
export function clopperPearson(hits: number, n: number, level = 0.95): readonly [low: number, high: number] {
  const tail = (1 - level) / 2
  const low = hits === 0 ? 0 : betaQuantile(tail, hits, n - hits + 1)
  const high = hits === n ? 1 : betaQuantile(1 - tail, hits + 1, n - hits)
  return [low, high]
}

/** `3 of 40 (1.6 to 20 %)`; a dash without trials. */
export function share(hits: number, n: number): string {
  if (n === 0) return '–'
  const [low, high] = clopperPearson(hits, n).map((bound) => String(Number((bound * 100).toPrecision(bound < 0.1 ? 2 : 3))))
  return `${hits} of ${n} (${low} to ${high} %)`
}

/** Median and 95 % quantile; a dash of an empty list. */
export const spread = (values: readonly number[], digits: number): string =>
  values.length === 0 ? '–' : `${median(values).toFixed(digits)} / ${quantile(values, 0.95).toFixed(digits)}`

/** Rows as a Markdown table; the first is its head. */
export function markdown(rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`
  const [head = [], ...rest] = rows
  return [line(head), `|${head.map(() => '---').join('|')}|`, ...rest.map(line)].join('\n')
}

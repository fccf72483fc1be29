/** How many intervals of studies of the same two heads hold the truth, for which the median of all their ratios stands. */
import { median } from './figures.ts'
import type { Outcome } from './task.ts'

export interface Coverage {
  readonly held: number
  /** Studies that gave an interval. */
  readonly n: number
  readonly truth: number
}

export function coverage(all: readonly Pick<Outcome, 'ratio' | 'interval'>[]): Coverage {
  const told = all.flatMap(({ ratio, interval }) => (interval === undefined ? [] : [{ ratio, interval }]))
  const truth = median(told.map(({ ratio }) => ratio))
  return { held: told.filter(({ interval: [low, high] }) => low <= truth && truth <= high).length, n: told.length, truth }
}

/**
 * One score for streams: a value seen in six ways, each against its own past, as one root mean square.
 * In: values one after the other, in order of time. Out: a score, above 1 when the six z-scores have a root mean square above 3.
 * The ways: the value; its averages with weights .2, .05 and .02 (shifts that last longer and longer); the step from the value
 * before; the fast average less the slow one (a level that leaves its surroundings). Each has mean and sd of its own past, so
 * slow and heavy-tailed series are measured by what is usual for them, and no way needs a threshold of its own.
 * Why not their maximum: spikes that one way sees are common; what several ways see is news.
 * Source: Roberts 1959 (the averages); measured in bench/stats/nab.ts.  Twin: crates/hydra-core/src/anomaly/views.rs
 */
import type { Moments } from '../stats/moments.ts'
import { standard } from './point.ts'
import { held } from './spread.ts'

/** How many ways. */
export const viewCount = 6
/** A root mean square of z-scores above this is news. */
const limit = 3

/** What the ways remember of the values before: the last one, and the averages; plain numbers. */
export interface Memory {
  readonly before: number
  readonly fast: number
  readonly middle: number
  readonly slow: number
}

/** The memory after a value; the first one is all that is known. */
export function remember(memory: Memory | undefined, x: number): Memory {
  const { fast, middle, slow } = memory ?? { fast: x, middle: x, slow: x }
  return {
    before: x,
    fast: fast + 0.2 * (x - fast),
    middle: middle + 0.05 * (x - middle),
    slow: slow + 0.02 * (x - slow),
  }
}

/** A value in six ways, by the memory before and after it. */
export const viewsOf = (x: number, before: Memory | undefined, { fast, middle, slow }: Memory): readonly number[] => [
  x,
  fast,
  middle,
  slow,
  before === undefined ? 0 : x - before.before,
  fast - slow,
]

/** Root mean square of the z-scores of the views, over the limit. */
export function together(views: readonly number[], pasts: readonly Moments[]): number {
  let squares = 0
  for (let k = 0; k < viewCount; k += 1) {
    const past = pasts[k]!
    const score = standard(Math.abs(views[k]! - past.mean), past)
    squares += score * score
  }
  return held(Math.sqrt(squares / viewCount), limit)
}

/**
 * What a pair could be said to be, and how sure that is.
 * In: estimate of ln(a / b), its p at -bound and +bound. Out: the one claim that the estimate points to, and its two-sided p.
 * Each claim is an interval lying wholly on one side of a bound, so its p is that at the bound; 'equivalent' must clear both.
 * Why one claim: a pair can be falsely said to be one of three things, and the estimate can point to one only, so p is p of a false claim.
 */
import { log1p } from '../../reference/math/index.ts'
import type { Interval } from '../../engine/index.ts'
import type { Verdict } from '../types.ts'

export interface Claim {
  readonly verdict: Exclude<Verdict, 'undecided'>
  readonly p: number
}

/** The bounds of a margin in logarithms: ln(1 + m) and its negative are the same distance from equal. */
export const boundOf = (margin: number): number => log1p(margin)

/** As in the header. @param p - at -bound and at +bound */
export function claimOf(estimate: number, bound: number, [atLow, atHigh]: readonly number[]): Claim {
  if (estimate > bound) return { verdict: 'slower', p: atHigh! }
  if (estimate < -bound) return { verdict: 'faster', p: atLow! }
  return { verdict: 'equivalent', p: atLow! > atHigh! ? atLow! : atHigh! }
}

/**
 * The part of an interval that agrees with a claim proven step by step: a Bonferroni interval may still reach over a bound that Holm excludes.
 * Source: Guilbaud 2008; Strassburger and Bretz 2008.
 */
export function agreeing([low, high]: Interval, verdict: Verdict, bound: number): Interval {
  const least = verdict === 'slower' ? bound : verdict === 'equivalent' ? -bound : -Infinity
  const most = verdict === 'faster' ? -bound : verdict === 'equivalent' ? bound : Infinity
  return [low > least ? low : least, high < most ? high : most]
}

/**
 * Claims that are finer than one process can carry: a warning.
 * In: a comparison of times, its heads. Out: HYD-3019 where what is claimed lies within 0.5 % of equal, and a head ran in fewer than 5 isolates.
 * Why: what differs from one process to the next (where code and data come to lie) is constant within one, some tenths of a percent of it
 * even where heads are made anew in every epoch; the interval of one process says nothing of the next. Commands are a new process each time,
 * and of remote heads nothing lies here.
 * Source: Kalibera and Jones 2013; Curtsinger and Berger 2013.
 */
import { hydraError, type HydraError } from '../../errors/index.ts'
import type { Comparison, HeadStudy } from '../types.ts'

const fine = 0.005
export const isolatesOfFine = 5

/** Fresh threads or processes that its trials came from. */
function isolatesOf({ kind, isolation, isolates = 1 }: HeadStudy): number {
  if (kind === 'command' || kind === 'remote' || kind === 'imported') return Infinity
  return isolation === 'inline' ? 1 : isolates
}

/** How far from equal the claim speaks of: a difference by the end that is nearest to 1, an equivalence by its margin. */
function finenessOf({ verdict, interval, margin }: Pick<Comparison, 'verdict' | 'interval' | 'margin'>): number {
  if (verdict === 'undecided' || interval === undefined) return Infinity
  if (verdict === 'equivalent') return margin
  return verdict === 'slower' ? interval[0] - 1 : 1 / interval[1] - 1
}

/** As in the header; nothing for claims that are coarse, or wide enough based. */
export function fineWarnings(
  { a, b, ...judged }: Pick<Comparison, 'a' | 'b' | 'verdict' | 'interval' | 'margin'>,
  heads: readonly [HeadStudy, HeadStudy],
): HydraError[] {
  if (!(finenessOf(judged) < fine)) return []
  const [first, second] = [isolatesOf(heads[0]), isolatesOf(heads[1])]
  const least = first < second ? first : second
  if (least >= isolatesOfFine) return []
  const isolates = least === 1 ? '1 isolate' : `${least} isolates`
  return [hydraError('3019', { a, b, isolates }, { details: { isolates: least } })]
}

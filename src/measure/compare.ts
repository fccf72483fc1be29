/**
 * compare(): judges two heads of a study, or measures heads and judges them in one go.
 * In: a study and two names, or heads and options. Out: a Comparison; of more than two heads the whole Study.
 */
import {
  compare as judge,
  type Comparable,
  type CompareOptions,
  type Comparison,
  type MetricComparison,
  type Study,
} from '../study/index.ts'
import { profile } from './profile.ts'
import type { Heads, ProfileOptions } from './types.ts'

/** Wall time of a whole comparison when neither a time nor a number of trials is given. */
const defaultBudgetMs = 400

export type MeasureOptions = Omit<ProfileOptions, 'heads'>

async function measure(heads: Heads, options: MeasureOptions): Promise<Comparison | Study> {
  const isOpen = options.trials === undefined && options.budgetMs === undefined
  const study = await profile({ ...options, heads, ...(isOpen ? { budgetMs: defaultBudgetMs } : {}) })
  return study.comparisons.length === 1 ? study.comparisons[0]! : study
}

export function compare(
  study: Comparable,
  a: string,
  b: string,
  options: CompareOptions & { readonly metric: string },
): MetricComparison
export function compare(
  study: Comparable,
  a: string,
  b: string,
  options?: CompareOptions & { readonly metric?: undefined },
): Comparison
export function compare(heads: Heads, options?: MeasureOptions): Promise<Comparison | Study>
/**
 * Judges two heads by the trials of a study, or profiles heads and judges them.
 *
 * Fewer than 7 blocks in which both succeeded (14 trials) give figures and the verdict 'undecided'.
 *
 * @param study - made by `profile` or `loadStudy`; or heads as `profile` takes them
 * @param a - name of a head; the verdict speaks of it
 * @param b - name of the head it is held against
 * @param options - margin, confidence, clock; `metric` compares that in place of time, `input` the trials of one input only
 * @returns of a study, or two heads, a Comparison: ratio = time of a / time of b, below 1 a is faster; of one head, or more than two, a Study
 * @throws HYD-5004 unknown head, HYD-1002 unknown metric or input, HYD-1003 margin, confidence or clock refused; for heads, as `profile`
 * @example
 * ```ts
 * import { compare, profile } from 'hydra-profiler'
 * const heads = { slice: () => [1, 2, 3].slice(), spread: () => [...[1, 2, 3]] }
 * const study = await profile({ heads, trials: 20 })
 * compare(study, 'slice', 'spread', { margin: 0.05 }).verdict // the same as of (await compare(heads, { trials: 20, margin: 0.05 }))
 * ```
 * @since 0.1.0
 */
export function compare(
  subject: Comparable | Heads,
  first?: string | MeasureOptions,
  b: string = '',
  options?: CompareOptions,
): Comparison | MetricComparison | Promise<Comparison | Study> {
  if (typeof first !== 'string') return measure(subject as Heads, first ?? {})
  return judge(subject as Comparable, first, b, options)
}

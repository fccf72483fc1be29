/**
 * Why figures of a comparison are unknown.
 * In: the figures, the samples. Out: one note a figure that is `undefined`, in their order.
 */
import type { SampleComparison } from './compare.ts'
import type { ReadPair } from './compare-options.ts'

type Figures = Omit<SampleComparison, 'notes'>
const fields = [
  'p', 'statistic', 'cliffsDelta', 'cliffsDeltaInterval', 'shift', 'shiftInterval', 'ratio', 'ratioInterval',
] as const // prettier-ignore

export interface CompareNote {
  readonly field: (typeof fields)[number]
  /**
   * HYD-4002: too few values. 'no-variance': every pair points one way, or all values are equal. 'not-positive': a value is not above 0. 'paired': an
   * interval of Cliff's delta would need independent samples. 'overflow': beyond the doubles (a ratio: nearer to 0 than they reach, too).
   */
  readonly code: 'HYD-4002' | 'no-variance' | 'not-positive' | 'paired' | 'overflow'
}

const isPositive = (sample: Float64Array): boolean => sample.every((x) => x > 0)

function codeOf(field: CompareNote['field'], figures: Figures, { a, b }: ReadPair, isPaired: boolean): CompareNote['code'] {
  if (figures.p === undefined && (field === 'p' || field === 'statistic')) return 'HYD-4002'
  if (a.length === 0 || b.length === 0) return 'HYD-4002'
  if (field === 'statistic') return Math.abs(figures.cliffsDelta ?? 0) === 1 || figures.p === 1 ? 'no-variance' : 'overflow'
  if (field === 'cliffsDeltaInterval' && isPaired) return 'paired'
  if ((field === 'ratio' || field === 'ratioInterval') && !(isPositive(a) && isPositive(b))) return 'not-positive'
  const isEnd = field === 'cliffsDeltaInterval' || (field === 'shiftInterval' && figures.shift !== undefined)
  // Both intervals end at the same ranks: one that is known says that the ranks of the other were there.
  const lacksRanks = field === 'ratioInterval' && figures.ratio !== undefined && figures.shiftInterval === undefined
  return isEnd || lacksRanks ? 'HYD-4002' : 'overflow'
}

export function notesOfComparison(figures: Figures, pair: ReadPair, isPaired: boolean): CompareNote[] {
  return fields.flatMap((field) =>
    figures[field] === undefined ? [{ field, code: codeOf(field, figures, pair, isPaired) }] : [],
  )
}

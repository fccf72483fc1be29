/**
 * Comparisons of many pairs in one metric: bytes, quality, cost.
 * In: heads, pairs of places, the metric and its direction. Out: one MetricComparison a pair; 'better' or 'worse' by the direction declared.
 * Code layout has no part in what a head answers with, so there is no allowance for it. A metric that is 0 or less in one head and another value in
 * the other has no ratio: then the pair is undecided and says so.
 */
import type { Better, HeadStudy, MetricComparison, MetricVerdict, Verdict } from '../types.ts'
import { blockSums, countBlocks, type Figure } from './block-sums.ts'
import { gatherPairs } from './gather-pairs.ts'
import { judgeAll, type Judgement, type Levels } from './judge-pairs.ts'
import type { Pair } from './pairs.ts'
import { areRebuilt, isPaired, unlessApart } from './pairwise.ts'

export interface MetricJudged extends Omit<Levels, 'noiseFloor'> {
  readonly metric: string
  readonly better: Better
  /** The only input that counts. */
  readonly input?: { readonly name: string; readonly index: number }
}

const noRatio = 'some values are 0 or less, and differ: they have no ratio'

function verdictIn(better: Better, verdict: Verdict): MetricVerdict {
  if (verdict === 'equivalent' || verdict === 'undecided') return verdict
  return (verdict === 'slower') === (better === 'higher') ? 'better' : 'worse'
}

function unlessWithout(judgement: Judgement, without: number): Judgement {
  return without === 0
    ? judgement
    : { ...judgement, ratio: undefined, interval: undefined, verdict: 'undecided', reason: noRatio }
}

/** Judges every pair. */
export function compareMetric(heads: readonly HeadStudy[], pairs: readonly Pair[], judged: MetricJudged): MetricComparison[] {
  if (pairs.length === 0) return []
  const { metric, better, input } = judged
  const figure: Figure = { of: ({ metrics }) => metrics[metric], ...(input === undefined ? {} : { input: input.index }) }
  const blocks = countBlocks(heads)
  const sums = heads.map(({ columns, trialsPerVisit }) => blockSums(columns, blocks, figure, trialsPerVisit))
  const data = gatherPairs(pairs.map(([a, b]) => [sums[a]!, sums[b]!]), true) // prettier-ignore
  const judgements = judgeAll(data, pairs.map(() => 'plain'), judged) // prettier-ignore
  return judgements.map((judgement, i): MetricComparison => {
    const [a, b] = [heads[pairs[i]![0]]!, heads[pairs[i]![1]]!]
    const paired = isPaired(a, b)
    const { verdict, ...rest } = unlessApart(unlessWithout(judgement, data.without[i]!), paired)
    const of = { metric, better, verdict: verdictIn(better, verdict), rebuilt: areRebuilt(a, b) }
    return { a: a.name, b: b.name, ...rest, paired, ...of, ...(input === undefined ? {} : { input: input.name }) }
  })
}

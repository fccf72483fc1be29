/**
 * A study for github-action-benchmark, tool `customSmallerIsBetter`: `[{ name, unit, value, range, extra }]`.
 * In: a study. Out: plain data: the median of each head in ms, always in that unit, for the action compares bare values from run to run.
 * Metrics of which less is better follow as entries of their own; of those of which more is better the action would take a gain for a loss, so they
 * are left out, and so are heads without a success.
 */
import type { Interval } from '../../engine/types.ts'
import type { HeadStudy, Study } from '../../study/index.ts'
import { percent, significant } from '../number.ts'

interface Entry {
  readonly name: string
  readonly unit: string
  readonly value: number
  readonly range?: string
  readonly extra: string
}

const rangeOf = (interval: Interval | undefined): { readonly range?: string } =>
  interval === undefined ? {} : { range: `${interval.map((end) => significant(end)).join(' to ')} (95 %)` }

function entriesOf({ name, summary }: HeadStudy, { metrics }: Study): Entry[] {
  const { median, interval } = summary.durationMs
  if (median === undefined) return []
  const extra = `${summary.trials} trials, ${percent(summary.successRate)} right`
  const own = Object.keys(metrics).flatMap((metric): Entry[] => {
    const figures = summary.metrics[metric]
    if (figures?.median === undefined || figures.better === 'higher') return []
    return [{ name: `${name} (${metric})`, unit: metric, value: figures.median, ...rangeOf(figures.interval), extra }]
  })
  return [{ name, unit: 'ms', value: median, ...rangeOf(interval), extra }, ...own]
}

/** Plain data for the action. */
export const studyBenchmarkAction = (study: Study): readonly Entry[] =>
  study.names.flatMap((name) => {
    const head = study.heads[name]
    return head === undefined ? [] : entriesOf(head, study)
  })

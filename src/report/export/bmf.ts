/**
 * A study in Bencher Metric Format: `{ name: { latency: { value, lower_value, upper_value } } }`, in nanoseconds.
 * In: a study. Out: plain data: the median with its 95 % interval, and each metric as a measure of its own name.
 * Heads without a success are left out. Bencher takes an empty name for none, so it is shown as `(empty)`.
 */
import type { Interval } from '../../engine/types.ts'
import { byName, type ByName, type HeadStudy, type Study } from '../../study/index.ts'

interface Measure {
  readonly value: number
  readonly lower_value?: number
  readonly upper_value?: number
}

const nsPerMs = 1e6

const measure = (value: number, interval: Interval | undefined, factor: number): Measure => ({
  value: value * factor,
  ...(interval === undefined ? {} : { lower_value: interval[0] * factor, upper_value: interval[1] * factor }),
})

function measuresOf({ summary: { durationMs, metrics } }: HeadStudy): ByName<Measure> {
  const own = Object.keys(metrics).flatMap((name): [string, Measure][] => {
    const { median, interval } = metrics[name] ?? {}
    return median === undefined || name === 'latency' ? [] : [[name, measure(median, interval, 1)]]
  })
  const latency: [string, Measure][] = durationMs.median === undefined ? [] : [['latency', measure(durationMs.median, durationMs.interval, nsPerMs)]] // prettier-ignore
  return byName([...latency, ...own])
}

/** Plain data for `bencher run --adapter json`. */
export const studyBmf = (study: Study): ByName<ByName<Measure>> =>
  byName(
    study.names.flatMap((name) => {
      const head = study.heads[name]
      return head === undefined || head.summary.successes === 0
        ? []
        : [[name === '' ? '(empty)' : name, measuresOf(head)] as const]
    }),
  )

/**
 * The Pareto front: heads that no other head beats in median time and all metrics at once.
 * One head beats another when it is nowhere worse and somewhere better; a figure that is missing counts as the worst there is.
 * A head without a success is never on the front.
 */
import type { HeadStudy } from './types.ts'

/** Figures of which lower is better, in a fixed order. */
function figuresOf({ summary }: HeadStudy, metrics: readonly string[]): number[] {
  const values = metrics.map((name) => {
    const metric = summary.metrics[name]
    if (metric?.median === undefined) return Infinity
    return metric.better === 'higher' ? -metric.median : metric.median
  })
  return [summary.durationMs.median ?? Infinity, ...values]
}

const beats = (a: readonly number[], b: readonly number[]): boolean =>
  a.every((value, i) => value <= b[i]!) && a.some((value, i) => value < b[i]!)

/**
 * Names of the heads on the Pareto front, in the order given; heads of equal figures stand on it together.
 *
 * @param heads - of one study
 * @example
 * ```ts
 * import { paretoFront, profile } from 'hydra-profiler'
 * const study = await profile({ heads: { once: () => 1 }, trials: 5 })
 * paretoFront(study.names.map((name) => study.heads[name]!)) // ['once']
 * ```
 * @since 0.1.0
 */
export function paretoFront(heads: readonly HeadStudy[]): string[] {
  const able = heads.filter(({ summary }) => summary.successes > 0)
  const metrics = [...new Set(able.flatMap(({ summary }) => Object.keys(summary.metrics)))]
  const figures = able.map((head) => figuresOf(head, metrics))
  return able.filter((_, i) => !figures.some((other) => beats(other, figures[i]!))).map(({ name }) => name)
}

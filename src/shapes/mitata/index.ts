/** The suite of this process, as functions: the names that mitata exports. */
import { createSuite, type BenchMaker, type Grouping, type NamedGrouping } from './suite.ts'
import type { Results, RunOptions } from './types.ts'

const suite = createSuite()

/**
 * Collects a bench. Its group is measured as one study when `run` is called.
 *
 * @param name - `$x` in it is replaced by the argument x; left out: the name of the function
 * @param fn - a function without parameters, or `function* (state) { ...; yield () => ... }`: what stands before and after the yield is not
 * measured, `state.get('x')` is an argument, and `yield { [0]() {...}, bench(value) {...} }` makes a fresh value before each call
 * @returns `args`, `range`, `dense_range`, `baseline`, `name`; `gc`, `compact` and `highlight` are accepted and change nothing
 * @throws HYD-1003 a function with parameters: mitata's iterators time themselves, which a study cannot interleave
 * @example
 * ```ts
 * import { bench, group, run } from 'hydra-profiler/bench'
 * group('copy', () => {
 *   bench('slice $n', function* (state) {
 *     const list = Array.from({ length: state.get('n') }, String)
 *     yield () => list.slice()
 *   }).args('n', [10, 100])
 *   bench('spread $n', function* (state) {
 *     const list = Array.from({ length: state.get('n') }, String)
 *     yield () => [...list]
 *   }).args('n', [10, 100])
 * })
 * const { benchmarks, studies } = await run({ profile: { budgetMs: 100 } })
 * console.log(benchmarks[0]?.runs[0]?.stats?.p50, studies[0]?.study.comparisons[0]?.verdict)
 * ```
 * @since 0.1.0
 */
export const bench: BenchMaker = suite.bench

/** A group is one study: its benches take turns and are held against each other; those that share arguments, by their arguments. */
export const group: NamedGrouping = suite.group

/** A group without a name. What mitata draws for it is not drawn: every study has its table and its verdicts. */
export const summary: Grouping = suite.summary
/** As `summary`. */
export const boxplot: Grouping = suite.boxplot
/** As `summary`. */
export const barplot: Grouping = suite.barplot
/** As `summary`. */
export const lineplot: Grouping = suite.lineplot
/** Runs what it is given; no group of its own. */
export const compact: Grouping = suite.compact

/**
 * Measures all benches that were collected, group by group, prints Hydra's tables and verdicts, and forgets the benches.
 *
 * @param options - mitata's `filter`, `format`, `print`, `colors`, `throw`, `observe`; `profile`: options of `profile` for every study,
 * which else takes 500 ms for each of its benches
 * @returns mitata's shape, `benchmarks[].runs[].stats` in ns a call (undefined where nothing succeeded, then `error` says why), and `studies`
 * @throws with `throw: true` the first failure, when all was measured; HYD-1003 options of `profile`
 * @since 0.1.0
 */
export const run = (options?: RunOptions): Promise<Results> => suite.run(options)

const kept: { value: unknown } = { value: undefined }

/** Uses a value, so that its computation is not optimised away. What a function returns is used already. */
export function do_not_optimize(value: unknown): void {
  kept.value = value
}

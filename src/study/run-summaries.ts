/**
 * What a study adds to others of the same heads: a summary of each head as one run on one machine.
 * In: columns of trials, or a study. Out: the sketch of successful durations, and rows for aggregateProfiles.
 * Every figure is of successful trials, per call, in ms; mean and variance come from the sketch, whose sums are exact.
 */
import { didYouMean, hydraError, kindOf, show } from '../errors/index.ts'
import { createSketch, type RunSummary, type Sketch } from '../engine/index.ts'
import { abortedCode, successCode } from './outcome.ts'
import type { Study } from './study.ts'
import type { Columns, Environment } from './types.ts'

/** The sketch of the durations of successful trials, with moments: what a profile file holds beside its columns. */
export function durationSketch({ wallMs, outcome }: Pick<Columns, 'wallMs' | 'outcome'>, bits = 6): Sketch {
  return createSketch({ bits, moments: true }).addMany(wallMs.filter((_, i) => outcome[i] === successCode))
}

/** A machine by what it is: two of the same make are one, unless the caller names them. */
const machineOf = ({ cpu, cores, memoryBytes, platform, arch }: Environment): string =>
  `${cpu}, ${cores} cores, ${memoryBytes} bytes, ${platform} ${arch}`

function refuse(option: string, expected: string, value: unknown): never {
  throw hydraError('1003', { option, expected, got: show(value), type: kindOf(value) }, { where: { option } })
}

/** @throws HYD-1002, HYD-1003 */
function machineAt(options: unknown): string | undefined {
  if (options === undefined) return undefined
  if (typeof options !== 'object' || options === null) refuse('options', 'an object with machine', options)
  const [known, caller] = ['machine', 'runSummaries']
  const key = Object.keys(options).find((name) => name !== known)
  if (key !== undefined) {
    const suggestion = didYouMean(key, [known], `Options of ${caller}: ${known}.`)
    throw hydraError('1002', { kind: 'option', key, place: ` of ${caller}`, known, suggestion }, { where: { option: key } })
  }
  const { machine } = options as { readonly machine?: unknown }
  return machine === undefined || typeof machine === 'string' ? machine : refuse('machine', 'a text', machine)
}

/**
 * A study as rows for `aggregateProfiles`: one a head, the study being the run.
 *
 * @param options - `machine`: its name, where machines of the same make shall be told apart. @defaultValue processor, cores, memory, system
 * @returns successes, trials (aborted ones left out), and the durations of successes in ms: n, mean, variance, sketch; heads without a finite
 * duration have none
 * @throws HYD-1003 a machine that is no text, or options that are none; HYD-1002 an unknown option
 * @example
 * ```ts
 * import { profile, runSummaries } from 'hydra-profiler'
 * import { aggregateProfiles } from 'hydra-profiler/stats'
 * const heads = { slice: () => [1, 2].slice(), spread: () => [...[1, 2]] }
 * const [first, second] = [await profile({ heads, trials: 20 }), await profile({ heads, trials: 20 })]
 * const { heads: joined } = aggregateProfiles([first, second].flatMap((study) => runSummaries(study)))
 * joined[0]?.spread.explanation
 * ```
 * @since 0.1.0
 */
export function runSummaries(study: Study, options?: { readonly machine?: string }): RunSummary[] {
  const machine = machineAt(options) ?? machineOf(study.record.environment)
  return study.record.heads.map(({ name, columns }) => {
    const { outcome } = columns
    const sketch = durationSketch(columns)
    const { count: n, mean, variance } = sketch
    return {
      ...{ head: name, run: study.id, machine, n, sketch },
      trials: outcome.reduce((sum, code) => (code === abortedCode ? sum : sum + 1), 0),
      successes: outcome.reduce((sum, code) => (code === successCode ? sum + 1 : sum), 0),
      ...(mean === undefined ? {} : { mean }),
      ...(variance === undefined ? {} : { variance }),
    }
  })
}

/**
 * Shifts between pairs of samples as objects, in one crossing.
 * In: pairs of finite samples, neither empty. Out: medians, means, the shift as difference or ratio, its interval, p both ways.
 */
import { exp } from '../../reference/math/index.ts'
import { shiftColumns } from '../../reference/stats/shift.ts'
import { notFinite, unexpectedStatus } from '../errors.ts'
import { kernelsFor } from '../kernels.ts'
import type { EngineChoice, Interval } from '../types.ts'

export interface SamplePair {
  readonly current: Float64Array
  readonly baseline: Float64Array
}

/** Of the current sample, then of the baseline. */
export type Both = readonly [current: number, baseline: number]

export interface Shift {
  readonly medians: Both
  readonly means: Both
  /** On the scale of the comparison: ln of the ratio, or the difference. */
  readonly shift: number
  readonly ratio: number | undefined
  readonly ratioInterval: Interval | undefined
  /** Where there is no ratio. */
  readonly differenceInterval: Interval | undefined
  readonly pLarger: number
  readonly pSmaller: number
  readonly autocorrelation: number
}

function columnOf(pairs: readonly SamplePair[]): { values: Float64Array; offsets: Uint32Array } {
  const samples = pairs.flatMap(({ current, baseline }) => [current, baseline])
  const offsets = new Uint32Array(samples.length + 1)
  samples.forEach((sample, i) => (offsets[i + 1] = offsets[i]! + sample.length))
  const values = new Float64Array(offsets[samples.length]!)
  samples.forEach((sample, i) => values.set(sample, offsets[i]))
  return { values, offsets }
}

function shiftOf(row: Float64Array): Shift {
  const at = (column: (typeof shiftColumns)[number]): number => row[shiftColumns.indexOf(column)]!
  const isRatio = at('logarithmic') === 1
  const shift = at('shift')
  const [low, high] = [at('low'), at('high')]
  const interval: Interval | undefined = Number.isNaN(low) ? undefined : [low, high]
  return {
    medians: [at('median'), at('baselineMedian')],
    means: [at('mean'), at('baselineMean')],
    shift,
    ratio: isRatio ? exp(shift) : undefined,
    ratioInterval: isRatio && interval !== undefined ? [exp(low), exp(high)] : undefined,
    differenceInterval: isRatio ? undefined : interval,
    pLarger: at('larger'),
    pSmaller: at('smaller'),
    autocorrelation: at('autocorrelation'),
  }
}

/** One shift a pair. */
export function shiftRows(pairs: readonly SamplePair[], confidence: number, engine: EngineChoice): Shift[] {
  const { values, offsets } = columnOf(pairs)
  const width = shiftColumns.length
  const out = new Float64Array(pairs.length * width)
  const status = kernelsFor(engine, { job: 'shifts', size: values.length }).sampleShifts(values, offsets, confidence, out)
  if (status === 4001) throw notFinite('a sample', values)
  if (status !== 0) throw unexpectedStatus('sampleShifts', status)
  return pairs.map((_, i) => shiftOf(out.subarray(i * width, (i + 1) * width)))
}

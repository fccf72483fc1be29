/**
 * Summaries as objects: of one sample, or of a list of samples in one crossing.
 * In: Float64Array or number[], or a list of those. Out: a Summary, or a list of them. `undefined` where a sample is too small.
 */
import { outOf, withScratch, type Scratch } from '../columns.ts'
import { typedKind, sampleAt } from '../door.ts'
import { hydraError, kindOf, show } from '../../errors/index.ts'
import type { Summary } from '../types.ts'
import { runDescription } from './description.ts'
import { gatherFinite, gatherList, type Gathered } from './gather.ts'
import { runGroups, runMeans } from './groups.ts'
import { countColumns, readOptions, slotsOf, type Request, type SummaryOptions } from './options.ts'
import { rowOf } from './row.ts'

export type Sample = Float64Array | readonly number[]

function rowsOf(scratch: Scratch, gathered: Gathered, request: Request, single: boolean): Summary[] {
  const groups = gathered.offsets.length - 1
  const out = outOf(scratch, countColumns(request.mask) * groups)
  runGroups(gathered, request, single, out)
  const described = runDescription(gathered, request.description, request.engine)
  const means = runMeans(gathered, request)
  const layout = { out, slots: slotsOf(request.mask), groups, described, means, request }
  const rows: Summary[] = []
  for (let g = 0; g < groups; g += 1) {
    rows.push(rowOf(layout, g, gathered.offsets[g + 1]! - gathered.offsets[g]!, gathered.rejected?.[g] ?? 0))
  }
  return rows
}

function summarizeOne(sample: Sample, request: Request): Summary {
  const values = sampleAt(sample, 'the sample')
  const offsets = Uint32Array.of(0, values.length)
  return withScratch((scratch) => {
    const whole = { values, offsets, size: values.length, rejected: undefined }
    return rowsOf(scratch, request.omit ? gatherFinite(scratch, values, offsets) : whole, request, true)[0]!
  })
}

const isList = (samples: unknown): samples is readonly Sample[] =>
  Array.isArray(samples) && samples.length > 0 && (Array.isArray(samples[0]) || typedKind(samples[0]) !== undefined)

/**
 * Summarises every sample of a list, in one crossing; an empty list gives an empty list.
 *
 * @param samples - each a Float64Array or an array of finite numbers
 * @throws as `summarize`
 * @example
 * ```ts
 * import { summarizeAll } from 'hydra-profiler/stats'
 * summarizeAll([[1, 2, 3], [5]]).map(({ median }) => median) // [2, 5]
 * ```
 * @since 0.1.0
 */
export function summarizeAll(samples: readonly Sample[], options?: SummaryOptions): Summary[] {
  const request = readOptions(options, 'summarizeAll')
  if (!Array.isArray(samples)) {
    throw hydraError('1003', { option: 'samples', expected: 'an array of samples', got: show(samples), type: kindOf(samples) })
  }
  return withScratch((scratch) => rowsOf(scratch, gatherList(scratch, samples, request.omit), request, false))
}

export function summarize(sample: Sample, options?: SummaryOptions): Summary
export function summarize(samples: readonly Sample[], options?: SummaryOptions): Summary[]
/**
 * Summarises one sample, or each of a list of samples: n, mean, sd, extremes, quantiles, MAD, a distribution-free interval for the median
 * (Hettmansperger and Sheather 1986), shape, robust figures, outliers and more; `fields` names what is wanted, and costs accordingly.
 *
 * @param samples - a Float64Array or an array of finite numbers, any unit; or a list of those. `[]` is one empty sample: see `summarizeAll`
 * @returns figures in the unit of the values; `undefined` where the sample is too small (sd below 2 values, the 95 % interval
 * below 6), with the reason in `notes`
 * @throws HYD-4001 a value not finite (`nonFinite: 'omit'` leaves it out), HYD-4004 confidence, quantiles, type, trim, HYD-4006 not numbers, HYD-1002 and HYD-1003
 * options, HYD-9002 engine 'native' and no addon
 * @example
 * ```ts
 * import { summarize } from 'hydra-profiler'
 * const { median, p95, mad } = summarize([3, 1, 2, 10]) // 2.5, about 8.95, 1
 * summarize([[1, 2], [3, 4]], { fields: ['median'] }).map((s) => s.median) // [1.5, 3.5]
 * ```
 * @since 0.1.0
 */
export function summarize(samples: Sample | readonly Sample[], options?: SummaryOptions): Summary | Summary[] {
  if (isList(samples)) return summarizeAll(samples, options)
  return summarizeOne(samples, readOptions(options, 'summarize'))
}

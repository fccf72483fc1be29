/**
 * Summaries of many samples in one call: columns in, columns out.
 * In: one column of values, offsets of the groups. Out: a column a field; rows as objects on demand, so that nobody pays for what is not read.
 */
import { hydraError, show } from '../../errors/index.ts'
import { withScratch } from '../columns.ts'
import { offsetsAt, sampleAt } from '../door.ts'
import { notFinite, unexpectedStatus } from '../errors.ts'
import { meanIntervals } from '../inference/bootstrap.ts'
import { kernelsFor } from '../kernels.ts'
import { summaryFields, type Summary, type SummaryField } from '../types.ts'
import { gatherFinite, type Gathered } from './gather.ts'
import { runDescription } from './description.ts'
import { columnsOnly, countColumns, readOptions, slotsOf, type Request, type SummaryOptions } from './options.ts'
import { rowOf, type Layout } from './row.ts'

export interface GroupSummaries {
  /** How many groups. */
  readonly length: number
  /** One value a group; NaN where a figure is unknown, and all NaN for fields that were not asked for. */
  readonly columns: Readonly<Record<SummaryField, Float64Array>>
  /** How many values of each group were left out (`nonFinite: 'omit'`). */
  readonly rejected: Float64Array
  /** One group as an object, `undefined` where a figure is unknown; HYD-4004 for an index that is none. */
  row(index: number): Summary
}

/** Runs the kernel; the values must lie within `gathered.size`. */
export function runGroups(gathered: Gathered, request: Request, single: boolean, out: Float64Array): void {
  const { values, offsets, size } = gathered
  const kernels = kernelsFor(request.engine, { job: single ? 'summary' : 'groups', size })
  const status = kernels.summarizeGroups(values, offsets, request.mask, request.confidence, out)
  if (status === 4001) throw notFiniteAt(values, offsets)
  if (status !== 0) throw unexpectedStatus('summarizeGroups', status)
}

/** Intervals of the means, if asked for: after `runGroups`, so the values are finite. */
export function runMeans(gathered: Gathered, { names, confidence, engine }: Request): Float64Array | undefined {
  return names.has('meanInterval') ? meanIntervals(gathered, confidence, engine) : undefined
}

/** HYD-4001 with the group and the place in it. */
function notFiniteAt(values: Float64Array, offsets: Uint32Array): Error {
  const groups = offsets.length - 1
  let g = 0
  for (let i = offsets[0]!; i < offsets[groups]!; i += 1) {
    while (i >= offsets[g + 1]!) g += 1
    if (!Number.isFinite(values[i])) return notFinite(groups === 1 ? 'the sample' : `sample ${g}`, values, offsets[g])
  }
  return unexpectedStatus('summarizeGroups', 4001)
}

function columnsOf(layout: Layout): Record<SummaryField, Float64Array> {
  const columns = Object.create(null) as Record<SummaryField, Float64Array>
  let unknown: Float64Array | undefined
  for (let i = 0; i < summaryFields.length; i += 1) {
    const slot = layout.slots[i]!
    const from = slot * layout.groups
    columns[summaryFields[i]!] =
      slot < 0 ? (unknown ??= new Float64Array(layout.groups).fill(NaN)) : layout.out.subarray(from, from + layout.groups)
  }
  return columns
}

class Groups implements GroupSummaries {
  readonly length: number
  readonly columns: Readonly<Record<SummaryField, Float64Array>>
  readonly rejected: Float64Array
  readonly #layout: Layout
  readonly #offsets: Uint32Array

  constructor(layout: Layout, offsets: Uint32Array, rejected: Float64Array | undefined) {
    this.length = layout.groups
    this.columns = columnsOf(layout)
    this.rejected = rejected ?? new Float64Array(layout.groups)
    this.#layout = layout
    this.#offsets = offsets
  }

  row(index: number): Summary {
    if (!Number.isInteger(index) || index < 0 || index >= this.length) {
      throw hydraError('4004', { parameter: 'index', expected: `a whole number from 0, below ${this.length}`, got: show(index) })
    }
    const rejected = this.rejected[index]!
    return rowOf(this.#layout, index, this.#offsets[index + 1]! - this.#offsets[index]! - rejected, rejected)
  }
}

/**
 * Summarises many samples in one call.
 *
 * Group g is `values[offsets[g]]` up to, not including, `values[offsets[g + 1]]`. Every figure is the same, bit for bit, as `summarize` gives
 * for that sample alone, on either engine. The columns are those of the first seventeen fields, which is all that is computed unless `fields`
 * says more; further fields stand in the rows.
 *
 * @param values - all samples in one column; finite, any unit
 * @param offsets - one place more than there are groups, ascending, at most `values.length`
 * @returns a column a field, NaN where a sample is too small; `row(i)` gives one group with `undefined` there
 * @throws HYD-4001 a value not finite, HYD-4004 offsets or confidence out of range, HYD-4006 not a Float64Array,
 * HYD-1002 and HYD-1003 options, HYD-9002 engine 'native' and no addon
 * @example
 * ```ts
 * import { summarizeGroups } from 'hydra-profiler'
 * const groups = summarizeGroups(Float64Array.of(1, 2, 3, 10, 20), Uint32Array.of(0, 3, 5))
 * groups.columns.median[1] // 15
 * groups.row(0).mean // 2
 * ```
 * @since 0.1.0
 */
export function summarizeGroups(
  values: Float64Array | readonly number[],
  offsets: Uint32Array,
  options?: SummaryOptions,
): GroupSummaries {
  const request = readOptions(options, 'summarizeGroups', columnsOnly)
  const column = sampleAt(values, 'values')
  const bounds = offsetsAt(offsets, column.length)
  const groups = bounds.length - 1
  const empty = new Float64Array(countColumns(request.mask) * groups)
  const layout = { out: empty, slots: slotsOf(request.mask), groups, described: undefined, means: undefined, request }
  if (!request.omit) {
    const gathered = { values: column, offsets: bounds, size: bounds[groups]! - bounds[0]!, rejected: undefined }
    runGroups(gathered, request, false, layout.out)
    const described = runDescription(gathered, request.description, request.engine)
    return new Groups({ ...layout, described, means: runMeans(gathered, request) }, bounds.slice(), undefined)
  }
  return withScratch((scratch) => {
    const gathered = gatherFinite(scratch, column, bounds)
    runGroups(gathered, request, false, layout.out)
    const described = runDescription(gathered, request.description, request.engine)
    return new Groups({ ...layout, described, means: runMeans(gathered, request) }, bounds.slice(), gathered.rejected)
  })
}

/**
 * The table of a study: one row a head, fastest first, heads without a success last, a small histogram in each row.
 * In: a study, the names on its Pareto front, the columns of the terminal. Out: lines, none wider. Every figure is per call.
 * Below it what the columns mean, as far as they are shown: the table of a narrow terminal leaves columns out, it never wraps.
 */
import type { HeadStudy } from '../study/types.ts'
import { axisOf, countBins, distributionOf, type TimeAxis } from './distribution.ts'
import { formatDuration } from './duration.ts'
import { histogramLine } from './histogram.ts'
import { shownName } from './names.ts'
import { plain, type Paint } from './paint.ts'
import { spanLines } from './spans.ts'
import { countFields, histogramRank, mannerFields, medianFields, metricFields, notes, notesOf, resourceFields, tailFields, unitOf, type Field } from './study-fields.ts' // prettier-ignore
import { fitTable, tableLines, type Column } from './table.ts'
import type { ReportOptions, StudyView } from './types.ts'

export interface StudyTableOptions extends ReportOptions {
  /** Names that no other head beats in median time and all metrics. */
  readonly front?: readonly string[]
  /** Memory too. */
  readonly verbose?: boolean
}

const defaultColumns = 100
const nameColumns = { most: 40, least: 8 } as const
const bins = { least: 12, most: 28 } as const
const histogramTitle = 'distribution'

/** Heads by median time, unknown ones last, ties as given. */
export function byMedian({ names, heads }: StudyView): HeadStudy[] {
  const median = (head: HeadStudy): number => head.summary.durationMs.median ?? Infinity
  return names.flatMap((name) => heads[name] ?? []).sort((a, b) => (median(a) === median(b) ? 0 : median(a) - median(b)))
}

const isMarked = (study: StudyView, front: readonly string[]): boolean =>
  Object.keys(study.metrics).length > 0 && front.length > 0

function nameFields(study: StudyView, heads: readonly HeadStudy[], { paint = plain, front = [] }: StudyTableOptions): Field[] {
  const marked = isMarked(study, front)
  const marks = heads.map(({ name }) => ({ text: marked && front.includes(name) ? '◆' : '', brush: paint.cyan }))
  const names = heads.map(({ name }) => ({ text: shownName(name, nameColumns.most) }))
  return [
    { column: { title: '' }, cells: marks },
    { column: { title: 'head', least: nameColumns.least }, cells: names },
  ]
}

/** Histograms of all heads over one axis; none when nobody succeeded, or each only once. */
function histogramField(heads: readonly HeadStudy[], width: number, paint: Paint): { field: Field; axis: TimeAxis } | undefined {
  const all = heads.map(distributionOf)
  const axis = axisOf(all.flatMap((one) => one ?? []))
  if (axis === undefined || all.every((one) => (one?.all ?? 0) < 2)) return undefined
  const cells = all.map((one) => ({ text: one === undefined ? '' : histogramLine(countBins(one.times, axis, width)), brush: paint.cyan })) // prettier-ignore
  return { field: { column: { title: histogramTitle, rank: histogramRank }, cells }, axis }
}

const rowsOf = (heads: readonly HeadStudy[], fields: readonly Field[]): Field['cells'][] =>
  heads.map((_, row) => fields.map(({ cells }) => cells[row] ?? { text: '' }))
const columnsOf = (fields: readonly Field[]): Column[] => fields.map(({ column }) => column)

function fieldsOf(
  study: StudyView,
  heads: readonly HeadStudy[],
  histogram: Field | undefined,
  options: StudyTableOptions,
): Field[] {
  const { paint = plain, verbose = false } = options
  const unit = unitOf(heads)
  return [
    ...nameFields(study, heads, options),
    ...countFields(heads, paint),
    ...medianFields(heads, unit, paint),
    ...tailFields(heads, unit),
    ...(histogram === undefined ? [] : [histogram]),
    ...metricFields(study, heads),
    ...resourceFields(heads, unit, verbose),
    ...mannerFields(heads, paint),
  ]
}

/** What p95 and p99 are of, when it is the same for all heads; else a column says it. */
function tailNote(heads: readonly HeadStudy[], shown: ReadonlySet<string>): string[] {
  const tails = ['p95', 'p99'].filter((title) => shown.has(title)).join(' and ')
  if (tails === '' || shown.has('of')) return []
  const isBatch = heads.some(({ unit }) => unit === 'batch')
  return [isBatch ? `${tails} of batches of calls` : `${tails} of calls`]
}

function axisNote(axis: TimeAxis | undefined, shown: ReadonlySet<string>): string[] {
  if (axis === undefined || !shown.has(histogramTitle)) return []
  const ends = `${formatDuration(axis.low)} to ${formatDuration(axis.high)}`
  return [`${histogramTitle} from ${ends}${axis.isLog ? ', logarithmic' : ''}, clipped at p1 and p99 of each head`]
}

/** Sentences that explain the table. */
function legend(
  study: StudyView,
  heads: readonly HeadStudy[],
  shown: ReadonlySet<string>,
  axis: TimeAxis | undefined,
  front: readonly string[],
): string[] {
  const told = shown.has('note') ? notesOf(heads).join(' ') : ''
  return [
    [...tailNote(heads, shown), ...axisNote(axis, shown)].join('; '),
    told.includes(notes.unsteady) ? `${notes.unsteady}: its times still moved when its trials began` : '',
    told.includes(notes.kept) ? `${notes.kept}: could not be made anew in every epoch, so its intervals are wider by what the place of its code can do` : '',
    isMarked(study, front) ? `◆ on the Pareto front: no other head is at least as good in time and ${Object.keys(study.metrics).map((name) => shownName(name, 16)).join(', ')} together` : '',
  ].filter((sentence) => sentence !== '') // prettier-ignore
}

/**
 * @returns lines of the table; below it what its columns mean
 * @since 0.1.0
 */
export function studyTable(study: StudyView, options: StudyTableOptions = {}): string[] {
  const { paint = plain, front = [], columns = defaultColumns } = options
  const heads = byMedian(study)
  const narrow = histogramField(heads, bins.least, paint)
  const first = fieldsOf(study, heads, narrow?.field, options)
  const { used, free } = fitTable(columnsOf(first), rowsOf(heads, first), columns)
  const wide = histogramField(heads, Math.min(bins.most, bins.least + Math.max(0, free)), paint)
  const fields = fieldsOf(study, heads, wide?.field, options)
  const shown = new Set(used.map((place) => first[place]!.column.title))
  const lines = tableLines(columnsOf(fields), rowsOf(heads, fields), paint, columns)
  const below = legend(study, heads, shown, wide?.axis, front)
  return [...lines, ...below.flatMap((text) => spanLines([{ text, brush: paint.dim }], { columns, first: '  ', rest: '    ' }))]
}

/**
 * The columns of the table of a study, and which of them go first in a narrow terminal.
 * In: a study. Out: fields: a column, and the text of each head in it. What stays longest: who, how long, how sure, how many times the fastest.
 */
import type { HeadStudy } from '../study/types.ts'
import { formatBytes } from './bytes.ts'
import type { DurationUnit } from './duration.ts'
import { formatMetric } from './metric.ts'
import { shownName } from './names.ts'
import { percent, significant, times } from './number.ts'
import type { Brush, Paint } from './paint.ts'
import type { Cell, Column } from './table.ts'
import { bracket, commonUnit, timeTexts } from './time-unit.ts'
import type { StudyView } from './types.ts'

export interface Field {
  readonly column: Column
  /** One a head. */
  readonly cells: readonly Cell[]
}

/** What goes first has the smallest one. */
const ranks = { memory: 1, heap: 2, cpu: 3, dull: 4, p99: 6, gc: 6.5, histogram: 7, right: 7.5, p95: 7.9, of: 8.1, where: 8.5, notes: 8.6, metric: 9, cost: 9.5, success: 10, interval: 11, time: 12 } as const // prettier-ignore
export const histogramRank = ranks.histogram

const field = (title: string, rank: number, cells: readonly Cell[], align: 'left' | 'right' = 'right'): Field => ({
  column: { title, align, rank },
  cells,
})
const plainCells = (texts: readonly string[]): Cell[] => texts.map((text) => ({ text }))
const brushed = (texts: readonly string[], brush: Brush): Cell[] => texts.map((text) => ({ text, brush }))

/** The unit that all times of a study are shown in; undefined: each in its own. */
export const unitOf = (heads: readonly HeadStudy[]): DurationUnit | undefined =>
  commonUnit(heads.flatMap(({ summary }) => summary.durationMs.median ?? []))

function successCell({ summary }: HeadStudy, paint: Paint): Cell {
  const { trials, successes, successRate, successInterval } = summary
  if (trials === 0) return { text: '–', brush: paint.dim }
  if (successes === trials) return { text: '100 %' }
  const [low, high] = successInterval.map((end) => (end * 100).toFixed(1))
  return { text: `${percent(successRate)} [${low}, ${high}]`, brush: successes === 0 ? paint.red : paint.yellow }
}

/** How often, and how often right; where all heads did all they were asked, that is no news. */
export function countFields(heads: readonly HeadStudy[], paint: Paint): Field[] {
  const isSame = heads.every(({ summary }) => summary.trials === heads[0]?.summary.trials)
  const isRight = heads.every(({ summary }) => summary.successes === summary.trials && summary.trials > 0)
  return [
    field('trials', isSame ? ranks.dull : ranks.p99, plainCells(heads.map(({ summary }) => String(summary.trials)))),
    field('success', isRight ? ranks.right : ranks.success, heads.map((head) => successCell(head, paint))), // prettier-ignore
  ]
}

function intervalCells(heads: readonly HeadStudy[], unit: DurationUnit | undefined, paint: Paint): Cell[] {
  return heads.map(({ summary: { durationMs: { median, interval } } }) =>
    ({ text: median === undefined || interval === undefined ? '' : bracket(median, interval, unit), brush: paint.dim })) // prettier-ignore
}

function relativeCells(heads: readonly HeadStudy[], paint: Paint): Cell[] {
  const medians = heads.map(({ summary }) => summary.durationMs.median)
  const best = Math.min(...medians.flatMap((median) => median ?? []))
  return medians.map((median) => {
    if (median === undefined || best === 0) return { text: '' }
    return median === best ? { text: '1.00x', brush: paint.green } : { text: times(median / best) }
  })
}

/** Median with its interval, and how many times the fastest. */
export function medianFields(heads: readonly HeadStudy[], unit: DurationUnit | undefined, paint: Paint): Field[] {
  const medians = timeTexts(heads.map(({ summary }) => summary.durationMs.median), unit) // prettier-ignore
  const column: Column = { title: unit === undefined ? 'median' : `median ${unit}`, align: 'right' }
  return [
    { column, cells: brushed(medians, paint.bold) },
    field('[95 %]', ranks.interval, intervalCells(heads, unit, paint), 'left'),
    field('time', ranks.time, relativeCells(heads, paint)),
  ]
}

/** The slow end: of calls, or of batches of calls, which hide the slowest calls; said in a column when both are there. */
export function tailFields(heads: readonly HeadStudy[], unit: DurationUnit | undefined): Field[] {
  const isMixed = new Set(heads.map((head) => head.unit)).size > 1
  const of = field('of', ranks.of, plainCells(heads.map((head) => (head.unit === 'batch' ? 'batches' : 'calls'))), 'left')
  return [
    field('p95', ranks.p95, plainCells(timeTexts(heads.map(({ summary }) => summary.durationMs.p95), unit))), // prettier-ignore
    field('p99', ranks.p99, plainCells(timeTexts(heads.map(({ summary }) => summary.durationMs.p99), unit))), // prettier-ignore
    ...(isMixed ? [of] : []),
  ]
}

const metricTitle = (name: string): string => shownName(name, 16)

/** What the heads report beside time, and their price. */
export function metricFields(study: StudyView, heads: readonly HeadStudy[]): Field[] {
  const metrics = Object.keys(study.metrics).map((name, i) =>
    field(metricTitle(name), ranks.metric - i / 1000, plainCells(heads.map(({ summary }) => formatMetric(name, summary.metrics[name]?.median))))) // prettier-ignore
  const cost = field('cost', ranks.cost, plainCells(heads.map((head) => (head.cost === undefined ? '–' : significant(head.cost))))) // prettier-ignore
  return [...metrics, ...filled([cost])]
}

/** A share of garbage collection from which on it is worth a column. */
const muchGarbage = 0.005

/** The share of the time that garbage collections took, where some head spent time on it. */
function gcField(heads: readonly HeadStudy[], verbose: boolean): Field[] {
  const texts = heads.map(({ summary: { gcShare } }) => (gcShare === undefined ? '–' : percent(gcShare)))
  const isMuch = heads.some(({ summary: { gcShare = 0 } }) => gcShare >= muchGarbage)
  return isMuch || verbose ? [field('gc', isMuch ? ranks.gc : ranks.heap, plainCells(texts))] : []
}

/** Time of the CPU and growth of the heap a call, and what collecting took; memory of the process on request. */
export function resourceFields(heads: readonly HeadStudy[], unit: DurationUnit | undefined, verbose: boolean): Field[] {
  const cpu = field('cpu', verbose ? ranks.histogram + 0.1 : ranks.cpu, plainCells(timeTexts(heads.map(({ summary }) => summary.cpuMs), unit))) // prettier-ignore
  const heap = field(
    'heap',
    verbose ? ranks.p99 + 0.1 : ranks.heap,
    plainCells(heads.map(({ summary }) => formatBytes(summary.heapBytes))),
  )
  const memory = field('memory', ranks.memory, plainCells(heads.map(({ summary }) => formatBytes(summary.rssBytes))))
  return filled([...gcField(heads, verbose), cpu, heap, ...(verbose ? [memory] : [])])
}

/** Words for what is out of the ordinary, each explained below the table. */
export const notes = {
  unsteady: 'not settled',
  kept: 'kept',
} as const

/** Which heads have which note; being made anew matters only where some are and some are not. */
export function notesOf(heads: readonly HeadStudy[]): string[] {
  const isMixed = heads.some(({ rebuilt }) => rebuilt === true) && heads.some(({ rebuilt }) => rebuilt === false)
  return heads.map(({ steady, rebuilt, kind }) => {
    const isKept = isMixed && rebuilt === false && kind !== 'command'
    return [...(steady === false ? [notes.unsteady] : []), ...(isKept ? [notes.kept] : [])].join(', ')
  })
}

/** Where heads ran, when not all ran in the same way; and notes. */
export function mannerFields(heads: readonly HeadStudy[], paint: Paint): Field[] {
  const isMixed = new Set(heads.map(({ isolation }) => isolation)).size > 1
  const where = field('where', ranks.where, plainCells(heads.map(({ isolation }) => isolation)), 'left')
  return [...(isMixed ? [where] : []), ...filled([field('note', ranks.notes, brushed(notesOf(heads), paint.yellow), 'left')])]
}

/** Without columns in which nobody has a value. */
const filled = (fields: readonly Field[]): Field[] =>
  fields.filter(({ cells }) => cells.some(({ text }) => text !== '' && text !== '–'))

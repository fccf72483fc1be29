/**
 * Who wins where: a row for time and each metric, or for each input, a column a head; for "which codec for which input".
 * In: a study that can compare itself on a metric or an input. Out: lines. Each figure is shown as a multiple of the best of its row.
 * The verdicts are those of the study, corrected for all pairs of a row. A head is named beside the best only when the two are proven equal;
 * `?` marks one that may yet be the best. Why against the best and not all pairs: the question is which head to take.
 */
import type { Better, Comparison, MetricComparison } from '../study/types.ts'
import { shownName } from './names.ts'
import { counted, times } from './number.ts'
import { plain, type Paint } from './paint.ts'
import { spanLines } from './spans.ts'
import { byMedian } from './study-table.ts'
import { fitTable, tableLines, type Cell, type Column } from './table.ts'
import type { ReportOptions, StudyView } from './types.ts'

type Standing = 'best' | 'same' | 'open' | 'behind' | 'none'

interface Row {
  readonly label: string
  /** By place of the head. */
  readonly figures: readonly (number | undefined)[]
  readonly better: Better
  readonly comparisons: readonly (Comparison | MetricComparison)[]
}

/** Place of the best figure; undefined when nobody has any. */
function bestOf({ figures, better }: Row): number | undefined {
  const sign = better === 'higher' ? -1 : 1
  return figures.reduce<number | undefined>((best, figure, i) => {
    if (figure === undefined) return best
    return best === undefined || sign * figure < sign * figures[best]! ? i : best
  }, undefined)
}

/** How each head stands to the best one. */
function standings(row: Row, names: readonly string[], best: number): Standing[] {
  const verdicts = new Map(
    row.comparisons.flatMap(({ a, b, verdict }) =>
      a === names[best] ? [[b, verdict] as const] : b === names[best] ? [[a, verdict] as const] : [],
    ),
  )
  return names.map((name, i) => {
    if (row.figures[i] === undefined) return 'none'
    if (i === best) return 'best'
    const verdict = verdicts.get(name)
    if (verdict === 'equivalent') return 'same'
    return verdict === undefined || verdict === 'undecided' ? 'open' : 'behind'
  })
}

const signs: Readonly<Record<Standing, string>> = { best: ' ', same: '=', open: '?', behind: ' ', none: ' ' }

function cellOf(row: Row, best: number, place: number, standing: Standing, paint: Paint): Cell {
  const [figure, least] = [row.figures[place], row.figures[best]]
  if (figure === undefined || least === undefined) return { text: '–', brush: paint.dim }
  const ratio = figure === least ? 1 : figure / least
  const text = `${ratio > 0 && ratio < Infinity ? times(ratio) : '–'}${signs[standing]}`
  return standing === 'best' || standing === 'same' ? { text, brush: paint.green } : { text }
}

/** The best head, those proven equal to it, and whether it is sure that no other is better. */
function winner(names: readonly string[], standing: readonly Standing[], paint: Paint): Cell {
  const of = (wanted: Standing): string[] => names.filter((_, i) => standing[i] === wanted).map((name) => shownName(name, 20))
  const text = [...of('best'), ...of('same')].join(' = ')
  return standing.includes('open') ? { text: `${text} ?`, brush: paint.yellow } : { text, brush: paint.bold }
}

function cellsOf(row: Row, names: readonly string[], paint: Paint): Cell[] {
  const best = bestOf(row)
  const label = { text: shownName(row.label, 30) }
  if (best === undefined) return [label, { text: '–', brush: paint.dim }, ...names.map(() => ({ text: '–', brush: paint.dim }))]
  const standing = standings(row, names, best)
  return [label, winner(names, standing, paint), ...names.map((_, i) => cellOf(row, best, i, standing[i]!, paint))]
}

/** Heads that stand first go last; who is best always stays. */
function columnsOf(title: string, names: readonly string[]): Column[] {
  const heads = names.map((name, i): Column => ({ title: `${shownName(name, 16)} `, align: 'right', rank: names.length - i }))
  return [{ title, least: 8 }, { title: 'best', least: 8 }, ...heads]
}

const meaning = 'multiples of the best of each row; = the same within the margin, ? undecided'

function table(
  title: string,
  rows: readonly Row[],
  names: readonly string[],
  { paint = plain, columns = 100 }: ReportOptions,
): string[] {
  const cells = rows.map((row) => cellsOf(row, names, paint))
  const all = columnsOf(title, names)
  const hidden = all.length - fitTable(all, cells, columns).used.length
  const more = hidden === 0 ? '' : `; no room here for ${counted(hidden, 'more head')}`
  const below = spanLines([{ text: meaning + more, brush: paint.dim }], { columns, first: '  ', rest: '    ' })
  return [...tableLines(all, cells, paint, columns), ...below]
}

export interface WinnersOptions extends ReportOptions {
  /** Rows at most; 12 when left out. */
  readonly most?: number
}

const able = (study: StudyView): string[] => byMedian(study).flatMap(({ name, summary }) => (summary.successes > 0 ? [name] : []))

/** Time and each metric: who wins in which. None without a metric, or with fewer than two heads to compare. */
export function metricWinners(study: StudyView, options: WinnersOptions = {}): string[] {
  const [names, metrics] = [able(study), Object.keys(study.metrics)]
  if (study.compareOn === undefined || metrics.length === 0 || names.length < 2) return []
  const time: Row = {
    label: 'time',
    figures: names.map((name) => study.heads[name]?.summary.durationMs.median),
    better: 'lower',
    comparisons: study.comparisons,
  }
  const rows = metrics.slice(0, options.most ?? 12).map((metric): Row => ({
    label: metric,
    figures: names.map((name) => study.heads[name]?.summary.metrics[metric]?.median),
    better: study.metrics[metric] ?? 'lower',
    comparisons: study.compareOn!({ metric }),
  }))
  return table('metric', [time, ...rows], names, options)
}

/** The time of each input: who wins on which. None with fewer than two inputs, or fewer than two heads to compare. */
export function inputWinners(study: StudyView, options: WinnersOptions = {}): string[] {
  const [names, inputs] = [able(study), study.inputs ?? []]
  if (study.compareOn === undefined || inputs.length < 2 || names.length < 2) return []
  const most = options.most ?? 12
  const rows = inputs.slice(0, most).map(({ name: input }): Row => ({
    label: input,
    figures: names.map((name) => study.heads[name]?.summary.byInput[input]?.durationMs.median),
    better: 'lower',
    comparisons: study.compareOn!({ input }),
  }))
  const more = inputs.length > most ? [`  and ${inputs.length - most} more inputs (--verbose)`] : []
  return [...table('time by input', rows, names, options), ...more]
}

/** The judgement of two sets of weights: the verdict in one sentence, and what each figure is under the weights before and after. */
import type { Expectation, Validation } from '../weigh/types.ts'
import { formatDuration, inUnit, unitFor } from './duration.ts'
import { formatMetric } from './metric.ts'
import { shownName } from './names.ts'
import { plain, type Brush, type Paint } from './paint.ts'
import { tableLines, type Cell } from './table.ts'
import type { ReportOptions } from './types.ts'

interface Format {
  readonly value: (value: number) => string
  readonly difference: (value: number, before: number) => string
}

const signed = (text: string): string => (/^[-<>]/.test(text) || /^0( |$)/.test(text) ? text : `+${text}`)
const successFormat: Format = {
  value: (value) => `${(value * 100).toFixed(1)} %`,
  difference: (value) => signed(`${(value * 100).toFixed(2)} points`),
}
const timeFormat: Format = {
  value: formatDuration,
  difference: (value, before) => signed(`${inUnit(value, unitFor(before))} ${unitFor(before)}`),
}
const priceFormat = (name: string): Format => ({
  value: (value) => formatMetric(name, value),
  difference: (value) => signed(formatMetric(name, value)),
})

function row(label: string, expectation: Expectation, format: Format, paint: Paint): Cell[] {
  const { before, after, difference, interval } = expectation
  const ends = interval?.map((end) => format.difference(end, before)).join(' to ') ?? ''
  return [
    { text: label },
    { text: format.value(before) },
    { text: format.value(after), brush: paint.bold },
    { text: format.difference(difference, before) },
    { text: ends, brush: paint.dim },
  ]
}

const brushOf = (paint: Paint): Readonly<Record<Validation['verdict'], Brush>> => ({
  better: paint.green,
  worse: paint.red,
  equivalent: paint.cyan,
  undecided: paint.yellow,
})

export interface ValidationOptions extends ReportOptions {
  /** What the price is called: the name of a metric. */
  readonly priceName?: string
}

/**
 * @returns a table of what is expected before and after, then the sentence, which begins with the verdict
 * @since 0.1.0
 */
export function validationLines(
  validation: Validation,
  { paint = plain, priceName = 'price' }: ValidationOptions = {},
): string[] {
  const { verdict, text, success, durationMs, price, confidence } = validation
  const rows = [row('success', success, successFormat, paint), row('time of a call', durationMs, timeFormat, paint)]
  if (price !== undefined) rows.push(row(`${shownName(priceName, 16)} of a call`, price, priceFormat(priceName), paint))
  const level = `(${Number((confidence * 100).toFixed(1))} %)`
  const columns = [{ title: 'expected' }, { title: 'before', align: 'right' }, { title: 'after', align: 'right' }, { title: 'difference', align: 'right' }, { title: level }] as const // prettier-ignore
  return [...tableLines(columns, rows, paint), `  ${brushOf(paint)[verdict](verdict)}${text.slice(verdict.length)}`]
}

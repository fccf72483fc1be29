/**
 * Why figures that were asked for are unknown.
 * In: a summary, the names asked for. Out: one note a figure that is `undefined`, in the order of the names.
 */
import type { FurtherField, Summary, SummaryField, SummaryNote } from '../types.ts'
import { mostForHodgesLehmann } from './description.ts'

type FieldName = SummaryField | FurtherField

/** The least sample that gives a field; 1 for all others. */
const least: Partial<Record<FieldName, number>> = {
  sd: 2,
  variance: 2,
  sem: 2,
  cv: 2,
  winsorisedSd: 2,
  skewness: 3,
  lag1: 3,
  kurtosis: 4,
}

const valueOf = (row: Summary, name: FieldName): unknown => {
  if (name === 'intervalLow' || name === 'intervalHigh') return row.interval
  return row[name]
}

function codeOf(row: Summary, name: FieldName): SummaryNote['code'] {
  if (
    row.n < (least[name] ?? 1) ||
    name === 'interval' ||
    name === 'intervalLow' ||
    name === 'intervalHigh' ||
    name === 'meanInterval'
  )
    return 'HYD-4002'
  if (name === 'geometricMean') return 'not-positive'
  if (name === 'hodgesLehmann' && row.n > mostForHodgesLehmann) return 'by-name-only'
  if (name === 'cv' && row.mean === 0) return 'not-positive'
  return name === 'skewness' || name === 'kurtosis' || name === 'lag1' ? 'constant' : 'overflow'
}

export function notesOf(row: Summary, names: ReadonlySet<FieldName>): SummaryNote[] {
  const notes: SummaryNote[] = []
  for (const name of names) {
    if (valueOf(row, name) === undefined) notes.push({ field: name, code: codeOf(row, name) })
  }
  return notes
}

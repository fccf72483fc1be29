/**
 * What came of many rows: for a rule when it would have fired, for a number where it lay.
 * In: values in order of rows, undefined where there is none. Out: counts; rows count from 1. Figures of numbers are those of `summarize`.
 */
import { summarize } from '../../engine/index.ts'
import type { FormulaValue } from '../../formula/index.ts'

export interface Fired {
  readonly count: number
  /** Rows; undefined where it never fired. */
  readonly first: number | undefined
  readonly last: number | undefined
  /** The most rows in a row, and where they begin. */
  readonly longest: number
  readonly longestFrom: number | undefined
}

export interface Outcome {
  readonly rows: number
  /** Rows without value. */
  readonly missing: number
  /** Of a rule. */
  readonly fired?: Fired
  /** Of finite numbers. */
  readonly numbers?: { readonly min: number | undefined; readonly median: number | undefined; readonly mean: number | undefined; readonly max: number | undefined } // prettier-ignore
}

type Values = readonly (FormulaValue | undefined)[]

function firedOf(values: Values): Fired {
  let [count, run, longest, longestEnd] = [0, 0, 0, 0]
  values.forEach((value, i) => {
    run = value === true ? run + 1 : 0
    if (value === true) count += 1
    if (run > longest) [longest, longestEnd] = [run, i + 1]
  })
  const row = (at: number): number | undefined => (at < 0 ? undefined : at + 1)
  const longestFrom = longest === 0 ? undefined : longestEnd - longest + 1
  return { count, first: row(values.indexOf(true)), last: row(values.lastIndexOf(true)), longest, longestFrom }
}

export function outcomeOf(values: Values, type: string): Outcome {
  const counts = { rows: values.length, missing: values.filter((value) => value === undefined).length }
  if (type === 'boolean') return { ...counts, fired: firedOf(values) }
  if (type !== 'number') return counts
  const finite = Float64Array.from(values.filter((value): value is number => Number.isFinite(value)))
  const { min, median, mean, max } = summarize(finite, { fields: ['min', 'median', 'mean', 'max'] })
  return { ...counts, numbers: { min, median, mean, max } }
}

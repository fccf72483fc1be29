/** Results of rules that run row by row, in the forms of a program's. */
import type { Run } from '../closure.ts'
import type { Checked } from '../../reference/formula/checked.ts'
import type { Column } from './read.ts'
import { eachRow } from './rows.ts'
import type { ColumnResult } from './types.ts'

interface Rows {
  readonly columns: ReadonlyMap<string, Column>
  readonly rows: number
}
interface Rule {
  readonly run: Run
  readonly checked: Checked
}
type Out = Float64Array | Uint8Array | undefined

function numbers({ run, checked }: Rule, { columns, rows }: Rows, out: Out): ColumnResult {
  const values = (out as Float64Array | undefined) ?? new Float64Array(rows)
  let missingCount = 0
  eachRow(run, checked, columns, rows, (row, value) => {
    values[row] = value as number
    if (value !== value) missingCount += 1
  })
  return { type: 'number', values, missingCount }
}

function truths({ run, checked }: Rule, { columns, rows }: Rows, out: Out): ColumnResult {
  const values = (out as Uint8Array | undefined) ?? new Uint8Array(rows)
  const missing = new Uint8Array(rows)
  let [missingCount, trueCount] = [0, 0]
  eachRow(run, checked, columns, rows, (row, value) => {
    values[row] = value === 2 ? 1 : 0
    missing[row] = value === 1 ? 1 : 0
    trueCount += values[row]
    missingCount += missing[row]
  })
  return { type: 'boolean', values, ...(missingCount > 0 ? { missing } : {}), missingCount, trueCount }
}

function texts({ run, checked }: Rule, { columns, rows }: Rows): ColumnResult {
  const values: (string | undefined)[] = []
  let missingCount = 0
  eachRow(run, checked, columns, rows, (_, value) => {
    values.push(value as string | undefined)
    if (value === undefined) missingCount += 1
  })
  return { type: 'string', values, missingCount }
}

export function resultOfRows(rule: Rule, type: ColumnResult['type'], rows: Rows, out: Out): ColumnResult {
  if (type === 'number') return numbers(rule, rows, out)
  return type === 'boolean' ? truths(rule, rows, out) : texts(rule, rows)
}

/**
 * Formulas with functions over rows, over whole columns: the arguments of each as columns, then its kernel, then the rest, which sees the
 * result as one more column. In: the prepared parts, the columns. Out: the same bits as row by row.
 */
import { windowColumn } from '../reference/formula/window/index.ts'
import { openCall } from './columns/call.ts'
import { evaluatePlan } from './columns/evaluate.ts'
import { columnsOptionsAt } from './columns/options.ts'
import { checkOut } from './columns/out.ts'
import { Plan, type ColumnRule } from './columns/plan.ts'
import type { ColumnResult, ColumnsOptions, FormulaColumn, FormulaColumns } from './columns/types.ts'
import type { WindowParts, Windows } from './windows.ts'

type Given = ReturnType<typeof columnsOptionsAt>

/** Numbers as they are, truths as 0, 1, 2, texts as numbers that are equal where they are. */
function codes(result: ColumnResult): ArrayLike<number> {
  if (result.type === 'number') return result.values
  if (result.type === 'boolean') return result.values.map((value, i) => (result.missing?.[i] === 1 ? 1 : 2 * value))
  const known = new Map<string, number>()
  return result.values.map((text) => {
    if (text === undefined) return NaN
    const code = known.get(text) ?? known.size
    known.set(text, code)
    return code
  })
}

function resultOf(rule: ColumnRule, columns: FormulaColumns, given: Given, rows: number, out?: unknown): ColumnResult {
  const plan = new Plan([rule])
  const call = openCall(plan, columns, { ...given, rows })
  const type = rule.checked.types[rule.checked.ast.root] as ColumnResult['type']
  return evaluatePlan(plan, call, [checkOut(out, type, call, 'out')])[0]!
}

/** What a function gives, as a column that the rest reads. */
function columnOf({ stage }: WindowParts, inputs: readonly ArrayLike<number>[], rows: number): FormulaColumn {
  const { entry, parameter, type } = stage
  const isTruth = type === 'boolean'
  if (entry.result === 'number') {
    const values = new Float64Array(rows)
    windowColumn(entry.name, parameter, isTruth, inputs, values)
    return values
  }
  const truths = new Uint8Array(rows)
  windowColumn(entry.name, parameter, isTruth, inputs, truths)
  return { values: truths.map((code) => (code === 2 ? 1 : 0)), missing: truths.map((code) => (code === 1 ? 1 : 0)) }
}

export function windowColumns(
  windows: Windows,
  whole: ColumnRule,
  columns: FormulaColumns,
  options: ColumnsOptions | undefined,
): ColumnResult {
  const given = columnsOptionsAt(options)
  const { rows } = openCall(new Plan([whole]), columns, given)
  const all = Object.create(null) as Record<string, FormulaColumn | undefined>
  for (const { name } of windows.variables) all[name] = columns[name]
  const ruleOf = ({ checked, run }: Pick<ColumnRule, 'checked' | 'run'>): ColumnRule => ({ ...whole, checked, run })
  for (const parts of windows.parts) {
    const inputs = parts.inputs.map(({ rule }) => (rule === undefined ? new Float64Array(rows).fill(NaN) : codes(resultOf(ruleOf(rule), all, given, rows)))) // prettier-ignore
    all[parts.stage.name] = columnOf(parts, inputs, rows)
  }
  return resultOf(ruleOf(windows.rest.rule!), all, given, rows, given.out)
}

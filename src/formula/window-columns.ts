/**
 * Formulas with functions over rows, over whole columns: the arguments of each as columns, then its kernel, then the rest, which sees the
 * result as one more column. In: the prepared parts, the columns. Out: the same bits as row by row.
 */
import { windowNumbers, windowTruths, type WindowCall } from '../engine/formula/window.ts'
import { openCall } from './columns/call.ts'
import { evaluatePlan } from './columns/evaluate.ts'
import { columnsOptionsAt } from './columns/options.ts'
import { checkOut } from './columns/out.ts'
import { Plan, type ColumnRule } from './columns/plan.ts'
import type { ColumnResult, ColumnsOptions, FormulaColumn, FormulaColumns } from './columns/types.ts'
import type { WindowParts, Windows } from './windows.ts'

type Given = ReturnType<typeof columnsOptionsAt>
type Size = Pick<Given, 'engine'> & { readonly rows: number }

/** Texts as numbers that are equal where they are. */
function codes(texts: readonly (string | undefined)[]): Float64Array {
  const known = new Map<string, number>()
  return Float64Array.from(texts, (text) => {
    if (text === undefined) return NaN
    const code = known.get(text) ?? known.size
    known.set(text, code)
    return code
  })
}

/** Truths as 0, 1, 2. */
const kleene = (flags: Uint8Array, missing: Uint8Array | undefined): Uint8Array =>
  flags.map((flag, i) => (missing?.[i] === 1 ? 1 : 2 * flag))

function firstOf(result: ColumnResult): WindowCall['columns'] {
  if (result.type === 'boolean') return { truths: kleene(result.values, result.missing) }
  return { x: result.type === 'number' ? result.values : codes(result.values) }
}

function resultOf(rule: ColumnRule, columns: FormulaColumns, given: Given, rows: number, out?: unknown): ColumnResult {
  const plan = new Plan([rule])
  const call = openCall(plan, columns, { ...given, rows })
  const type = rule.checked.types[rule.checked.ast.root] as ColumnResult['type']
  return evaluatePlan(plan, call, [checkOut(out, type, call, 'out')])[0]!
}

/** What a function gives, as a column that the rest reads. */
function columnOf({ stage }: WindowParts, inputs: readonly ColumnResult[], { rows, engine }: Size): FormulaColumn {
  const { entry, parameter } = stage
  const [first, second] = inputs
  const columns = { ...firstOf(first!), ...(second === undefined ? {} : { t: second.values as Float64Array }) }
  const call = { name: entry.name, parameter, rows, columns }
  if (entry.result === 'number') return windowNumbers(call, engine)
  const truths = windowTruths(call, engine)
  return { values: truths.map((code) => (code === 2 ? 1 : 0)), missing: truths.map((code) => (code === 1 ? 1 : 0)) }
}

/** The literal without value, in every row. */
const withoutValue = (rows: number): ColumnResult => ({
  type: 'number',
  values: new Float64Array(rows).fill(NaN),
  missingCount: rows,
})

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
    const inputs = parts.inputs.map(({ rule }) =>
      rule === undefined ? withoutValue(rows) : resultOf(ruleOf(rule), all, given, rows),
    )
    all[parts.stage.name] = columnOf(parts, inputs, { rows, engine: given.engine })
  }
  return resultOf(ruleOf(windows.rest.rule!), all, given, rows, given.out)
}

/**
 * Formulas with functions over rows, over whole columns: the arguments of each as columns, then its kernel, then the rest, which sees the
 * result as one more column. In: the prepared parts, the columns of a call. Out: the same bits as row by row.
 */
import { windowNumbers, windowTruths, type WindowCall } from '../engine/formula/window.ts'
import { callOf, type Call } from './columns/call.ts'
import { evaluatePlan } from './columns/evaluate.ts'
import type { Plan } from './columns/plan.ts'
import type { Column } from './columns/read.ts'
import type { ColumnResult } from './columns/types.ts'
import type { Part, WindowParts, Windows } from './windows.ts'

type Columns = ReadonlyMap<string, Column>
type Size = Pick<Call, 'rows' | 'engine'>

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

function resultOf(plan: Plan, columns: Columns, { rows, engine }: Size, out?: Float64Array | Uint8Array): ColumnResult {
  const own = new Map(plan.variables.map(({ name }) => [name, columns.get(name)!]))
  return evaluatePlan(plan, callOf(plan, own, rows, engine), [out])[0]!
}

/** An argument; the literal without value has none in every row. */
function inputOf({ plan }: Part, columns: Columns, size: Size): ColumnResult {
  if (plan !== undefined) return resultOf(plan, columns, size)
  return { type: 'number', values: new Float64Array(size.rows).fill(NaN), missingCount: size.rows }
}

/** What a function gives, as a column that the rest reads. */
function columnOf({ stage, inputs }: WindowParts, columns: Columns, size: Size): Column {
  const { entry, parameter } = stage
  const [first, second] = inputs.map((input) => inputOf(input, columns, size))
  const given = { ...firstOf(first!), ...(second === undefined ? {} : { t: second.values as Float64Array }) }
  const call = { name: entry.name, parameter, rows: size.rows, columns: given }
  if (entry.result === 'number') return { type: 'number', values: windowNumbers(call, size.engine) }
  return { type: 'boolean', bytes: windowTruths(call, size.engine) }
}

/** The result of a formula over the columns of a call. */
export function windowColumns({ parts, rest }: Windows, call: Call, out?: Float64Array | Uint8Array): ColumnResult {
  const columns = new Map(call.columns)
  for (const one of parts) columns.set(one.stage.name, columnOf(one, columns, call))
  return resultOf(rest.plan!, columns, call, out)
}

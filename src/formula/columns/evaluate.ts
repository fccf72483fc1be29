/**
 * Rules over columns: what was given is checked once, the inputs of programs are made, each rule runs on an engine.
 * In: plans of rules, columns by name, options. Out: a result a rule, in the forms of types.ts.
 */
import { runProgram } from '../../engine/formula/run.ts'
import { engineChoice, type EngineChoice } from '../../engine/index.ts'
import { hydraError } from '../../errors/index.ts'
import type { UsedVariable } from '../../reference/formula/checked.ts'
import type { Lowered } from '../../reference/formula/lower.ts'
import { Dictionary } from './dictionary.ts'
import { givenColumns } from './given.ts'
import { Inputs } from './inputs.ts'
import { checkOut } from './out.ts'
import type { Plan } from './plan.ts'
import { readColumn, type Column } from './read.ts'
import { refusedOption } from './refuse.ts'
import { resultOfRows } from './result.ts'
import type { ColumnResult } from './types.ts'

type Out = Float64Array | Uint8Array | undefined

/** The columns of one call, read; shared by all its rules. */
export interface Call {
  readonly columns: ReadonlyMap<string, Column>
  readonly rows: number
  readonly engine: EngineChoice | undefined
  readonly dictionary: Dictionary
  readonly inputs: Inputs
}

function checkWork({ nodes, rule: { mostWork } }: Plan, rows: number, steps: number): void {
  const parts = steps > nodes ? steps : nodes
  if (parts * rows > mostWork) throw hydraError('2007', { nodes: parts, rows, limit: mostWork })
}

const textsOf = (column: Column): (readonly (string | undefined)[])[] => (column.type === 'string' ? [column.texts] : [])

/** A call over columns that are read already. */
export function callOf(
  plans: readonly Plan[],
  columns: ReadonlyMap<string, Column>,
  rows: number,
  engine: EngineChoice | undefined,
): Call {
  const dictionary = new Dictionary([...columns.values()].flatMap(textsOf), plans.flatMap(({ literals }) => literals)) // prettier-ignore
  return { columns, rows, engine, dictionary, inputs: new Inputs(columns, dictionary, rows, engine) }
}

/** Reads the columns that the rules name; each variable once. */
export function openCall(plans: readonly Plan[], columns: unknown, rows: unknown, engine: EngineChoice | undefined): Call {
  const choice = engine === undefined ? undefined : engineChoice(engine)
  const variables = new Map<string, UsedVariable>(plans.flatMap(({ rule }) => [...rule.checked.variables]))
  const { given, rows: count } = givenColumns(columns, [...variables.values()], rows)
  for (const plan of plans) checkWork(plan, count, 0)
  const read = new Map(given.map((one) => [one.variable.name, readColumn(one)]))
  return callOf(plans, read, count, choice)
}

function byProgram({ rows, inputs, engine, dictionary }: Call, program: Lowered, isText: boolean, out: Out): ColumnResult {
  const numbers = program.numbers.map((source) => inputs.number(source))
  const masks = program.masks.map((source) => inputs.mask(source))
  const { type, values, missing, missingCount, trueCount } = runProgram(program.bytes, { rows, numbers, masks, out }, engine)
  if (isText) return { type: 'string', values: dictionary.decode(values as Float64Array), missingCount }
  if (type === 'number') return { type, values: values as Float64Array, missingCount }
  return { type, values: values as Uint8Array, ...(missing === undefined ? {} : { missing }), missingCount, trueCount }
}

/** One rule over the columns of a call. */
export function evaluatePlan(plan: Plan, call: Call, out: unknown, option = 'out'): ColumnResult {
  const { checked } = plan.rule
  const type = checked.types[checked.ast.root] as ColumnResult['type']
  const given = checkOut(out, type, call, option)
  const program = plan.program((text) => call.dictionary.rank(text))
  if (program === undefined) return resultOfRows(plan.rule, type, call, given)
  checkWork(plan, call.rows, program.steps)
  return byProgram(call, program, type === 'string', given)
}

const known: readonly string[] = ['engine', 'rows', 'out']

/** @throws HYD-1003 options that are no object, or unknown */
export function columnsOptionsAt(options: unknown): { engine?: EngineChoice; rows?: unknown; out?: unknown } {
  if (options === undefined) return {}
  const isGood = typeof options === 'object' && options !== null && Object.keys(options).every((key) => known.includes(key))
  if (!isGood) throw refusedOption('options', `an object with ${known.join(', ')}`, options)
  return options
}

/**
 * One call over columns: all that the rules name is read once, and shared by them.
 * In: plan, columns by name, rows. Out: columns as programs read them, the dictionary of their texts, their inputs.
 */
import { typedKind } from '../../engine/door.ts'
import type { EngineChoice } from '../../engine/index.ts'
import { hydraError } from '../../errors/index.ts'
import { Dictionary } from './dictionary.ts'
import { givenColumns } from './given.ts'
import { Inputs } from './inputs.ts'
import type { CallOptions } from './options.ts'
import type { Memory } from './out.ts'
import type { Plan } from './plan.ts'
import { readColumn, type Column } from './read.ts'

export interface Call {
  readonly columns: ReadonlyMap<string, Column>
  readonly rows: number
  /** The typed arrays that were given, which no result may overwrite; asked for only where there is one to fill. */
  readonly memories: () => readonly Memory[]
  readonly engine: EngineChoice | undefined
  readonly dictionary: Dictionary
  readonly inputs: Inputs
}

/** @throws HYD-2007 more parts or instructions times rows than the rules allow */
export function checkWork({ nodes, rules }: Plan, rows: number, steps: number): void {
  const parts = steps > nodes ? steps : nodes
  for (const { mostWork } of rules) {
    if (parts * rows > mostWork) throw hydraError('2007', { nodes: parts, rows, limit: mostWork })
  }
}

const isMemory = (value: unknown): value is Memory => typedKind(value) !== undefined
const textsOf = (column: Column): (readonly (string | undefined)[])[] => (column.type === 'string' ? [column.texts] : [])

/** A call over columns that are read already. */
export function callOf(
  { literals }: Plan,
  columns: ReadonlyMap<string, Column>,
  rows: number,
  engine: EngineChoice | undefined,
  memories: () => readonly Memory[] = () => [],
): Call {
  const dictionary = new Dictionary([...columns.values()].flatMap(textsOf), literals)
  return { columns, rows, memories, engine, dictionary, inputs: new Inputs(columns, dictionary, rows, engine) }
}

/** @throws HYD-1003, HYD-2006, HYD-2007, HYD-2013, HYD-4004 */
export function openCall(plan: Plan, columns: unknown, { rows, engine }: CallOptions): Call {
  const { given, rows: count } = givenColumns(columns, plan.variables, rows)
  checkWork(plan, count, 0)
  const read = new Map(given.map((one) => [one.variable.name, readColumn(one)]))
  const memories = (): Memory[] => given.flatMap(({ values, missing, offsets }) => [values, missing, offsets]).filter(isMemory)
  return callOf(plan, read, count, engine, memories)
}

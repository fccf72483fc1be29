/** One row as columns, for who wants to see the engines agree: slots in, the value of one row out. */
import type { EngineChoice } from '../../engine/index.ts'
import type { UsedVariable } from '../../reference/formula/checked.ts'
import type { Slots } from '../slots.ts'
import { callOf } from './call.ts'
import { evaluatePlan } from './evaluate.ts'
import type { FormulaValue } from '../types.ts'
import type { Plan } from './plan.ts'
import type { Column } from './read.ts'

function columnOf({ type }: UsedVariable, place: number, { numbers, others }: Slots): Column {
  const other = others[place]
  if (type === 'number') return { type, values: numbers.slice(place, place + 1) }
  if (type === 'boolean') return { type, bytes: Uint8Array.of(numbers[place]!) }
  if (type === 'string') return { type, texts: [other as string | undefined] }
  const values = other as Float64Array
  return { type, series: { values, offsets: Uint32Array.of(0, values.length) }, isShared: true }
}

/** The value of a plan of one rule; undefined where there is none. */
export function evaluateRow(plan: Plan, slots: Slots, engine: EngineChoice): FormulaValue | undefined {
  const used = [...plan.rules[0]!.checked.variables.values()]
  const columns = new Map(used.map((variable, place) => [variable.name, columnOf(variable, place, slots)]))
  const { type, values, missingCount } = evaluatePlan(plan, callOf(plan, columns, 1, engine), [])[0]!
  if (missingCount === 1) return undefined
  return type === 'boolean' ? values[0] === 1 : values[0]
}

/** One row as columns, for who wants to see the engines agree: slots in, the value of one row out. */
import type { EngineChoice } from '../../engine/index.ts'
import type { UsedVariable } from '../../reference/formula/checked.ts'
import type { Slot, Slots } from '../slots.ts'
import { callOf } from './call.ts'
import { evaluatePlan } from './evaluate.ts'
import type { Plan } from './plan.ts'
import type { Column } from './read.ts'

function columnOf({ type }: UsedVariable, slot: Slot): Column {
  if (type === 'number') return { type, values: Float64Array.of(slot as number) }
  if (type === 'boolean') return { type, bytes: Uint8Array.of(slot as number) }
  if (type === 'string') return { type, texts: [slot as string | undefined] }
  const values = slot as Float64Array
  return { type, series: { values, offsets: Uint32Array.of(0, values.length) }, isShared: true }
}

/** The value of a plan of one rule. @returns a number (NaN for none), true, false, a text, or undefined */
export function evaluateRow(plan: Plan, slots: Slots, engine: EngineChoice): number | boolean | string | undefined {
  const used = [...plan.rules[0]!.checked.variables.values()]
  const columns = new Map(used.map((variable, i) => [variable.name, columnOf(variable, slots[i])]))
  const result = evaluatePlan(plan, callOf(plan, columns, 1, engine), [])[0]!
  if (result.type !== 'boolean') return result.values[0]
  return result.missingCount === 1 ? undefined : result.values[0] === 1
}

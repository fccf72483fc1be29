/**
 * One formula, many rows: slots of its own, and a lane once it is evaluated often.
 * In: the variables used, the closure of the whole, its type. Out: a function of a row.
 * Slots are used again for every row, by all formulas; a row that comes while another is evaluated (a getter, a function of the user) gets
 * fresh ones.
 */
import type { UsedVariable } from '../reference/formula/checked.ts'
import type { NumberOf, Run } from './closure.ts'
import { evaluateEngineAt } from './door.ts'
import { mostNames, takeLane, type Evaluate, type LaneOf } from './lanes.ts'
import { emptySlots, numberOf, objectOfValues, Reader, unreadable, type Slots } from './slots.ts'
import type { FormulaValue } from './types.ts'

/** After so many rows a formula is worth a lane. */
const often = 1000

const sharedCount = 64
const shared = emptySlots(sharedCount)
let isBusy = false

type Outcome = (slots: Slots) => FormulaValue | undefined

/** What the user sees of a closure's value. */
function outcomeOf(run: Run, type: string): Outcome {
  if (type === 'boolean') {
    return (slots) => {
      const value = (run as NumberOf)(slots)
      return value === 1 ? undefined : value === 2
    }
  }
  return (slots) => {
    const value = run(slots) as number | string | undefined
    return value === value ? value : undefined
  }
}

/** Numbers and truths, few of them, with names that no object inherits. */
const canHaveLane = ({ variables, inherits }: Reader): boolean =>
  variables.length <= mostNames && !inherits && variables.every(({ type }) => type === 'number' || type === 'boolean')

/** Puts what a lane has read into slots, all of it before anything is evaluated. */
function finisher(variables: readonly UsedVariable[], outcome: Outcome): LaneOf['finish'] {
  const slots = emptySlots(mostNames)
  const { numbers } = slots
  const count = variables.length
  const areNumbers = variables.every(({ type }) => type === 'number')
  const rest = (at: number, value: unknown): number => numberOf(variables[at]!, value)
  const slot = (at: number, value: unknown): number => (areNumbers && typeof value === 'number' ? value : rest(at, value))
  return (v0, v1, v2, v3, v4, v5, v6, v7) => {
    if (count > 0) numbers[0] = slot(0, v0)
    if (count > 1) numbers[1] = slot(1, v1)
    if (count > 2) numbers[2] = slot(2, v2)
    if (count > 3) numbers[3] = slot(3, v3)
    if (count > 4) numbers[4] = slot(4, v4)
    if (count > 5) numbers[5] = slot(5, v5)
    if (count > 6) numbers[6] = slot(6, v6)
    if (count > 7) numbers[7] = slot(7, v7)
    return outcome(slots)
  }
}

/** How rows are evaluated that no lane serves. */
function plainly(reader: Reader, outcome: Outcome, native: Outcome): Evaluate {
  const fits = reader.variables.length <= sharedCount
  return (values = {}, options) => {
    const row = objectOfValues(values)
    if (options !== undefined && evaluateEngineAt(options) === 'native') return native(reader.read(row))
    if (isBusy || !fits) return outcome(reader.read(row))
    isBusy = true
    try {
      return outcome(reader.read(row, shared))
    } finally {
      isBusy = false
      if (shared.others.length > 0) shared.others.length = 0
    }
  }
}

/**
 * @param callsUser - whether a function of the user is called
 * @param native - the same over columns of one row, in the addon
 * @param replace - is given the faster function, once there is one
 */
export function evaluator(
  variables: readonly UsedVariable[],
  run: Run,
  type: string,
  callsUser: boolean,
  native: Outcome,
  replace: (faster: Evaluate) => void,
): Evaluate {
  const outcome = outcomeOf(run, type)
  const reader = new Reader(variables)
  const plain = plainly(reader, outcome, native)
  if (callsUser || !canHaveLane(reader)) return plain
  let current = plain
  let calls = 0
  return (values, options) => {
    calls += 1
    if (calls === often) {
      const names = variables.map(({ name }) => name)
      const fail = (at: number, cause: unknown): Error => unreadable(variables[at]!, cause)
      current = takeLane()?.({ names, finish: finisher(variables, outcome), refuse: plain, fail }) ?? plain
      replace(current)
    }
    return current(values, options)
  }
}

/**
 * The values of one evaluation: each variable is read once, checked, and put in a slot; nothing is called or converted.
 * Slots hold a number (NaN: no value), a truth (0 false, 1 no value, 2 true), a text or undefined, a column of finite numbers.
 * Own keys only where Object.prototype has the name; absent, null and undefined are no value.
 */
import { describeThrown, hydraError, isHydraError, kindOf, show, type HydraError } from '../errors/index.ts'
import type { UsedVariable } from '../reference/formula/checked.ts'
import type { FormulaValues } from './types.ts'

export type Slot = number | string | Float64Array | undefined
export type Slots = Slot[]

const expectedOf = { number: 'a number', boolean: 'true or false', string: 'a string', series: 'a Float64Array or an array of numbers' } // prettier-ignore

function refused({ name, type }: UsedVariable, value: unknown): HydraError {
  const params = { name, expected: expectedOf[type], got: show(value), type: kindOf(value) }
  return hydraError('2006', params, { where: { option: name } })
}

/** A getter or proxy that throws, in the words of the one error. */
export function unreadable({ name, type }: UsedVariable, cause: unknown): HydraError {
  const params = { name, expected: expectedOf[type], got: describeThrown(cause), type: 'thrown when it was read' }
  return hydraError('2006', params, { where: { option: name }, cause })
}

function finiteAt(variable: UsedVariable, list: ArrayLike<unknown>): Float64Array {
  const column = new Float64Array(list.length)
  let count = 0
  for (let i = 0; i < list.length; i += 1) {
    const value = list[i]
    if (value === undefined || value === null || value !== value) continue
    if (typeof value !== 'number' || value - value !== 0) throw refused(variable, value)
    column[count] = value
    count += 1
  }
  return column.subarray(0, count)
}

function slotOf(variable: UsedVariable, value: unknown): Slot {
  const { type } = variable
  if (type === 'number') {
    if (typeof value === 'number') return value
    if (value === undefined || value === null) return NaN
  } else if (type === 'boolean') {
    if (typeof value === 'boolean') return value ? 2 : 0
    if (value === undefined || value === null || value !== value) return 1
  } else if (value === undefined || value === null || value !== value) return type === 'series' ? new Float64Array(0) : undefined
  else if (type === 'string' && typeof value === 'string') return value
  else if (type === 'series' && (Array.isArray(value) || value instanceof Float64Array)) return finiteAt(variable, value)
  throw refused(variable, value)
}

/** Reads a row into slots; how each variable is read is decided once, not at every evaluation. */
export class Reader {
  readonly #variables: readonly UsedVariable[]
  readonly #names: readonly string[]
  readonly #isNumber: readonly boolean[]
  readonly #isInherited: readonly boolean[]
  /** Copied for each row: a list of numbers alone stays one of plain doubles. */
  readonly #blank: Slots

  constructor(variables: readonly UsedVariable[]) {
    this.#variables = variables
    this.#names = variables.map(({ name }) => name)
    this.#isNumber = variables.map(({ type }) => type === 'number')
    this.#isInherited = variables.map(({ name }) => name in Object.prototype)
    this.#blank = variables.map(() => 0.5)
  }

  read(values: FormulaValues): Slots {
    const slots = this.#blank.slice()
    const names = this.#names
    let i = 0
    try {
      for (; i < names.length; i += 1) {
        const value = this.#isInherited[i]! && !Object.hasOwn(values, names[i]!) ? undefined : values[names[i]!]
        slots[i] = typeof value === 'number' && this.#isNumber[i]! ? value : slotOf(this.#variables[i]!, value)
      }
    } catch (cause) {
      throw isHydraError(cause) ? cause : unreadable(this.#variables[i]!, cause)
    }
    return slots
  }
}

/** @throws HYD-1003 values that are no object */
export function objectOfValues(values: unknown): FormulaValues {
  if (typeof values === 'object' && values !== null) return values as FormulaValues
  const params = { option: 'values', expected: 'an object of values by name', got: show(values), type: kindOf(values) }
  throw hydraError('1003', params, { where: { option: 'values' } })
}

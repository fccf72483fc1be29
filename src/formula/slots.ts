/**
 * The values of one evaluation: each variable is read once, checked, and put in a slot; nothing is called or converted.
 * Slots of numbers hold a number (NaN: no value) or a truth (0 false, 1 no value, 2 true), the others a text or undefined, a column of finite numbers.
 * Own keys only where Object.prototype has the name; absent, null and undefined are no value.
 */
import { describeThrown, hydraError, isHydraError, kindOf, show, type HydraError } from '../errors/index.ts'
import type { UsedVariable } from '../reference/formula/checked.ts'
import type { FormulaValues } from './types.ts'

/** By the place of the variable, in order of first use; plain doubles apart, so that none is boxed. */
export interface Slots {
  readonly numbers: Float64Array
  readonly others: (string | Float64Array | undefined)[]
}

export const emptySlots = (count: number): Slots => ({ numbers: new Float64Array(count), others: [] })

const expectedOf = { number: 'a number', boolean: 'true or false', string: 'a string', series: 'a Float64Array or an array of numbers' } // prettier-ignore

function refused({ name, type }: UsedVariable, value: unknown): HydraError {
  const params = { name, expected: expectedOf[type], got: show(value), type: kindOf(value) }
  return hydraError('2006', params, { where: { option: name } })
}

/** A getter or proxy that throws, in the words of the one error. */
export function unreadable({ name, type }: UsedVariable, cause: unknown): HydraError {
  if (isHydraError(cause)) return cause
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

/** The slot of a number or a truth. @throws HYD-2006 */
export function numberOf(variable: UsedVariable, value: unknown): number {
  const isMissing = value === undefined || value === null || value !== value
  if (variable.type === 'number') {
    if (typeof value === 'number') return value
    if (isMissing) return NaN
  } else if (isMissing) return 1
  else if (typeof value === 'boolean') return value ? 2 : 0
  throw refused(variable, value)
}

function otherOf(variable: UsedVariable, value: unknown): string | Float64Array | undefined {
  const isText = variable.type === 'string'
  if (value === undefined || value === null || value !== value) return isText ? undefined : new Float64Array(0)
  if (isText && typeof value === 'string') return value
  if (!isText && (Array.isArray(value) || value instanceof Float64Array)) return finiteAt(variable, value)
  throw refused(variable, value)
}

const isNumeric = ({ type }: UsedVariable): boolean => type === 'number' || type === 'boolean'
/** Decided once: such a name would be found on every object. */
const isInherited = ({ name }: UsedVariable): boolean => name in Object.prototype

/** Reads rows into slots. */
export class Reader {
  readonly variables: readonly UsedVariable[]
  readonly #names: readonly string[]
  readonly #isInherited: readonly boolean[]
  /** Whether an object without them has one of the names. */
  readonly inherits: boolean
  /** Whether all are numbers whose names no object inherits. */
  readonly #isSimple: boolean

  constructor(variables: readonly UsedVariable[]) {
    this.variables = variables
    this.#names = variables.map(({ name }) => name)
    this.#isInherited = variables.map(isInherited)
    this.inherits = this.#isInherited.includes(true)
    this.#isSimple = !this.inherits && variables.every(({ type }) => type === 'number')
  }

  read(values: FormulaValues, slots: Slots = emptySlots(this.variables.length)): Slots {
    const { variables } = this
    const { numbers } = slots
    const names = this.#names
    let i = 0
    try {
      if (this.#isSimple) {
        for (; i < names.length; i += 1) {
          const value = values[names[i]!]
          numbers[i] = typeof value === 'number' ? value : numberOf(variables[i]!, value)
        }
      } else for (; i < names.length; i += 1) this.#readOne(i, values, slots)
    } catch (cause) {
      throw unreadable(variables[i]!, cause)
    }
    return slots
  }

  #readOne(i: number, values: FormulaValues, { numbers, others }: Slots): void {
    const variable = this.variables[i]!
    const value = this.#isInherited[i]! && !Object.hasOwn(values, variable.name) ? undefined : values[variable.name]
    if (isNumeric(variable)) numbers[i] = numberOf(variable, value)
    else others[i] = otherOf(variable, value)
  }
}

/** @throws HYD-1003 values that are no object */
export function objectOfValues(values: unknown): FormulaValues {
  if (typeof values === 'object' && values !== null) return values as FormulaValues
  const params = { option: 'values', expected: 'an object of values by name', got: show(values), type: kindOf(values) }
  throw hydraError('1003', params, { where: { option: 'values' } })
}

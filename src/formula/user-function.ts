/** Functions that the user brings: called with plain values, their result checked; without a value among the arguments they are not called. */
import { describeThrown, hydraError, show } from '../errors/index.ts'
import type { FunctionEntry } from '../reference/formula/grammar.ts'
import type { Run } from './closure.ts'
import type { Slots } from './slots.ts'
import type { FormulaFunction } from './types.ts'

const noValue = Symbol('no value')
const expectedOf: Readonly<Record<string, string>> = { number: 'a number', boolean: 'true or false', string: 'a string' }

function failed(name: string, type: string, what: string, cause?: unknown): Error {
  return hydraError('2017', { name, what, expected: expectedOf[type]! }, cause === undefined ? {} : { cause })
}

/** As the user's function sees it. */
function outward(value: unknown, type: string): unknown {
  if (type === 'boolean') return value === 1 ? noValue : value === 2
  return value === undefined || value !== value ? noValue : value
}

/** As closures see it. */
function inward(value: unknown, type: string, name: string): unknown {
  const isNone = value === undefined || value === null || value !== value
  if (type === 'boolean' && (isNone || typeof value === 'boolean')) return isNone ? 1 : value === true ? 2 : 0
  if (isNone) return type === 'number' ? NaN : undefined
  if (typeof value === type) return value
  throw failed(name, type, `it returned ${show(value)}`)
}

export function userCall(name: string, { call }: FormulaFunction, items: readonly Run[], entry: FunctionEntry): Run {
  const { result, arguments: types } = entry
  const run = (slots: Slots): unknown => {
    const args = items.map((item, i) => outward(item(slots), types[i]!))
    if (args.includes(noValue)) return inward(undefined, result, name)
    let value: unknown
    try {
      value = (call as (...values: readonly unknown[]) => unknown)(...args)
    } catch (cause) {
      throw failed(name, result, `it threw ${describeThrown(cause)}`, cause)
    }
    return inward(value, result, name)
  }
  return run as Run
}

/** The slopes of a function of the user by its arguments: one number an argument, or one for one argument. */
export function userSlopes(
  name: string,
  functions: ReadonlyMap<string, FormulaFunction>,
  entry: FunctionEntry,
  args: readonly unknown[],
): readonly number[] {
  const { derivative } = functions.get(name)!
  const given = args.map((arg, i) => outward(arg, entry.arguments[i]!))
  let slopes: unknown
  try {
    slopes = (derivative as (...values: readonly unknown[]) => unknown)(...given)
  } catch (cause) {
    throw failed(name, 'number', `its derivative threw ${describeThrown(cause)}`, cause)
  }
  const list = typeof slopes === 'number' ? [slopes] : slopes
  if (Array.isArray(list) && list.length === args.length && list.every((slope) => typeof slope === 'number')) return list
  throw failed(name, 'number', `its derivative returned ${show(slopes)}`)
}

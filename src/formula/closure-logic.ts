/**
 * Closures of and, or, not (Kleene), `? :` and `??`. A side that cannot change the result is not evaluated.
 * `and` is the least of its items, `or` the most. Two and three items are called by name, so that each can be compiled into the closure.
 */
import type { NumberOf, Run, TextOf, TruthOf } from './closure.ts'

export function every(items: readonly TruthOf[]): TruthOf {
  const [a, b, c] = items as [TruthOf, TruthOf, TruthOf]
  if (items.length === 2) {
    return (slots) => {
      const x = a(slots)
      if (x === 0) return 0
      const y = b(slots)
      return y < x ? y : x
    }
  }
  if (items.length === 3) {
    return (slots) => {
      const x = a(slots)
      if (x === 0) return 0
      const y = b(slots)
      if (y === 0) return 0
      const z = c(slots)
      return z === 0 ? 0 : x === 2 && y === 2 ? z : 1
    }
  }
  return (slots) => {
    let result: 0 | 1 | 2 = 2
    for (const item of items) {
      const value = item(slots)
      if (value === 0) return 0
      if (value === 1) result = 1
    }
    return result
  }
}

export function some(items: readonly TruthOf[]): TruthOf {
  const [a, b, c] = items as [TruthOf, TruthOf, TruthOf]
  if (items.length === 2) {
    return (slots) => {
      const x = a(slots)
      if (x === 2) return 2
      const y = b(slots)
      return y > x ? y : x
    }
  }
  if (items.length === 3) {
    return (slots) => {
      const x = a(slots)
      if (x === 2) return 2
      const y = b(slots)
      if (y === 2) return 2
      const z = c(slots)
      return z === 2 ? 2 : x === 0 && y === 0 ? z : 1
    }
  }
  return (slots) => {
    let result: 0 | 1 | 2 = 0
    for (const item of items) {
      const value = item(slots)
      if (value === 2) return 2
      if (value === 1) result = 1
    }
    return result
  }
}

export const negate =
  (item: TruthOf): TruthOf =>
  (slots) =>
    (2 - item(slots)) as 0 | 1 | 2

/** What stands for no value in a type. */
const noneOf = (type: string): number | undefined => (type === 'boolean' ? 1 : type === 'string' ? undefined : NaN)

export function choose(condition: TruthOf, choices: readonly Run[], type: string): Run {
  const [yes, no] = choices as [Run, Run]
  const none = noneOf(type)
  const run = (slots: Parameters<Run>[0]): unknown => {
    const value = condition(slots)
    return value === 2 ? yes(slots) : value === 0 ? no(slots) : none
  }
  return run as Run
}

/** The first that has a value. */
export function coalesce(items: readonly Run[], type: string): Run {
  const none = noneOf(type)
  const [a, b] = items as [Run, Run]
  const either = (slots: Parameters<Run>[0]): unknown => {
    const value = a(slots)
    return value === value && value !== none ? value : b(slots)
  }
  if (items.length === 2) return either as Run
  const run = (slots: Parameters<Run>[0]): unknown => {
    for (const item of items) {
      const value = item(slots)
      if (value === value && value !== none) return value
    }
    return none
  }
  return run as Run
}

export function isMissing(item: Run, type: string): TruthOf {
  if (type === 'missing') return () => 2
  if (type === 'boolean') return (slots) => ((item as TruthOf)(slots) === 1 ? 2 : 0)
  if (type === 'string') return (slots) => ((item as TextOf)(slots) === undefined ? 2 : 0)
  return (slots) => (Number.isNaN((item as NumberOf)(slots)) ? 2 : 0)
}

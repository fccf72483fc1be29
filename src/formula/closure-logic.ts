/** Closures of and, or, not (Kleene), `? :` and `??`. A side that cannot change the result is not evaluated. */
import type { NumberOf, Run, TextOf, TruthOf } from './closure.ts'

export function every(items: readonly TruthOf[]): TruthOf {
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

export function choose(condition: TruthOf, [yes, no]: readonly Run[], type: string): Run {
  const none = noneOf(type)
  const run = (slots: Parameters<Run>[0]): unknown => {
    const value = condition(slots)
    return value === 2 ? yes!(slots) : value === 0 ? no!(slots) : none
  }
  return run as Run
}

/** The first that has a value. */
export function coalesce(items: readonly Run[], type: string): Run {
  const none = noneOf(type)
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

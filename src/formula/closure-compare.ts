/** Closures of comparisons and memberships: 0 false, 1 no value, 2 true. Exact; texts in the order of their code points. */
import { compareText, orderHolds } from '../reference/formula/compound.ts'
import type { NumberOf, Run, TextOf, TruthOf } from './closure.ts'

const numberPairs: Readonly<Record<string, (a: NumberOf, b: NumberOf) => TruthOf>> = {
  '<': (a, b) => (slots) => {
    const x = a(slots)
    const y = b(slots)
    return x < y ? 2 : x >= y ? 0 : 1
  },
  '<=': (a, b) => (slots) => {
    const x = a(slots)
    const y = b(slots)
    return x <= y ? 2 : x > y ? 0 : 1
  },
  '>': (a, b) => (slots) => {
    const x = a(slots)
    const y = b(slots)
    return x > y ? 2 : x <= y ? 0 : 1
  },
  '>=': (a, b) => (slots) => {
    const x = a(slots)
    const y = b(slots)
    return x >= y ? 2 : x < y ? 0 : 1
  },
  '==': (a, b) => (slots) => {
    const x = a(slots)
    const y = b(slots)
    return x === y ? 2 : x !== x || y !== y ? 1 : 0
  },
  '!=': (a, b) => (slots) => {
    const x = a(slots)
    const y = b(slots)
    return x === y ? 0 : x !== x || y !== y ? 1 : 2
  },
}

export const compareNumbers = (operator: string, a: NumberOf, b: NumberOf): TruthOf => numberPairs[operator]!(a, b)

/** Texts, and truths for equality. */
export function compareOthers(operator: string, a: Run, b: Run, isTruth: boolean): TruthOf {
  const test = orderHolds[operator]!
  if (isTruth) {
    return (slots) => {
      const x = (a as TruthOf)(slots)
      const y = (b as TruthOf)(slots)
      return x === 1 || y === 1 ? 1 : test(x - y) ? 2 : 0
    }
  }
  return (slots) => {
    const x = (a as TextOf)(slots)
    const y = (b as TextOf)(slots)
    return x === undefined || y === undefined ? 1 : test(compareText(x, y)) ? 2 : 0
  }
}

const hasValue = (value: unknown, type: string): boolean =>
  type === 'boolean' ? value !== 1 : value === value && value !== undefined

/** True at the first match; without one, no value where the left or an item has none. */
export function membership(items: readonly Run[], type: string): TruthOf {
  const [left, ...list] = items
  return (slots) => {
    const wanted = left!(slots)
    if (!hasValue(wanted, type)) return 1
    let result: 0 | 1 = 0
    for (const item of list) {
      const value = item(slots)
      if (value === wanted) return 2
      if (!hasValue(value, type)) result = 1
    }
    return result
  }
}

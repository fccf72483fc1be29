/** Closures of arithmetic. NaN is no value, and goes through by itself. */
import { power as powerOf } from '../reference/formula/scalar.ts'
import type { NumberOf } from './closure.ts'

const fewItems = 4

const pairs: Readonly<Record<string, (a: NumberOf, b: NumberOf) => NumberOf>> = {
  '+': (a, b) => (slots) => a(slots) + b(slots),
  '-': (a, b) => (slots) => a(slots) - b(slots),
  '*': (a, b) => (slots) => a(slots) * b(slots),
  '/': (a, b) => (slots) => a(slots) / b(slots),
  '%': (a, b) => (slots) => a(slots) % b(slots),
}

/** Few items as nested pairs; many in a loop, so that no chain is deep. */
function chain(items: readonly NumberOf[], operators: readonly string[], loop: NumberOf): NumberOf {
  if (items.length > fewItems) return loop
  return items.reduce((left, right, i) => pairs[operators[i - 1]!]!(left, right))
}

export function sum(items: readonly NumberOf[], operators: readonly string[]): NumberOf {
  const isMinus = operators.map((operator) => operator === '-')
  return chain(items, operators, (slots) => {
    let total = items[0]!(slots)
    for (let i = 1; i < items.length; i += 1) {
      const item = items[i]!(slots)
      total = isMinus[i - 1]! ? total - item : total + item
    }
    return total
  })
}

export function product(items: readonly NumberOf[], operators: readonly string[]): NumberOf {
  return chain(items, operators, (slots) => {
    let total = items[0]!(slots)
    for (let i = 1; i < items.length; i += 1) {
      const item = items[i]!(slots)
      const operator = operators[i - 1]!
      total = operator === '*' ? total * item : operator === '/' ? total / item : total % item
    }
    return total
  })
}

export function power([base, exponent]: readonly NumberOf[]): NumberOf {
  return (slots) => powerOf(base!(slots), exponent!(slots))
}

export const sign = (text: string, item: NumberOf): NumberOf => (text === '-' ? (slots) => -item(slots) : item)

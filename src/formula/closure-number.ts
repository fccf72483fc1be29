/**
 * Closures of arithmetic. NaN is no value, and goes through by itself.
 * Chains of two, three and four items have a closure each, since a closure that calls one of its own kind is not compiled into it; longer ones
 * are a loop. Operators are constants of the closure, so that a compiled chain has no branch.
 */
import { power as powerOf } from '../reference/formula/scalar.ts'
import type { NumberOf } from './closure.ts'

const after = (left: number, isMinus: boolean, right: number): number => (isMinus ? left - right : left + right)

export function sum(items: readonly NumberOf[], operators: readonly string[]): NumberOf {
  // By place, not as a pattern: an iterator costs more than all the rest here.
  const [a, b, c, d] = [items[0]!, items[1]!, items[2]!, items[3]!]
  const [p, q, r] = [operators[0] === '-', operators[1] === '-', operators[2] === '-']
  if (items.length === 2) return p ? (slots) => a(slots) - b(slots) : (slots) => a(slots) + b(slots)
  if (items.length === 3) return (slots) => after(after(a(slots), p, b(slots)), q, c(slots))
  if (items.length === 4) return (slots) => after(after(after(a(slots), p, b(slots)), q, c(slots)), r, d(slots))
  const more = operators.slice(3).map((operator) => operator === '-')
  return (slots) => {
    let total = after(after(after(a(slots), p, b(slots)), q, c(slots)), r, d(slots))
    for (let i = 4; i < items.length; i += 1) total = after(total, more[i - 4]!, items[i]!(slots))
    return total
  }
}

function times(left: number, operator: string, right: number): number {
  return operator === '*' ? left * right : operator === '/' ? left / right : left % right
}

function pair(a: NumberOf, operator: string, b: NumberOf): NumberOf {
  if (operator === '*') return (slots) => a(slots) * b(slots)
  return operator === '/' ? (slots) => a(slots) / b(slots) : (slots) => a(slots) % b(slots)
}

export function product(items: readonly NumberOf[], operators: readonly string[]): NumberOf {
  const [a, b, c, d] = [items[0]!, items[1]!, items[2]!, items[3]!]
  const [p, q, r] = [operators[0]!, operators[1]!, operators[2]!]
  if (items.length === 2) return pair(a, p, b)
  if (items.length === 3) return (slots) => times(times(a(slots), p, b(slots)), q, c(slots))
  if (items.length === 4) return (slots) => times(times(times(a(slots), p, b(slots)), q, c(slots)), r, d(slots))
  return (slots) => {
    let total = times(times(times(a(slots), p, b(slots)), q, c(slots)), r, d(slots))
    for (let i = 4; i < items.length; i += 1) total = times(total, operators[i - 1]!, items[i]!(slots))
    return total
  }
}

/** With a literal exponent of 1, 2 or -1 without the logarithm: pow gives the same bits, later. */
export function power(base: NumberOf, exponent: NumberOf, literal: number | undefined): NumberOf {
  if (literal === 1) return base
  if (literal === -1) return (slots) => 1 / base(slots)
  if (literal !== 2) return (slots) => powerOf(base(slots), exponent(slots))
  return (slots) => {
    const x = base(slots)
    return x * x
  }
}

export const sign = (text: string, item: NumberOf): NumberOf => (text === '-' ? (slots) => -item(slots) : item)

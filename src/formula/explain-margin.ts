/**
 * How far a clause is from its threshold: positive when true; `and` is the least, `or` the greatest, `not` the negative.
 * A truth without a distance is infinitely far, so that it leaves the distance of the others as it is.
 * Source: Donzé and Maler 2010, Robust satisfaction of temporal logic over real-valued signals.
 */
import type { Node } from '../reference/formula/ast.ts'
import { isChoice, isCoalesce, isThere, type Trace } from '../reference/formula/trace.ts'
import { lookedAt, takenOf, truthAt, type Parts } from './explain-parts.ts'

const lesser = (a: number, b: number): number => (a < b ? a : b)
const greater = (a: number, b: number): number => (a > b ? a : b)

/** a - b; of equal infinities 0. */
const gap = (a: number, b: number): number => (a === b ? 0 : a - b)

const byTruth = (trace: Trace, at: number): number => [-Infinity, NaN, Infinity][truthAt(trace, at)]!

/** Of a comparison of numbers. */
function compareMargin(operator: string, a: number, b: number): number {
  const distance = Math.abs(gap(a, b))
  if (operator === '==') return distance === 0 ? 0 : -distance
  if (operator === '!=') return distance
  return operator === '>' || operator === '>=' ? gap(a, b) : gap(b, a)
}

export function clauseMargin(trace: Trace, at: number): number {
  const { checked, values } = trace
  const { kind, items, text } = checked.node(at)
  const numbers = items.map((item) => (checked.types[item] === 'number' ? (values[item] as number) : NaN))
  const [a, b, c] = numbers as [number, number, number]
  const isNumeric = items.length > 0 && checked.types[items[0]!] === 'number'
  if (truthAt(trace, at) === 1) return NaN
  if (kind === 'compare' && isNumeric) return compareMargin(text, a, b)
  if (kind === 'in' && isNumeric) {
    const gaps = numbers.slice(1).filter((item) => item === item).map((item) => Math.abs(gap(a, item))) // prettier-ignore
    const least = gaps.reduce(lesser, Infinity)
    return least === 0 ? 0 : -least
  }
  const isNear = kind === 'call' && text === 'approx'
  return isNear ? gap(c, Math.abs(gap(a, b))) : byTruth(trace, at)
}

/** Of those that have one; undefined items are left out. */
const known = (margins: readonly number[]): readonly number[] => margins.filter((margin) => margin === margin)
const least = (margins: readonly number[]): number => known(margins).reduce(lesser, Infinity)
const greatest = (margins: readonly number[]): number => known(margins).reduce(greater, -Infinity)

function groupMargin(trace: Trace, node: Node, margins: readonly number[]): number {
  const { kind, text, items } = node
  const own = items.map((item) => margins[item]!)
  const [a, b, c] = own as [number, number, number]
  if (kind === 'and') return least(own)
  if (kind === 'or') return greatest(own)
  if (kind === 'not' || kind === 'negation') return -a
  if (isCoalesce(kind, text)) return margins[lookedAt(trace, node).at(-1)!]!
  if (!isChoice(kind, text)) return greatest([least([a, b]), least([-a, -b])]) * (text === '==' ? 1 : -1)
  const isYes = takenOf(trace, node) === items[1]
  // The branch not taken may have no value, and then says nothing.
  const [taken, other] = isYes ? [b, c] : [c, b]
  const truth = isYes ? a : -a
  return greatest([least([truth, taken]), isThere(trace.checked, items[isYes ? 2 : 1]!, trace.values[items[isYes ? 2 : 1]!]) ? least([-truth, other]) : NaN]) // prettier-ignore
}

/** Of every part, by node; NaN where there is no value. */
export function marginsOf({ trace, parts }: Parts): number[] {
  const margins: number[] = []
  trace.checked.ast.nodes.forEach((node, at) => {
    const part = parts[at]
    if (part === undefined || truthAt(trace, at) === 1) margins.push(NaN)
    else if (part === 'literal') margins.push(byTruth(trace, at))
    else margins.push(part === 'clause' ? clauseMargin(trace, at) : groupMargin(trace, node, margins))
  })
  return margins
}

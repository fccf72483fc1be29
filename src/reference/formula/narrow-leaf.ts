/**
 * Whether a single clause can come out as wanted, and what follows from it.
 * In: a goal without parts and the state. Out: false where it cannot be reached; else the state is narrowed.
 * No twin yet.
 */
import { compareText, orderHolds } from './compound.ts'
import { difference, interval, isPoint, magnitude, meet, negated, nothing, sum, type Interval } from './interval.ts'
import { widened } from './interval-power.ts'
import { isFalse, isTrue, isUnknown, type Known } from './known.ts'
import { backward } from './narrow-backward.ts'
import { ordersOf, possibleOrders, textTest, type Forward } from './narrow-forward.ts'
import type { Goal } from './narrow-goal.ts'
import { hasText, meetTexts, noText, onlyText, texts, type Texts } from './texts.ts'
import { nextDown, nextUp } from './ulp.ts'

const below = (x: number): Interval => (x === -Infinity ? nothing : interval(-Infinity, nextDown(x), false, false))
const above = (x: number): Interval => (x === Infinity ? nothing : interval(nextUp(x), Infinity, false, false))
const atMost = (x: number): Interval => interval(-Infinity, x, false, false)
const atLeast = (x: number): Interval => interval(x, Infinity, false, false)

/** All but one number: that takes an end away, or nothing. */
function without(a: Interval, x: number): Interval {
  if (a.low === x) return meet(a, above(x))
  return a.high === x ? meet(a, below(x)) : a
}

/** What the left side must be. */
function leftNeed(operator: string, a: Interval, b: Interval): Interval {
  if (operator === '<') return below(b.high)
  if (operator === '<=') return atMost(b.high)
  if (operator === '>') return above(b.low)
  if (operator === '>=') return atLeast(b.low)
  if (operator === '==') return b
  return isPoint(b) ? without(a, b.low) : a
}

const mirrored: Readonly<Record<string, string>> = { '<': '>', '<=': '>=', '>': '<', '>=': '<=', '==': '==', '!=': '!=' }

/** Less and greater change places. */
const mirroredOrders = (orders: number): number => (orders & 2) | (orders & 1 ? 4 : 0) | (orders & 4 ? 1 : 0)

/** What other clauses said of these two: `a > b and a < b` is seen although nothing is known of a and b. */
function narrowOrder({ classes, state }: Forward, { a, b, operator }: Goal): boolean {
  const [x, y] = [classes.converted[a]!, classes.converted[b]!]
  const wanted = ordersOf(operator)
  if (x === y) return (wanted & 2) !== 0
  const cell = x < y ? state.pair(x, y) : state.pair(y, x)
  const orders = (state.cells[cell] as number) & (x < y ? wanted : mirroredOrders(wanted))
  state.set(cell, orders)
  return orders !== 0
}

function relateNumbers(forward: Forward, { a, b, operator }: Goal): boolean {
  const [x, y] = [forward.number(a), forward.number(b)]
  if ((possibleOrders(x, y) & ordersOf(operator)) === 0) return false
  return backward(forward, a, leftNeed(operator, x, y)) && backward(forward, b, leftNeed(mirrored[operator]!, y, x))
}

/** What one string must be beside another. */
function textNeed(operator: string, a: Texts, b: Texts): Texts {
  const one = onlyText(b)
  if (operator === '==') return meetTexts(a, b)
  if (one === undefined) return a
  if (a.isOnly) return texts(true, [...a.list].filter((x) => orderHolds[operator]!(compareText(x, one))), false) // prettier-ignore
  return operator === '!=' ? meetTexts(a, texts(false, [one], true)) : a
}

function narrowText({ state, classes }: Forward, at: number, need: Texts): boolean {
  const cell = classes.converted[at]!
  const met = { ...meetTexts(state.cells[cell] as Texts, need), canMiss: false }
  state.set(cell, met)
  return hasText(met)
}

function relateTexts(forward: Forward, { a, b, operator }: Goal): boolean {
  const [x, y] = [forward.text(a), forward.text(b)]
  if (!hasText(x) || !hasText(y)) return false
  return narrowText(forward, a, textNeed(operator, x, y)) && narrowText(forward, b, textNeed(mirrored[operator]!, y, x))
}

/** abs(a - b) against the limit. */
function nearby(forward: Forward, { a, b, c, wanted }: Goal): boolean {
  const [x, y, limit] = [forward.number(a), forward.number(b), forward.number(c)]
  const distance = magnitude(difference(x, y))
  if ((possibleOrders(distance, limit) & (wanted ? 3 : 4)) === 0) return false
  if (!wanted) return true
  const reach = widened(interval(-limit.high, limit.high, false, false))
  return backward(forward, a, widened(sum(y, reach))) && backward(forward, b, widened(sum(x, negated(reach))))
}

function narrowAtom(forward: Forward, { at, wanted }: Goal): boolean {
  const bit = wanted ? isTrue : isFalse
  if ((forward.truth(at) & bit) === 0) return false
  forward.state.set(forward.classes.converted[at]!, bit)
  const { kind, text, items } = forward.checked.node(at)
  if (kind !== 'call') return true
  const [a, b] = [forward.text(items[0]!), onlyText(forward.text(items[1]!))]
  if (b === undefined || !a.isOnly) return true
  return narrowText(forward, items[0]!, texts(true, [...a.list].filter((x) => textTest(text)(x, b) === wanted), false)) // prettier-ignore
}

/** Without a value, or with one. */
function narrowPresence(forward: Forward, at: number, isMissing: boolean): boolean {
  if ((forward.missing(at) & (isMissing ? isTrue : isFalse)) === 0) return false
  const cell = forward.classes.converted[at]!
  const value: Known = forward.values[at]!
  if (typeof value === 'number') forward.state.set(cell, isMissing ? isUnknown : value & ~isUnknown)
  else if ('list' in value) forward.state.set(cell, isMissing ? noText : { ...value, canMiss: false })
  else if (!isMissing) return backward(forward, at, value)
  else forward.state.set(cell, nothing)
  return true
}

/** Looks at the clause anew and narrows. */
export function reach(forward: Forward, goal: Goal): boolean {
  const { kind, at, a, b } = goal
  if (kind === 'open' || kind === 'never') return kind === 'open'
  if (kind === 'relation') {
    forward.look(a)
    forward.look(b)
    const isText = forward.checked.types[a] === 'string'
    if (!(isText ? relateTexts(forward, goal) : relateNumbers(forward, goal))) return false
    return narrowOrder(forward, goal)
  }
  if (kind === 'approx') {
    for (const side of [a, b, goal.c]) forward.look(side)
    return nearby(forward, goal)
  }
  forward.look(at)
  return kind === 'atom' ? narrowAtom(forward, goal) : narrowPresence(forward, at, kind === 'missing')
}

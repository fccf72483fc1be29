/** Closures of calls: the functions of the language, those of series, those of the user. */
import type { Node } from '../reference/formula/ast.ts'
import { literalValue } from '../reference/formula/check-number.ts'
import { clamp, logarithm, sigmoid } from '../reference/formula/compound.ts'
import {
  acosh,
  atan2,
  hypot,
  max as most,
  min as least,
  power,
  round as roundTo,
  sign as signOf,
} from '../reference/formula/scalar.ts'
import { seriesFigure, seriesQuantile } from '../reference/formula/series.ts'
import { acos, asin, asinh, atan, atanh, cbrt, cos, cosh, exp, expm1, log, log10, log1p, log2, sin, sinh, tan, tanh } from '../reference/math/index.ts' // prettier-ignore
import type { Closures, NumberOf, Run, TextOf, TruthOf } from './closure.ts'
import { choose, coalesce, isMissing } from './closure-logic.ts'
import { userCall } from './user-function.ts'

/** Of one number, one step of the machine: closures of their own, which are compiled into those that call them, `sqrt(abs(x))` too. */
const steps: Readonly<Record<string, (a: NumberOf) => NumberOf>> = {
  abs: (a) => (slots) => Math.abs(a(slots)),
  floor: (a) => (slots) => Math.floor(a(slots)),
  ceil: (a) => (slots) => Math.ceil(a(slots)),
  trunc: (a) => (slots) => Math.trunc(a(slots)),
  sqrt: (a) => (slots) => Math.sqrt(a(slots)),
}

/** Of one number. */
const unary: Readonly<Record<string, (x: number) => number>> = {
  sign: signOf,
  exp,
  ln: log,
  log1p,
  expm1,
  log2,
  log10,
  cbrt,
  sigmoid,
  sin,
  cos,
  tan,
  asin,
  acos,
  atan,
  sinh,
  cosh,
  tanh,
  asinh,
  acosh,
  atanh,
}

/** The first argument folded with the others, from the left. */
const foldedPairs: Readonly<Record<string, (a: number, b: number) => number>> = { min: least, max: most, hypot }

const textPairs: Readonly<Record<string, (a: string, b: string) => boolean>> = {
  starts_with: (a, b) => a.startsWith(b),
  ends_with: (a, b) => a.endsWith(b),
  contains: (a, b) => a.includes(b),
}

/** `name` is that of the grammar, which look-ups find at once. */
function scalarCall(closures: Closures, { items }: Node, text: string): NumberOf {
  const numbers = items.map((item) => closures.number(item))
  const [a, b, c] = numbers as [NumberOf, NumberOf, NumberOf]
  const step = steps[text]
  if (step !== undefined) return step(a)
  const single = unary[text]
  if (single !== undefined) return (slots) => single(a(slots))
  if (text === 'hypot' && numbers.length === 1) return (slots) => Math.abs(a(slots))
  const pair = foldedPairs[text]
  if (pair !== undefined && numbers.length === 2) return (slots) => pair(a(slots), b(slots))
  if (pair !== undefined) return (slots) => numbers.slice(1).reduce((left, next) => pair(left, next(slots)), a(slots))
  if (text === 'atan2') return (slots) => atan2(a(slots), b(slots))
  if (text === 'log') return logarithmCall(closures, items, a, b)
  if (text === 'pow') return (slots) => power(a(slots), b(slots))
  if (text === 'clamp') return (slots) => clamp(a(slots), b(slots), c(slots))
  const digits = items.length < 2 ? 0 : literalValue(closures.checked, items[1]!)!
  return (slots) => roundTo(a(slots), digits)
}

function logarithmCall(closures: Closures, items: readonly number[], a: NumberOf, b: NumberOf): NumberOf {
  const of = logarithm(literalValue(closures.checked, items[1]!))
  return (slots) => of(a(slots), b(slots))
}

function approx(closures: Closures, { items }: Node): TruthOf {
  const [a, b, tolerance] = items.map((item) => closures.number(item)) as [NumberOf, NumberOf, NumberOf]
  return (slots) => {
    const distance = Math.abs(a(slots) - b(slots))
    const limit = tolerance(slots)
    return distance <= limit ? 2 : distance > limit ? 0 : 1
  }
}

function choiceCall(closures: Closures, node: Node, at: number): Run {
  const { text, items } = node
  const type = closures.checked.types[at]!
  if (text === 'is_missing') return isMissing(closures.runs[items[0]!] ?? (() => NaN), closures.checked.types[items[0]!]!)
  if (text === 'approx') return approx(closures, node)
  const isChoice = text === 'if'
  const choices = (isChoice ? items.slice(1) : items).map((item) => closures.ofType(item, type))
  return isChoice ? choose(closures.truth(items[0]!), choices, type) : coalesce(choices, type)
}

function textCall(closures: Closures, { text, items }: Node): TruthOf {
  const [a, b] = items.map((item) => closures.text(item)) as [TextOf, TextOf]
  const test = textPairs[text]!
  return (slots) => {
    const [x, y] = [a(slots), b(slots)]
    return x === undefined || y === undefined ? 1 : test(x, y) ? 2 : 0
  }
}

function seriesCall(closures: Closures, { text, items }: Node): NumberOf {
  const series = closures.series(items[0]!)
  if (text !== 'quantile') return (slots) => seriesFigure(text, series(slots))
  const q = closures.number(items[1]!)
  return (slots) => seriesQuantile(series(slots), q(slots))
}

export function callOf(closures: Closures, node: Node, at: number): Run | undefined {
  const entry = closures.checked.entries[at]
  if (entry === undefined) return undefined
  const own = closures.functions.get(node.text)
  if (own !== undefined) return userCall(node.text, own, node.items.map((item, i) => closures.ofType(item, entry.arguments[i]!)), entry) // prettier-ignore
  if (entry.kind === 'choice') return choiceCall(closures, node, at)
  if (entry.kind === 'string') return textCall(closures, node)
  return entry.kind === 'series' ? seriesCall(closures, node) : scalarCall(closures, node, entry.name)
}

/** The gradient of a formula in one row, and what has none: HYD-2014. */
import { canonicalOf } from '../reference/formula/canonical.ts'
import type { Checked } from '../reference/formula/checked.ts'
import type { FormulaFault } from '../reference/formula/fault.ts'
import { countedOf as reachedNumbersOf, derivativeOf, type Slopes } from '../reference/formula/gradient.ts'
import { isThere, type Trace } from '../reference/formula/trace.ts'
import { clipped } from './figure.ts'
import type { FormulaFunction } from './types.ts'
import { unitOver } from './unit-ratio.ts'
import { userSlopes } from './user-function.ts'

type Functions = ReadonlyMap<string, FormulaFunction>

/** Why a node has no derivative; undefined where it has one. */
function reasonAt(checked: Checked, functions: Functions, at: number): readonly [what: string, hint: string] | undefined {
  const { kind, text, items } = checked.node(at)
  if (kind !== 'call' || checked.types[at] !== 'number') return undefined
  const own = functions.get(text)
  const isVaried = items.some((item) => checked.types[item] === 'number' && !checked.isConstant[item]!)
  if (own !== undefined && own.derivative === undefined && isVaried) return [text, `Give ${text} a derivative(...) that returns one number an argument.`] // prettier-ignore
  const isQuantile = text === 'quantile' && !checked.isConstant[items[1]!]!
  return isQuantile ? [clipped(canonicalOf(checked.ast, at)), 'Give quantile a literal as its second argument.'] : undefined
}

/** Nodes below a boolean do not count: a condition is flat. */
function countedOf(checked: Checked): boolean[] {
  const marks = checked.ast.nodes.map(() => false)
  marks[checked.ast.root] = true
  for (let at = checked.ast.root; at >= 0; at -= 1) {
    if (marks[at]!) for (const item of checked.node(at).items) marks[item] = checked.types[item] === 'number'
  }
  return marks
}

/** What stands in the way of a derivative. */
export function gradientFault(checked: Checked, functions: Functions): FormulaFault | undefined {
  const { root } = checked.ast
  const type = checked.types[root]!
  const faultAt = (at: number, values: readonly string[]): FormulaFault => {
    const { start, end } = checked.node(at)
    return { code: 2014, reason: 'no-derivative', values, start, end, suggestions: [] }
  }
  if (type !== 'number') return faultAt(root, [`a formula that is a ${type}`, 'Ask a formula that is a number.'])
  const counted = countedOf(checked)
  for (let at = 0; at <= root; at += 1) {
    const reason = counted[at]! ? reasonAt(checked, functions, at) : undefined
    if (reason !== undefined) return faultAt(at, reason)
  }
  return undefined
}

const numbersOf = (checked: Checked): string[] =>
  [...checked.variables.values()].filter(({ type }) => type === 'number').map(({ name }) => name)

export function gradientOf(trace: Trace, functions: Functions): Record<string, number | undefined> {
  const { checked, values } = trace
  const { root } = checked.ast
  const gradient = Object.create(null) as Record<string, number | undefined>
  const has = isThere(checked, root, values[root])
  const counted = reachedNumbersOf(trace)
  const slopes: Slopes = (at, args) => userSlopes(checked.node(at).text, functions, checked.entries[at]!, args)
  for (const name of numbersOf(checked)) {
    const slope = has ? derivativeOf(trace, counted, name, slopes) : NaN
    gradient[name] = slope === slope ? slope + 0 : undefined
  }
  return gradient
}

/** `1/ms`, `ms/MiB`; '' where both are the same or have none. */
export function gradientUnitsOf(checked: Checked): Record<string, string> {
  const units = Object.create(null) as Record<string, string>
  const top = checked.units[checked.ast.root]
  for (const name of numbersOf(checked)) units[name] = unitOver(top, checked.variables.get(name)!.unit)
  return units
}

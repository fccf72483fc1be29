/**
 * Types of comparisons, memberships, and, or, not, choices; units of what they compare.
 * Twin: crates/hydra-core/src/formula/check_logic.rs
 */
import type { Node } from './ast.ts'
import type { Checked } from './checked.ts'
import { commonType, expectType, expectTypes } from './check-type.ts'
import { unify } from './unify.ts'

const isEquality = (operator: string): boolean => operator === '==' || operator === '!='
const computed: ReadonlySet<string> = new Set(['sum', 'product', 'power', 'call'])

/** Says that equality of computed numbers is exact. */
function warnOfEquality(checked: Checked, { items, text }: Node): void {
  const isComputed = (item: number): boolean =>
    checked.types[item] === 'number' && !checked.isConstant[item]! && computed.has(checked.node(item).kind)
  if (!isEquality(text)) return
  const found = items.find(isComputed)
  if (found !== undefined) checked.fault(2055, 'computed-equality', found)
}

export function checkCompare(checked: Checked, node: Node): void {
  const { items, text } = node
  const literal = items.find((item) => checked.types[item] === 'missing')
  if (literal !== undefined) {
    checked.fault(2002, 'compare-missing', literal)
    return checked.put('error', undefined, false)
  }
  const type = commonType(checked, items, 'comparison')
  const isOrdered = type !== 'boolean' || isEquality(text)
  if (!isOrdered) checked.fault(2002, 'boolean-order', items[0]!, [text])
  if (type === 'number') unify(checked, items)
  warnOfEquality(checked, node)
  checked.put(type === 'error' || !isOrdered ? 'error' : 'boolean', undefined, false)
}

export function checkIn(checked: Checked, { items }: Node): void {
  const type = commonType(checked, items, 'comparison')
  if (type === 'number') unify(checked, items)
  checked.put(type === 'error' ? 'error' : 'boolean', undefined, false)
}

/** And, or, not, `!`. */
export function checkBoolean(checked: Checked, { items, kind }: Node): void {
  const place = kind === 'negation' ? 'negation' : 'logic'
  const isGood = expectTypes(checked, items, 'boolean', place)
  checked.put(isGood ? 'boolean' : 'error', undefined, false)
}

/** The value of one of several: one type, one unit. */
export function checkChoice(checked: Checked, items: readonly number[], isGood: boolean): void {
  const type = commonType(checked, items, 'choice')
  const unit = type === 'number' ? unify(checked, items) : undefined
  checked.put(isGood ? type : 'error', unit, checked.areConstant(items))
}

export function checkConditional(checked: Checked, { items }: Node): void {
  const isGood = expectType(checked, items[0]!, 'boolean', 'condition')
  checkChoice(checked, items.slice(1), isGood)
}

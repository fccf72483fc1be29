/**
 * Types and units of arithmetic: signs, sums, products, powers.
 * Twin: crates/hydra-core/src/formula/check_number.rs
 */
import type { Checked } from './checked.ts'
import type { Node } from './ast.ts'
import { expectType, expectTypes } from './check-type.ts'
import type { FunctionEntry } from './grammar.ts'
import { unify } from './unify.ts'
import { combine, isRatio, plain, raise, rootOf, unitText, type Unit } from './unit.ts'

/** Literals have their value as both ends, variables what was declared of them; all else is unbounded. */
function bounds(checked: Checked, at: number): readonly [low: number, high: number] {
  const { kind, value, text } = checked.node(at)
  if (kind === 'number') return [value, value]
  const variable = kind === 'name' ? checked.variables.get(text) : undefined
  return variable === undefined ? [-Infinity, Infinity] : [variable.min, variable.max]
}

/** Says where 0/0 can come from finite data. */
function warnOfZero(checked: Checked, at: number): void {
  if (checked.isConstant[at]!) return
  const [low, high] = bounds(checked, at)
  if (low <= 0 && high >= 0) checked.fault(2008, 'division', at)
}

/** Says where a function has no value on part of what its argument can be. */
export function warnBeyond(checked: Checked, at: number, { name, least = -Infinity, most = Infinity }: FunctionEntry): void {
  if (checked.isConstant[at]!) return
  const [low, high] = bounds(checked, at)
  if (low < least) checked.fault(2056, 'partly-undefined', at, [name, String(least)])
  else if (high > most) checked.fault(2056, 'partly-undefined-above', at, [name, String(most)])
}

export function dropUnit(checked: Checked, at: number): void {
  checked.settle(at)
  const unit = checked.units[at]
  if (unit !== undefined) checked.fault(2054, 'unit-dropped', at, [unitText(unit)])
}

export function checkSum(checked: Checked, { items }: Node): void {
  const isGood = expectTypes(checked, items, 'number', 'arithmetic')
  checked.put(isGood ? 'number' : 'error', isGood ? unify(checked, items) : undefined, checked.areConstant(items))
}

/** The unit after one more factor; where it is no longer exact it is dropped. */
function step(checked: Checked, before: Unit | undefined, operator: string, at: number): Unit | undefined {
  const own = checked.units[at]
  if (operator === '/' || operator === '%') warnOfZero(checked, at)
  if (operator === '%') {
    if (own !== undefined) checked.fault(2054, 'unit-dropped', at, [unitText(own)])
    return before
  }
  if (own === undefined) return before
  const unit = combine(before ?? plain, own, operator === '/' ? -1 : 1)
  if (unit === undefined) checked.fault(2054, 'unit-dropped', at, [unitText(own)])
  return unit
}

export function checkProduct(checked: Checked, { items, operators }: Node, at: number): void {
  const isGood = expectTypes(checked, items, 'number', 'arithmetic')
  if (!isGood) return checked.put('error', undefined, false)
  if (operators.every((operator) => operator === '%')) return checkRemainder(checked, items)
  for (const item of items) checked.settle(item)
  let unit = checked.units[items[0]!]
  for (let i = 0; i < operators.length; i += 1) unit = step(checked, unit, operators[i]!, items[i + 1]!)
  checked.put('number', unit, checked.areConstant(items))
  cancelRatio(checked, at, items)
}

/** ms by s is a plain number. */
export function cancelRatio(checked: Checked, at: number, items: readonly number[]): void {
  const unit = checked.units[at]
  if (unit === undefined || !isRatio(unit) || !items.some((item) => isMeasured(checked.units[item]))) return
  checked.convertTo(at, plain)
  checked.units[at] = undefined
}

const isMeasured = (unit: Unit | undefined): boolean => unit !== undefined && !isRatio(unit)

/** Only remainders: one unit for all, as in a sum. */
function checkRemainder(checked: Checked, items: readonly number[]): void {
  for (const item of items.slice(1)) warnOfZero(checked, item)
  checked.put('number', unify(checked, items), checked.areConstant(items))
}

/** A literal, perhaps with a sign; undefined for all else. */
export function literalValue(checked: Checked, at: number): number | undefined {
  const { kind, value, text, items } = checked.node(at)
  if (kind === 'number') return text === '' ? value : undefined
  if (kind !== 'sign') return undefined
  const inner = checked.node(items[0]!)
  if (inner.kind !== 'number' || inner.text !== '') return undefined
  return text === '-' ? -inner.value : inner.value
}

/** The unit of base ^ exponent. */
export function powerUnit(checked: Checked, base: number, exponent: number): Unit | undefined {
  checked.settle(base)
  dropUnit(checked, exponent)
  const unit = checked.units[base]
  if (unit === undefined) return undefined
  const power = literalValue(checked, exponent)
  const raised =
    power === 0.5 ? rootOf(unit, 2) : power === undefined || power !== Math.floor(power) ? undefined : raise(unit, power)
  if (raised === undefined) dropUnit(checked, base)
  return raised
}

export function checkPower(checked: Checked, { items }: Node): void {
  const [base, exponent] = items as [number, number]
  const isGood = expectTypes(checked, items, 'number', 'arithmetic')
  checked.put(isGood ? 'number' : 'error', isGood ? powerUnit(checked, base, exponent) : undefined, checked.areConstant(items))
}

export function checkSign(checked: Checked, { items }: Node): void {
  const [item] = items as [number]
  const isGood = expectType(checked, item, 'number', 'arithmetic')
  checked.put(isGood ? 'number' : 'error', checked.units[item], checked.isConstant[item]!)
}

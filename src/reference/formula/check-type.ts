/**
 * Whether an operand has the type that its place asks for. Nothing is converted; what is refused once is not refused again above.
 * Twin: crates/hydra-core/src/formula/check_type.rs
 */
import type { Checked, ValueType } from './checked.ts'

/** True where the type fits; the literal `missing` goes with every type. */
export function expectType(checked: Checked, at: number, wanted: ValueType, place: string): boolean {
  const found = checked.types[at]!
  if (found === wanted || (found === 'missing' && wanted !== 'series')) return true
  if (found === 'error') return false
  checked.fault(2002, found === 'series' ? 'series-operand' : `${place}-type`, at, [found, wanted])
  return false
}

/** All of them, so that each is refused for itself. */
export function expectTypes(checked: Checked, items: readonly number[], wanted: ValueType, place: string): boolean {
  let areGood = true
  for (const item of items) if (!expectType(checked, item, wanted, place)) areGood = false
  return areGood
}

/** The common type of operands that must share one; `error` where they do not, `missing` where none has a type. */
export function commonType(checked: Checked, items: readonly number[], place: string): ValueType {
  let common: ValueType = 'missing'
  for (const item of items) {
    const found = checked.types[item]!
    if (found === 'error') return 'error'
    if (common === 'missing' && found !== 'series') common = found
    else if (!expectType(checked, item, common === 'missing' ? 'number' : common, place)) return 'error'
  }
  return common
}

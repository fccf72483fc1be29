/**
 * One unit for operands that must share one: of sums, comparisons, choices.
 * A variable with a unit sets it, others are converted to it; a bare literal takes it as it is; a literal with a unit is converted.
 * A percent literal beside a number without unit is a plain ratio; any other unit literal there is refused, since guessing would disarm rules.
 * Twin: crates/hydra-core/src/formula/unify.rs
 */
import type { Checked } from './checked.ts'
import { isRatio, plain, sameDimension, sameScale, unitText, type Unit } from './unit.ts'

interface Groups {
  /** With a unit, not of literals alone. */
  readonly measured: number[]
  /** Without a unit, not of literals alone. */
  readonly free: number[]
  /** Of literals alone, with a unit. */
  readonly literal: number[]
  /** Of literals alone, without. */
  readonly bare: number[]
}

function groupsOf(checked: Checked, items: readonly number[]): Groups {
  const groups: Groups = { measured: [], free: [], literal: [], bare: [] }
  for (const item of items) {
    if (checked.types[item] !== 'number') continue
    const hasUnit = checked.units[item] !== undefined
    if (checked.isConstant[item]!) groups[hasUnit ? 'literal' : 'bare'].push(item)
    else groups[hasUnit ? 'measured' : 'free'].push(item)
  }
  return groups
}

/** Refused, or warned of where units may mix. */
function mismatch(checked: Checked, at: number, reason: string, values: readonly string[]): void {
  checked.fault(checked.options.mixesUnits ? 2054 : 2002, reason, at, values)
}

function fit(checked: Checked, at: number, unit: Unit): void {
  const own = checked.units[at]!
  if (!sameDimension(own, unit)) mismatch(checked, at, 'unit-mismatch', [unitText(own), unitText(unit)])
  else if (!sameScale(own, unit) && !checked.convertTo(at, unit)) checked.fault(2054, 'unit-dropped', at, [unitText(own)])
}

/** Literals beside numbers that have no unit. */
function fitToNone(checked: Checked, literals: readonly number[], free: number): void {
  const { kind, text } = checked.node(free)
  for (const at of literals) {
    const own = checked.units[at]!
    if (isRatio(own)) checked.convertTo(at, plain)
    else mismatch(checked, at, 'unit-beside-none', [unitText(own), kind === 'name' ? text : ''])
  }
}

function literalUnit(checked: Checked, { literal, bare }: Groups): Unit | undefined {
  const first = checked.units[literal[0]!]!
  const isShare = literal.every((at) => isRatio(checked.units[at]!))
  const unit = isShare && bare.length > 0 ? plain : first
  for (const at of literal) fit(checked, at, unit)
  return unit
}

/** @returns the common unit; undefined for none */
export function unify(checked: Checked, items: readonly number[]): Unit | undefined {
  if (items.every((item) => checked.units[item] === undefined)) return undefined
  const groups = groupsOf(checked, items)
  const { measured, free, literal } = groups
  const target = measured.length === 0 ? undefined : checked.units[measured[0]!]
  if (target !== undefined) {
    for (const at of [...measured, ...literal]) fit(checked, at, target)
    if (free.length > 0) checked.fault(2054, 'unit-assumed', free[0]!, [unitText(target)])
    return target
  }
  if (literal.length === 0) return undefined
  if (free.length === 0) return literalUnit(checked, groups)
  fitToNone(checked, literal, free[0]!)
  return undefined
}

/** The sentences of an explanation: what decided, with the values in place and how far they are from their thresholds. */
import { canonicalOf } from '../reference/formula/canonical.ts'
import type { Checked } from '../reference/formula/checked.ts'
import { units } from '../reference/formula/grammar.ts'
import type { Trace, TraceValue } from '../reference/formula/trace.ts'
import { unitNameOf, unitText } from '../reference/formula/unit.ts'
import { truthAt } from './explain-parts.ts'
import { clipped, figure, percent, withUnit } from './figure.ts'
import type { FormulaClause, FormulaMissing } from './types.ts'

/** The unit of a comparison, unless a name tells it already; none that people would not write. */
function unitOf(checked: Checked, items: readonly number[]): string {
  const unit = items.map((item) => checked.units[item]).find((found) => found !== undefined)
  const text = unit === undefined ? '' : unitText(unit)
  const isTold = items.some((item) => checked.node(item).kind === 'name' && unitNameOf(checked.node(item).text) === text)
  return isTold || !units.has(text) ? '' : text
}

const isLiteral = (checked: Checked, at: number): boolean =>
  checked.isConstant[at]! || ['string', 'boolean'].includes(checked.node(at).kind)

export function valueText(value: TraceValue, unit: string): string {
  if (typeof value === 'number') return withUnit(figure(value), unit)
  return typeof value === 'string' ? JSON.stringify(clipped(value)) : 'unknown'
}

/** A literal as its value, all else with its text in front. */
function sideText({ checked, values }: Trace, at: number, unit: string): string {
  const value = valueText(values[at], unit)
  return isLiteral(checked, at) ? value : `${clipped(canonicalOf(checked.ast, at))} ${value}`
}

/** The side that a comparison measures, and the threshold: a literal, else the right one. */
export function thresholdOf(checked: Checked, [left, right]: readonly number[]): readonly [measured: number, threshold: number] {
  return isLiteral(checked, left!) && !isLiteral(checked, right!) ? [right!, left!] : [left!, right!]
}

/** `over by 6, 7.1 %` */
function distanceText(
  { values, checked }: Trace,
  items: readonly number[],
  { margin, relative }: FormulaClause,
  unit: string,
): string {
  if (margin === undefined) return ''
  const [measured, threshold] = thresholdOf(checked, items)
  const gap = (values[measured] as number) - (values[threshold] as number)
  if (margin === 0) return ' (at the threshold)'
  const share = relative === undefined ? '' : `, ${percent(Math.abs(relative))} %`
  return ` (${gap > 0 ? 'over' : 'under'} by ${withUnit(figure(Math.abs(margin)), unit === '%' ? '' : unit)}${share})`
}

const isEquality = (operator: string): boolean => operator === '==' || operator === '!='

function compareText(trace: Trace, at: number, clause: FormulaClause): string {
  const { items, text } = trace.checked.node(at)
  const unit = unitOf(trace.checked, items)
  const sides = items.map((item) => sideText(trace, item, unit))
  const distance = isEquality(text) && clause.margin === 0 ? '' : distanceText(trace, items, clause, unit)
  return `${sides[0]!} ${clause.value === true ? '' : 'not '}${text} ${sides[1]!}${distance}`
}

function membershipText(trace: Trace, at: number, clause: FormulaClause): string {
  const { checked } = trace
  const [left, ...list] = checked.node(at).items as [number, ...number[]]
  const items = clipped(list.map((item) => canonicalOf(checked.ast, item)).join(', '))
  return `${sideText(trace, left, unitOf(checked, [left]))} ${clause.value === true ? '' : 'not '}in (${items})`
}

/** One clause that has a value. */
export function clauseText(trace: Trace, at: number, clause: FormulaClause): string {
  const { kind, items } = trace.checked.node(at)
  const isPlain = items.every((item) => trace.checked.types[item] !== 'boolean')
  if (kind === 'compare') return compareText(trace, at, clause)
  if (kind === 'in' && isPlain) return membershipText(trace, at, clause)
  return `${clause.text} is ${String(clause.value)}`
}

/** What to supply, and what was computed to nothing. */
export function missingText(missing: readonly FormulaMissing[]): string {
  const names = missing.filter(({ name }) => name !== undefined).map(({ text }) => text)
  const others = missing.filter(({ name }) => name === undefined).map(({ text }) => text)
  const supply = names.length === 0 ? [] : [`supply ${names.join(' and ')}`]
  return [...supply, ...others].join('; ') || 'nothing was given'
}

export function headText(trace: Trace): string {
  return ['not firing', 'unknown', 'firing'][truthAt(trace, trace.checked.ast.root)]!
}

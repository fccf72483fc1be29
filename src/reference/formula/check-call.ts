/**
 * Calls: which function, how many arguments, of which types; the unit of the result.
 * Twin: crates/hydra-core/src/formula/check_call.rs
 */
import type { Node } from './ast.ts'
import type { Checked, ValueType } from './checked.ts'
import { checkChoice } from './check-logic.ts'
import { cancelRatio, dropUnit, literalValue, powerUnit, warnBeyond } from './check-number.ts'
import { expectType } from './check-type.ts'
import { functionNames, otherFunctions, seriesFunctions, spellings, type FunctionEntry } from './grammar.ts'
import { suggest } from './suggest.ts'
import { unify } from './unify.ts'
import { combine, plain, raise, rootOf, type Unit } from './unit.ts'

const mostArguments = 255

/** What a signature says: least and most arguments, and the type of each; the last one goes for all behind it. */
interface Arity {
  readonly least: number
  readonly most: number
  readonly types: readonly string[]
}

const arities = new WeakMap<FunctionEntry, Arity>()
const bare = (arg: string): string => (arg.endsWith('?') || arg.endsWith('*') ? arg.slice(0, -1) : arg)

function arity(entry: FunctionEntry): Arity {
  const known = arities.get(entry)
  if (known !== undefined) return known
  const { arguments: args, atMost = mostArguments } = entry
  const least = args.filter((arg) => !arg.endsWith('?')).length
  const made = { least, most: args.some((arg) => arg.endsWith('*')) ? atMost : args.length, types: args.map(bare) }
  arities.set(entry, made)
  return made
}

/** One name can be a function of numbers and one of a series. */
function entryFor(checked: Checked, { text, items }: Node): FunctionEntry | undefined {
  const own = checked.options.functions.get(text)
  if (own !== undefined) return own
  const isSeries = items.length > 0 && checked.types[items[0]!] === 'series'
  const [first, second] = isSeries ? [seriesFunctions, otherFunctions] : [otherFunctions, seriesFunctions]
  return first.get(text) ?? second.get(text)
}

function refuseUnknown(checked: Checked, { text, start }: Node): void {
  if (checked.faults.isOver) return
  const { catalogue, functions } = checked.options
  const known = spellings.functions.get(text)
  const near = known === undefined ? suggest(text, [...functionNames, ...functions.keys()]) : [known]
  const isVariable = catalogue?.has(text) === true && near.length === 0
  checked.faults.add(2004, isVariable ? 'variable-as-function' : 'unknown-function', start, start + text.length, [text], near)
}

const countText = (least: number, most: number): string =>
  least === most ? String(least) : `${least} ${most - least > 1 ? 'to' : 'or'} ${most}`

function hasCount(checked: Checked, entry: FunctionEntry, { text, start, items }: Node): boolean {
  const { least, most } = arity(entry)
  if (items.length >= least && items.length <= most) return true
  checked.faults.add(2004, 'argument-count', start, start + text.length, [text, countText(least, most), String(items.length)])
  return false
}

/** All of them, so that each is refused for itself. */
function expectArguments(checked: Checked, entry: FunctionEntry, items: readonly number[]): boolean {
  const { types } = arity(entry)
  let areGood = true
  for (let i = 0; i < items.length; i += 1)
    if (!expectArgument(checked, items[i]!, types[i < types.length ? i : types.length - 1]!)) areGood = false
  return areGood
}

/** What literal arguments may be: digits of round, rows of a window, the weight of a new row. */
const literals: ReadonlyMap<string, (value: number) => boolean> = new Map([
  ['digits', (value) => value === Math.floor(value) && value >= -15 && value <= 15],
  ['rows', (value) => value === Math.floor(value) && value >= 1 && value <= 1000000],
  ['weight', (value) => value > 0 && value <= 1],
])

function expectLiteral(checked: Checked, at: number, wanted: string): boolean {
  const value = literalValue(checked, at)
  const isGood = value !== undefined && literals.get(wanted)!(value)
  if (!isGood && checked.types[at] !== 'error') checked.fault(2002, wanted, at)
  return isGood
}

function expectArgument(checked: Checked, at: number, wanted: string): boolean {
  if (literals.has(wanted)) return expectLiteral(checked, at, wanted)
  if (wanted === 'any')
    return checked.types[at] === 'series' ? expectType(checked, at, 'number', 'argument') : checked.types[at] !== 'error'
  return expectType(checked, at, wanted === 'probability' ? 'number' : (wanted as ValueType), 'argument')
}

function orDropped(checked: Checked, at: number, unit: Unit | undefined): Unit | undefined {
  if (unit === undefined) dropUnit(checked, at)
  return unit
}

/** The unit of a change by another; dropped where it is no longer exact. */
function perTime(checked: Checked, items: readonly number[]): Unit | undefined {
  for (const item of items) checked.settle(item)
  const [own, time] = items.map((item) => checked.units[item])
  return own === undefined && time === undefined ? undefined : orDropped(checked, items[1]!, combine(own ?? plain, time ?? plain, -1)) // prettier-ignore
}

/** The unit of the result, by the rule of the function. */
function resultUnit(checked: Checked, entry: FunctionEntry, items: readonly number[]): Unit | undefined {
  const { unit: rule } = entry
  const first = items[0]!
  const own = checked.units[first]
  if (rule === 'one') return unify(checked, items)
  if (rule === 'angle') return void unify(checked, items)
  if (rule === 'power') return powerUnit(checked, first, items[1]!)
  if (rule === 'keep') return own
  if (rule === 'rate') return perTime(checked, items)
  warnBeyond(checked, first, entry)
  if (rule === 'drop') items.forEach((item) => dropUnit(checked, item))
  else items.forEach((item) => checked.settle(item))
  if (own === undefined) return undefined
  if (rule === 'root2' || rule === 'root3') return orDropped(checked, first, rootOf(own, rule === 'root2' ? 2 : 3))
  return rule === 'square' ? raise(own, 2) : undefined
}

function put(checked: Checked, entry: FunctionEntry, items: readonly number[]): void {
  if (entry.result === 'same') return checkChoice(checked, entry.name === 'if' ? items.slice(1) : items, true)
  const unit = resultUnit(checked, entry, items)
  const isConstant = entry.kind === 'scalar' && checked.areConstant(items)
  checked.put(entry.result as ValueType, entry.result === 'number' ? unit : undefined, isConstant)
}

export function checkCall(checked: Checked, node: Node, at: number): void {
  const { text, items, start } = node
  if (text === 'log' && items.length === 1 && !checked.options.functions.has(text)) {
    checked.faults.add(2012, 'log-without-base', start, start + text.length)
    return checked.put('error', undefined, false)
  }
  const entry = entryFor(checked, node)
  if (entry === undefined) refuseUnknown(checked, node)
  const isGood = entry !== undefined && hasCount(checked, entry, node) && expectArguments(checked, entry, items)
  if (!isGood) return checked.put('error', undefined, false)
  put(checked, entry, items)
  checked.entries[at] = entry
  if (entry.unit === 'rate') cancelRatio(checked, at, items)
}

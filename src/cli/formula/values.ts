/**
 * Values by name, typed at a terminal or in a file of texts.
 * In: texts, and the type that a catalogue has for the name, if any. Out: numbers, booleans, texts; undefined for the empty text.
 * Fails: HYD-1003 a pair without `=`; HYD-2006 a text that its type cannot be.
 */
import { didYouMean, hydraError } from '../../errors/index.ts'
import type { FormulaVariable, MetricCatalogue } from '../../formula/index.ts'
import { refusal } from '../arguments/refusal.ts'
import type { Context } from '../context.ts'

export type Row = Readonly<Record<string, unknown>>
type Type = FormulaVariable['type']

const decimal = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i
const specials: ReadonlyMap<string, number> = new Map([['inf', Infinity], ['infinity', Infinity], ['-inf', -Infinity], ['-infinity', -Infinity], ['nan', NaN]]) // prettier-ignore
const truths: ReadonlyMap<string, boolean> = new Map([['true', true], ['false', false], ['1', true], ['0', false]]) // prettier-ignore

const asNumber = (text: string): number | undefined => (decimal.test(text) ? Number(text) : specials.get(text.toLowerCase()))

function asTyped(name: string, text: string, type: Type): unknown {
  if (type === 'string') return text
  if (type === 'series') return text.split(/[;\s]+/).filter((part) => part !== '').map((part) => asTyped(name, part, 'number')) // prettier-ignore
  const value = type === 'number' ? asNumber(text) : truths.get(text.toLowerCase())
  if (value !== undefined) return value
  const params = { name, expected: type === 'number' ? 'a number' : 'true or false', got: JSON.stringify(text), type: 'text' }
  throw hydraError('2006', params, { where: { option: name } })
}

/** The type that all texts of a name have in common; the empty one has no value. */
export function typeOfTexts(texts: readonly string[]): Type {
  const known = texts.filter((text) => text !== '')
  if (known.every((text) => asNumber(text) !== undefined)) return 'number'
  return known.every((text) => /^(?:true|false)$/i.test(text)) ? 'boolean' : 'string'
}

/** The type of values of JSON. */
export function typeOfValues(values: readonly unknown[]): Type {
  const found = values.find((value) => value !== undefined && value !== null)
  if (Array.isArray(found)) return 'series'
  return typeof found === 'boolean' || typeof found === 'string' ? typeof found as Type : 'number' // prettier-ignore
}

/** A text as its name is declared, or as it looks. */
export function valueOf(name: string, text: string, type: Type): unknown {
  return text === '' ? undefined : asTyped(name, text, type)
}

/** `NAME=VALUE` pairs. */
export function pairs(
  texts: readonly string[],
  catalogue: MetricCatalogue,
): { readonly row: Row; readonly types: ReadonlyMap<string, Type> } {
  const row = Object.create(null) as Record<string, unknown>
  const types = new Map<string, Type>()
  for (const text of texts) {
    const at = text.indexOf('=')
    if (at <= 0) throw refusal('--values', 'a pair such as cpu_max=91', text)
    const [name, value] = [text.slice(0, at).trim(), text.slice(at + 1)]
    const type = Object.hasOwn(catalogue, name) ? catalogue[name]!.type : typeOfTexts([value])
    types.set(name, type)
    row[name] = valueOf(name, value, type)
  }
  return { row, types }
}

/** A value that the formula does not name is most likely mistyped. */
export function sayUnused(given: Iterable<string>, used: readonly string[], log: Context['log']): void {
  for (const name of given) {
    if (used.includes(name)) continue
    const near = didYouMean(name, used, `It names ${used.length === 0 ? 'nothing' : used.join(', ')}.`)
    log.warning(`the formula does not name ${name}. ${near}`)
  }
}

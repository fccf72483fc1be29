/**
 * The tables of the formula language: operators with levels, functions with signatures, units, words and limits.
 * One file, formula/grammar.json, is the truth for both languages; this gives it types and look-ups in Maps, never in plain objects.
 * Twin: crates/hydra-core/src/formula/grammar.rs
 */
import table from '../../../formula/grammar.json' with { type: 'json' }

export interface FunctionEntry {
  readonly name: string
  readonly kind: 'scalar' | 'choice' | 'string' | 'series' | 'window'
  /** Types of the arguments; `?` may be left out, `*` one to many. */
  readonly arguments: readonly string[]
  readonly result: string
  readonly unit: string
  /** The most arguments, where `*` stands for fewer than any list may have. */
  readonly atMost?: number
  /** The ends of what the first argument can be: the function has no value beyond. */
  readonly least?: number
  readonly most?: number
}

export interface UnitEntry {
  readonly dimension: string
  /** The unit is times / over of its base: ns, byte, or 1. */
  readonly times: number
  readonly over: number
}

export interface Limit {
  readonly standard: number
  readonly most: number
}

const pairs = (record: Readonly<Record<string, string>>): ReadonlyMap<string, string> => new Map(Object.entries(record))

export const limitsOfGrammar: Readonly<Record<keyof typeof table.limits, Limit>> = table.limits
export const keywords: ReadonlySet<string> = new Set(table.keywords)
export const constants: ReadonlyMap<string, number> = new Map(
  Object.entries(table.constants).map(([name, digits]) => [name, Number(digits)]),
)
export const units: ReadonlyMap<string, UnitEntry> = new Map(Object.entries(table.units))
export const suffixes: readonly (readonly [suffix: string, unit: string])[] = Object.entries(table.suffixes)
export const functionTable = table.functions as readonly FunctionEntry[]
const byName = (entries: readonly FunctionEntry[]): ReadonlyMap<string, FunctionEntry> =>
  new Map(entries.map((entry) => [entry.name, entry]))
export const seriesFunctions = byName(functionTable.filter(({ kind }) => kind === 'series'))
export const otherFunctions = byName(functionTable.filter(({ kind }) => kind !== 'series'))
export const functionNames: readonly string[] = [...new Set(functionTable.map(({ name }) => name))]

/** How other languages write it. */
export const spellings = {
  functions: pairs(table.spellings.functions),
  units: pairs(table.spellings.units),
  characters: pairs(table.spellings.characters),
  operators: pairs(table.spellings.operators),
}

/** Levels by kind of node, low binds loosely; the one of calls, literals and names is above all. */
export const levels: ReadonlyMap<string, number> = new Map(table.operators.map(({ node, level }) => [node, level]))
export const atomLevel = 11

/** An operator that stands between operands. */
export interface Infix {
  /** Of the node that it makes. */
  readonly kind: string
  readonly level: number
}

/** By their text. */
export const infixes: ReadonlyMap<string, Infix> = new Map(
  table.operators.filter(({ associativity }) => associativity !== 'prefix').map(({ text, node: kind, level }) => [text, { kind, level }]), // prettier-ignore
)

/** The other way to write an operator: `&&` for `and`. */
export const otherWritings: ReadonlyMap<string, string> = new Map(
  table.operators.flatMap(({ text, also }) => also.map((other) => [other, text] as const)),
)

/**
 * The options of correlations and the columns they are given, checked once.
 * In: what the caller gave. Out: a request, columns of one length; or an error that names what is wrong.
 */
import { hydraError, show } from '../../errors/index.ts'
import { engineChoice } from '../choose.ts'
import { between, optionsAt, sampleAt, typedKind, wordAt } from '../door.ts'
import { refuseKind } from '../list.ts'
import type { EngineChoice, EngineOption } from '../types.ts'

export type CorrelationMethod = 'spearman' | 'pearson' | 'kendall'

export interface CorrelateOptions extends EngineOption {
  /** 'spearman': ranks; 'pearson': the values, a line; 'kendall': tau-b, which pairs stand in the same order. @defaultValue 'spearman' */
  readonly method?: CorrelationMethod
  /** Of the interval, between 0 and 1. @defaultValue 0.95 */
  readonly confidence?: number
  /** NaN and infinities: refuse (HYD-4001), or leave those points out of the pair. @defaultValue 'raise' */
  readonly nonFinite?: 'raise' | 'omit'
}

export interface CorrelateAllOptions extends CorrelateOptions {
  /** How p is corrected for all pairs of the call. @defaultValue 'benjamini-hochberg' */
  readonly adjust?: 'benjamini-hochberg' | 'none'
}

export interface CorrelateRequest {
  /** 0 Pearson, 1 Spearman, 2 Kendall. */
  readonly method: number
  readonly confidence: number
  readonly omit: boolean
  readonly engine: EngineChoice
  readonly isAdjusted: boolean
}

const known = ['method', 'confidence', 'nonFinite', 'engine'] as const
const methods: readonly CorrelationMethod[] = ['pearson', 'spearman', 'kendall']

/** @throws HYD-1002, HYD-1003, HYD-4004 */
export function readCorrelateOptions(options: unknown, caller: string, isMany: boolean): CorrelateRequest {
  const given = optionsAt(options, isMany ? [...known, 'adjust'] : known, caller)
  return {
    method: methods.indexOf(wordAt(given['method'], 'method', methods, 'spearman')),
    confidence: between(given['confidence'], 'confidence', 0, 1, 0.95),
    omit: wordAt(given['nonFinite'], 'nonFinite', ['raise', 'omit'], 'raise') === 'omit',
    engine: engineChoice(given['engine'] as EngineChoice | undefined),
    isAdjusted: wordAt(given['adjust'], 'adjust', ['benjamini-hochberg', 'none'], 'benjamini-hochberg') !== 'none',
  }
}

export interface NamedColumns {
  readonly names: readonly string[]
  readonly columns: readonly Float64Array[]
}

type Entry = readonly [name: string, column: Float64Array]

const entryAt = (name: string, column: unknown): Entry => [name, sampleAt(column, `columns[${show(name)}]`)]

function entriesOfList(list: readonly unknown[]): Entry[] {
  const entries: Entry[] = []
  for (let i = 0; i < list.length; i += 1) entries.push(entryAt(String(i), list[i])) // map would pass over holes
  return entries
}

function entryOfMap([name, column]: readonly [unknown, unknown]): Entry {
  // Made into texts, 1 and '1' would be one name.
  return typeof name === 'string' ? entryAt(name, column) : refuseKind('each name of columns', 'a text', name)
}

/** Names and values of a record, a Map, or a list (whose names are its places). */
function entriesAt(value: unknown): Entry[] {
  if (Array.isArray(value)) return entriesOfList(value)
  if (value instanceof Map) return [...(value as Map<unknown, unknown>)].map(entryOfMap)
  const isRecord = typeof value === 'object' && value !== null && typedKind(value) === undefined
  if (!isRecord) return refuseKind('columns', 'samples by name, or a list of them', value)
  return Object.entries(value).map(([name, column]) => entryAt(name, column))
}

/** @throws HYD-1003 no columns, or a name that is no text, HYD-4006 not numbers, HYD-4008 different lengths */
export function namedColumnsAt(value: unknown): NamedColumns {
  const entries = entriesAt(value)
  const columns = entries.map(([, column]) => column)
  const wrong = columns.findIndex(({ length }) => length !== columns[0]!.length)
  if (wrong > 0) {
    const what = `columns[${show(entries[0]![0])}] and columns[${show(entries[wrong]![0])}]`
    throw hydraError('4008', { what, lengths: `${columns[0]!.length} and ${columns[wrong]!.length}` })
  }
  return { names: entries.map(([name]) => name), columns }
}

/**
 * The options that summaries share, read once each, before any value is touched.
 * In: the caller's options. Out: which columns of which kernel, confidence, quantiles and their type, what to do with NaN, the engine.
 */
import { hydraError, kindOf, show } from '../../errors/index.ts'
import { engineChoice } from '../choose.ts'
import { between, optionsAt, wordAt } from '../door.ts'
import {
  furtherFields,
  summaryFields,
  type EngineChoice,
  type EngineOption,
  type FurtherField,
  type SummaryField,
} from '../types.ts'
import { describeColumns, describedMask, noDescription, type Description } from './description.ts'
import { quantilesAt, trimAt, typeAt } from './parameters.ts'

export interface SummaryOptions extends EngineOption {
  /** 'full' is everything but `meanInterval`, which is only made when named; 'core' leaves out what takes longer than the rest together; or a list of names. @defaultValue 'full' */
  readonly fields?: 'core' | 'full' | readonly (SummaryField | FurtherField)[]
  /** Of all intervals, between 0 and 1. @defaultValue 0.95 */
  readonly confidence?: number
  /** For the fields `quantiles` and `quantileIntervals`, each 0 to 1. @defaultValue [0.9, 0.95, 0.99] */
  readonly quantiles?: readonly number[] | Float64Array
  /** Of `quantiles`, 1 to 9 (Hyndman and Fan 1996); median, p5 to p99 and iqr are of type 7. @defaultValue 7 */
  readonly type?: number
  /** 'exact': sum, mean, variance and sd are the doubles nearest to the true ones; else within a unit or two of the last place. @defaultValue 'double' */
  readonly precision?: 'double' | 'exact'
  /** Share that `trimmedMean` and `winsorisedSd` give up at each end, 0 to below 0.5. @defaultValue 0.2 */
  readonly trim?: number
  /** NaN and infinities: refuse the sample (HYD-4001), or leave them out and count them in `rejected`. @defaultValue 'raise' */
  readonly nonFinite?: 'raise' | 'omit'
}

export type FieldName = SummaryField | FurtherField

export interface Request {
  /** Columns of the first kernel. */
  readonly mask: number
  /** Names that were asked for, for the notes. */
  readonly names: ReadonlySet<FieldName>
  /** What the second kernel is asked for. */
  readonly description: Description
  readonly confidence: number
  readonly omit: boolean
  readonly engine: EngineChoice
}

const known = ['fields', 'confidence', 'quantiles', 'type', 'precision', 'trim', 'nonFinite', 'engine']
const fieldBits: ReadonlyMap<unknown, number> = new Map(summaryFields.map((name, i) => [name, 1 << i]))
/** Columns that a further field is reckoned from. */
const needs: Partial<Record<FurtherField, readonly SummaryField[]>> = {
  range: ['min', 'max'],
  iqr: ['p25', 'p75'],
  sem: ['sd'],
  cv: ['mean', 'sd'],
  madSigma: ['mad'],
  interval: ['intervalLow', 'intervalHigh'],
}
const beyondCore: readonly FieldName[] = ['sem', 'cv', 'geometricMean', 'skewness', 'kurtosis', 'lag1', 'trimmedMean', 'winsorisedSd', 'hodgesLehmann', 'madSigma', 'interval', 'intervalLow', 'intervalHigh', 'quantiles', 'quantileIntervals', 'outliers'] // prettier-ignore
const every: ReadonlySet<FieldName> = new Set([...summaryFields, ...furtherFields])
/** Resampling takes a thousand times what the rest does. */
const full: ReadonlySet<FieldName> = new Set([...every].filter((name) => name !== 'meanInterval'))
const core: ReadonlySet<FieldName> = new Set([...full].filter((name) => !beyondCore.includes(name)))
const isField = (name: unknown): name is FieldName => every.has(name as FieldName)

function refuse(got: unknown): never {
  const expected = `'core', 'full' or a list of ${[...every].join(', ')}`
  throw hydraError('1003', { option: 'fields', expected, got: show(got), type: kindOf(got) }, { where: { option: 'fields' } })
}

function namesOf(fields: unknown, fallback: ReadonlySet<FieldName>): ReadonlySet<FieldName> {
  if (fields === undefined) return fallback
  if (fields === 'full') return full
  if (fields === 'core') return core
  if (!Array.isArray(fields)) return refuse(fields)
  const names = new Set<FieldName>()
  for (let i = 0; i < fields.length; i += 1) names.add(isField(fields[i]) ? (fields[i] as FieldName) : refuse(fields[i]))
  return names
}

function maskOf(names: ReadonlySet<FieldName>): number {
  let mask = 0
  for (const name of names) {
    mask |= fieldBits.get(name) ?? 0
    for (const column of needs[name as FurtherField] ?? []) mask |= fieldBits.get(column)!
  }
  return mask
}

/** What `summarizeGroups` gives when nobody names fields: the columns of the first kernel, and what is reckoned from them. */
export const columnsOnly: ReadonlySet<FieldName> = new Set([...summaryFields, 'interval', 'cv'])

interface Masks {
  readonly mask: number
  readonly described: number
}
const masksOf = (names: ReadonlySet<FieldName>): Masks => ({ mask: maskOf(names), described: describedMask(names) })
/** Of the sets that calls come back to: reckoning them takes as long as a small sample. */
const masks: ReadonlyMap<ReadonlySet<FieldName>, Masks> = new Map(
  [full, core, columnsOnly].map((names) => [names, masksOf(names)]),
)

/**
 * Checks the options of a summary.
 *
 * @throws HYD-1002 unknown option, HYD-1003 value refused, HYD-4004 confidence, quantiles, type or trim out of range
 */
export function readOptions(options: unknown, caller: string, fallback: ReadonlySet<FieldName> = full): Request {
  const given = optionsAt(options, known, caller)
  const names = namesOf(given['fields'], fallback)
  const { mask, described } = masks.get(names) ?? masksOf(names)
  const confidence = between(given['confidence'], 'confidence', 0, 1, 0.95)
  const isExact = wordAt(given['precision'], 'precision', ['double', 'exact'], 'double') === 'exact'
  const parameters = {
    quantiles: quantilesAt(given['quantiles']),
    type: typeAt(given['type']),
    trim: trimAt(given['trim']),
    confidence,
    isExact,
    isNamed: Array.isArray(given['fields']),
  }
  return {
    mask,
    names,
    description: names === columnsOnly && !isExact ? noDescription : describeColumns(names, described, parameters),
    confidence,
    omit: wordAt(given['nonFinite'], 'nonFinite', ['raise', 'omit'], 'raise') === 'omit',
    engine: engineChoice(given['engine'] as EngineChoice | undefined),
  }
}

/** Fields per group that a mask asks for. */
export function countColumns(mask: number): number {
  let count = 0
  for (let rest = mask; rest !== 0; rest &= rest - 1) count += 1
  return count
}

/** For each field its column in the kernel's output, or -1. */
export function slotsOf(mask: number): Int8Array {
  const slots = new Int8Array(summaryFields.length).fill(-1)
  let column = 0
  for (let i = 0; i < slots.length; i += 1) if ((mask & (1 << i)) !== 0) slots[i] = column++
  return slots
}

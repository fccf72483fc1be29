/**
 * The options that summaries share, read once each, before any value is touched.
 * In: the caller's options. Out: a mask of fields, the confidence, what to do with NaN and infinities, the engine.
 */
import { hydraError, kindOf, show } from '../../errors/index.ts'
import { engineChoice } from '../choose.ts'
import { between, optionsAt, wordAt } from '../door.ts'
import { summaryFields, type EngineChoice, type EngineOption, type SummaryField } from '../types.ts'

export interface SummaryOptions extends EngineOption {
  /** 'core' is everything but the interval; a list names the fields; everything when left out. */
  readonly fields?: 'core' | 'full' | readonly SummaryField[]
  /** Of the interval of the median, between 0 and 1. @defaultValue 0.95 */
  readonly confidence?: number
  /** NaN and infinities: refuse the sample (HYD-4001), or leave them out and count them in `rejected`. @defaultValue 'raise' */
  readonly nonFinite?: 'raise' | 'omit'
}

export interface Request {
  readonly mask: number
  readonly confidence: number
  readonly omit: boolean
  readonly engine: EngineChoice
}

const known = ['fields', 'confidence', 'nonFinite', 'engine']
const fieldBits: ReadonlyMap<unknown, number> = new Map(summaryFields.map((name, i) => [name, 1 << i]))
const all = (1 << summaryFields.length) - 1
const core = all & ~(fieldBits.get('intervalLow')! | fieldBits.get('intervalHigh')!)

function refuse(got: unknown): never {
  const expected = `'core', 'full' or a list of ${summaryFields.join(', ')}`
  throw hydraError('1003', { option: 'fields', expected, got: show(got), type: kindOf(got) }, { where: { option: 'fields' } })
}

function maskOf(fields: unknown): number {
  if (fields === undefined || fields === 'full') return all
  if (fields === 'core') return core
  if (!Array.isArray(fields)) return refuse(fields)
  let mask = 0
  for (let i = 0; i < fields.length; i += 1) mask |= fieldBits.get(fields[i]) ?? refuse(fields[i])
  return mask
}

const everything: Omit<Request, 'engine'> = { mask: all, confidence: 0.95, omit: false }

/**
 * Checks the options of a summary.
 *
 * @throws HYD-1002 unknown option, HYD-1003 value refused, HYD-4004 confidence outside 0 to 1
 */
export function readOptions(options: unknown, caller: string): Request {
  if (options === undefined) return { ...everything, engine: engineChoice(undefined) }
  const { fields, confidence, nonFinite, engine } = optionsAt(options, known, caller)
  return {
    mask: maskOf(fields),
    confidence: between(confidence, 'confidence', 0, 1, 0.95),
    omit: wordAt(nonFinite, 'nonFinite', ['raise', 'omit'], 'raise') === 'omit',
    engine: engineChoice(engine as EngineChoice | undefined),
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

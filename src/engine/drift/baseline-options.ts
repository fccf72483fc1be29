/**
 * The options of compareToBaseline and the runs it is given, checked once.
 * In: what the caller gave. Out: rules and finite columns, or an error that names the option.
 */
import { engineChoice } from '../choose.ts'
import { between, optionsAt, sampleAt, wordAt } from '../door.ts'
import { notFinite } from '../errors.ts'
import type { EngineChoice, EngineOption } from '../types.ts'
import { from0At, wholeAt } from './change-options.ts'

export interface BaselineOptions extends EngineOption {
  /** How much worse is too much, as a share: 0.2 is 20 %. @defaultValue 0.2 */
  readonly threshold?: number
  /** Of the one-sided test, between 0 and 1. @defaultValue 0.01 */
  readonly level?: number
  /** Whether small or large values are good. @defaultValue 'lower' */
  readonly better?: 'lower' | 'higher'
  /** Of the interval, between 0 and 1. @defaultValue 0.95 */
  readonly confidence?: number
  /** Fewest recent runs for a verdict. @defaultValue 5 */
  readonly minCurrent?: number
  /** Fewest runs of the baseline for a verdict. @defaultValue 8 */
  readonly minBaseline?: number
  /** NaN and infinities: refuse (HYD-4001), or leave those runs out. @defaultValue 'raise' */
  readonly nonFinite?: 'raise' | 'omit'
}

export interface Rules {
  readonly threshold: number
  readonly level: number
  readonly better: 'lower' | 'higher'
  readonly confidence: number
  readonly minCurrent: number
  readonly minBaseline: number
  readonly omit: boolean
  readonly engine: EngineChoice
}

const known = ['threshold', 'level', 'better', 'confidence', 'minCurrent', 'minBaseline', 'nonFinite', 'engine']

/** @throws HYD-1002, HYD-1003, HYD-4004 */
export function rulesOf(options: BaselineOptions | undefined, caller: string): Rules {
  const given = optionsAt(options, known, caller)
  return {
    threshold: from0At(given['threshold'], 'threshold', 0.2),
    level: between(given['level'], 'level', 0, 1, 0.01),
    better: wordAt(given['better'], 'better', ['lower', 'higher'], 'lower'),
    confidence: between(given['confidence'], 'confidence', 0, 1, 0.95),
    minCurrent: wholeAt(given['minCurrent'], 'minCurrent', 1, 1e6, 5),
    minBaseline: wholeAt(given['minBaseline'], 'minBaseline', 1, 1e6, 8),
    omit: wordAt(given['nonFinite'], 'nonFinite', ['raise', 'omit'], 'raise') === 'omit',
    engine: engineChoice(given['engine'] as EngineChoice | undefined),
  }
}

/** @throws HYD-4001, HYD-4006 */
export function runsAt(value: unknown, what: string, omit: boolean): Float64Array {
  const values = sampleAt(value, what)
  if (values.every((x) => Number.isFinite(x))) return values
  if (!omit) throw notFinite(what, values)
  return values.filter((x) => Number.isFinite(x))
}

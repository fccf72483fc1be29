/**
 * The options of findChangePoints, checked once.
 * In: what the caller gave. Out: numbers that the kernel takes, or an error that names the option.
 */
import { hydraError, show } from '../../errors/index.ts'
import { changeMethods } from '../../reference/drift/index.ts'
import { engineChoice } from '../choose.ts'
import { between, optionsAt, wordAt } from '../door.ts'
import type { EngineChoice, EngineOption } from '../types.ts'

export type ChangeMethod = (typeof changeMethods)[number]

export interface ChangeOptions extends EngineOption {
  /**
   * 'rank': few false alarms, for gates. 'pelt': levels and slopes of long histories. 'e-divisive': changes of spread and shape too.
   * 'bocpd': the likeliest normal segments. @defaultValue 'rank'
   */
  readonly method?: ChangeMethod
  /** A split needs a p of at most this ('rank', 'e-divisive'); between 0 and 1. @defaultValue 0.01 */
  readonly level?: number
  /** Fewest values of a segment, at least 2; of no use to 'bocpd'. @defaultValue 5, 2 with 'pelt' */
  readonly minSegment?: number
  /** Leave out what moved the centre by less, as a share: 0.05 is 5 %. @defaultValue 0 */
  readonly minChange?: number
  /** Only rises, or only falls. */
  readonly direction?: 'up' | 'down'
  /** Of the interval of the ratio; between 0 and 1. @defaultValue 0.95 */
  readonly confidence?: number
  /** Of the permutations of 'e-divisive', a whole number. @defaultValue 1 */
  readonly seed?: number
  /** How many of them. @defaultValue 199, or as many as the level needs */
  readonly permutations?: number
  /** NaN and infinities: refuse (HYD-4001), or leave them out; places stay those of the series given. @defaultValue 'raise' */
  readonly nonFinite?: 'raise' | 'omit'
}

export interface ChangeRequest {
  readonly method: number
  /** Level, least segment, seed, permutations. */
  readonly params: Float64Array
  readonly minSegment: number
  readonly minChange: number
  readonly direction: 'up' | 'down' | undefined
  readonly confidence: number
  readonly omit: boolean
  readonly engine: EngineChoice
}

const known = [
  'method',
  'level',
  'minSegment',
  'minChange',
  'direction',
  'confidence',
  'seed',
  'permutations',
  'nonFinite',
  'engine',
]

/** A whole number of a range, both ends included; HYD-4004 for anything else. */
export function wholeAt(value: unknown, parameter: string, low: number, high: number, fallback: number): number {
  if (value === undefined) return fallback
  if (typeof value === 'number' && Number.isInteger(value) && value >= low && value <= high) return value
  throw hydraError(
    '4004',
    { parameter, expected: `a whole number from ${low} to ${high}`, got: show(value) },
    { where: { option: parameter } },
  )
}

/** A finite number from 0; HYD-4004 for anything else. */
export function from0At(value: unknown, parameter: string, fallback: number): number {
  if (value === undefined) return fallback
  if (typeof value === 'number' && value >= 0 && value < Infinity) return value
  throw hydraError('4004', { parameter, expected: 'a finite number from 0', got: show(value) }, { where: { option: parameter } })
}

const mostSeed = Number.MAX_SAFE_INTEGER

/** @throws HYD-1002, HYD-1003, HYD-4004 */
export function readChangeOptions(options: ChangeOptions | undefined, caller: string): ChangeRequest {
  const given = optionsAt(options, known, caller)
  const name = wordAt(given['method'], 'method', changeMethods, 'rank')
  const level = between(given['level'], 'level', 0, 1, 0.01)
  const least = name === 'pelt' || name === 'bocpd' ? 2 : 5
  const minSegment = wholeAt(given['minSegment'], 'minSegment', 2, 2 ** 31, least)
  const seed = wholeAt(given['seed'], 'seed', -mostSeed, mostSeed, 1)
  const enough = Math.ceil(1 / level)
  const permutations = wholeAt(given['permutations'], 'permutations', 1, 1e6, enough <= 199 ? 199 : enough <= 1e6 ? enough : 1e6)
  return {
    method: changeMethods.indexOf(name),
    params: Float64Array.of(level, name === 'bocpd' ? 2 : minSegment, seed, permutations),
    minSegment: name === 'bocpd' ? 2 : minSegment,
    minChange: from0At(given['minChange'], 'minChange', 0),
    direction:
      given['direction'] === undefined ? undefined : wordAt<'up' | 'down'>(given['direction'], 'direction', ['up', 'down'], 'up'),
    confidence: between(given['confidence'], 'confidence', 0, 1, 0.95),
    omit: wordAt(given['nonFinite'], 'nonFinite', ['raise', 'omit'], 'raise') === 'omit',
    engine: engineChoice(given['engine'] as EngineChoice | undefined),
  }
}

/** The most values that a method takes: its operations, at worst, are bounded by 1e10. */
export function mostValues({ method, params }: ChangeRequest): number {
  const name = changeMethods[method]
  if (name === 'rank') return 1_000_000
  return name === 'e-divisive' ? Math.floor(Math.sqrt(1e10 / (1 + params[3]!))) : 40_000
}

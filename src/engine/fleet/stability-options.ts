/** The options of stabilityScores, checked once. */
import { hydraError, show } from '../../errors/index.ts'
import { engineChoice } from '../choose.ts'
import { between, optionsAt } from '../door.ts'
import type { EngineChoice, EngineOption } from '../types.ts'
import { stabilityParts, type StabilityPart } from './stability-row.ts'

export interface StabilityOptions extends EngineOption {
  /** Success rate that is good enough, above 0, at most 1. @defaultValue 0.95 */
  readonly target?: number
  /** Age at which freshness is one half. @defaultValue seven days */
  readonly halfLifeMs?: number
  /** Of Wilson's interval, between 0 and 1. @defaultValue 0.95 */
  readonly confidence?: number
  /** Fewest trials for a score. @defaultValue 10 */
  readonly fewestTrials?: number
  /** Powers of the parts, 0 to 1e6; only their proportions count. @defaultValue success 0.4, speed 0.25, steadiness 0.15, availability 0.1, freshness 0.1 */
  readonly weights?: Readonly<Partial<Record<StabilityPart, number>>>
}

export interface StabilityRequest {
  readonly target: number
  readonly halfLifeMs: number
  readonly confidence: number
  readonly fewestTrials: number
  readonly weights: Float64Array
  readonly engine: EngineChoice
}

const weekMs = 604_800_000
const usualWeights = [0.4, 0.25, 0.15, 0.1, 0.1]

function numberAt(value: unknown, parameter: string, isGood: (x: number) => boolean, expected: string, fallback: number): number {
  if (value === undefined) return fallback
  if (typeof value === 'number' && isGood(value)) return value
  throw hydraError('4004', { parameter, expected, got: show(value) }, { where: { option: parameter } })
}

function weightsAt(value: unknown): Float64Array {
  const given = optionsAt(value, stabilityParts, 'weights')
  const isWeight = (x: number): boolean => x >= 0 && x <= 1e6
  return Float64Array.from(stabilityParts, (part, i) =>
    numberAt(given[part], `weights.${part}`, isWeight, 'a number from 0 to 1e6', usualWeights[i]!),
  )
}

/** @throws HYD-1002, HYD-1003, HYD-4004 */
export function readStabilityOptions(options: StabilityOptions | undefined): StabilityRequest {
  const known = ['target', 'halfLifeMs', 'confidence', 'fewestTrials', 'weights', 'engine']
  const given = optionsAt(options, known, 'stabilityScores')
  const isTarget = (x: number): boolean => x > 0 && x <= 1
  const isCount = (x: number): boolean => Number.isSafeInteger(x) && x >= 0
  return {
    target: numberAt(given['target'], 'target', isTarget, 'a number above 0, at most 1', 0.95),
    halfLifeMs: between(given['halfLifeMs'], 'halfLifeMs', 0, Infinity, weekMs),
    confidence: between(given['confidence'], 'confidence', 0, 1, 0.95),
    fewestTrials: numberAt(given['fewestTrials'], 'fewestTrials', isCount, 'a whole number from 0 on', 10),
    weights: weightsAt(given['weights']),
    engine: engineChoice(given['engine'] as EngineChoice | undefined),
  }
}

/** As the kernel takes them. */
export const paramsOf = ({ target, halfLifeMs, confidence, fewestTrials, weights }: StabilityRequest): Float64Array =>
  Float64Array.of(target, halfLifeMs, confidence, fewestTrials, ...weights)

/**
 * The door of createSelector(): options checked once, defaults filled in.
 * In: what the caller wrote. Out: settings, or one HydraError that names the option. Nothing has been made before all of it is right.
 */
import { didYouMean, hydraError, show } from '../errors/index.ts'
import { refusal } from '../weigh/options.ts'
import { driftMethods, type DriftSettings } from './drift/index.ts'
import type { CapacityLimits } from './ejection/capacity.ts'
import type { HealthSettings } from './ejection/health.ts'
import type { SlowStart } from './ejection/slow-start.ts'
import { selectorPolicies, type SelectorPolicy } from './policy/index.ts'
import { rewardNames } from './reward.ts'
import type { EjectionOptions, SelectorOptions } from './types.ts'

export { refusal }

type Read = Readonly<Record<string, unknown>>

/** @throws HYD-1003 not an object, HYD-1002 an unknown key */
export function recordAt(value: unknown, option: string, known: readonly string[]): Read {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw refusal(option, `an object with ${known.join(', ')}`, value)
  const key = Object.keys(value).find((name) => !known.includes(name))
  if (key === undefined) return value as Read
  const suggestion = didYouMean(key, known, `Known: ${known.join(', ')}.`)
  const place = option === 'options' ? ' of createSelector' : ` of ${option}`
  throw hydraError('1002', { kind: 'option', key, place, known: known.join(', '), suggestion }, { where: { option: key } })
}

/** A number from `least` to `most`, or what it is when left out. */
export function numberAt(from: Read, key: string, otherwise: number, least: number, most: number, place = ''): number {
  const value = from[key]
  if (value === undefined) return otherwise
  if (typeof value === 'number' && value >= least && value <= most) return value
  throw refusal(`${place}${key}`, most === Infinity ? `a number from ${least}` : `a number from ${least} to ${most}`, value)
}

export function wholeAt(from: Read, key: string, otherwise: number, least: number, most: number, place = ''): number {
  const value = numberAt(from, key, otherwise, least, most, place)
  if (Number.isInteger(value)) return value
  throw refusal(`${place}${key}`, `a whole number from ${least} to ${most}`, value)
}

function flagAt(from: Read, key: string, place: string): boolean {
  const value = from[key] ?? false
  if (typeof value === 'boolean') return value
  throw refusal(`${place}${key}`, 'true or false', value)
}

function oneOf<T extends string>(from: Read, key: string, names: readonly T[], place: string): T {
  const value = from[key] ?? names[0]
  const found = names.find((name) => name === value)
  if (found !== undefined) return found
  throw refusal(`${place}${key}`, `one of ${names.join(', ')}`, value)
}

const mostMs = 1e12
const ejectionKeys = ['consecutiveFailures', 'failureRate', 'windowMs', 'minimumCalls', 'slowerThanMs', 'outlier', 'baseMs', 'maxMs', 'jitter', 'probes', 'successesToClose', 'leaseMs', 'maxEjectedShare', 'whenAllOut'] // prettier-ignore

export interface EjectionSettings extends HealthSettings {
  readonly whenAllOut: NonNullable<EjectionOptions['whenAllOut']>
}

export function ejectionAt(value: unknown): EjectionSettings | undefined {
  if (value === false) return undefined
  const from = value === undefined ? {} : recordAt(value, 'ejection', ejectionKeys)
  const at = 'ejection.'
  return {
    consecutiveFailures: wholeAt(from, 'consecutiveFailures', 5, 1, 1e9, at),
    failureRate: numberAt(from, 'failureRate', 0.5, 0, 1, at),
    windowMs: numberAt(from, 'windowMs', 10_000, 1, mostMs, at),
    minimumCalls: wholeAt(from, 'minimumCalls', 20, 1, 1e9, at),
    slowerThanMs: numberAt(from, 'slowerThanMs', Infinity, 0, mostMs, at),
    outlier: flagAt(from, 'outlier', at),
    baseMs: numberAt(from, 'baseMs', 30_000, 1, mostMs, at),
    maxMs: numberAt(from, 'maxMs', 300_000, 1, mostMs, at),
    jitter: numberAt(from, 'jitter', 0.1, 0, 1, at),
    probes: wholeAt(from, 'probes', 1, 1, 1e6, at),
    successesToClose: wholeAt(from, 'successesToClose', 3, 1, 1e6, at),
    leaseMs: numberAt(from, 'leaseMs', 30_000, 1, mostMs, at),
    maxEjectedShare: numberAt(from, 'maxEjectedShare', 0.5, 0, 1, at),
    whenAllOut: oneOf(from, 'whenAllOut', ['weight', 'first-back', 'refuse'] as const, at),
  }
}

export interface DriftChoice extends DriftSettings {
  readonly halfLife: number
}

export function driftAt(value: unknown): DriftChoice {
  const from =
    value === undefined || value === false ? {} : recordAt(value, 'drift', ['method', 'delta', 'halfLife', 'window', 'discount'])
  return {
    method: value === false ? 'none' : oneOf(from, 'method', driftMethods, 'drift.'),
    delta: numberAt(from, 'delta', 0.001, 1e-12, 0.5, 'drift.'),
    halfLife: numberAt(from, 'halfLife', 300, 1, 1e12, 'drift.'),
    window: wholeAt(from, 'window', 800, 1, 1e7, 'drift.'),
    discount: numberAt(from, 'discount', 0.99, 0.5, 1, 'drift.'),
  }
}

export function slowStartAt(value: unknown): SlowStart | undefined {
  if (value === undefined) return undefined
  const from = recordAt(value, 'slowStart', ['windowMs', 'minShare', 'aggression'])
  return {
    windowMs: numberAt(from, 'windowMs', 10_000, 1, mostMs, 'slowStart.'),
    minShare: numberAt(from, 'minShare', 0.1, 0, 1, 'slowStart.'),
    aggression: numberAt(from, 'aggression', 1, 0.01, 100, 'slowStart.'),
  }
}

export function capacityAt(value: unknown, name: string): CapacityLimits {
  const place = `capacity.${name}`
  const from = recordAt(value, place, ['maxPending', 'perSecond', 'perMinute', 'tokensPerMinute'])
  for (const key of Object.keys(from)) numberAt(from, key, 1, key === 'maxPending' ? 1 : 1e-6, 1e12, `${place}.`)
  return from
}

export function policyAt(value: unknown, otherwise: SelectorPolicy): SelectorPolicy {
  if (value === undefined) return otherwise
  const found = selectorPolicies.find((name) => name === value)
  if (found !== undefined) return found
  const given = typeof value === 'string' ? value : show(value)
  const suggestion = didYouMean(given, selectorPolicies, 'Choose one of the known ones.')
  throw hydraError('5003', { policy: given, known: selectorPolicies.join(', '), suggestion }, { where: { option: 'policy' } })
}

/** No formula, but the name of a reward, perhaps mistyped; names of outcomes are formulas. */
const bareName = /^(?!(?:ok|duration_ms|cost|quality)$)[\w-]+$/

export function rewardAt(value: unknown): NonNullable<SelectorOptions['reward']> {
  if (value === undefined) return 'balanced'
  if (typeof value === 'function') return value as NonNullable<SelectorOptions['reward']>
  if (typeof value === 'string' && !bareName.test(value)) return value
  return oneOf({ reward: value }, 'reward', rewardNames, '')
}

export const optionKeys = ['heads', 'study', 'weights', 'policy', 'seed', 'floor', 'explore', 'reward', 'scaleMs', 'costWeight', 'priorTrials', 'alpha', 'epsilon', 'temperature', 'ejection', 'drift', 'slowStart', 'capacity', 'maxContexts', 'origin', 'originTtlMs', 'now', 'wall', 'onDecision', 'onObservation', 'onRevision', 'incumbent', 'maxShare'] // prettier-ignore

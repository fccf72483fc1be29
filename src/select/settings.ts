/** Options of a selector as settings: everything checked, every default filled in, nothing made yet. */
import { ambient } from '../engine/index.ts'
import { hydraError } from '../errors/index.ts'
import { floorFor } from '../weigh/options.ts'
import { sharesOf } from '../weigh/index.ts'
import { refuseHead } from '../weigh/weights.ts'
import type { CapacityLimits } from './ejection/capacity.ts'
import type { SlowStart } from './ejection/slow-start.ts'
import { headsOf, type NamedHead } from './heads.ts'
import * as door from './options.ts'
import { policies, type SelectorPolicy } from './policy/index.ts'
import type { PolicySettings } from './policy/types.ts'
import { callKeys, callSettingsAt, type CallSettings } from './run/options.ts'
import type { RewardSettings } from './rewards.ts'
import type { Decision, Observed, Revision, SelectableStudy, SelectorOptions } from './types.ts'

export interface Settings {
  readonly heads: readonly NamedHead[]
  readonly policy: SelectorPolicy
  readonly seed: number
  readonly origin: string
  readonly floor: number
  readonly explore: number
  readonly reward: RewardSettings
  readonly priorTrials: number
  readonly ofPolicy: PolicySettings
  readonly call: CallSettings
  readonly ejection: door.EjectionSettings | undefined
  readonly drift: door.DriftChoice
  readonly slowStart: SlowStart | undefined
  readonly capacity: readonly (CapacityLimits | undefined)[]
  readonly maxContexts: number
  readonly originTtlMs: number
  /** Place of the head that the others may not outgrow; -1 for none. */
  readonly incumbent: number
  readonly maxShare: number
  readonly study: SelectableStudy | undefined
  readonly now: () => number
  /** Time of day, ms; only to tell how old a snapshot is. */
  readonly wall: () => number
  readonly onDecision: ((decision: Decision) => void) | undefined
  readonly onObservation: ((observation: Observed) => void) | undefined
  readonly onRevision: ((revision: Revision) => void) | undefined
  /** As they came, for when heads join or leave. */
  readonly given: SelectorOptions
}

export const anyOrigin = (): string => ambient.bits().toString(36).padStart(7, '0')

type Read = Readonly<Record<string, unknown>>

function functionAt<T>(from: Read, key: string, otherwise: T): T {
  const value = from[key] ?? otherwise
  if (value === undefined || typeof value === 'function') return value as T
  throw door.refusal(key, 'a function', value)
}

function placeOf(name: unknown, option: string, heads: readonly NamedHead[]): number {
  if (name === undefined) return -1
  if (typeof name !== 'string') throw door.refusal(option, 'the name of a head', name)
  const place = heads.findIndex((head) => head.name === name)
  return place >= 0 ? place : refuseHead(name, heads.map((head) => head.name)) // prettier-ignore
}

function weightsOf({ weights }: SelectorOptions, heads: readonly NamedHead[]): Float64Array | undefined {
  if (weights === undefined) return undefined
  const shares = sharesOf(weights, 'weights')
  const names = heads.map(({ name }) => name)
  for (const name of shares.keys()) if (!names.includes(name)) refuseHead(name, names)
  return Float64Array.from(names, (name) => shares.get(name) ?? 0)
}

function rewardOf(from: Read, heads: readonly NamedHead[], study: SelectableStudy | undefined): RewardSettings {
  const reward = door.rewardAt(from['reward'])
  const scaleMs = from['scaleMs'] === undefined ? undefined : door.numberAt(from, 'scaleMs', 1, Number.MIN_VALUE, 1e12)
  if (reward === 'speed' && scaleMs === undefined) throw hydraError('5010', {}, { where: { option: 'scaleMs' } })
  const isPriced = heads.some(({ cost, name }) => (cost ?? study?.heads[name]?.cost) !== undefined)
  return { reward, scaleMs, costWeight: door.numberAt(from, 'costWeight', isPriced ? 0.5 : 0, 0, 1) }
}

function studyAt(value: unknown): SelectableStudy | undefined {
  if (value === undefined) return undefined
  const { heads } = value as Partial<SelectableStudy>
  if (typeof value !== 'object' || value === null || typeof heads !== 'object')
    throw door.refusal('study', 'a study, as profile() or loadStudy() gives it', value)
  return value as SelectableStudy
}

function capacityOf(value: unknown, heads: readonly NamedHead[]): (CapacityLimits | undefined)[] {
  if (value === undefined) return heads.map(() => undefined)
  const names = heads.map(({ name }) => name)
  if (typeof value !== 'object' || value === null) throw door.refusal('capacity', 'limits by name of head', value)
  const limits = new Map(Object.entries(value))
  for (const name of limits.keys()) if (!names.includes(name)) refuseHead(name, names)
  return names.map((name) => (limits.has(name) ? door.capacityAt(limits.get(name), name) : undefined))
}

function policyOf(from: Read, options: SelectorOptions): SelectorPolicy {
  const isFixed = options.weights !== undefined && options.study === undefined
  const policy = door.policyAt(from['policy'], isFixed ? 'weighted' : 'thompson')
  if (policy === 'weighted' && options.weights === undefined)
    throw door.refusal('weights', "shares by name of head, which policy 'weighted' picks by", undefined)
  return policy
}

/** @param heads - how many; `floor: 0` switches exploration off unless it is asked for */
function exploreOf(from: Read, policy: SelectorPolicy, epsilon: number): number {
  const kind = policies[policy].explore
  const standard = kind === 'epsilon' ? epsilon : from['floor'] === 0 ? 0 : kind
  return door.numberAt(from, 'explore', standard, 0, 1)
}

/**
 * @throws HYD-1002 an unknown option, HYD-1003 a value refused, HYD-1005 a name twice, HYD-1007 no heads, HYD-5002 the floor,
 * HYD-5003 an unknown policy, HYD-5004 an unknown head, HYD-5010 'speed' without scaleMs
 */
export function settingsOf(options: SelectorOptions): Settings {
  const from = door.recordAt(options, 'options', [...door.optionKeys, ...callKeys])
  const study = studyAt(from['study'])
  const heads = headsOf(options)
  const policy = policyOf(from, options)
  const epsilon = door.numberAt(from, 'epsilon', 0.1, 0, 1)
  const origin = from['origin'] ?? anyOrigin()
  if (typeof origin !== 'string' || origin === '') throw door.refusal('origin', 'a name of this process', origin)
  return {
    heads,
    policy,
    seed: door.wholeAt(from, 'seed', ambient.bits(), -Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER),
    origin,
    floor: from['floor'] === undefined ? 0 : floorFor(from['floor'], 'balanced', heads.length),
    explore: exploreOf(from, policy, epsilon),
    reward: rewardOf(from, heads, study),
    priorTrials: door.numberAt(from, 'priorTrials', 20, 0, 1e9),
    ofPolicy: {
      weights: weightsOf(options, heads),
      alpha: door.numberAt(from, 'alpha', 1, 0, 1e9),
      epsilon,
      temperature: door.numberAt(from, 'temperature', 0.1, 1e-6, 1e6),
    },
    call: callSettingsAt(from, heads),
    ejection: door.ejectionAt(from['ejection']),
    drift: door.driftAt(from['drift']),
    slowStart: door.slowStartAt(from['slowStart']),
    capacity: capacityOf(from['capacity'], heads),
    maxContexts: door.wholeAt(from, 'maxContexts', 1000, 1, 1e6),
    originTtlMs: door.numberAt(from, 'originTtlMs', 604_800_000, 1, 1e13),
    incumbent: placeOf(from['incumbent'], 'incumbent', heads),
    maxShare: door.numberAt(from, 'maxShare', 0.05, 0, 1),
    study,
    now: functionAt(from, 'now', ambient.now),
    wall: functionAt(from, 'wall', ambient.wall),
    onDecision: functionAt(from, 'onDecision', undefined),
    onObservation: functionAt(from, 'onObservation', undefined),
    onRevision: functionAt(from, 'onRevision', undefined),
    given: options,
  }
}

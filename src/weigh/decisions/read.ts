/**
 * The door of validateWeights() for logged picks: everything checked once.
 * In: what the caller wrote. Out: a Task, or one HydraError that names the option, or the decision by its number.
 */
import { hydraError, kindOf, show } from '../../errors/index.ts'
import type { EngineOption } from '../../engine/types.ts'
import { checkKeys, numberAt, refusal } from '../options.ts'
import { sharesOf } from '../shares.ts'
import type { LeftOut, LoggedDecision, ValidateDecisionsOptions } from './types.ts'

export interface Task {
  /** With a reward, picked by chance in the usual way. */
  readonly decisions: readonly (LoggedDecision & { readonly reward: number })[]
  readonly leftOut: Pick<LeftOut, 'probes' | 'degraded' | 'unobserved'>
  readonly before: ReadonlyMap<string, number>
  readonly after: ReadonlyMap<string, number>
  readonly alpha: number
  readonly option: EngineOption
}

export function impossible(reason: string, remedy: string): never {
  throw hydraError('5014', { reason, remedy })
}

const described = (value: unknown): string => (typeof value === 'number' ? show(value) : `${show(value)} (${kindOf(value)})`)

function refuseField(at: number, field: string, expected: string, value: unknown): never {
  const remedy = 'Give each decision the head, the probability and the reward that the selector logged.'
  return impossible(`${field} of decision ${at + 1} must be ${expected}, got ${described(value)}`, remedy)
}

const isTexts = (value: unknown): boolean => Array.isArray(value) && value.every((one) => typeof one === 'string')
const isFlag = (value: unknown): boolean => value === undefined || typeof value === 'boolean'
const isMap = (value: unknown): boolean => value === undefined || value instanceof Map

/** @throws HYD-5014 for a field that cannot be */
function checkDecision(given: unknown, at: number): LoggedDecision {
  if (typeof given !== 'object' || given === null) return refuseField(at, 'it', 'an object', given)
  const decision = given as LoggedDecision
  const { head, probability, reward, excluded, probabilities, probe, degraded } = decision
  if (typeof head !== 'string') return refuseField(at, 'head', 'a text', head)
  if (typeof probability !== 'number' || !(probability > 0 && probability <= 1))
    return refuseField(at, 'probability', 'above 0 and at most 1', probability)
  if (reward !== undefined && (typeof reward !== 'number' || !(reward >= 0 && reward <= 1)))
    return refuseField(at, 'reward', 'from 0 to 1', reward)
  if (excluded !== undefined && !isTexts(excluded)) return refuseField(at, 'excluded', 'a list of names', excluded)
  if (!isMap(probabilities)) return refuseField(at, 'probabilities', 'a Map', probabilities)
  if (!isFlag(probe)) return refuseField(at, 'probe', 'true or false', probe)
  return isFlag(degraded) ? decision : refuseField(at, 'degraded', 'true or false', degraded)
}

/** Those that were picked by chance and have a reward, and how many were not. */
function usable(given: Iterable<LoggedDecision>): Pick<Task, 'decisions' | 'leftOut'> {
  const decisions: (LoggedDecision & { readonly reward: number })[] = []
  const leftOut = { probes: 0, degraded: 0, unobserved: 0 }
  let at = 0
  for (const one of given) {
    const decision = checkDecision(one, at)
    at += 1
    if (decision.probe === true) leftOut.probes += 1
    else if (decision.degraded === true) leftOut.degraded += 1
    else if (decision.reward === undefined) leftOut.unobserved += 1
    else decisions.push(decision as LoggedDecision & { readonly reward: number })
  }
  if (decisions.length > 0) return { decisions, leftOut }
  const { probes, degraded, unobserved } = leftOut
  const none = `all ${at} decisions are probes (${probes}), degraded (${degraded}) or without a reward (${unobserved})`
  return impossible(at === 0 ? 'there are no decisions' : none, 'Log picks of a selector with what came of them, then judge.')
}

function iterableAt(value: unknown): Iterable<LoggedDecision> {
  const isList = typeof value === 'object' && value !== null && Symbol.iterator in value
  if (!isList) throw refusal('decisions', 'a list of logged decisions', value)
  return value as Iterable<LoggedDecision>
}

function equalShares(heads: ReadonlyMap<string, number>): ReadonlyMap<string, number> {
  return new Map([...heads.keys()].map((name) => [name, 1 / heads.size]))
}

/** @throws HYD-5014 decisions that cannot be judged by, HYD-5001 weights that cannot be, HYD-1002 and HYD-1003 options */
export function readTask(options: ValidateDecisionsOptions): Task {
  checkKeys(options, ['decisions', 'before', 'after', 'alpha', 'engine'], 'validateWeights')
  const after = sharesOf(options.after, 'after')
  const before = options.before === undefined ? equalShares(after) : sharesOf(options.before, 'before')
  const alpha = numberAt(options.alpha, 'alpha', 'a number between 0 and 1', (value) => value > 0 && value < 1) ?? 0.05
  const option = options.engine === undefined ? {} : { engine: options.engine }
  return { ...usable(iterableAt(options.decisions)), before, after, alpha, option }
}

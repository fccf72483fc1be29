/**
 * The rule of rewards in force, and the scale of 'balanced': of the study, or of the first 20 results, after which it stands.
 * In: results. Out: rewards. Until the scale stands, what was learned is learned again when it changes for good.
 */
import { hydraError, show } from '../errors/index.ts'
import { compileFormula, rewardMetrics } from '../formula/index.ts'
import { balanced, firstResults, scaleOf, speed, success, type Result, type RewardRule, type Scale } from './reward.ts'
import type { RewardName } from './types.ts'

export interface RewardSettings {
  /** A name, the text of a formula over rewardMetrics, or a function. */
  readonly reward: RewardName | RewardRule | (string & {})
  readonly scaleMs: number | undefined
  readonly costWeight: number
}

/** @throws HYD-2001 to HYD-2013 what is wrong with the text */
function byFormula(text: string): RewardRule {
  const rule = compileFormula(text, { variables: rewardMetrics, units: 'warn', name: 'reward', expect: 'number' })
  return ({ ok, durationMs, cost, quality }) => rule.evaluate({ ok, duration_ms: durationMs, cost, quality }) as number
}

export class Rewards {
  readonly scale: Scale
  readonly rule: RewardRule
  readonly name: string
  /** The scale stands. */
  isSettled: boolean
  readonly #first: Result[] = []

  /** @param scale - of a study; undefined: of the first results */
  constructor({ reward, scaleMs, costWeight }: RewardSettings, scale: Scale | undefined) {
    this.scale = { tauMs: scale?.tauMs, kappa: scale?.kappa }
    this.name = typeof reward === 'function' ? 'own function' : reward
    this.isSettled = reward !== 'balanced' || scale !== undefined
    if (typeof reward === 'function') this.rule = reward
    else if (reward !== 'success' && reward !== 'speed' && reward !== 'balanced') this.rule = byFormula(reward)
    else if (reward === 'success') this.rule = success
    else this.rule = reward === 'speed' ? speed(scaleMs!) : balanced(this.scale, costWeight)
  }

  /** @throws HYD-5005 where the rule gives no finite number */
  of(result: Result): number {
    const reward = this.rule(result)
    if (typeof reward === 'number' && reward - reward === 0) return reward
    throw hydraError('5005', { field: 'the reward', expected: 'a finite number', got: show(reward) })
  }

  /** Results that the scale comes from, while it does not stand. */
  get kept(): readonly Result[] {
    return this.isSettled ? [] : this.#first
  }

  load(scale: Scale, isSettled: boolean, first: readonly Result[]): void {
    Object.assign(this.scale, scale)
    this.isSettled = isSettled
    this.#first.push(...first)
  }

  /** Keeps a result of the first ones; true when the scale has just been settled. */
  keep(result: Result): boolean {
    if (this.isSettled) return false
    this.#first.push(result)
    Object.assign(this.scale, scaleOf(this.#first))
    this.isSettled = this.#first.length >= firstResults
    return this.isSettled
  }
}

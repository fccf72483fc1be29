/** Why things are as they are: of one head, or of the selector as a whole. Sentences with figures; nothing changes by asking. */
import type { Interval } from '../engine/types.ts'
import { wilson } from '../reference/stats/success.ts'
import type { Core } from './core.ts'
import type { HeadState, SelectorPolicy } from './types.ts'

export interface HeadExplanation {
  readonly head: string
  readonly state: HeadState
  /** How long it is still out, ms. */
  readonly outForMs?: number
  /** One sentence. */
  readonly reason: string
  /** Its share by the policy, before exclusions. */
  readonly weight: number
  /** With which the next pick goes to it, if nothing is excluded. */
  readonly probability: number
  /** Observations that count, those of a study and of other processes among them. */
  readonly count: number
  readonly mean: number | undefined
  /** Of the mean, 95 %, by Wilson, for rewards from 0 to 1. */
  readonly interval: Interval | undefined
  /** The number by which the policy ranks it. */
  readonly index?: number
  readonly pending: number
  readonly picks: number
  readonly ejections: number
  readonly restarts: number
  readonly lastFailure?: string
}

export interface SelectorExplanation {
  readonly policy: SelectorPolicy
  readonly reward: string
  readonly drift: string
  readonly seed: number
  readonly origin: string
  readonly revision: number
  readonly observations: number
  /** A sentence for each rule in force, and why it is. */
  readonly text: string
}

/** Normal quantile of .975. */
const z95 = 1.959963984540054
const seconds = (ms: number): string => (ms >= 9500 ? `${Math.round(ms / 1000)} s` : `${(ms / 1000).toFixed(1)} s`)
const percent = (share: number): string => `${(100 * share).toFixed(1)} %`

function stateText(core: Core, head: number): string {
  const breaker = core.health?.breakers[head]
  if (breaker === undefined || breaker.state === 'closed') return ''
  const again = breaker.ejections > 1 ? `; ejected ${breaker.ejections} times` : ''
  if (breaker.state === 'open') return `open for ${seconds(breaker.until - core.clock.at)} more: ${breaker.reason}${again}`
  return `half-open, ${breaker.successes} good probes so far: ${breaker.reason}${again}`
}

function reasonOf(core: Core, head: number, count: number, mean: number): string {
  const state = stateText(core, head)
  if (state !== '') return state
  const share = percent(core.whole.learner.vector.probabilityOf(head))
  if (core.pins.some(([pinned]) => pinned === head)) return `pinned to ${share}`
  if (count === 0) return `${share}: not tried yet`
  const last = core.restarts.findLast((restart) => restart.head === head && !restart.inContext)
  const since =
    last === undefined
      ? ''
      : `; its rewards changed from ${last.before.toFixed(3)} to ${last.after.toFixed(3)} at observation ${last.step}`
  return `${share} by ${core.settings.policy}: mean reward ${mean.toFixed(3)} of ${count.toFixed(0)} observations${since}`
}

export function explainHead(core: Core, head: number): HeadExplanation {
  core.health?.tick(core.clock.read())
  const { vector, policy, evidence } = core.refresh(core.whole)
  const breaker = core.health?.breakers[head]
  const count = evidence.all.n[head]!
  const mean = evidence.mean(head)
  const index = policy.index?.(head)
  const isShare = count > 0 && mean >= 0 && mean <= 1
  const isOpen = breaker?.state === 'open'
  return {
    head: core.names[head]!,
    state: breaker?.state ?? 'closed',
    ...(isOpen && { outForMs: breaker.until - core.clock.at }),
    reason: reasonOf(core, head, count, mean),
    weight: vector.probabilityOf(head),
    probability: vector.probabilityOf(head),
    count,
    mean: count > 0 ? mean : undefined,
    interval: isShare ? wilson(mean * count, count, z95) : undefined,
    ...(index !== undefined && { index }),
    pending: core.load.pending[head]!,
    picks: core.picksOf(head),
    ejections: breaker?.ejections ?? 0,
    restarts: evidence.epochs[head]!,
    ...(breaker !== undefined && breaker.lastFailure !== '' && { lastFailure: breaker.lastFailure }),
  }
}

function driftText({ drift }: Core['settings']): string {
  if (drift.method === 'glr') return `glr: a head begins anew where its rewards have changed (false alarms ${drift.delta} a head)`
  if (drift.method === 'window') return `window: the last ${drift.window} rewards count`
  return drift.method === 'discount' ? `discount: each observation makes older ones count ${drift.discount} as much` : 'none'
}

function rewardText(core: Core): string {
  const { name, scale, isSettled } = core.rewards
  if (name !== 'balanced') return name
  const { costWeight } = core.settings.reward
  const from = core.settings.study !== undefined ? 'of the study' : isSettled ? 'of the first 20 results' : 'so far'
  const time = scale.tauMs === undefined ? 'no times are known' : `${scale.tauMs.toPrecision(3)} ms is worth a half (${from})`
  return `balanced: ${time}${costWeight > 0 ? `, cost weighs ${costWeight}` : ''}`
}

export function explainAll(core: Core): SelectorExplanation {
  const { policy, seed, origin, explore, floor } = core.settings
  const { evidence, revision } = core.whole.learner
  const drift = driftText(core.settings)
  const reward = rewardText(core)
  const spread = explore > 0 ? `, ${percent(explore)} of picks spread evenly` : ''
  const least = floor > 0 ? `, at least ${percent(floor)} a head` : ''
  const text = `Picks by ${policy}${spread}${least}. Reward ${reward}. Drift ${drift}.`
  return { policy, reward, drift, seed, origin, revision, observations: evidence.steps, text }
}

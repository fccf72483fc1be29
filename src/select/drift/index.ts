/** The ways to deal with rewards that change: restarts by a test, a window, a discount, or none. */
import { pow } from '../../reference/math/index.ts'
import type { Evidence } from '../evidence.ts'
import { Glr } from './glr.ts'
import type { Drift } from './types.ts'

export const driftMethods = ['glr', 'window', 'discount', 'none'] as const
export type DriftMethod = (typeof driftMethods)[number]

export interface DriftSettings {
  readonly method: DriftMethod
  /** Of 'glr': chance of a false alarm. */
  readonly delta: number
  /** Of 'window': how many rewards of all heads count. */
  readonly window: number
  /** Of 'discount': what an observation is worth after another one. */
  readonly discount: number
}

const still: Drift = { observed: () => undefined, corrected: () => 1, save: () => null, load: () => undefined }

function glr(evidence: Evidence, delta: number, isRaw: boolean): Drift {
  const tests: Glr[] = []
  return {
    observed: (head, reward) => {
      const test = (tests[head] ??= new Glr(delta, isRaw))
      const change = test.add(reward)
      if (change === undefined) return undefined
      const { kept, ...told } = change
      evidence.restart(head, kept.n, kept.s, kept.s2)
      return { head, step: evidence.steps, ...told }
    },
    corrected: ({ head, before, after, step }) => {
      const weight = evidence.weightOf(head, step)
      if (weight > 0) tests[head]?.correct(before, after)
      return weight
    },
    save: () => Array.from({ length: evidence.heads }, (_, head) => tests[head]?.save() ?? null),
    load: (state) =>
      (state as unknown[]).forEach((saved, head) => {
        if (saved !== null) (tests[head] ??= new Glr(delta, isRaw)).load(saved)
      }),
  }
}

/** Rewards of all heads, the oldest of which leaves. */
function sliding(evidence: Evidence, length: number): Drift {
  const heads = new Int32Array(length)
  const rewards = new Float64Array(length)
  let count = 0
  return {
    observed: (head, reward) => {
      const at = count % length
      if (count >= length) evidence.take(heads[at]!, rewards[at]!)
      heads[at] = head
      rewards[at] = reward
      count += 1
      return undefined
    },
    corrected: ({ after, step }) => {
      const age = evidence.steps - step
      if (age >= Math.min(length, count)) return 0
      rewards[(count - 1 - age) % length] = after
      return 1
    },
    save: () => ({ count, heads: [...heads.subarray(0, Math.min(count, length))], rewards: [...rewards.subarray(0, Math.min(count, length))] }), // prettier-ignore
    load: (state) => {
      const saved = state as { count: number; heads: number[]; rewards: number[] }
      count = saved.count
      heads.set(saved.heads)
      rewards.set(saved.rewards)
    },
  }
}

/** All heads fade at each observation, whichever it was of; the newest counts in full. */
function fading(evidence: Evidence, discount: number): Drift {
  return {
    observed: (head, reward) => {
      evidence.take(head, reward)
      evidence.scale(discount)
      evidence.put(head, reward)
      return undefined
    },
    corrected: ({ step }) => pow(discount, evidence.steps - step),
    save: () => null,
    load: () => undefined,
  }
}

/** @param isRaw - rewards may lie outside 0 to 1 */
export function driftFor(evidence: Evidence, { method, delta, window, discount }: DriftSettings, isRaw: boolean): Drift {
  if (method === 'glr') return glr(evidence, delta, isRaw)
  if (method === 'window') return sliding(evidence, window)
  return method === 'discount' ? fading(evidence, discount) : still
}
export type { Drift, Restart } from './types.ts'

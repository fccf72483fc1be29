/** Laws of all policies: what is reported is what is drawn from, whatever stands in the way. */
import { describe, expect, test } from 'vitest'
import type { PickOptions, Selector, SelectorOptions } from '../../src/select/index.ts'
import { rates, selectorOf, selectorPolicies, World } from './support.ts'

const heads = ['a', 'b', 'c', 'd']
const picks = 40_000
/** Probabilities below this are left out on both sides: one such pick would outweigh all others. */
const least = 1e-4

interface Told {
  /** Sum over picks of [this head] - probability of this head, divided by its standard error. */
  readonly z: Readonly<Record<string, number>>
}

/**
 * Under the reported probabilities, sum of 1{head} / probability over picks in which a head could be had is their number, give or take
 * sqrt(sum of (1 - p) / p).
 */
function truthOf(selector: Selector, options: (step: number) => PickOptions | undefined, isLearning = true): Told {
  const world = new World(rates)
  const [inverse, spread, count] = [new Map<string, number>(), new Map<string, number>(), new Map<string, number>()]
  for (let step = 0; step < picks; step += 1) {
    const asked = options(step)
    const shares = sharesNow(selector, asked)
    const pick = selector.pick(asked)
    if (pick.probe === true) {
      selector.observe(pick, { ok: world.ok(pick.head) })
      continue
    }
    for (const [head, p] of shares) {
      if (p < least) continue
      count.set(head, (count.get(head) ?? 0) + 1)
      spread.set(head, (spread.get(head) ?? 0) + (1 - p) / p)
    }
    if (pick.probability >= least) inverse.set(pick.head, (inverse.get(pick.head) ?? 0) + 1 / pick.probability)
    if (isLearning) selector.observe(pick, { ok: world.ok(pick.head) })
    else selector.observe(pick, { abandoned: true })
  }
  const z = heads.map((head) => {
    const sd = Math.sqrt(spread.get(head) ?? 0)
    return [head, sd === 0 ? 0 : ((inverse.get(head) ?? 0) - (count.get(head) ?? 0)) / sd] as const
  })
  return { z: Object.fromEntries(z) }
}

/** What `weights()` says, restricted to the heads that are not excluded. */
function sharesNow(selector: Selector, asked: PickOptions | undefined): [string, number][] {
  const out = new Set(asked?.exclude ?? [])
  const all = Object.entries(selector.weights()).filter(([head]) => !out.has(head))
  const sum = all.reduce((total, [, p]) => total + p, 0)
  return all.map(([head, p]) => [head, sum > 0 ? p / sum : 0])
}

const moving = new Set(['least-loaded', 'round-robin'])

describe.each(selectorPolicies)('%s', (policy) => {
  const quiet: SelectorOptions = { ejection: false }

  test('heads are picked as often as their probabilities say', () => {
    const { z } = truthOf(selectorOf(policy, quiet), () => undefined)
    if (moving.has(policy)) return
    for (const head of heads) expect(Math.abs(z[head]!), `${head} ${z[head]}`).toBeLessThan(4)
  })

  test('also with one head excluded now and then', () => {
    const { z } = truthOf(selectorOf(policy, quiet), (step) => (step % 3 === 0 ? { exclude: ['d'] } : undefined))
    if (moving.has(policy)) return
    for (const head of heads) expect(Math.abs(z[head]!), `${head} ${z[head]}`).toBeLessThan(4)
  })

  test('a head that is excluded is never picked, and probabilities lie in (0, 1]', () => {
    const selector = selectorOf(policy, quiet)
    const world = new World(rates)
    for (let step = 0; step < 2000; step += 1) {
      const out = heads[step % 4]!
      const pick = selector.pick({ exclude: [out] })
      expect(pick.head).not.toBe(out)
      expect(pick.probability).toBeGreaterThan(0)
      expect(pick.probability).toBeLessThanOrEqual(1)
      selector.observe(pick, { ok: world.ok(pick.head) })
    }
  })

  test('weights sum to 1 at any time', () => {
    const selector = selectorOf(policy, { now: new World(rates).now })
    const world = new World(rates)
    for (let step = 0; step < 1500; step += 1) {
      const pick = selector.pick()
      selector.observe(pick, { ok: world.ok(pick.head), durationMs: 1 + (step % 5) })
      if (step % 50 > 0) continue
      const sum = Object.values(selector.weights()).reduce((total, p) => total + p, 0)
      expect(Math.abs(sum - 1)).toBeLessThan(1e-9)
    }
  })

  test('the same seed gives the same picks; another one gives others', () => {
    const run = (seed: number): string => {
      const selector = selectorOf(policy, { ...quiet, seed })
      const world = new World(rates)
      return Array.from({ length: 300 }, () => {
        const pick = selector.pick()
        selector.observe(pick, { ok: world.ok(pick.head) })
        return pick.head
      }).join('')
    }
    expect(run(1)).toBe(run(1))
    if (policy !== 'round-robin') expect(run(1)).not.toBe(run(2))
  })
})

describe('what a policy learns', () => {
  const learners = selectorPolicies.filter((policy) => !['weighted', 'uniform', 'round-robin', 'least-loaded', 'success-share', 'softmax', 'exp3', 'tsallis-inf'].includes(policy)) // prettier-ignore
  test.each(learners)('%s: the best head gets most of 5,000 picks', (policy) => {
    const selector = selectorOf(policy, { ejection: false })
    const world = new World(rates)
    let best = 0
    for (let step = 0; step < 5000; step += 1) {
      const pick = selector.pick()
      if (pick.head === 'a') best += 1
      selector.observe(pick, { ok: world.ok(pick.head) })
    }
    expect(best).toBeGreaterThan(4000)
  })

  test('three heads that always succeed, with medians 1, 2, 10 ms: the first gets at least 90 % of the last 500 of 1,000 picks', () => {
    const times = { fast: 1, middle: 2, slow: 10 }
    for (let seed = 1; seed <= 20; seed += 1) {
      const selector = selectorOf('thompson', { heads: ['slow', 'fast', 'middle'], seed })
      let fast = 0
      for (let step = 0; step < 1000; step += 1) {
        const pick = selector.pick()
        const jitter = 0.8 + 0.4 * (((step * 7919) % 1000) / 1000)
        selector.observe(pick, { ok: true, durationMs: times[pick.head as keyof typeof times] * jitter })
        if (step >= 500 && pick.head === 'fast') fast += 1
      }
      expect(fast, `seed ${seed}`).toBeGreaterThanOrEqual(450)
    }
  })
})

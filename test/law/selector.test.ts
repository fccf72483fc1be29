/**
 * Laws of picks, for each policy and whatever stands in the way of heads: what is reported is what was drawn from.
 * Under the reported probabilities [this head] / probability - 1 has mean 0 over the picks in which the head could be had. Its sum stays within
 * 4 standard errors; the error comes from its own squares, so that nothing of the selector's inside is needed. A share is spread evenly, so that
 * every head that can be had has a probability above 0. Picks that were certain (first trials, probes) say nothing and are left out.
 */
import { describe, expect, test } from 'vitest'
import { create } from '../../src/reference/random/sfc32.ts'
import type { Pick, PickOptions, Selector, SelectorOptions } from '../../src/select/index.ts'
import { rates, selectorOf, selectorPolicies, World } from '../select/support.ts'

const heads = ['a', 'b', 'c', 'd']
/** Of these, probabilities are 0 for some heads that can be had. */
const moving = new Set<string>(['least-loaded', 'round-robin'])
const many = new Set<string>(['thompson', 'weighted', 'ucb1'])
const picksOf = (policy: string, obstacle: Obstacle): number =>
  many.has(policy) && obstacle === obstacles['none'] ? 200_000 : 6000

/** What stands in the way. */
interface Obstacle {
  readonly options: SelectorOptions
  /** Before each pick; answers what the pick is asked for. */
  readonly before?: (selector: Selector, step: number) => PickOptions | undefined
  /** Heads that cannot be had by this pick, beside those that are out. */
  readonly without?: (pending: ReadonlyMap<string, number>, asked: PickOptions | undefined) => readonly string[]
  /** Calls under way at a time. */
  readonly pending?: number
  readonly isHealthy?: true
}

const chance = create(5, 'obstacles')
const someOut = (): PickOptions => ({ exclude: heads.filter(() => chance.float() < 0.4).slice(0, 3) })
const handled = (selector: Selector, step: number): undefined => {
  if (step % 1000 === 400) selector.eject('a', { forMs: 1e9 })
  if (step % 1000 === 600) selector.restore('a')
}

const obstacles: Readonly<Record<string, Obstacle>> = {
  none: { options: { ejection: false } },
  exclusions: { options: { ejection: false }, before: someOut, without: (_, asked) => [...(asked?.exclude ?? [])] },
  capacity: {
    options: { ejection: false, capacity: { a: { maxPending: 2 }, c: { maxPending: 1 } } },
    pending: 6,
    without: (pending) => [...(pending.get('a')! >= 2 ? ['a'] : []), ...(pending.get('c')! >= 1 ? ['c'] : [])],
  },
  'ejected heads': { options: { ejection: { baseMs: 200, maxMs: 2000 } }, pending: 3 },
  'heads put out by hand': { options: {}, before: handled, isHealthy: true },
  'slow start': { options: { slowStart: { windowMs: 300 } }, before: handled, isHealthy: true },
  pins: {
    options: { ejection: false },
    before: (selector, step) => void (step === 0 && selector.pin('d', 0.2)),
  },
  'an incumbent': { options: { ejection: false, incumbent: 'b', maxShare: 0.1 } },
  'an incumbent, a pin and exclusions': {
    options: { ejection: false, incumbent: 'b', maxShare: 0.3 },
    before: (selector, step) => {
      if (step === 0) selector.pin('d', 0.1)
      return step % 2 === 0 ? { exclude: ['a'] } : undefined
    },
    without: (_, asked) => [...(asked?.exclude ?? [])],
  },
}

interface Sums {
  sum: number
  squares: number
}

class Tally {
  readonly #sums = new Map<string, Sums>(heads.map((head) => [head, { sum: 0, squares: 0 }]))
  /** A pick among these heads. */
  add(pick: Pick, among: readonly string[]): void {
    if (pick.probability === 1) return
    for (const head of among) {
      const off = pick.head === head ? 1 / pick.probability - 1 : -1
      const own = this.#sums.get(head)!
      own.sum += off
      own.squares += off * off
    }
  }
  errors(): [head: string, z: number][] {
    return [...this.#sums].map(([head, { sum, squares }]) => [head, squares === 0 ? 0 : sum / Math.sqrt(squares)])
  }
}

function playThrough(selector: Selector, world: World, obstacle: Obstacle, picks: number): Tally {
  const tally = new Tally()
  const out = new Set<string>()
  selector.on('ejected', ({ head }) => out.add(head))
  selector.on('restored', ({ head }) => out.delete(head))
  const pending = new Map(heads.map((head) => [head, 0]))
  const waiting: Pick[] = []
  for (let step = 0; step < picks; step += 1) {
    world.at += 1
    const asked = obstacle.before?.(selector, step)
    const blocked = obstacle.without?.(pending, asked) ?? []
    if (blocked.length === heads.length) continue
    const pick = selector.pick(asked)
    const isPossible = pick.probability > 0 && pick.probability <= 1 && !blocked.includes(pick.head)
    if (!isPossible || (pick.probe !== true && out.has(pick.head))) expect.fail(`pick ${step}: ${JSON.stringify(pick)}`)
    tally.add(pick, heads.filter((head) => !out.has(head) && !blocked.includes(head))) // prettier-ignore
    pending.set(pick.head, pending.get(pick.head)! + 1)
    waiting.push(pick)
    if (waiting.length < (obstacle.pending ?? 1)) continue
    const done = waiting.shift()!
    pending.set(done.head, pending.get(done.head)! - 1)
    selector.observe(done, { ok: obstacle.isHealthy === true || world.ok(done.head), durationMs: 1 + (step % 5) })
  }
  return tally
}

describe.each(selectorPolicies.filter((policy) => !moving.has(policy)))('%s', (policy) => {
  test.each(Object.entries(obstacles))('heads are picked as often as told, with %s', (_, obstacle) => {
    const world = new World(rates, 3)
    const selector = selectorOf(policy, { explore: 0.05, now: world.now, seed: 11, ...obstacle.options })
    const tally = playThrough(selector, world, obstacle, picksOf(policy, obstacle))
    for (const [head, z] of tally.errors()) expect(Math.abs(z), `${head}: ${z} standard errors`).toBeLessThan(4)
  })
})

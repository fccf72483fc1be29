/** Heads that join and leave a selector at work: the others keep everything. */
import { describe, expect, test } from 'vitest'
import { createSelector, type Pick, type Selector, type Snapshot } from '../../src/select/index.ts'
import { rates, selectorOf, selectorPolicies, World } from './support.ts'

function steps(selector: Selector, world: World, count: number): void {
  for (let i = 0; i < count; i += 1) {
    world.at += 3
    const pick = selector.pick(i % 3 === 0 ? { context: 'image' } : undefined)
    selector.observe(pick, { ok: world.ok(pick.head), durationMs: 1 + (world.at % 7), cost: 0.5 })
  }
}

/** Everything of a head that a snapshot holds, whatever its place. */
function stateOf(snapshot: Snapshot, head: string): unknown {
  const at = snapshot.heads.indexOf(head)
  const ofLearner = ({ origins, learner }: Snapshot['whole']): unknown => ({
    origins: Object.entries(origins).map(([origin, { parts }]) => [origin, parts[at]]),
    fadedAt: learner.evidence.fadedAt[at],
    prior: learner.evidence.prior.map((column) => column[at]),
    drift: Array.isArray(learner.drift) ? (learner.drift as unknown[])[at] : null,
    plays: learner.plays[at],
  })
  const k = snapshot.heads.length
  return {
    whole: ofLearner(snapshot.whole),
    contexts: snapshot.contexts.map(({ key, learned }) => [key, ofLearner(learned)]),
    breaker: snapshot.breakers?.[at],
    load: [snapshot.load[2 + at], snapshot.load[2 + k + at]],
    totals: Object.entries(snapshot.totals).map(([name, column]) => [name, column[at]]),
    pending: snapshot.pending.filter(({ head }) => head === at).map((pick) => ({ ...pick, head })),
  }
}

describe.each(selectorPolicies)('%s', (policy) => {
  test('a head joins, another leaves: the others keep all of it, bit for bit, and picks go on', () => {
    const world = new World({ ...rates, e: 0.95 })
    const selector = selectorOf(policy, { now: world.now, wall: () => 1000 })
    steps(selector, world, 700)
    selector.eject('b', { forMs: 1e6 })
    const waiting = selector.pick({ exclude: ['c'] })
    const before = selector.snapshot()
    selector.addHead('e')
    selector.removeHead('c')
    const after = selector.snapshot()
    expect(selector.heads).toEqual(['a', 'b', 'd', 'e'])
    for (const head of ['a', 'b', 'd']) expect(stateOf(after, head)).toEqual(stateOf(before, head))
    expect(after.nextTicket).toBe(before.nextTicket)
    expect(selector.explain('e')).toMatchObject({ count: 0, picks: 0, state: 'closed' })
    selector.observe(waiting, { ok: true })
    steps(selector, world, 300)
    expect(Object.values(selector.weights()).reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12)
    if (policy !== 'weighted') expect(selector.explain('e').picks).toBeGreaterThan(0)
  })
})

describe('what stays with the selector', () => {
  test('listeners, functions, hooks, a pin', () => {
    const told: string[] = []
    const selector = createSelector({
      heads: { a: () => 1, b: () => 2 },
      seed: 1,
      onDecision: ({ head }) => void told.push(head),
    })
    selector.on('ejected', ({ head }) => void told.push(`out ${head}`))
    selector.pin('b', 0.25)
    selector.addHead('c', () => 3)
    expect(selector.weights()['b']).toBe(0.25)
    selector.eject('c')
    const { head } = selector.pick()
    expect(told).toEqual(['out c', head])
  })

  test('a ticket of a head that left is none any more; those of others are', () => {
    const selector = createSelector({ heads: ['a', 'b', 'c'], seed: 3, origin: 'x' })
    const picks: Pick[] = []
    for (let i = 0; i < 60; i += 1) picks.push(selector.pick())
    selector.removeHead('a')
    for (const pick of picks) {
      const observe = (): void => selector.observe(pick, { ok: true })
      if (pick.head === 'a') expect(observe).toThrow(expect.objectContaining({ code: 'HYD-5006' }))
      else expect(observe).not.toThrow()
    }
    expect(selector.explain('b').count + selector.explain('c').count).toBe(picks.filter(({ head }) => head !== 'a').length)
    for (const head of ['b', 'c']) expect(selector.explain(head).pending).toBe(0)
  })

  test('fixed weights of the others keep their ratio', () => {
    const selector = createSelector({ weights: { a: 0.5, b: 0.3, c: 0.2 } })
    selector.removeHead('a')
    expect(selector.weights()).toEqual(Object.assign(Object.create(null), { b: 0.6, c: 0.4 }))
    selector.addHead('a')
    expect(selector.weights()['a']).toBe(0)
  })

  test('a sliding window forgets only the rewards of the head that left', () => {
    const world = new World(rates)
    const selector = selectorOf('thompson', { now: world.now, drift: { method: 'window', window: 100 } })
    steps(selector, world, 250)
    selector.removeHead('d')
    const kept = selector.heads.reduce((sum, head) => sum + selector.explain(head).count, 0)
    steps(selector, world, 400)
    expect(selector.heads.reduce((sum, head) => sum + selector.explain(head).count, 0)).toBe(100)
    expect(kept).toBeLessThanOrEqual(100)
  })
})

describe('refused, and nothing has changed', () => {
  test.each<[string, (selector: Selector) => void]>([
    ['HYD-1005', (selector) => selector.addHead('a')],
    ['HYD-1003', (selector) => selector.addHead('e', { timeoutMs: -1 })],
    ['HYD-1003', (selector) => selector.removeHead('a')],
    ['HYD-5004', (selector) => selector.removeHead('aa')],
    ['HYD-5002', (selector) => selector.addHead('e')],
  ])('%s', (code, change) => {
    const world = new World(rates)
    const selector = selectorOf('thompson', { incumbent: 'a', maxShare: 0.9, floor: 0.25, now: world.now, wall: () => 0 })
    steps(selector, world, 50)
    const before = selector.snapshot()
    expect(() => change(selector)).toThrow(expect.objectContaining({ code }))
    expect(selector.snapshot()).toEqual(before)
  })

  test('the last head stays', () => {
    const selector = createSelector({ heads: ['a'] })
    expect(() => selector.removeHead('a')).toThrow(expect.objectContaining({ code: 'HYD-1007' }))
    expect(selector.pick().head).toBe('a')
  })
})

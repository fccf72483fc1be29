/** Heads that fail go out, are probed and come back: by a clock in the test's hand. */
import { describe, expect, test } from 'vitest'
import type { Pick, Selector, SelectorOptions } from '../../src/select/index.ts'
import { createSelector } from '../../src/select/index.ts'

class Clocked {
  at = 0
  readonly selector: Selector
  readonly events: string[] = []

  constructor(options: SelectorOptions = {}) {
    const ejection = { jitter: 0, baseMs: 1000, ...(options.ejection === false ? {} : options.ejection) }
    this.selector = createSelector({ heads: ['a', 'b', 'c'], policy: 'round-robin', seed: 1, now: () => this.at, ...options, ejection }) // prettier-ignore
    this.selector.on('ejected', ({ head, forMs, reason }) => void this.events.push(`${head} out ${Math.round(forMs)}: ${reason}`))
    this.selector.on('restored', ({ head }) => void this.events.push(`${head} back`))
  }

  /** Picks until this head comes, giving the others a success. */
  pickOf(head: string): Pick {
    for (let tries = 0; tries < 100; tries += 1) {
      const pick = this.selector.pick()
      if (pick.head === head) return pick
      this.selector.observe(pick, { ok: true })
    }
    throw new Error(`${head} was not picked`)
  }

  fail(head: string, times: number, error: unknown = new Error('reset')): void {
    for (let i = 0; i < times; i += 1) this.selector.observe(this.pickOf(head), { ok: false, error })
  }

  /** How often each head is picked, all good. */
  shares(picks: number): Record<string, number> {
    const counts: Record<string, number> = { a: 0, b: 0, c: 0 }
    for (let i = 0; i < picks; i += 1) {
      const pick = this.selector.pick()
      counts[pick.head]! += 1
      this.selector.observe(pick, { ok: true })
    }
    return counts
  }
}

describe('a head that fails', () => {
  test('five times in a row is out, is told why and for how long, and is not picked', () => {
    const t = new Clocked()
    t.fail('b', 4)
    expect(t.selector.explain('b').state).toBe('closed')
    t.fail('b', 1)
    expect(t.events).toEqual(['b out 1000: 5 failures in a row, last Error: reset'])
    expect(t.selector.explain('b')).toMatchObject({
      state: 'open',
      outForMs: 1000,
      ejections: 1,
      lastFailure: 'Error: reset',
      weight: 0,
    })
    expect(t.shares(30)['b']).toBe(0)
  })

  test('half the time in its window is out, not before twenty calls', () => {
    const t = new Clocked({ policy: 'uniform' })
    for (let i = 0; i < 19; i += 1) t.selector.observe(t.pickOf('b'), { ok: i % 2 === 0 })
    expect(t.events).toEqual([])
    t.fail('b', 1)
    expect(t.events).toEqual(['b out 1000: 10 of its last 20 calls failed, last Error: reset'])
  })

  test('failures that lie further back than the window do not count', () => {
    const t = new Clocked()
    for (let i = 0; i < 60; i += 1) {
      t.at += 1100
      t.selector.observe(t.pickOf('b'), { ok: i % 2 === 0 })
    }
    expect(t.events).toEqual([])
  })

  test('is probed when its time is over: one at a time, three good ones bring it back', () => {
    const t = new Clocked()
    t.fail('b', 5)
    t.at += 999
    expect(t.shares(6)['b']).toBe(0)
    t.at += 1
    const probe = t.selector.pick()
    expect(probe).toMatchObject({ head: 'b', probe: true, probability: 1 })
    for (let i = 0; i < 1000; i += 1) expect(t.selector.pick().head).not.toBe('b')
    t.selector.observe(probe, { ok: true })
    for (let i = 0; i < 2; i += 1) {
      expect(t.selector.explain('b').state).toBe('half-open')
      const next = t.selector.pick()
      expect(next.probe).toBe(true)
      t.selector.observe(next, { ok: true })
    }
    expect(t.events.at(-1)).toBe('b back')
    expect(t.selector.explain('b').state).toBe('closed')
  })

  test('a failed probe doubles the time, up to maxMs; time out alone does not make the next one shorter', () => {
    const t = new Clocked({ ejection: { maxMs: 3000, jitter: 0 } })
    t.fail('b', 5)
    const lengths: number[] = []
    for (let round = 0; round < 4; round += 1) {
      t.at += t.selector.explain('b').outForMs!
      t.selector.observe(t.selector.pick(), { ok: false })
      lengths.push(t.selector.explain('b').outForMs!)
    }
    expect(lengths).toEqual([2000, 3000, 3000, 3000])
  })

  test('a probe that nobody tells of is lost after its lease, and the next one goes', () => {
    const t = new Clocked({ ejection: { leaseMs: 500, jitter: 0 } })
    t.fail('b', 5)
    t.at += 1000
    expect(t.selector.pick().probe).toBe(true)
    t.at += 499
    expect(t.selector.pick().probe).toBeUndefined()
    t.at += 1
    expect(t.selector.pick()).toMatchObject({ head: 'b', probe: true })
  })

  test('an abandoned probe frees its lease', () => {
    const t = new Clocked()
    t.fail('b', 5)
    t.at += 1000
    t.selector.observe(t.selector.pick(), { abandoned: true })
    expect(t.selector.pick()).toMatchObject({ head: 'b', probe: true })
  })

  test('calls that never come back count as failures after leaseMs, once', () => {
    const t = new Clocked({ ejection: { leaseMs: 5000, jitter: 0 } })
    const lost = Array.from({ length: 5 }, () => t.pickOf('b'))
    expect(t.selector.explain('b').pending).toBe(5)
    t.at += 5000
    // Where picks come fast the clock is read one time in 64.
    t.shares(64)
    expect(t.events).toEqual(['b out 1000: 5 failures in a row, last no answer for 5 s'])
    expect(t.selector.explain('b').pending).toBe(0)
    const { count } = t.selector.explain('b')
    for (const pick of lost) t.selector.observe(pick, { ok: true })
    expect(t.selector.explain('b').count).toBe(count + 5)
  })
})

describe('how many may be out', () => {
  test('of three heads that all fail one is out; with share 1 all are, and the answer is degraded', () => {
    const some = new Clocked()
    for (let i = 0; i < 60; i += 1) some.selector.observe(some.selector.pick(), { ok: false })
    expect(some.events).toHaveLength(1)
    const all = new Clocked({ ejection: { maxEjectedShare: 1, jitter: 0 } })
    for (let i = 0; i < 15; i += 1) all.selector.observe(all.selector.pick(), { ok: false })
    expect(all.events).toHaveLength(3)
    expect(all.selector.pick()).toMatchObject({ degraded: true })
  })

  test("all out: 'first-back' names the head that returns first and when, 'refuse' throws HYD-5007", () => {
    const waits = new Clocked({ ejection: { maxEjectedShare: 1, whenAllOut: 'first-back', jitter: 0 } })
    waits.fail('c', 5)
    waits.at += 100
    for (let i = 0; i < 10; i += 1) waits.selector.observe(waits.selector.pick(), { ok: false })
    expect(waits.selector.pick()).toMatchObject({ head: 'c', degraded: true, waitMs: 900, probability: 1 })
    const refuses = new Clocked({ ejection: { maxEjectedShare: 1, whenAllOut: 'refuse', jitter: 0 } })
    for (let i = 0; i < 15; i += 1) refuses.selector.observe(refuses.selector.pick(), { ok: false })
    expect(() => refuses.selector.pick()).toThrow(expect.objectContaining({ code: 'HYD-5007', details: { waitMs: 1000 } }))
  })

  test('the last head stays in, whoever puts the others out', () => {
    const t = new Clocked()
    expect(t.selector.eject('a', { reason: 'deploy' })).toBe(true)
    expect(t.selector.eject('b', { forMs: 50 })).toBe(true)
    expect(t.selector.eject('c')).toBe(false)
    expect(t.shares(9)).toEqual({ a: 0, b: 0, c: 9 })
    t.selector.restore('a')
    expect(t.shares(10)['a']).toBe(5)
  })
})

describe('signals', () => {
  test('retryAfterMs opens at once; the latest end wins, and several count as one ejection', () => {
    const t = new Clocked()
    const picks = Array.from({ length: 5 }, () => t.pickOf('b'))
    picks.forEach((pick, i) => t.selector.observe(pick, { ok: false, retryAfterMs: i === 2 ? 400_000 : 20_000 }))
    expect(t.selector.explain('b')).toMatchObject({ state: 'open', outForMs: 400_000, ejections: 1 })
    t.at += 399_999
    expect(t.shares(4)['b']).toBe(0)
  })

  test('a call slower than slowerThanMs counts as failed for the state, and still teaches what it was', () => {
    const t = new Clocked({ ejection: { slowerThanMs: 100, jitter: 0 } })
    for (let i = 0; i < 5; i += 1) t.selector.observe(t.pickOf('b'), { ok: true, durationMs: 150 })
    expect(t.events).toEqual(['b out 1000: 5 failures in a row, last a call of 150 ms'])
  })

  test('outliers: of six heads the one that succeeds less than the others by 1.9 sd', () => {
    const heads = ['a', 'b', 'c', 'd', 'e', 'f']
    const t = new Clocked({ heads, ejection: { outlier: true, jitter: 0 } })
    for (let i = 0; i < 3000 && t.events.length === 0; i += 1) {
      const pick = t.selector.pick()
      t.selector.observe(pick, { ok: pick.head !== 'd' || i % 18 < 12 })
    }
    expect(t.events[0]).toMatch(/^d out 1000: \d+\.\d % of its calls succeed, \d+\.\d % of all heads$/)
  })
})

describe('time', () => {
  test('a clock that steps back adds nothing, and time goes on from there', () => {
    const t = new Clocked()
    t.at = 1e9
    t.fail('b', 5)
    t.at = 5
    expect(t.selector.explain('b').outForMs).toBe(1000)
    t.at += 999
    expect(t.selector.explain('b').state).toBe('open')
    t.at += 1
    expect(t.selector.pick().probe).toBe(true)
  })

  test('slow start: a head that came back has its share little by little', () => {
    const t = new Clocked({ policy: 'uniform', slowStart: { windowMs: 10_000 } })
    t.fail('b', 5)
    t.at += 1000
    for (let i = 0; i < 3; i += 1) t.selector.observe(t.selector.pick(), { ok: true })
    const early = t.shares(3000)['b']! / 3000
    t.at += 5000
    const middle = t.shares(3000)['b']! / 3000
    t.at += 6000
    const late = t.shares(3000)['b']! / 3000
    expect(early).toBeCloseTo(0.1 / 2.1, 1)
    expect(middle).toBeCloseTo(0.5 / 2.5, 1)
    expect(late).toBeCloseTo(1 / 3, 1)
  })
})

describe('capacity', () => {
  test('maxPending, perSecond and tokensPerMinute are kept; HYD-5008 names the limits when all are full', () => {
    const capacity = { a: { maxPending: 2 }, b: { perSecond: 3 }, c: { tokensPerMinute: 100 } }
    const t = new Clocked({ capacity, policy: 'uniform' })
    const held: Pick[] = []
    for (let i = 0; i < 200; i += 1) {
      const pick = t.selector.pick()
      if (pick.head === 'a') held.push(pick)
      else t.selector.observe(pick, { ok: true, tokens: pick.head === 'c' ? 60 : 0 })
      if (held.length === 2 && t.selector.explain('c').picks === 2 && t.selector.explain('b').picks === 3) break
    }
    expect(['a', 'b', 'c'].map((head) => t.selector.explain(head).picks)).toEqual([2, 3, 2])
    expect(() => t.selector.pick()).toThrow(/"a" is at its limit maxPending 2, "b" is at its limit perSecond 3, "c" is at its limit tokensPerMinute 100/) // prettier-ignore
    t.at += 400
    expect(t.selector.pick().head).toBe('b')
    t.selector.observe(held[0]!, { ok: true })
    expect(t.selector.pick().head).toBe('a')
  })
})

test('where only pinned heads are left, they share all picks, with the probability that is told', () => {
  const selector = createSelector({ heads: ['a', 'b', 'c'], seed: 1 })
  selector.pin('b', 0.1)
  selector.pin('c', 0.3)
  selector.eject('a')
  expect(selector.weights()['c']).toBeCloseTo(0.75, 12)
  const picks = Array.from({ length: 2000 }, () => selector.pick())
  const share = picks.filter(({ head }) => head === 'c').length / picks.length
  expect(Math.abs(share - 0.75)).toBeLessThan(0.04)
  for (const { head, probability } of picks) expect(probability).toBeCloseTo(head === 'c' ? 0.75 : 0.25, 12)
})

/**
 * A day in a minute: 24 virtual hours with heads that flap, clocks that jump, restarts out of snapshots, merges with a neighbour, many calls
 * under way that are answered in any order, given up or lost. Whatever happens, what a selector promises holds at every step.
 */
import { describe, expect, test } from 'vitest'
import { isHydraError } from '../../src/errors/index.ts'
import { create } from '../../src/reference/random/sfc32.ts'
import {
  createSelector,
  restoreSelector,
  type Pick,
  type PickOptions,
  type Selector,
  type SelectorOptions,
} from '../../src/select/index.ts'

const heads = ['a', 'b', 'c', 'd', 'e']
const hour = 3_600_000
const ejection = { baseMs: 30_000, maxMs: 300_000, probes: 2, leaseMs: 20_000, maxEjectedShare: 0.5 } as const
/** A head that is well is back by then: one probe in fifty fails or is lost, and each such one doubles the wait, to maxMs at most. */
const wait = 5 * ejection.maxMs * 1.1
const mostOut = Math.floor(ejection.maxEjectedShare * heads.length)

interface Call {
  readonly pick: Pick
  readonly answersAt: number
  readonly ends: 'told' | 'abandoned' | 'lost'
}

class Day {
  /** True time, and what the clock of the selector shows. */
  time = 0
  jumped = 0
  selector: Selector
  neighbour: Selector
  calls: Call[] = []
  readonly out = new Set<string>()
  /** Put out by hand or by their own wish: these do not count against the share. */
  readonly asked = new Set<string>()
  readonly probes = new Map<string, Map<number, number>>(heads.map((head) => [head, new Map()]))
  /** Since when a head has been well again. */
  readonly wellSince = new Map<string, number>(heads.map((head) => [head, 0]))
  readonly outSince = new Map<string, number>()
  readonly ill = new Set<string>()
  counts = { picks: 0, probes: 0, ejected: 0, restored: 0, restarts: 0, merges: 0, jumps: 0 }
  readonly chance

  constructor(seed: number, options: SelectorOptions) {
    this.chance = create(seed, 'day')
    const common = { heads, ejection, now: () => this.time + this.jumped, wall: () => this.time }
    this.selector = createSelector({ ...common, seed, origin: 'here', ...options })
    this.neighbour = createSelector({ ...common, seed: seed + 1, origin: 'there', ...options })
    this.listen()
  }

  listen(): void {
    this.selector.on('ejected', ({ head }) => {
      this.counts.ejected += 1
      if (!this.out.has(head)) this.outSince.set(head, this.time)
      this.out.add(head)
      this.probes.get(head)!.clear()
      const others = [...this.out].filter((other) => !this.asked.has(other))
      if (others.length > mostOut) expect.fail(`${others.join(', ')} are out`)
      if (this.out.size >= heads.length) expect.fail('the last head is out')
    })
    this.selector.on('restored', ({ head }) => {
      this.counts.restored += 1
      this.out.delete(head)
      this.asked.delete(head)
      this.probes.get(head)!.clear()
    })
  }

  /** With a chance of `share` a step. */
  does(share: number): boolean {
    return this.chance.float() < share
  }

  /** Weather of heads: each is ill for minutes, well for longer. */
  weather(): void {
    for (const head of heads) {
      if (!this.does(0.0005)) continue
      if (this.ill.delete(head)) this.wellSince.set(head, this.time)
      else if (this.ill.size < heads.length - 1) this.ill.add(head)
    }
  }

  pick(): void {
    const exclude = this.does(0.05) ? heads.filter(() => this.does(0.3)) : undefined
    const context = this.does(0.1) ? `context ${this.chance.below(5)}` : undefined
    this.counts.picks += 1
    const pick = this.tryPick({ ...(exclude && { exclude }), ...(context !== undefined && { context }) })
    if (pick === undefined) return
    if (!(pick.probability > 0 && pick.probability <= 1)) expect.fail(`probability ${pick.probability}`)
    if (exclude?.includes(pick.head) === true) expect.fail(`${pick.head} was excluded`)
    const isOut = this.out.has(pick.head)
    if (isOut !== (pick.probe === true) && pick.degraded !== true)
      expect.fail(`${pick.head} is ${isOut ? 'out' : 'in'}: ${JSON.stringify(pick)}`)
    if (pick.probe === true) this.probe(pick)
    const ends = this.does(0.01) ? 'lost' : this.does(0.03) ? 'abandoned' : 'told'
    this.calls.push({ pick, answersAt: this.time + 50 + this.chance.float() * 8000, ends })
  }

  /** None where all heads are out or excluded, and only there. */
  tryPick(options: PickOptions): Pick | undefined {
    try {
      return this.selector.pick(options)
    } catch (error) {
      const excluded = new Set(options.exclude ?? [])
      const isRight =
        isHydraError(error) && error.code === 'HYD-5008' && heads.every((head) => excluded.has(head) || this.out.has(head))
      if (!isRight) throw error
      return undefined
    }
  }

  /** Never more probes of a head than permitted, whose leases have not ended. */
  probe({ head, ticket }: Pick): void {
    this.counts.probes += 1
    const leases = this.probes.get(head)!
    for (const [other, pickedAt] of leases) if (this.time - pickedAt >= ejection.leaseMs) leases.delete(other)
    leases.set(ticket, this.time)
    if (leases.size > ejection.probes) expect.fail(`${leases.size} probes of ${head} are out`)
  }

  answer(): void {
    const due = this.calls.filter(({ answersAt, ends }) => answersAt <= this.time && ends !== 'lost')
    this.calls = this.calls.filter(({ answersAt, ends }) => answersAt > this.time || ends === 'lost')
    for (const { pick, ends } of due) {
      this.probes.get(pick.head)!.delete(pick.ticket)
      if (ends === 'abandoned') this.selector.observe(pick, { abandoned: true })
      else this.tell(pick)
    }
  }

  tell({ head, ticket }: Pick): void {
    const ok = !this.ill.has(head) && !this.does(0.01)
    const wantsRest = !ok && this.does(0.02)
    if (wantsRest) this.asked.add(head)
    this.selector.observe(ticket, { ok, durationMs: 5 + this.chance.float() * 20, ...(wantsRest && { retryAfterMs: 20_000 }) })
    if (!this.out.has(head)) this.asked.delete(head)
  }

  /** A process that ends, and one that begins with what it left. */
  restart(): void {
    this.counts.restarts += 1
    const saved: unknown = JSON.parse(JSON.stringify(this.selector.snapshot()))
    this.selector = restoreSelector(saved, { origin: 'here', now: () => this.time + this.jumped, wall: () => this.time })
    this.listen()
    for (const head of heads) expect(this.selector.explain(head).state !== 'closed').toBe(this.out.has(head))
  }

  merge(): void {
    this.counts.merges += 1
    for (let i = 0; i < 50; i += 1) {
      const pick = this.neighbour.pick()
      this.neighbour.observe(pick, { ok: !this.ill.has(pick.head), durationMs: 10 })
    }
    this.selector.merge(JSON.parse(JSON.stringify(this.neighbour.snapshot())))
    this.neighbour.merge(JSON.parse(JSON.stringify(this.selector.snapshot())))
  }

  jump(): void {
    this.counts.jumps += 1
    // Leases end by the clock: which ones, nobody outside can tell now.
    for (const leases of this.probes.values()) leases.clear()
    this.jumped += (this.chance.float() - 0.5) * 2 * hour
  }

  check(): void {
    const sum = Object.values(this.selector.weights()).reduce((total, share) => total + share, 0)
    expect(Math.abs(sum - 1)).toBeLessThan(1e-9)
    for (const head of heads) {
      const { state, pending, outForMs = 0 } = this.selector.explain(head)
      expect(pending, head).toBeGreaterThanOrEqual(0)
      expect(outForMs, head).toBeLessThanOrEqual(ejection.maxMs * 1.1)
      // A jump forward is time that passed, one back is none: nothing lasts longer than it would.
      const isLong = !this.ill.has(head) && this.time - Math.max(this.wellSince.get(head)!, this.outSince.get(head) ?? 0) > wait
      if (isLong) expect(state, `${head} has been well for long`).toBe('closed')
    }
  }

  async step(): Promise<void> {
    this.time += 250 + this.chance.float() * 1500
    this.weather()
    this.answer()
    for (let burst = this.does(0.01) ? 40 : 1; burst > 0; burst -= 1) this.pick()
    if (this.does(0.0005)) this.restart()
    if (this.does(0.001)) this.merge()
    if (this.counts.picks % 500 === 0) this.check()
    if (this.counts.picks % 5000 === 0) await Promise.resolve()
  }

  /** All calls end; the lost ones by their lease. */
  settle(): void {
    this.ill.clear()
    this.time += 10_000
    this.answer()
    for (let i = 0; i < 40; i += 1) {
      this.time += ejection.leaseMs
      this.selector.observe(this.selector.pick(), { ok: true, durationMs: 5 })
    }
    for (const head of heads) expect(this.selector.explain(head).pending, head).toBe(0)
  }
}

describe.each([1, 2, 3])('a day, seed %i', (seed) => {
  test.each([
    ['thompson', {}],
    ['least-loaded', { policy: 'least-loaded' }],
    ['kl-ucb, slow start', { policy: 'kl-ucb', slowStart: { windowMs: 60_000 } }],
  ] as const)('%s: every promise holds', async (_, options) => {
    const day = new Day(seed, options)
    while (day.time < 24 * hour) await day.step()
    day.settle()
    expect(day.counts.ejected).toBeGreaterThan(50)
    expect(day.counts.restored).toBeGreaterThan(20)
    expect(day.counts.probes).toBeGreaterThan(100)
    expect(day.counts.restarts).toBeGreaterThan(5)
  })

  test('with a clock that jumps back and forth', async () => {
    const day = new Day(seed, {})
    while (day.time < 24 * hour) {
      await day.step()
      if (day.does(0.0005)) day.jump()
    }
    day.settle()
    expect(day.counts.jumps).toBeGreaterThan(5)
    expect(day.counts.restored).toBeGreaterThan(20)
  })
})

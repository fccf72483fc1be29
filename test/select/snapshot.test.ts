/** A selector that is restored goes on as if nothing had been; merges are joins. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { restoreSelector, type Selector } from '../../src/select/index.ts'
import { rates, selectorOf, selectorPolicies, World } from './support.ts'

const through = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T

function steps(selector: Selector, world: World, count: number, context?: string): string[] {
  return Array.from({ length: count }, () => {
    world.at += 3
    const pick = selector.pick(context === undefined ? undefined : { context })
    selector.observe(pick, { ok: world.ok(pick.head), durationMs: 1 + (world.at % 7) })
    return `${pick.head} ${pick.probability} ${pick.ticket}`
  })
}

describe.each(selectorPolicies)('%s', (policy) => {
  test.each([1, 13, 777, 3000])('after %i picks: restored with the same origin, the next 400 are the very same', (before) => {
    const [world, other] = [new World(rates), new World(rates)]
    const drift = before === 3000 ? ({ method: 'window', window: 500 } as const) : ({ method: 'glr' } as const)
    const wall = (): number => 1000
    const selector = selectorOf(policy, { now: world.now, drift, wall })
    steps(selector, world, before)
    const waiting = selector.pick()
    const saved = through(selector.snapshot())
    for (let i = 0; i < before; i += 1) other.ok('a')
    other.at = world.at
    const again = restoreSelector(saved, { origin: 'test', now: other.now, wall })
    selector.observe(waiting, { ok: true })
    again.observe(waiting.ticket, { ok: true })
    expect(steps(again, other, 400)).toEqual(steps(selector, world, 400))
  })
})

test('contexts, pins and heads that are out are restored as well', () => {
  const [world, other] = [new World(rates), new World(rates)]
  const selector = selectorOf('thompson', { now: world.now, wall: () => 1000 })
  steps(selector, world, 300, 'image')
  steps(selector, world, 300)
  selector.pin('b', 0.1)
  selector.eject('d', { forMs: 60_000, reason: 'maintenance' })
  const saved = through(selector.snapshot())
  for (let i = 0; i < 600; i += 1) other.ok('a')
  other.at = world.at
  const again = restoreSelector(saved, { origin: 'test', now: other.now, wall: () => 11_000 })
  expect(again.explain('d').outForMs).toBe(50_000)
  expect(again.weights()['b']).toBe(0.1)
  expect(steps(again, other, 200, 'image')).toEqual(steps(selector, world, 200, 'image'))
})

test('heads that are gone are dropped, new ones begin empty', () => {
  const world = new World(rates)
  const selector = selectorOf('thompson', { now: world.now })
  steps(selector, world, 500)
  const again = restoreSelector(through(selector.snapshot()), { heads: ['new', 'b', 'a'], origin: 'test', seed: 5 })
  expect(again.heads).toEqual(['new', 'b', 'a'])
  expect(again.explain('new').count).toBe(0)
  expect(again.explain('a').count).toBe(selector.explain('a').count)
})

describe('merge', () => {
  const learned = (origin: string, count: number, seed: number): Selector => {
    const world = new World(rates, seed)
    const selector = selectorOf('thompson', { origin, now: world.now, seed })
    steps(selector, world, count)
    return selector
  }
  const told = (selector: Selector): number[] =>
    selector.heads.flatMap((head) => [selector.explain(head).count, selector.explain(head).mean ?? -1])

  test('any order, grouping and repetition gives the same bits', () => {
    const others = ['p', 'q', 'r', 's'].map((origin, i) => through(learned(origin, 150 + 40 * i, i + 1).snapshot()))
    const base = (): Selector => learned('own', 100, 9)
    const merged = (order: readonly number[]): number[] => {
      const selector = base()
      for (const i of order) selector.merge(others[i])
      return told(selector)
    }
    const expected = merged([0, 1, 2, 3])
    fc.assert(
      fc.property(fc.array(fc.nat(3), { maxLength: 12 }), (extra) => {
        expect(merged([...extra, ...fc.sample(fc.shuffledSubarray([0, 1, 2, 3], { minLength: 4 }), { numRuns: 1, seed: extra.length })[0]!])).toEqual(expected) // prettier-ignore
      }),
      { numRuns: 40, seed: 1 },
    )
    const middle = learned('middle', 50, 3)
    middle.merge(others[0])
    middle.merge(others[1])
    const grouped = base()
    grouped.merge(through(middle.snapshot()))
    grouped.merge(others[2])
    grouped.merge(others[3])
    const direct = base()
    direct.merge(through(learned('middle', 50, 3).snapshot()))
    for (const other of others) direct.merge(other)
    expect(told(grouped)).toEqual(told(direct))
  })

  test('counts of all add up; an older snapshot changes nothing', () => {
    const [one, two] = [learned('one', 200, 1), learned('two', 300, 2)]
    const early = through(two.snapshot())
    steps(two, new World(rates, 4), 100)
    const late = through(two.snapshot())
    one.merge(late)
    const counts = one.heads.map((head) => one.explain(head).count)
    expect(counts.reduce((sum, n) => sum + n, 0)).toBeGreaterThan(500)
    one.merge(early)
    expect(one.heads.map((head) => one.explain(head).count)).toEqual(counts)
  })
})

describe('what is no snapshot', () => {
  const good = (): Record<string, unknown> => through(selectorOf('thompson').snapshot())
  test.each<[string, (s: Record<string, unknown>) => unknown]>([
    ['null', () => null],
    ['a text', () => 'hydra.selector/1'],
    ['another schema', (s) => ({ ...s, schema: 'other' })],
    ['a head twice', (s) => ({ ...s, heads: ['a', 'a', 'c', 'd'] })],
    ['a head fewer', (s) => ({ ...s, heads: ['a', 'b', 'c'] })],
    ['a text for a number', (s) => ({ ...s, nextTicket: 'many' })],
    ['a damaged state', (s) => ({ ...s, breakers: [{ state: 'ajar' }] })],
    ['no learner', (s) => ({ ...s, whole: undefined })],
  ])('%s: HYD-5013', (_, damage) => {
    expect(() => restoreSelector(damage(good()))).toThrow(expect.objectContaining({ code: 'HYD-5013' }))
    const selector = selectorOf('thompson')
    expect(() => selector.merge(damage(good()))).toThrow(expect.objectContaining({ code: 'HYD-5013' }))
  })

  test('a newer schema: HYD-6004', () => {
    expect(() => restoreSelector({ ...good(), schema: 'hydra.selector/2' })).toThrow(
      expect.objectContaining({ code: 'HYD-6004' }),
    )
  })
})

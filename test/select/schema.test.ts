/** What snapshot() gives keeps to the published schema, whatever the selector has been through; what the reader refuses, the schema refuses. */
import { readFileSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, test } from 'vitest'
import { createSelector, restoreSelector, type Selector, type Snapshot } from '../../src/select/index.ts'
import { rates, selectorOf, selectorPolicies, World } from './support.ts'

const schema = JSON.parse(readFileSync('schemas/hydra-selector.schema.json', 'utf8')) as {
  properties: { settings: { properties: { policy: { enum: string[] } } } }
}
const isValid = new Ajv2020({ strict: true, strictTuples: false, allowUnionTypes: true }).compile(schema)
const written = (selector: Selector): Snapshot => JSON.parse(JSON.stringify(selector.snapshot())) as Snapshot
const check = (value: unknown): void => expect(isValid(value), JSON.stringify(isValid.errors)).toBe(true)

test.each(selectorPolicies)('%s, after a life with all that there is', (policy) => {
  const world = new World(rates)
  const selector = selectorOf(policy, { now: world.now, capacity: { a: { maxPending: 9 } }, slowStart: { windowMs: 50 } })
  check(written(selector))
  const other = selectorOf('thompson', { origin: 'other' })
  other.observe(other.pick(), { ok: true })
  for (let i = 0; i < 300; i += 1) {
    world.at += 5
    const pick = selector.pick(i % 7 === 0 ? { context: `c${i % 3}` } : undefined)
    if (i % 11 > 0) selector.observe(pick, { ok: world.ok(pick.head), durationMs: 3, cost: 0.1, quality: 0.5 })
    if (i === 10) check(written(selector))
    if (i === 100) selector.pin('b', 0.1)
    expect(pick.probability).toBeGreaterThan(0)
    if (i === 150) selector.eject('c')
    if (i === 200) selector.merge(other.snapshot())
  }
  check(written(selector))
  selector.addHead('e')
  check(written(selector))
})

test.each([
  { ejection: false },
  { drift: false },
  { drift: { method: 'window' } },
  { drift: { method: 'discount' } },
  { reward: () => 1 },
] as const)('with %j', (options) => {
  const selector = createSelector({ heads: ['__proto__', '', 'a'], ...options })
  for (let i = 0; i < 30; i += 1) selector.observe(selector.pick(), { ok: true })
  check(written(selector))
})

test('it names every policy', () => {
  expect(schema.properties.settings.properties.policy.enum).toEqual(selectorPolicies)
})

describe('what is no snapshot', () => {
  test.each<[string, (s: Snapshot) => unknown]>([
    ['another schema', (s) => ({ ...s, schema: 'hydra.selector/2' })],
    ['no heads', (s) => ({ ...s, heads: [] })],
    ['a head twice', (s) => ({ ...s, heads: ['a', 'a', 'c', 'd'] })],
    ['a text for a number', (s) => ({ ...s, nextTicket: 'many' })],
    ['an unknown state', (s) => ({ ...s, breakers: [{ ...s.breakers![0], state: 'ajar' }] })],
    ['three lots', (s) => ({ ...s, random: [1, 2, 3] })],
    ['no learner', (s) => ({ ...s, whole: null })],
  ])('%s', (_, damage) => {
    const damaged = damage(written(selectorOf('thompson')))
    expect(isValid(damaged)).toBe(false)
    expect(() => restoreSelector(damaged)).toThrow(
      expect.objectContaining({ code: expect.stringMatching(/HYD-5013|HYD-6004/) as unknown }),
    )
  })
})

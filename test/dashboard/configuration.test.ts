import { readFileSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { coloursOf, palette } from '../../src/dashboard/colours.ts'
import { stateOf } from '../../src/dashboard/health.ts'
import { dashboardConfiguration } from '../../src/dashboard/index.ts'
import { weigh } from '../../src/weigh/index.ts'
import { around, sampleStudy, type SampleHead } from '../weigh/sample.ts'
import { thrown } from '../support/thrown.ts'

const schema = JSON.parse(readFileSync('schemas/hydra-dashboard-config.schema.json', 'utf8')) as object
const isValid = new Ajv2020({ strict: true, allowUnionTypes: true }).compile(schema)
const madeAt = Date.parse('2026-01-31T12:00:00.000Z')
const heads: SampleHead[] = [
  { name: 'quick', trial: around(1, 1) },
  { name: '__proto__', trial: (index) => ({ ms: 3, outcome: index % 4 === 0 ? 'wrong' : 'success', metrics: { bytes: 5 } }) },
  { name: 'dead', trial: () => ({ ms: 9, outcome: 'error' }) },
  { name: 'new', trial: () => ({ ms: 1 }), trials: 9 },
]
const study = sampleStudy(heads, 100)
const configuration = (now = madeAt) => dashboardConfiguration({ study, weights: weigh(study), now })

describe('dashboardConfiguration', () => {
  test('is plain JSON that holds to its schema', () => {
    const data = JSON.parse(JSON.stringify(configuration())) as unknown
    expect(isValid(data), JSON.stringify(isValid.errors)).toBe(true)
    expect(data).toEqual(configuration())
  })

  test('says of each head what the study and the weights say', () => {
    const weights = weigh(study)
    const { heads: rows } = configuration()
    expect(rows.map(({ name }) => name)).toEqual(['quick', '__proto__', 'dead', 'new'])
    expect(rows.map(({ state }) => state)).toEqual(['healthy', 'healthy', 'unhealthy', 'unknown'])
    expect(rows[0]).toMatchObject({
      weight: weights.of('quick'),
      successRate: 1,
      trials: 100,
      medianMs: study.heads['quick']!.summary.durationMs.median,
    })
    expect(rows[2]).toMatchObject({ successRate: 0, medianMs: null, p95Ms: null })
    expect(rows[3]).toMatchObject({ health: null, trials: 9 })
  })

  test('health falls with age: a study of five weeks ago makes nobody healthy any more', () => {
    const later = configuration(madeAt + 35 * 24 * 3600 * 1000)
    expect(later.heads[0]!.health!).toBeLessThan(configuration().heads[0]!.health!)
    expect(later.heads.map(({ state }) => state)).not.toContain('healthy')
  })

  test('health falls when the head was faster in the baseline', () => {
    const slower = sampleStudy([{ name: 'quick', trial: around(4, 1) }])
    const alone = dashboardConfiguration({ study: slower, weights: { quick: 1 }, now: madeAt })
    const against = dashboardConfiguration({ study: slower, weights: { quick: 1 }, now: madeAt, baseline: study })
    expect(against.heads[0]!.health!).toBeLessThan(alone.heads[0]!.health! - 10)
  })

  test('thresholds follow from the slowest head that can be relied on', () => {
    const { thresholds } = configuration()
    const p95 = study.heads['quick']!.summary.durationMs.p95!
    expect(thresholds.executionTimeMs.warning).toBeGreaterThanOrEqual(2 * p95)
    expect(thresholds.executionTimeMs.warning).toBeLessThan(2.4 * p95)
    expect(thresholds.executionTimeMs.critical).toBe(2 * thresholds.executionTimeMs.warning)
    expect(thresholds.successRate).toEqual({ warning: 0.9, critical: 0.8 })
  })

  test('without any success thresholds are the defaults', () => {
    const dead = sampleStudy([heads[2]!])
    const { thresholds } = dashboardConfiguration({ study: dead, weights: { dead: 1 }, now: madeAt })
    expect(thresholds.executionTimeMs).toEqual({ warning: 20_000, critical: 40_000 })
  })

  test('has a panel for every metric', () => {
    expect(configuration().panels.at(-1)).toEqual({ id: 'metric:bytes', title: 'bytes', kind: 'lines', metric: 'metrics.bytes', unit: 'number', better: 'lower' }) // prettier-ignore
    expect(new Set(configuration().panels.map(({ id }) => id)).size).toBe(configuration().panels.length)
  })

  test('a head that the weights do not name has no weight', () => {
    const { heads: rows } = dashboardConfiguration({
      study,
      weights: { quick: 1 },
      now: madeAt,
      title: 'Codecs',
      refreshSeconds: 2,
    })
    expect(rows.map(({ weight }) => weight)).toEqual([1, null, null, null])
  })

  test.each<[string, object, string]>([
    ['no time', { now: undefined }, 'HYD-1003'],
    ['a time that is NaN', { now: NaN }, 'HYD-1003'],
    ['a time no date can hold', { now: 1e16 }, 'HYD-1003'],
    ['refresh 0', { refreshSeconds: 0 }, 'HYD-1003'],
    ['an empty title', { title: ' ' }, 'HYD-1003'],
    ['weights that do not sum to 1', { weights: { quick: 0.5 } }, 'HYD-5001'],
  ])('refuses %s', (_, change, code) => {
    expect(thrown(() => dashboardConfiguration({ study, weights: { quick: 1 }, now: madeAt, ...change }))).toMatchObject({ code })
  })
})

describe('colours', () => {
  test('up to eight heads have eight colours, further ones another line', () => {
    const names = Array.from({ length: 20 }, (_, index) => `head ${index}`)
    const colours = [...coloursOf(names).values()]
    expect(new Set(colours.map(({ colour, line }) => `${colour} ${line}`)).size).toBe(20)
    expect(new Set([...coloursOf(names.slice(0, 8)).values()].map(({ colour }) => colour)).size).toBe(8)
    expect([...coloursOf(names.slice(0, 8)).values()].every(({ line }) => line === 'solid')).toBe(true)
  })

  test('the order in which heads are named changes no colour', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.string(), { minLength: 1, maxLength: 12 }), (names) => {
        const there = coloursOf(names)
        const back = coloursOf([...names].reverse())
        for (const name of names) expect(back.get(name)).toEqual(there.get(name))
      }),
    )
  })

  /** Brettel-like check by the simplest model: how far two colours are apart in lightness or in blue against yellow, which most people see. */
  test('any two differ in lightness, or in what red-green blind people still see', () => {
    const seen = palette.map((hex) => {
      const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => (parseInt(hex.slice(at, at + 2), 16) / 255) ** 2.2)
      const yellow = 0.35 * r + 0.65 * g
      return [Math.cbrt(0.2126 * r + 0.7152 * g + 0.0722 * b), Math.cbrt(yellow) - Math.cbrt(b)] as const
    })
    for (let i = 0; i < seen.length; i += 1) {
      for (let j = 0; j < i; j += 1) {
        const [a, b] = [seen[i]!, seen[j]!]
        expect(Math.hypot(a[0] - b[0], a[1] - b[1]), `${palette[i]} ${palette[j]}`).toBeGreaterThan(0.08)
      }
    }
  })
})

test.each([
  [undefined, 'unknown'],
  [100, 'healthy'],
  [80, 'healthy'],
  [79.9, 'degraded'],
  [50, 'degraded'],
  [49.9, 'unhealthy'],
])('health %s is %s', (health, state) => {
  expect(stateOf(health)).toBe(state)
})

/** Weights by a formula: what is read of heads, what is refused, how it is told, what the file holds. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, test } from 'vitest'
import { onWarning } from '../../src/errors/index.ts'
import { loadStudy, saveStudy } from '../../src/files/index.ts'
import {
  readWeightsFile,
  validateWeights,
  weigh,
  weightsFile,
  type ProfileRecord,
  type WeighSource,
} from '../../src/weigh/index.ts'
import { thrown } from '../support/thrown.ts'
import { around, sampleStudy } from './sample.ts'

const record = (name: string, success_rate: number, avg_time: number, trials = 100): ProfileRecord => ({ name, success_rate, avg_time, trials }) // prettier-ignore
const two = [record('fast', 50, 0.001), record('slow', 100, 0.002)]
const study = sampleStudy(
  [
    { name: 'gzip', cost: 2, trial: (i) => ({ ms: 1 + (i % 4), metrics: { bytes: 400, 'p 1': 3 } }) },
    { name: 'zstd', cost: 1, trial: (i) => ({ ms: 2, outcome: i % 4 === 0 ? 'wrong' : 'success', metrics: { bytes: 100, 'p 1': 1 } }) },
  ],
  100,
  { bytes: 'lower' },
) // prettier-ignore

/** What a deed warns of, by code and head. */
function warnings(deed: () => unknown): string[] {
  const seen: string[] = []
  const before = onWarning(({ code, where }) => seen.push(`${code} ${where.head ?? ''}`.trim()))
  try {
    deed()
  } finally {
    onWarning(before)
  }
  return seen
}

describe('weigh by a formula', () => {
  test('a weight is the share of the score', () => {
    const weights = weigh(two, { formula: 'success_rate ^ 2 / mean_ms' })
    expect(weights.of('fast')).toBeCloseTo(1 / 3, 15)
    expect(weights.policy).toBe('formula')
    expect(weights.formula).toBe('success_rate ^ 2 / mean_ms')
    expect(weights.reasonOf('fast')).toBe(
      'fast: 33.3 %: score 0.25 = success_rate ^ 2 / mean_ms with success_rate 0.5, mean_ms 1',
    )
    expect(weights.reason.text).toBe('success_rate ^ 2 / mean_ms: its share of the sum of all scores')
  })

  test.each([
    ['p95_ms', [4, 2]],
    ['median_ms + 0 * sd_ms', [2.5, 2]],
    ['success_rate * 100', [100, 75]],
    ['trials + successes', [200, 175]],
    ['success_low < 0.99 ? success_high : 0', [1, 0.824539]],
    ['min_ms + max_ms + p5_ms + p25_ms + p75_ms + p90_ms + p99_ms', [19, 14]],
    ['mad_ms + cv', [1 + 1.1236664 / 2.5, 0]],
    ['1 / (p95_ms * bytes)', [1 / 1600, 1 / 200]],
    ['`p 1`', [3, 1]],
    ['cost', [2, 1]],
    ['rss_mb ?? heap_mb ?? cpu_ms ?? gc_ms ?? page_faults ?? involuntary_switches ?? 7', [7, 7]],
  ])('%s of a study', (formula, scores) => {
    const sum = scores[0]! + scores[1]!
    const weights = weigh(study, { formula })
    expect(weights.of('gzip')).toBeCloseTo(scores[0]! / sum, 5)
    expect(weights.of('zstd')).toBeCloseTo(scores[1]! / sum, 5)
  })

  test('columns that summaries do not hold are read from the trials that succeeded', () => {
    const { heads, ...rest } = study.record
    const pageFaults = Float64Array.from({ length: 100 }, (_, i) => (i % 4 === 0 ? 1000 : 6))
    const columns = { ...heads[1]!.columns, pageFaults }
    const figures = { ...study.heads['zstd']!.summary, columns }
    const weights = weigh({ a: figures, b: { ...figures, columns: { ...columns, pageFaults: pageFaults.map(() => 18) } } }, { formula: 'page_faults' }) // prettier-ignore
    expect(weights.of('a')).toBe(0.25)
    expect(rest.id).toBe('sample-study')
  })

  test('a metric called cost goes before the cost of the heads', () => {
    const own = sampleStudy([{ name: 'a', cost: 9, trial: () => ({ ms: 1, metrics: { cost: 1 } }) }, { name: 'b', cost: 1, trial: () => ({ ms: 1, metrics: { cost: 3 } }) }]) // prettier-ignore
    expect(weigh(own, { formula: 'cost' }).of('a')).toBe(0.25)
  })

  test('whole profile files give what the study gives, counts alone what they hold', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'hydra-formula-'))
    try {
      await saveStudy(study, folder)
      const files = readdirSync(folder).map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as ProfileRecord)
      const formula = 'success_rate ^ 2 / (p95_ms * bytes) + success_low + trials'
      for (const source of [files, await loadStudy(folder)] as WeighSource[]) {
        const weights = weigh(source, { formula })
        for (const [name, weight] of weigh(study, { formula }).entries()) expect(weights.of(name)).toBe(weight)
      }
    } finally {
      rmSync(folder, { recursive: true })
    }
    expect(weigh(two, { formula: 'success_low' }).of('slow')).toBeGreaterThan(0.6)
    expect(thrown(() => weigh(two, { formula: '1 / p95_ms' }))).toMatchObject({
      code: 'HYD-5012',
      message: 'the score of head "fast" must be a finite number from 0 on, got none, as has every head (not known: p95_ms)',
    })
  })

  test('floors and order: none below the floor, the same weights in any order', () => {
    const weights = weigh(two, { formula: '0 * trials + (success_rate > 0.9 ? 1 : 0)', floor: 0.1 })
    expect(weights.entries()).toEqual([['fast', 0.1], ['slow', 0.9]]) // prettier-ignore
    const turned = weigh([...two].reverse(), { formula: 'success_rate / mean_ms', floor: 0.1 })
    expect(turned.of('fast')).toBe(weigh(two, { formula: 'success_rate / mean_ms', floor: 0.1 }).of('fast'))
    expect(thrown(() => weigh(two, { formula: '1', floor: 0.6 }))).toMatchObject({ code: 'HYD-5002' })
  })

  test('equal weights where every score is 0, and where nothing succeeded', () => {
    expect(weigh(two, { formula: '0 * trials' }).entries().map(([, weight]) => weight)).toEqual([0.5, 0.5]) // prettier-ignore
    const dead = weigh([record('a', 0, 0), record('b', 0, 0)], { formula: '1 / mean_ms' })
    expect(dead.entries().map(([, weight]) => weight)).toEqual([0.5, 0.5])
    expect(dead.reason.code).toBe('HYD-5011')
    expect(dead.reasonOf('a')).toBe('a: 50.0 %: 0 of 100 right; no head had a success, so all are equal')
  })

  test('a time of 0 counts as 1e-9 ms', () =>
    expect(weigh([record('a', 100, 0), record('b', 100, 1e-12)], { formula: '1 / mean_ms' }).of('a')).toBe(0.5))
})

describe('scores that are none', () => {
  const mixed = sampleStudy([
    { name: 'good', trial: around(2, 1) },
    { name: 'wrong always', trial: () => ({ ms: 1, outcome: 'wrong' }) },
    { name: 'new', trial: () => ({ ms: 1 }), trials: 0 },
  ])

  test('missing is 0 and warned of by name; without trials it is the mean of the others', () => {
    const seen = warnings(() => {
      const weights = weigh(mixed, { formula: 'success_rate / p95_ms' })
      expect(weights.of('wrong always')).toBe(0)
      expect(weights.of('new')).toBeCloseTo(1 / 3, 12)
      expect(weights.reasonOf('wrong always')).toBe(
        'wrong always: 0.0 %: 0 of 100 right; no score, which counts as 0: p95_ms not known; success_rate / p95_ms with success_rate 0',
      )
      expect(weights.reasonOf('new')).toBe('new: 33.3 %: no trials, so the mean score of the others; success_rate / p95_ms')
    })
    expect(seen).toEqual(['HYD-5015 wrong always'])
  })

  test('a default gives the score a value', () =>
    expect(weigh(mixed, { formula: '(success_rate ?? 0.5) / (p95_ms ?? 1)' }).of('new')).toBeGreaterThan(0.2))

  test.each([
    ['success_rate - 1', 'fast', '-0.5'],
    ['1 / (success_rate - success_rate)', 'fast', 'Infinity'],
    ['trials * 1e308', 'fast', 'Infinity'],
  ])('%s is refused', (formula, head, got) => {
    const fault = thrown(() => weigh(two, { formula }))
    expect(fault).toMatchObject({ code: 'HYD-5012', where: { head } })
    expect(String(fault)).toContain(`got ${got}`)
  })

  test('-0 is 0', () =>
    expect(weigh(two, { formula: '-(success_rate - success_rate) + (mean_ms > 1 ? 1 : -0)' }).of('fast')).toBe(0))
})

describe('formulas that are none', () => {
  test.each([
    ['success_rate >', 'HYD-2001'],
    ['success_rate > 0.5', 'HYD-2002'],
    ['sucess_rate', 'HYD-2003'],
    ['rank(mean_ms)', 'HYD-2013'],
    ['delta(mean_ms) + 1', 'HYD-2013'],
  ])('%s is refused with %s', (formula, code) => {
    const fault = thrown(() => weigh(two, { formula }))
    expect(fault).toMatchObject({ code })
    expect(String(fault)).toContain('of "weights"')
  })

  test('what is no text, and a policy beside it', () => {
    expect(thrown(() => weigh(two, { formula: 3 as never }))).toMatchObject({ code: 'HYD-1003', where: { option: 'formula' } })
    expect(thrown(() => weigh(two, { formula: '1', policy: 'equal' }))).toMatchObject({ where: { option: 'policy' } })
    expect(thrown(() => weigh({ a: { trials: 1, successes: 1, durationMs: { mean: 1, p95: Infinity } } }, { formula: 'p95_ms' }))).toMatchObject({ code: 'HYD-5001', where: { head: 'a' } }) // prettier-ignore
  })

  test('units may mix, with a warning', () => {
    const seen = warnings(() => weigh(two, { formula: '10 / (1 + mean_ms + 1MiB)' }))
    expect(seen.map((line) => line.slice(0, 8))).toEqual(['HYD-2054'])
  })
})

describe('the weights file of a formula', () => {
  const isValid = new Ajv2020({ strict: true, allowUnionTypes: true }).compile(
    JSON.parse(readFileSync('schemas/hydra-weights.schema.json', 'utf8')) as object,
  )
  const file = weightsFile(weigh(two, { formula: 'success_rate / mean_ms' }), { study: 'a1', createdAt: '2026-01-31T12:00:00.000Z' }) // prettier-ignore
  const data = (): Record<string, unknown> => JSON.parse(JSON.stringify(file)) as Record<string, unknown>

  test('holds to its schema and comes back', () => {
    expect(isValid(data()), JSON.stringify(isValid.errors)).toBe(true)
    expect(file).toMatchObject({ policy: 'formula', formula: 'success_rate / mean_ms' })
    expect(readWeightsFile(data(), 'w.json')).toEqual(file)
  })

  test('a formula stands there exactly where one made the weights', () => {
    const without = data()
    delete without['formula']
    for (const wrong of [without, { ...data(), policy: 'equal' }]) {
      expect(isValid(wrong)).toBe(false)
      expect(thrown(() => readWeightsFile(wrong, 'w.json'))).toMatchObject({ code: 'HYD-6003' })
    }
  })

  test('weights of a formula are judged as any others', () => {
    const fresh = sampleStudy([{ name: 'fast', trial: around(1, 3) }, { name: 'slow', trial: around(2, 4) }]) // prettier-ignore
    const weights = weigh(fresh, { formula: '1 / p95_ms' })
    expect(validateWeights(fresh, { after: weights }).verdict).toBe('better')
  })
})

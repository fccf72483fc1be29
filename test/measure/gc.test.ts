/** The garbage collector in trials: where it ran, what it took, and collecting before trials. */
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { onWarning } from '../../src/errors/index.ts'
import { Collector, findGc } from '../../src/measure/collect/collector.ts'
import { Helpers } from '../../src/measure/collect/helpers.ts'
import { Collections, GcWatch } from '../../src/measure/collect/watch.ts'
import { openClock } from '../../src/measure/trial/clock.ts'
import { breathe } from '../../src/measure/builtins.ts'
import { profile } from '../../src/measure/index.ts'
import { loadStudy } from '../../src/files/index.ts'

onWarning(() => undefined)
setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as () => void

describe('collections', () => {
  test('what began in a span, by a sum over all of them', () => {
    const entries = fc.array(fc.record({ gap: fc.integer({ min: 0, max: 9 }), ms: fc.integer({ min: 0, max: 9 }) }))
    fc.assert(
      fc.property(entries, fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 60 }), (gaps, a, b) => {
        const collections = new Collections()
        let at = 0
        const all = gaps.map(({ gap, ms }) => ({ at: (at += gap), ms }))
        for (const one of all) collections.add(one.at, one.ms)
        const [from, to] = a < b ? [a, b] : [b, a]
        const expected = all.filter((one) => one.at >= from && one.at < to).reduce((sum, { ms }) => sum + ms, 0)
        expect(collections.between(from, to)).toBe(expected)
      }),
    )
  })

  test('a collection is found in the span that it ran in, and in no other', async () => {
    const clock = openClock()
    const watch = GcWatch.open(clock)!
    const row = new Float64Array(5)
    const at = (): number => {
      clock.read(row)
      return row[0]!
    }
    const before = at()
    const from = at()
    collect()
    const to = at()
    await breathe()
    await breathe()
    watch.close()
    const span = (fromMs: number, toMs: number): number => watch.within({ fromMs, toMs, calls: 2 })
    expect(span(from, to)).toBeGreaterThan(0)
    expect(span(from, to) * 2).toBeLessThanOrEqual(to - from + 0.1)
    expect(span(before, from)).toBe(0)
  })
})

describe('helpers of the collector', () => {
  test('count by what they do while garbage is collected, beyond what other threads do anyway', () => {
    const helpers = new Helpers()
    expect(helpers.share).toBeUndefined()
    helpers.add(undefined, 5)
    helpers.add(10, 2, false)
    expect(helpers.share).toBe(0)
    helpers.add(10, 7, true)
    expect(helpers.share).toBe(0.25)
    helpers.add(80, 16, false)
    expect(helpers.share).toBeCloseTo(0.05, 12)
  })
})

describe('a profile', () => {
  const litter = (): number => Array.from({ length: 20_000 }, (_, i) => ({ i, list: [i] })).length
  let sum = 0
  const clean = (): number => {
    for (let i = 0; i < 300_000; i += 1) sum = (sum + i) | 0
    return 1
  }

  test('tells a head that litters from one that does not, and keeps it in its files', async () => {
    const study = await profile({ heads: { litter, clean }, trials: 40, warmup: 2 })
    const [dirty, tidy] = [study.heads['litter']!, study.heads['clean']!]
    expect(dirty.summary.gcShare).toBeGreaterThan(0.01)
    expect(dirty.summary.gcShare).toBeLessThanOrEqual(1)
    expect(dirty.summary.gcShare).toBeGreaterThan(tidy.summary.gcShare!)
    const { gcMs, wallMs } = dirty.columns
    expect(gcMs!.every((ms, i) => ms >= 0 && ms <= wallMs[i]! + 0.1)).toBe(true)
    expect(tidy.columns.gcMs).toHaveLength(40)
    const folder = mkdtempSync(join(tmpdir(), 'hydra-gc-'))
    try {
      await study.save(folder)
      const again = await loadStudy(folder)
      expect(again.heads['litter']!.summary).toEqual(dirty.summary)
      expect(again.heads['litter']!.columns.gcMs).toEqual(gcMs)
      expect(again.heads['litter']!.helperShare).toBe(dirty.helperShare)
      expect(again.comparisons).toEqual(study.comparisons)
    } finally {
      rmSync(folder, { recursive: true })
    }
  })

  test('a batch has its collections divided by its calls', async () => {
    const kept: unknown[] = []
    const small = (): unknown => (kept[0] = Array.from({ length: 40 }, (_, i) => [i, i, i, i]))
    const study = await profile({ heads: { small }, trials: 600 })
    const { unit, summary, columns } = study.heads['small']!
    expect(unit).toBe('batch')
    expect(summary.gcShare).toBeGreaterThan(0)
    expect(columns.gcMs!.every((ms, i) => ms <= columns.wallMs[i]! * 1.5)).toBe(true)
  })

  test('a command has no collections: absent, not 0', async () => {
    const study = await profile({ heads: { command: { command: [process.execPath, '-e', ''] } }, trials: 2, warmup: 0 })
    const { summary, columns } = study.heads['command']!
    expect(columns.gcMs).toBeUndefined()
    expect(summary).toMatchObject({ gcMs: undefined, gcShare: undefined })
  })
})

describe('gc', () => {
  test.each([['once', 1], ['each', 6]] as const)('%s: %i collections before a head of six trials', async (gc, expected) => {
    const seen: number[] = []
    const head = { run: () => 1, beforeEach: () => undefined }
    const [turn, collected] = [{ name: 'a' }, { count: 0 }]
    const collector = new Collector(gc, () => (collected.count += 1))
    for (let trial = 0; trial < 6; trial += 1) {
      collector.before(turn)
      seen.push(collected.count)
    }
    expect(seen.at(-1)).toBe(expected)
    const study = await profile({ heads: { a: head, b: () => 2 }, trials: 6, gc })
    expect(study.heads['a']!.summary.successes).toBe(6)
    expect(study.heads['b']).toMatchObject({ unit: 'batch', summary: { successes: 6 } })
  }) // prettier-ignore

  test('the collector is found without --expose-gc', () => {
    expect(findGc()).toBeTypeOf('function')
  })

  test('where it cannot be had the study goes on, and says so', () => {
    const warnings: string[] = []
    const collector = Collector.of('each', ({ code }) => warnings.push(code), () => undefined) // prettier-ignore
    expect(warnings).toEqual(['HYD-3021'])
    expect(collector.isDue({ name: 'a' })).toBe(false)
  })

  test('anything else is refused', async () => {
    const refused = profile({ heads: { a: () => 1 }, gc: 'sometimes' as never })
    await expect(refused).rejects.toMatchObject({ code: 'HYD-1003', where: { option: 'gc' } })
  })
})

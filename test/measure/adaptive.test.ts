/** Adaptive studies: they stop at the verdict, and send heads away that have nothing more to say. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { onWarning } from '../../src/errors/index.ts'
import { loadStudy } from '../../src/files/index.ts'
import { profile, type Progress } from '../../src/measure/index.ts'
import type { Study } from '../../src/study/index.ts'

onWarning(() => undefined)
/** Work of its own, which needs nothing from outside itself. */
const work = (rounds: number): (() => number) =>
  // eslint-disable-next-line no-new-func, @typescript-eslint/no-implied-eval -- a test runner may instrument what stands in this file
  new Function(
    `return () => { let h = 7; for (let i = 0; i < ${rounds}; i += 1) h = (Math.imul(h, 31) + i) | 0; return h }`,
  )() as never
const trialsOf = (study: Study, name: string): number => study.heads[name]!.summary.trials
const many = (count: number, factor: number): Record<string, () => number> =>
  Object.fromEntries(Array.from({ length: count }, (_, i) => [`h${i}`, work(400 * (1 + factor * i))]))

describe('profile({ mode: "adaptive" })', () => {
  test('a large difference is settled long before the trials are up, and all heads have the same number', async () => {
    const done: Progress[] = []
    const study = await profile({
      heads: { one: work(400), two: work(1000) },
      mode: 'adaptive',
      trials: 1000,
      onProgress: (progress) => done.push(progress),
    })
    expect(study.comparisons[0]).toMatchObject({ a: 'one', b: 'two', verdict: 'faster' })
    expect(trialsOf(study, 'one')).toBeLessThan(1000)
    expect(trialsOf(study, 'two')).toBe(trialsOf(study, 'one'))
    expect(study).toMatchObject({ mode: 'adaptive', trials: 1000, partial: false })
    expect(done.at(-1)).toMatchObject({ done: 2000, total: 2000 })
  })

  test('`trials` is the most that a head has, and a study that can prove nothing by then has them', async () => {
    const study = await profile({ heads: { one: work(400), two: work(1000) }, mode: 'adaptive', trials: 10 })
    expect(trialsOf(study, 'one')).toBe(10)
    expect(study.comparisons[0]?.verdict).toBe('undecided')
  })

  test('"fixed" has exactly the trials asked for, whatever is settled', async () => {
    const study = await profile({ heads: { one: work(400), two: work(4000) }, trials: 101 })
    expect(['one', 'two'].map((name) => trialsOf(study, name))).toEqual([101, 101])
    expect(study.heads['two']?.stopped).toBeUndefined()
  })

  test('heads that are called as they are stop early too, and heads that wait', async () => {
    const called = await profile({ heads: { one: work(40_000), two: work(400_000) }, mode: 'adaptive', trials: 400, warmup: 3 })
    expect(called.comparisons[0]?.verdict).toBe('faster')
    expect(trialsOf(called, 'one')).toBeLessThan(400)
    const sleep = (ms: number) => () => new Promise((resolve) => setTimeout(resolve, ms))
    const waiting = await profile({ heads: { one: sleep(1), two: sleep(20) }, mode: 'adaptive', trials: 200 })
    expect(waiting.comparisons[0]?.verdict).toBe('faster')
    expect(trialsOf(waiting, 'one')).toBeLessThan(200)
  })

  test('a head that never succeeds does not keep the others going', async () => {
    const broken = (): never => {
      throw new Error('broken')
    }
    const study = await profile({ heads: { one: work(400), two: work(4000), broken }, mode: 'adaptive', trials: 2000 })
    expect(trialsOf(study, 'one')).toBeLessThan(2000)
    expect(study.heads['broken']?.summary.successes).toBe(0)
  })

  test('stopped by its signal it is partial', async () => {
    const stop = new AbortController()
    const onProgress = ({ done }: Progress): void => void (done > 3 && stop.abort())
    const heads = { one: () => new Promise((resolve) => setTimeout(resolve, 60)) }
    const study = await profile({ heads, mode: 'adaptive', trials: 500, warmup: 0, signal: stop.signal, onProgress })
    expect(study.partial).toBe(true)
  })
})

describe('heads that stop before the others', () => {
  test('one proven 3 times slower keeps its profile, says why, and is loaded so', async () => {
    const heads = { near: work(4000), nearly: work(4040), far: work(40_000) }
    const study = await profile({ heads, mode: 'adaptive', trials: 400 })
    expect(study.heads['far']?.stopped).toMatchObject({
      by: 'outclassed',
      reason: expect.stringMatching(/3 times slower.* after \d+ trials$/),
    })
    expect(trialsOf(study, 'far')).toBeLessThan(trialsOf(study, 'near'))
    expect(study.comparisons.filter(({ b }) => b === 'far').map(({ verdict }) => verdict)).toContain('faster')
    expect(study.heads['near']?.stopped).toBeUndefined()
    expect(JSON.stringify(study)).toContain('"by":"outclassed"')
    const folder = mkdtempSync(join(tmpdir(), 'hydra-adaptive-'))
    try {
      await study.save(folder)
      const again = await loadStudy(folder)
      expect(again.heads['far']?.stopped).toEqual(study.heads['far']?.stopped)
      expect(again.comparisons).toEqual(study.comparisons)
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  })

  test('of 12 heads the better half goes on, and nobody is held against a head that left', async () => {
    const study = await profile({ heads: many(12, 0.1), mode: 'adaptive', trials: 120 })
    const left = study.names.filter((name) => study.heads[name]?.stopped !== undefined)
    expect(left.length).toBeGreaterThanOrEqual(6)
    expect(left).not.toContain('h0')
    for (const name of left) {
      expect(trialsOf(study, name)).toBeGreaterThan(0)
      expect(trialsOf(study, name)).toBeLessThan(120)
    }
    expect(study.comparisons).toHaveLength(11)
    for (const { b } of study.comparisons) expect(left).not.toContain(b)
    for (const { a, blocks } of study.comparisons) expect(blocks).toBeLessThanOrEqual(trialsOf(study, a) / 2)
  })

  test('the reference stays, however slow it is', async () => {
    const study = await profile({
      heads: { ...many(10, 0.1), base: work(4000) },
      reference: 'base',
      mode: 'adaptive',
      trials: 80,
    })
    expect(study.heads['base']?.stopped).toBeUndefined()
    expect(new Set(study.comparisons.map(({ b }) => b))).toEqual(new Set(['base']))
  })

  test('within a budget of time too', async () => {
    const study = await profile({ heads: many(10, 0.3), mode: 'adaptive', budgetMs: 1500 })
    expect(study.names.filter((name) => study.heads[name]?.stopped !== undefined).length).toBeGreaterThanOrEqual(5)
    expect(study.heads['h0']?.stopped).toBeUndefined()
  })
})

describe('adaptive, with calls that overlap', () => {
  const nap = (ms: number) => (): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

  test('a large difference ends the study at a look, with as many trials of each', async () => {
    const heads = { quick: nap(2), slow: nap(9) }
    const study = await profile({ heads, mode: 'adaptive', concurrency: 4, trials: 400, verify: () => true })
    expect(study.comparisons[0]).toMatchObject({ a: 'quick', b: 'slow', verdict: 'faster', clock: 'wall' })
    // 400 trials are 20 blocks of visits; the looks at which anything can be proven come after 10 and 14 of them.
    expect([10, 14]).toContain(study.comparisons[0]?.blocks)
    expect([trialsOf(study, 'quick'), trialsOf(study, 'slow')]).toEqual(Array(2).fill(study.comparisons[0]!.blocks * 20))
    expect(study).toMatchObject({ mode: 'adaptive', partial: false })
  })

  test('equal heads have all their trials; so has a fixed study', async () => {
    const same = await profile({ heads: { a: nap(3), b: nap(3) }, mode: 'adaptive', margin: 0.0001, concurrency: 4, trials: 120 })
    expect([trialsOf(same, 'a'), trialsOf(same, 'b')]).toEqual([120, 120])
    const fixed = await profile({ heads: { quick: nap(1), slow: nap(6) }, concurrency: 4, trials: 120 })
    expect([trialsOf(fixed, 'quick'), trialsOf(fixed, 'slow')]).toEqual([120, 120])
  })

  test('within a budget of time too', async () => {
    const budgetMs = 8000
    const heads = { quick: nap(2), slow: nap(9) }
    const study = await profile({ heads, mode: 'adaptive', concurrency: 4, budgetMs, verify: () => true })
    const { blocks, verdict } = study.comparisons[0]!
    // A machine that is busy enough has no tenth block within the time: then there is nothing to end at.
    if (blocks < 10) return expect(verdict).toBe('undecided')
    expect(verdict).toBe('faster')
    expect([10, 14]).toContain(blocks)
  })

  test('of many heads the better half goes on', async () => {
    const heads = Object.fromEntries(Array.from({ length: 9 }, (_, i) => [`h${i}`, nap(1 + 2 * i)]))
    const study = await profile({ heads, mode: 'adaptive', concurrency: 4, trials: 160, verify: () => true })
    expect(study.heads['h8']?.stopped?.by).toMatch(/outclassed|halving/)
    expect(trialsOf(study, 'h8')).toBeLessThan(trialsOf(study, 'h0'))
    expect(study.heads['h0']?.stopped).toBeUndefined()
  })
})

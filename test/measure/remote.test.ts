/** Remote and paid heads: called by their trials alone, paced by what they answer, within a budget of cost. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { onWarning } from '../../src/errors/index.ts'
import { loadStudy } from '../../src/files/index.ts'
import { CostBudget } from '../../src/measure/cost.ts'
import { profile } from '../../src/measure/index.ts'
import { delayMs, retryAfterMs } from '../../src/measure/remote/retry-after.ts'
import type { TrialResult } from '../../src/measure/trial/run.ts'

onWarning(() => undefined)
const remote = 'remote' as const
const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

describe('a remote head', () => {
  test('is called once a trial and never else, is judged by wall time, and its halves are the floor', async () => {
    const calls = { a: 0, b: 0 }
    const a = { kind: remote, version: 'model-2026-01', run: () => sleep(1).then(() => (calls.a += 1)) }
    const b = { kind: remote, run: () => (calls.b += 1) }
    const study = await profile({ heads: { a, b }, trials: 40 })
    expect(calls).toEqual({ a: 40, b: 40 })
    expect(study.heads['a']).toMatchObject({ kind: 'remote', version: 'model-2026-01', unit: 'call', rebuilt: false })
    expect(study.comparisons[0]!.clockReason).toMatch(/runs on another machine/)
    expect(study.noiseFloor).toMatchObject({ by: 'halves', blocks: expect.any(Number) as number })
    expect(study.environment.cpu).toBe('remote: a model-2026-01, b of unknown version')
    const folder = mkdtempSync(join(tmpdir(), 'hydra-remote-'))
    try {
      await study.save(folder)
      const again = await loadStudy(folder)
      expect(again.heads['a']).toMatchObject({ kind: 'remote', version: 'model-2026-01' })
      expect(again.noiseFloor).toEqual(study.noiseFloor)
      expect(again.comparisons).toEqual(study.comparisons)
    } finally {
      rmSync(folder, { recursive: true })
    }
  })

  test('may be a command: run once a trial and never else, with its own words for what fails, and wall time', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'hydra-remote-'))
    const calls = join(folder, 'calls')
    const script = (body: string): string[] => [
      process.execPath,
      '-e',
      `require('fs').appendFileSync(${JSON.stringify(calls)}, 'x'); ${body}`,
    ]
    const asks = { kind: remote, version: 'v2', cost: 0.1, command: script('console.log(Math.random())') }
    const fails = { kind: remote, command: script('process.exit(3)') }
    try {
      const study = await profile({ heads: { asks, fails }, trials: 6, verify: ({ exitCode }: { exitCode: number }) => exitCode === 0 }) // prettier-ignore
      expect(readFileSync(calls, 'utf8')).toHaveLength(12)
      expect(study.heads['asks']).toMatchObject({ kind: 'remote', version: 'v2', isolation: 'process', cost: 0.1, summary: { trials: 6, successes: 6 } }) // prettier-ignore
      expect(study.heads['fails']).toMatchObject({
        failures: { error: 6 },
        firstFailures: [{ code: 'HYD-3014' }, {}, {}, {}, {}],
      })
      expect(study.comparisons[0]!.clockReason).toMatch(/runs on another machine/)
      expect(study.environment.cpu).toBe('remote: asks v2, fails of unknown version')
      expect(study.warnings).toEqual([])
      const budget = await profile({ heads: { asks }, trials: 6, budgetCost: 0.35 })
      expect(budget.heads['asks']!.summary.trials).toBe(3)
    } finally {
      rmSync(folder, { recursive: true })
    }
  })

  test('beside local heads these are warmed up, it is not; the machine stays what it is', async () => {
    const calls = { far: 0, near: 0 }
    const heads = { far: { kind: remote, run: () => void (calls.far += 1) }, near: () => void (calls.near += 1) }
    const study = await profile({ heads, trials: 6, warmup: 2 })
    expect(calls).toEqual({ far: 6, near: 8 })
    expect(study.environment.cpu).not.toMatch(/remote/)
  })

  test('a study with no other kind than remote is no other option', async () => {
    const refused = profile({ heads: { a: { run: () => 1, kind: 'distant' as never, version: '' } } })
    await expect(refused).rejects.toMatchObject({ code: 'HYD-1003', details: { count: 2 } })
  })
})

describe('Retry-After', () => {
  test('of a real server is waited for: no trial, no time, no failure', async () => {
    let asked = 0
    const server = createServer((_, response) => {
      asked += 1
      if (asked % 3 === 0) response.writeHead(asked % 2 === 0 ? 429 : 503, { 'retry-after': '0.2' }).end()
      else response.end('fine')
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as AddressInfo
    try {
      const get = { kind: remote, run: () => fetch(`http://127.0.0.1:${port}/`) }
      const startedAt = performance.now()
      const study = await profile({ heads: { get }, trials: 8, verify: (response: Response) => response.status === 200 })
      expect(study.heads['get']!.summary).toMatchObject({ trials: 8, successes: 8 })
      expect(study.heads['get']!.paced).toEqual({ times: 3, waitedMs: 600 })
      expect(performance.now() - startedAt).toBeGreaterThan(600)
      // The first call opens a connection; later ones have no wait in them.
      expect(study.heads['get']!.summary.durationMs.median).toBeLessThan(150)
    } finally {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    }
  })

  const throwing = (delays: (string | number)[]): { kind: 'remote'; run: () => number } => ({
    kind: remote,
    run: () => {
      const retryAfter = delays.shift()
      if (retryAfter !== undefined) throw Object.assign(new Error('slow down'), { status: 429, retryAfter })
      return 1
    },
  })

  test('longer than the limit of a call is not waited for: the answer counts as it is', async () => {
    const startedAt = performance.now()
    const study = await profile({ heads: { a: throwing([60]) }, trials: 2, timeoutMs: 500 })
    expect(study.heads['a']!.failures.error).toBe(1)
    expect(study.heads['a']!.summary.successes).toBe(1)
    expect(performance.now() - startedAt).toBeLessThan(5000)
  })

  test('nor one that the budget of time does not hold', async () => {
    const study = await profile({ heads: { a: throwing([5]) }, trials: 2, budgetMs: 1000 })
    expect(study.heads['a']!.failures.error).toBe(1)
    expect(study.elapsedMs).toBeLessThan(3000)
  })

  test('an abort ends the wait', async () => {
    const controller = new AbortController()
    setTimeout(() => controller.abort(), 500)
    const study = await profile({ heads: { a: throwing([8]) }, trials: 2, signal: controller.signal })
    expect(study.partial).toBe(true)
    expect(study.heads['a']!.failures.aborted).toBe(1)
    expect(study.elapsedMs).toBeLessThan(4000)
  })

  test('all calls of a head wait together', async () => {
    let told = false
    const begun: number[] = []
    const startedAt = performance.now()
    const run = async (): Promise<number> => {
      begun.push(performance.now() - startedAt)
      await sleep(5)
      if (told) return 1
      told = true
      throw Object.assign(new Error('slow down'), { retryAfter: 0.3 })
    }
    const study = await profile({ heads: { a: { kind: remote, run } }, trials: 12, concurrency: 3 })
    expect(study.heads['a']!.summary.successes).toBe(12)
    expect(begun.filter((ms) => ms > 200)).toHaveLength(10)
  })

  const today = Date.UTC(2026, 0, 31, 12)
  test.each([
    ['2', 2000], [1.5, 1500], [' 3 ', 3000], ['0', 0], ['Sat, 31 Jan 2026 12:00:05 GMT', 5000], ['Sat, 31 Jan 2026 11:00:00 GMT', 0],
    ['soon', undefined], ['', undefined], [-1, undefined], [NaN, undefined], [undefined, undefined], [{}, undefined],
  ])('a delay of %j is %j ms', (value, expected) => {
    expect(delayMs(value, today)).toBe(expected)
  }) // prettier-ignore

  test.each([
    ['a header of a response', { status: 429, headers: new Headers({ 'retry-after': '2' }) }, 2000],
    ['a plain header of an error', { response: { status: 503, headers: { 'Retry-After': '1' } } }, 1000],
    ['a 429 without a time', { status: 429 }, 1000],
    ['a 503 without a time', { status: 503 }, undefined],
    ['another status', { status: 500, retryAfter: 1 }, undefined],
    ['an answer', { status: 200 }, undefined],
    ['a text', 'x', undefined],
    ['a getter that throws', { get status(): number { throw new Error('x') } }, undefined],
  ] as const)('%s', (_, answer, expected) => {
    expect(retryAfterMs(answer, 0, today)).toBe(expected)
  }) // prettier-ignore

  test('anything may be asked', () => {
    fc.assert(fc.property(fc.anything(), (answer) => {
      const ms = retryAfterMs(answer, 1, today)
      expect(ms === undefined || ms >= 0).toBe(true)
    })) // prettier-ignore
  })
})

describe('a budget of cost', () => {
  test('ends the study before the call that could exceed it', async () => {
    let calls = 0
    const head = { kind: remote, cost: 0.3, run: () => (calls += 1) }
    const study = await profile({ heads: { a: head, b: head }, trials: 10, budgetCost: 2 })
    expect(calls).toBe(6)
    expect(study.partial).toBe(true)
    const warning = study.warnings.find(({ code }) => code === 'HYD-3023')
    expect(warning!.message).toContain('after 6 of 20 trials: 1.80 of the budget of 2')
    expect(study.warnings.map(({ code }) => code)).not.toContain('HYD-3005')
    expect(study.names.reduce((sum, name) => sum + study.heads[name]!.summary.trials, 0)).toBe(6)
    expect(study.names.reduce((sum, name) => sum + study.heads[name]!.failures.aborted, 0)).toBe(0)
  })

  test('counts what calls say they cost, the warm-up too, and enough is enough', async () => {
    let calls = 0
    const run = (): number => (calls += 1)
    const metrics = (): { cost: number } => ({ cost: 0.5 })
    const study = await profile({ heads: { a: { run, cost: 0.1 } }, trials: 20, budgetCost: 5, metrics })
    expect(calls).toBe(10)
    expect(study.heads['a']).toMatchObject({ unit: 'call', summary: { trials: 7 } })
    const whole = await profile({ heads: { a: { run, cost: 1, kind: remote } }, trials: 5, budgetCost: 5 })
    expect(whole.partial).toBe(false)
    expect(whole.warnings).toEqual([])
  })

  test('holds for calls beside each other', async () => {
    let calls = 0
    const run = async (): Promise<void> => {
      calls += 1
      await sleep(5)
    }
    await profile({ heads: { a: { run, kind: remote, cost: 1 } }, trials: 100, concurrency: 8, budgetCost: 20.5 })
    expect(calls).toBe(20)
  })

  test('is never exceeded by declared costs, whatever the order of ends', () => {
    const steps = fc.array(fc.tuple(fc.boolean(), fc.integer({ min: 1, max: 50 })), { maxLength: 200 })
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 500 }), steps, (limit, all) => {
        const budget = new CostBudget(limit)
        const running: { name: string; cost: number; reserved: number }[] = []
        for (const [ends, cost] of all) {
          const call = ends ? running.shift() : undefined
          const result = { metrics: [] } as unknown as TrialResult
          if (call !== undefined) budget.settle(call, call.reserved, result)
          const reserved = budget.reserve({ name: `${cost}`, cost })
          if (reserved !== undefined) running.push({ name: `${cost}`, cost, reserved })
          expect(budget.spent).toBeLessThanOrEqual(limit)
        }
      }),
    )
  })
})

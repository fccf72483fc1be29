/** Calls that overlap, and calls at a rate: against a real server that stalls. */
import { createServer, request, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, describe, expect, test } from 'vitest'
import { onWarning } from '../../src/errors/index.ts'
import { loadStudy } from '../../src/files/index.ts'
import { profile } from '../../src/measure/index.ts'
import { mostPending, visitCalls, widthOf, type FlowOptions } from '../../src/measure/flow/plan.ts'

onWarning(() => undefined)
const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

let server: Server | undefined
afterEach(async () => {
  server?.closeAllConnections()
  await new Promise<void>((resolve) => (server === undefined ? resolve() : server.close(() => resolve())))
  server = undefined
})

/** Answers at once, but for one stall of `stallMs` that begins with request number `stallAt`: all wait for its end. */
async function stallingServer(stallAt: number, stallMs: number): Promise<() => Promise<number>> {
  let [requests, openAt] = [0, 0]
  server = createServer((_, response) => {
    requests += 1
    if (requests === stallAt) openAt = performance.now() + stallMs
    setTimeout(() => response.end('x'), Math.max(0, openAt - performance.now()))
  })
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return () =>
    new Promise((resolve, reject) => {
      const asked = request({ port, host: '127.0.0.1', agent: false }, (response) => {
        response.resume().on('end', () => resolve(response.statusCode ?? 0))
      })
      asked.on('error', reject).end()
    })
}

describe('a stall of a server', () => {
  const trials = 200
  const ratePerSecond = 100

  test('hides from a closed loop, and shows in an open one', async () => {
    const closed = await profile({ heads: { get: await stallingServer(60, 800) }, trials, warmup: 0 })
    await new Promise<void>((resolve) => server?.close(() => resolve()))
    const open = await profile({ heads: { get: await stallingServer(60, 800) }, trials, warmup: 0, ratePerSecond })
    const slow = ({ heads }: typeof open): number =>
      heads['get']!.columns.wallMs.reduce((count, ms) => (ms > 200 ? count + 1 : count), 0)
    expect(closed.heads['get']!.summary.successes).toBe(trials)
    expect(open.heads['get']!.summary.successes).toBe(trials)
    expect(slow(closed)).toBeLessThan(trials * 0.05)
    // 800 ms at 100 a second: 80 calls were due, and those of the first 600 ms waited for more than 200.
    expect(slow(open)).toBeGreaterThan(30)
    expect(open.heads['get']!.summary.durationMs.p90).toBeGreaterThan(200)
  })
})

describe('concurrency', () => {
  test('keeps so many calls running, and no two heads at a time', async () => {
    const running = { a: 0, b: 0 }
    const most = { a: 0, b: 0 }
    let mixed = false
    const head = (name: 'a' | 'b') => async (): Promise<number> => {
      running[name] += 1
      if (running[name] > most[name]) most[name] = running[name]
      mixed ||= running.a > 0 && running.b > 0
      await sleep(3)
      running[name] -= 1
      return 1
    }
    const study = await profile({ heads: { a: head('a'), b: head('b') }, trials: 60, concurrency: 6, verify: (one) => one === 1 })
    expect(most).toEqual({ a: 6, b: 6 })
    expect(mixed).toBe(false)
    for (const name of ['a', 'b']) {
      const { summary, unit, columns } = study.heads[name]!
      expect(summary).toMatchObject({ trials: 60, successes: 60 })
      expect(unit).toBe('call')
      expect(columns).toMatchObject({ wallMs: expect.any(Float64Array) as Float64Array })
      expect(columns.cpuMs).toBeUndefined()
      expect(columns.gcMs).toBeUndefined()
    }
    expect(study.comparisons[0]).toMatchObject({ clock: 'wall', paired: true, blocks: 5 })
    expect(study.record).toMatchObject({ concurrency: 6 })
  })

  test('each call has a limit of its own, and a head that hangs is given up', async () => {
    let call = 0
    const some = (): Promise<number> => ((call += 1) % 3 === 0 ? new Promise(() => undefined) : Promise.resolve(1))
    const study = await profile({ heads: { some }, trials: 12, concurrency: 4, timeoutMs: 60, warmup: 0, giveUpAfter: 50 })
    expect(study.heads['some']!.failures.timeout).toBe(4)
    expect(study.heads['some']!.summary.successes).toBe(8)
    const hangs = await profile({ heads: { hangs: () => new Promise(() => undefined) }, trials: 90, concurrency: 5, timeoutMs: 30, warmup: 0 }) // prettier-ignore
    expect(hangs.heads['hangs']!.failures).toMatchObject({ timeout: 5, skipped: 85 })
  })

  test('an abort ends all calls that run', async () => {
    const controller = new AbortController()
    const startedAt = performance.now()
    let begun = 0
    const waits = (): Promise<void> => {
      if ((begun += 1) === 8) setTimeout(() => controller.abort(), 20)
      return sleep(60_000)
    }
    const study = await profile({
      heads: { waits },
      trials: 50,
      concurrency: 8,
      warmup: 0,
      signal: controller.signal,
    })
    expect(study.partial).toBe(true)
    expect(study.heads['waits']!.failures.aborted).toBe(8)
    expect(performance.now() - startedAt).toBeLessThan(5000)
  })

  test('commands run beside each other', async () => {
    const heads = { node: { command: [process.execPath, '-e', ''] } }
    const study = await profile({ heads, trials: 4, concurrency: 2, warmup: 0 })
    expect(study.heads['node']!.summary).toMatchObject({ successes: 4 })
  })
})

describe('a rate', () => {
  test('starts calls by the clock, however long they take', async () => {
    const startedAt = performance.now()
    const study = await profile({ heads: { slow: () => sleep(150) }, trials: 40, ratePerSecond: 200, warmup: 0 })
    const tookMs = performance.now() - startedAt
    expect(study.heads['slow']!.summary.successes).toBe(40)
    // Two visits of 100 ms and the last call of each; one after the other they would take six seconds.
    expect(tookMs).toBeGreaterThan(2 * 95 + 150)
    expect(tookMs).toBeLessThan(3000)
  })

  test('a synchronous head queues: its times grow, and with too few trials to saturate it they are whole', async () => {
    const busy = (): void => {
      const until = performance.now() + 4
      while (performance.now() < until);
    }
    const study = await profile({ heads: { busy }, trials: 40, ratePerSecond: 500, warmup: 0 })
    const { columns, summary } = study.heads['busy']!
    expect(summary.successes).toBe(40)
    // Due every 2 ms, done every 4: the 20th call of a visit waits for 19 * 2 ms.
    expect(columns.wallMs[19]).toBeGreaterThan(35)
    expect(columns.wallMs[19]).toBeGreaterThan(columns.wallMs[1]! + 20)
  })

  test('a head that cannot keep up is given up, and says so; the others are measured', async () => {
    const heads = {
      never: () => sleep(400),
      good: () => Promise.resolve(1),
    }
    const study = await profile({ heads, trials: 60, ratePerSecond: 100, concurrency: 1, timeoutMs: 1000, warmup: 0 })
    const warning = study.warnings.find(({ code }) => code === 'HYD-3022')
    expect(warning).toMatchObject({ where: { head: 'never' } })
    expect(study.heads['never']!.failures.skipped).toBeGreaterThan(40)
    expect(study.heads['good']!.summary.successes).toBe(60)
  })

  test('is kept in the files of the study', async () => {
    const study = await profile({ heads: { a: () => 1 }, trials: 4, ratePerSecond: 400, concurrency: 3, warmup: 0 })
    const folder = mkdtempSync(join(tmpdir(), 'hydra-flow-'))
    try {
      await study.save(folder)
      const { record } = await loadStudy(folder)
      expect(record).toMatchObject({ ratePerSecond: 400, concurrency: 3, clock: 'wall' })
    } finally {
      rmSync(folder, { recursive: true })
    }
  })

  test('within a budget of time it ends in time', async () => {
    const startedAt = performance.now()
    const study = await profile({ heads: { a: () => sleep(2), b: () => sleep(2) }, budgetMs: 500, ratePerSecond: 200 })
    expect(performance.now() - startedAt).toBeLessThan(3000)
    expect(study.heads['a']!.summary.successes).toBeGreaterThan(4)
  })
})

describe('visits', () => {
  const flow = fc.record({
    trials: fc.oneof(fc.integer({ min: 1, max: 100_000 }), fc.constant(Infinity)),
    budgetMs: fc.integer({ min: 1, max: 100_000 }),
    concurrency: fc.option(fc.integer({ min: 1, max: mostPending }), { nil: undefined }),
    ratePerSecond: fc.option(fc.double({ min: 0.01, max: 1e6, noNaN: true }), { nil: undefined }),
  })

  test('have whole calls, one or more, and never fewer than run at a time in a closed loop', () => {
    fc.assert(
      fc.property(flow, fc.integer({ min: 1, max: 9 }), fc.double({ min: 0, max: 1e4, noNaN: true }), (options: FlowOptions, heads, ms) => {
        const calls = visitCalls(options, heads, ms)
        expect(Number.isInteger(calls) && calls >= 1).toBe(true)
        if (options.ratePerSecond === undefined) expect(calls).toBeGreaterThanOrEqual(widthOf(options))
        else if (options.trials !== Infinity) expect(calls).toBeLessThanOrEqual(Math.ceil(options.trials / 2))
      }),
    )
  }) // prettier-ignore

  test('of a rate last a second where the trials suffice', () => {
    const calls = (trials: number, ratePerSecond: number): number =>
      visitCalls({ trials, budgetMs: undefined, concurrency: undefined, ratePerSecond }, 2, 1)
    expect(calls(1000, 100)).toBe(100)
    expect(calls(100_000, 100)).toBe(6250)
    expect(calls(100, 100)).toBe(50)
    const looked = { budgetMs: undefined, concurrency: undefined, mode: 'adaptive' } as const
    expect(visitCalls({ ...looked, trials: 100_000, ratePerSecond: 100 }, 2, 1)).toBe(2500)
    expect(visitCalls({ ...looked, trials: 1000, ratePerSecond: 100 }, 2, 1)).toBe(100)
  })

  test.each([['concurrency', 0], ['concurrency', 1.5], ['concurrency', 1e6], ['ratePerSecond', 0], ['ratePerSecond', NaN], ['ratePerSecond', Infinity]])('%s: %d is refused', async (option, value) => {
    await expect(profile({ heads: { a: () => 1 }, [option]: value })).rejects.toMatchObject({ code: 'HYD-1003', where: { option } })
  }) // prettier-ignore
})

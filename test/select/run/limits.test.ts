/** Calls that end early: time limits, callers that give up, a second head beside a slow one. Every pick is observed once whatever happens first. */
import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { createSelector, type CallLimits } from '../../support/select.ts'
import { countedSignal, expectObserved, failing, inOrder, never, sleep, untilAborted, type Context } from './heads.ts'

const unhandled: unknown[] = []
const note = (error: unknown): void => void unhandled.push(error)
beforeAll(() => void process.on('unhandledRejection', note))
afterAll(async () => {
  await sleep(5)
  process.off('unhandledRejection', note)
  expect(unhandled).toEqual([])
})

const codeOf = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => 'answered',
    (error: unknown) => (error as { code?: string }).code ?? (error as Error).name,
  )

describe('time limits', () => {
  test.each([
    ['of an attempt', { timeoutMs: 10 }],
    ['until the first chunk or answer', { firstTimeoutMs: 10 }],
  ])('%s: the head is told, it counts as failed, the next one is called', async (_, limits) => {
    let reason: unknown
    const slow = (__: unknown, { signal }: Context): Promise<never> => {
      signal.addEventListener('abort', () => (reason = signal.reason))
      return never()
    }
    const selector = inOrder({ heads: { a: slow, b: () => 'b' } })
    const { output, attempts } = await selector.call(0, limits)
    expect([output, attempts.map(({ head, code }) => [head, code])]).toEqual(['b', [['a', 'HYD-5017'], ['b', undefined]]]) // prettier-ignore
    expect(attempts[0]!.durationMs).toBeGreaterThanOrEqual(9)
    expect(reason).toMatchObject({ code: 'HYD-5017', message: 'head "a" gave no answer within 10 ms' })
    expect(selector.explain('a').lastFailure).toContain('gave no answer within 10 ms')
    expectObserved(selector, { a: 1, b: 1 })
  })

  test('of the selector, of a head, and of a call, which goes before that of the selector', async () => {
    const heads = { a: { run: never, timeoutMs: 5 }, b: () => 'b' }
    expect(await inOrder({ heads }).run(0)).toBe('b')
    expect(await inOrder({ heads: { a: never, b: () => 'b' }, timeoutMs: 5 }).run(0)).toBe('b')
    const patient = inOrder({ heads: { a: () => sleep(30).then(() => 'a'), b: () => 'b' }, timeoutMs: 5 })
    expect(await patient.run(0, { timeoutMs: Infinity })).toBe('a')
  })

  test('of all attempts: no further one is begun, and what was cut short by the others teaches nothing', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] })
    const limits = { timeoutMs: 20, attempts: 3, totalTimeoutMs: 30, now: () => performance.now() }
    const selector = createSelector({ heads: { a: never, b: never, c: never }, ...limits, seed: 3 })
    const failed = selector.run(0).catch((thrown: unknown) => thrown)
    await vi.advanceTimersByTimeAsync(100)
    vi.useRealTimers()
    const error = (await failed) as { code: string; details: Record<string, unknown[]> }
    expect(error.code).toBe('HYD-5009')
    const attempts = error.details['attempts'] as { head: string; code: string; durationMs: number }[]
    expect(attempts.map(({ code, durationMs }) => [code, durationMs])).toEqual([['HYD-5017', 20], ['HYD-5017', 10]]) // prettier-ignore
    const counts = selector.heads.map((head) => [head, head === attempts[0]!.head ? 1 : 0])
    expectObserved(selector, Object.fromEntries(counts) as Record<string, number>)
  })

  test('an answer that comes too late is let go of, also a failure', async () => {
    const cancelled = vi.fn()
    const late = async (): Promise<ReadableStream> => {
      await sleep(15)
      return new ReadableStream({ cancel: cancelled })
    }
    const lateFailure = (): Promise<never> => sleep(15).then(failing({}))
    const selector = inOrder<number, unknown>({ heads: { a: late, b: lateFailure }, timeoutMs: 5 })
    expect(await codeOf(selector.run(0))).toBe('HYD-5009')
    await sleep(30)
    expect(cancelled).toHaveBeenCalledTimes(1)
    expectObserved(selector, { a: 1, b: 1 })
  })

  test('no timer without a limit; with one it is cleared, and keeps nothing alive', async () => {
    const set = vi.spyOn(globalThis, 'setTimeout')
    const clear = vi.spyOn(globalThis, 'clearTimeout')
    const selector = inOrder({ heads: { a: failing({}), b: async () => Promise.resolve('b') } })
    await selector.run(0)
    await selector.call(0, { attempts: 2 })
    expect(set).not.toHaveBeenCalled()
    await selector.run(0, { timeoutMs: 5000, totalTimeoutMs: 6000, hedgeAfterMs: 4000 })
    const timers = set.mock.results.map(({ value }) => value as NodeJS.Timeout)
    expect(timers.length).toBeGreaterThan(0)
    const cleared = new Set(clear.mock.calls.map(([timer]) => timer))
    expect(timers.filter((timer) => timer.hasRef() || !cleared.has(timer))).toEqual([])
    vi.restoreAllMocks()
  })

  test('a limit beyond what timers can wait is no limit that rings at once', async () => {
    const selector = inOrder({ heads: { a: () => sleep(5).then(() => 'a') } })
    expect(await selector.run(0, { timeoutMs: 1e12 })).toBe('a')
  })
})

describe('the caller gives up', () => {
  test('before: nothing is picked or called', async () => {
    const a = vi.fn(() => 1)
    const selector = inOrder({ heads: { a } })
    const reason = new Error('gone')
    await expect(selector.run(0, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason)
    expect(a).not.toHaveBeenCalled()
    expect(selector.explain('a').picks).toBe(0)
  })

  test('meanwhile: it ends at once with the reason, teaches nothing, calls no other head', async () => {
    const b = vi.fn(() => 1)
    const { controller, count } = countedSignal()
    const selector = inOrder<number, unknown>({ heads: { a: never, b } })
    const promise = selector.run(0, { signal: controller.signal })
    expect([count(), selector.explain('a').pending]).toEqual([1, 1])
    const reason = new Error('gone')
    controller.abort(reason)
    await expect(promise).rejects.toBe(reason)
    expect([b.mock.calls.length, count(), selector.explain('a').count]).toEqual([0, 0, 0])
    expectObserved(selector, { a: 0, b: 0 })
  })

  test('the head ends by the signal it was given', async () => {
    const { controller, count } = countedSignal()
    const selector = inOrder({ heads: { a: untilAborted, b: untilAborted } })
    const promise = selector.run(0, { signal: controller.signal })
    controller.abort()
    await expect(promise).rejects.toThrow(/aborted/)
    await sleep(1)
    expect(count()).toBe(0)
    expectObserved(selector, { a: 0, b: 0 })
  })

  test('a signal that is read after it aborted is aborted', async () => {
    let context: Context | undefined
    const selector = inOrder({ heads: { a: (_: unknown, given: Context) => ((context = given), never()) }, timeoutMs: 5 })
    await codeOf(selector.run(0))
    expect(context!.signal.aborted).toBe(true)
    expect(context!.signal.reason).toMatchObject({ code: 'HYD-5017' })
  })

  test('a long-lived signal keeps no listener, whatever comes of a call', async () => {
    const { controller, count } = countedSignal()
    const { signal } = controller
    const heads = { a: failing({}), b: (x: number) => (x % 2 === 0 ? 'b' : failing({})()) }
    const selector = createSelector({ heads, ejection: false, timeoutMs: 1000 })
    for (let i = 0; i < 50; i += 1) await codeOf(selector.run(i, { signal }))
    await codeOf(selector.run(0, { signal, exclude: ['a', 'b'] }))
    await codeOf(inOrder({ heads: { a: failing({ status: 404 }) } }).run(0, { signal }))
    expect(count()).toBe(0)
  })

  test('a probe that is given up frees its place', async () => {
    const { controller } = countedSignal()
    let at = 0
    const selector = inOrder({ heads: { a: untilAborted, b: () => 'b' }, now: () => at, ejection: { jitter: 0 } })
    selector.eject('a', { forMs: 10 })
    at = 20
    const probe = codeOf(selector.run(0, { signal: controller.signal }))
    expect(selector.explain('a').state).toBe('half-open')
    expect(selector.pick().head).toBe('b')
    controller.abort()
    await probe
    expect(selector.pick()).toMatchObject({ head: 'a', probe: true })
  })
})

describe('a second head beside the first', () => {
  test('when the first is late; the first good answer wins, the other is told, and teaches nothing', async () => {
    let reason: unknown
    const slow = (_: unknown, { signal }: Context): Promise<string> =>
      new Promise((resolve) => {
        const timer = setTimeout(resolve, 1000, 'a')
        signal.addEventListener('abort', () => (clearTimeout(timer), (reason = signal.reason)))
      })
    const selector = inOrder({ heads: { a: slow, b: () => 'b' }, hedgeAfterMs: 5 })
    const { output, pick, attempts } = await selector.call(0)
    expect([output, pick.head]).toEqual(['b', 'b'])
    expect(attempts.map(({ head, ok, code }) => [head, ok, code])).toEqual([['a', false, 'abandoned'], ['b', true, undefined]]) // prettier-ignore
    expect((reason as Error).name).toBe('AbortError')
    expectObserved(selector, { a: 0, b: 1 })
  })

  test('not while the first is quick enough, nor where a call may have effects', async () => {
    const b = vi.fn(() => 'b')
    expect(await inOrder({ heads: { a: () => 'a', b }, hedgeAfterMs: 5 }).run(0)).toBe('a')
    const slow = (): Promise<string> => sleep(20).then(() => 'a')
    expect(await inOrder({ heads: { a: { run: slow, retry: false }, b }, hedgeAfterMs: 5 }).run(0)).toBe('a')
    expect(await inOrder({ heads: { a: slow, b: { run: b, retry: false } }, hedgeAfterMs: 5 }).run(0)).toBe('a')
    expect(b).not.toHaveBeenCalled()
  })

  test('one that fails leaves the other; when both fail there is one error', async () => {
    const late = (what: string) => () => sleep(15).then(failing({}, what))
    const selector = inOrder({ heads: { a: late('a'), b: failing({}, 'b') }, hedgeAfterMs: 5 })
    const error = (await selector.run(0).catch((thrown: unknown) => thrown)) as { cause: AggregateError }
    expect(error.cause.errors.map((each: Error) => each.message)).toEqual(['a', 'b'])
    const good = inOrder({ heads: { a: () => sleep(15).then(() => 'a'), b: failing({}) }, hedgeAfterMs: 5 })
    expect(await good.run(0)).toBe('a')
    expectObserved(good, { a: 1, b: 1 })
  })
})

describe('in any order of events', () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] }))

  test('each pick is observed once, nothing stays under way, no listener and no timer is left', async () => {
    const plan = fc.record({
      heads: fc.array(fc.record({ afterMs: fc.integer({ min: 0, max: 40 }), fails: fc.constantFrom<'no' | 'yes' | 'caller'>('no', 'no', 'yes', 'caller') }), { minLength: 1, maxLength: 4 }), // prettier-ignore
      timeoutMs: fc.option(fc.integer({ min: 1, max: 30 }), { nil: undefined }),
      totalTimeoutMs: fc.option(fc.integer({ min: 1, max: 50 }), { nil: undefined }),
      hedgeAfterMs: fc.option(fc.integer({ min: 1, max: 30 }), { nil: undefined }),
      abortAtMs: fc.option(fc.integer({ min: 0, max: 60 }), { nil: undefined }),
      attempts: fc.integer({ min: 1, max: 4 }),
      calls: fc.integer({ min: 1, max: 5 }),
    })
    await fc.assert(
      fc.asyncProperty(plan, async ({ heads, abortAtMs, calls, ...limits }) => {
        const { controller, count } = countedSignal()
        const given = JSON.parse(JSON.stringify(limits)) as CallLimits
        let begun = 0
        const head =
          ({ afterMs, fails }: (typeof heads)[number]) =>
          (): Promise<string> => {
            begun += 1
            const error = Object.assign(new Error('no'), fails === 'caller' ? { status: 400 } : {})
            return sleep(afterMs).then(() => (fails === 'no' ? 'yes' : Promise.reject(error)))
          }
        const named = Object.fromEntries(heads.map((own, i) => [`h${i}`, head(own)]))
        const selector = createSelector({ heads: named, seed: 1, now: () => performance.now(), ejection: false })
        const all = Array.from({ length: calls }, () => codeOf(selector.run(0, { ...given, signal: controller.signal })))
        if (abortAtMs !== undefined) setTimeout(() => controller.abort(), abortAtMs)
        await vi.advanceTimersByTimeAsync(500)
        const ends = await Promise.all(all)
        const told = selector.heads.map((name) => selector.explain(name))
        expect(told.map(({ pending }) => pending)).toEqual(told.map(() => 0))
        expect(told.reduce((sum, { picks }) => sum + picks, 0)).toBe(begun)
        expect([count(), vi.getTimerCount()]).toEqual([0, 0])
        for (const end of ends) expect(['answered', 'HYD-5009', 'AbortError', 'Error', 20]).toContain(end)
      }),
      { numRuns: 300, seed: 20261126 },
    )
    vi.useRealTimers()
  })
})

test('one signal may be of many calls at a time, without a warning', async () => {
  const warnings: unknown[] = []
  const warn = (warning: unknown): void => void warnings.push(warning)
  process.on('warning', warn)
  const { controller, count } = countedSignal()
  const selector = inOrder({ heads: { a: untilAborted } })
  const calls = Array.from({ length: 100 }, () => codeOf(selector.run(0, { signal: controller.signal })))
  expect(count()).toBe(1)
  controller.abort()
  expect(new Set(await Promise.all(calls))).toEqual(new Set([20]))
  await sleep(2)
  process.off('warning', warn)
  expect([count(), warnings]).toEqual([0, []])
  expectObserved(selector, { a: 0 })
})

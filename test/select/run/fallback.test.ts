/** run() and call(): one head after the other until one answers; each pick is observed once, and nothing stays under way. */
import { describe, expect, expectTypeOf, test, vi } from 'vitest'
import { createSelector, isHydraError } from '../../support/select.ts'
import { expectObserved, failing, inOrder, type Context } from './heads.ts'

const good = (name: string) => (input: number) => `${name}${input}`

async function rejected(promise: Promise<unknown>): Promise<Error & { code?: string; details?: Record<string, unknown> }> {
  return promise.then(
    () => expect.fail('it should have been rejected'),
    (error: unknown) => error as Error,
  )
}

describe('one call', () => {
  test.each([
    ['a value', (x: number) => x + 1],
    ['a promise', async (x: number) => Promise.resolve(x + 1)],
    ['a foreign promise', (x: number) => ({ then: (done: (value: number) => void) => done(x + 1) }) as PromiseLike<number>],
  ])('gives %s', async (_, head) => {
    const selector = inOrder<number, number>({ heads: { a: head } })
    expectTypeOf<ReturnType<typeof selector.run>>().resolves.toEqualTypeOf<number>()
    expect(await selector.run(1)).toBe(2)
    expect(await selector.run(1, {})).toBe(2)
    expect(await selector.call(5)).toEqual({
      output: 6,
      pick: { head: 'a', probability: 1, ticket: expect.any(Number) as number },
      attempts: [{ head: 'a', ok: true, durationMs: expect.any(Number) as number }],
    })
    expectObserved(selector, { a: 3 })
  })

  test.each([undefined, null, 0, '', false, { a: 1 }, [1, 2]])('hands on %j as it is', async (output) => {
    const selector = createSelector({ heads: { a: () => output, b: () => Promise.resolve(output) } })
    for (let i = 0; i < 6; i += 1) expect(await selector.run(0)).toBe(output)
  })

  test('tells the head its name, the number of the attempt, the time left and a signal', async () => {
    const seen: Context[] = []
    const head = (_: unknown, context: Context): string => (seen.push(context), 'x')
    const selector = inOrder({ heads: { a: failing({}), b: head } })
    await selector.run(0)
    await selector.run(0, { totalTimeoutMs: 1000 })
    expect(seen.map(({ head: name, attempt }) => [name, attempt])).toEqual([['b', 2], ['b', 2]]) // prettier-ignore
    expect(seen[0]!.remainingMs).toBe(Infinity)
    expect(seen[1]!.remainingMs).toBeGreaterThan(0)
    expect(seen[1]!.remainingMs).toBeLessThanOrEqual(1000)
    expect(seen[0]!.signal.aborted).toBe(false)
    expect(seen[0]!.signal).toBe(seen[0]!.signal)
  })

  test('measures by the clock of the selector', async () => {
    let at = 0
    const selector = inOrder({ heads: { a: () => void (at += 12) }, now: () => at })
    const { attempts } = await selector.call(0)
    expect(attempts).toEqual([{ head: 'a', ok: true, durationMs: 12 }])
    await selector.run(0)
    expect(selector.metrics()).toContain('hydra_selector_duration_seconds_total{head="a"} 0.024')
  })

  test('logs the decision before the head is called', async () => {
    const order: string[] = []
    const selector = createSelector({
      heads: { a: () => order.push('head') },
      onDecision: ({ head }) => order.push(`decision ${head}`),
    })
    await selector.run(0)
    expect(order).toEqual(['decision a', 'head'])
  })

  test('with a context and heads that are excluded', async () => {
    const selector = createSelector({ heads: { a: good('a'), b: good('b') }, seed: 1 })
    for (let i = 0; i < 10; i += 1) expect(await selector.run(1, { context: 'x', exclude: new Set(['a']) })).toBe('b1')
    expectObserved(selector, { a: 0, b: 10 })
  })
})

describe('the next head', () => {
  test.each([
    ['throws', failing({})],
    ['rejects', () => Promise.reject(new Error('no'))],
    ['throws no error', () => { throw undefined }], // prettier-ignore
    ['throws what throws when it is read', () => { throw new Proxy({}, { get: () => { throw new Error('hostile') } }) }], // prettier-ignore
  ])('is called when one %s', async (_, bad) => {
    const selector = inOrder<number, string>({ heads: { a: bad as () => never, b: good('b'), c: good('c') } })
    expect(await selector.run(1)).toMatch(/^[bc]1$/)
    const { attempts, pick, output } = await selector.call(2)
    expect(attempts.map(({ head, ok }) => [head, ok])).toEqual([['a', false], [pick.head, true]]) // prettier-ignore
    expect(output).toBe(`${pick.head}2`)
    expect(selector.explain('a').pending).toBe(0)
    expect(selector.metrics()).toContain('hydra_selector_successes_total{head="a"} 0')
  })

  test('none is called twice, and not more than there may be', async () => {
    const called: string[] = []
    const head = (_: unknown, { head: name }: Context): never => (called.push(name), failing({})())
    const selector = createSelector({ heads: { a: head, b: head, c: head }, attempts: 3, seed: 2 })
    const error = await rejected(selector.run(0))
    expect(error.code).toBe('HYD-5009')
    expect([...called].sort()).toEqual(['a', 'b', 'c'])
    called.length = 0
    await rejected(selector.run(0, { attempts: 1 }))
    expect(called).toHaveLength(1)
    called.length = 0
    await rejected(selector.run(0, { attempts: 9 }))
    expect([...called].sort()).toEqual(['a', 'b', 'c'])
  })

  test('two attempts are the rule, one where there is one head', async () => {
    for (const [heads, expected] of [
      [['a'], 1],
      [['a', 'b'], 2],
      [['a', 'b', 'c'], 2],
    ] as const) {
      // prettier-ignore
      const selector = createSelector({ heads: Object.fromEntries(heads.map((name) => [name, failing({})])) })
      expect((await rejected(selector.run(0))).details?.['attempts']).toHaveLength(expected)
    }
  })

  test('a head that must not be tried again ends it', async () => {
    const b = vi.fn(() => 'b')
    const selector = inOrder({ heads: { a: { run: failing({ code: 'E1' }), retry: false }, b } })
    const error = await rejected(selector.run(0))
    expect(error.details?.['attempts']).toEqual([{ head: 'a', code: 'E1', durationMs: expect.any(Number) as number }])
    expect(b).not.toHaveBeenCalled()
    expectObserved(selector, { a: 1, b: 0 })
  })
})

describe('all have failed', () => {
  test('one error, with the error of each in the order of attempts', async () => {
    const first = Object.assign(new Error('first'), { code: 'ECONNRESET' })
    const second = Object.assign(new Error('second'), { status: 503 })
    let at = 0
    const late = (error: Error, ms: number) => () => Promise.resolve().then(() => { at += ms; throw error }) // prettier-ignore
    const selector = inOrder({ heads: { a: late(first, 5), b: late(second, 7) }, now: () => at })
    const error = await rejected(selector.call(0))
    expect(isHydraError(error)).toBe(true)
    expect(error.code).toBe('HYD-5009')
    expect(error.message).toBe('2 of 2 heads were tried, and failed: "a": Error: first; "b": Error: second')
    expect((error.cause as AggregateError).errors).toEqual([first, second])
    expect(error.cause).toBeInstanceOf(AggregateError)
    expect(error.details).toEqual({
      errors: { a: first, b: second },
      attempts: [{ head: 'a', code: 'ECONNRESET', durationMs: 5 }, { head: 'b', code: '503', durationMs: 7 }],
    }) // prettier-ignore
    expectObserved(selector, { a: 1, b: 1 })
    expect(selector.explain('a').lastFailure).toBe('Error: first')
  })

  test('the others are excluded: the error tells of what was tried', async () => {
    const selector = inOrder({ heads: { a: failing({ name: 'OddError' }), b: good('b') } })
    const error = await rejected(selector.run(0, { exclude: ['b'] }))
    expect([error.code, error.details?.['attempts']]).toEqual(['HYD-5009', [{ head: 'a', code: 'OddError', durationMs: expect.any(Number) as number }]]) // prettier-ignore
    const none = await rejected(selector.run(0, { exclude: ['a', 'b'] }))
    expect(none.code).toBe('HYD-5008')
  })

  test('a failing head is ejected, and is not called any more', async () => {
    const a = vi.fn(failing({}))
    const selector = inOrder<number, string>({ heads: { a, b: good('b') }, now: () => 0 })
    for (let i = 0; i < 20; i += 1) expect(await selector.run(i)).toBe(`b${i}`)
    expect(a).toHaveBeenCalledTimes(5)
    expect(selector.explain('a').state).toBe('open')
    expectObserved(selector, { a: 5, b: 20 })
  })
})

describe('what is refused', () => {
  test.each([
    [{ timeoutMs: 0 }, 'timeoutMs'],
    [{ totalTimeoutMs: Number.NaN }, 'totalTimeoutMs'],
    [{ hedgeAfterMs: '5' }, 'hedgeAfterMs'],
    [{ attempts: 1.5 }, 'attempts'],
    [{ signal: true }, 'signal'],
    [{ classify: 1 }, 'classify'],
  ])('%j', async (options, option) => {
    const heads = { a: () => 1 }
    const refusal = option === 'classify' ? 'HYD-1002' : 'HYD-1003'
    const error = await rejected(createSelector({ heads }).run(0, options as object))
    expect([error.code, error.message]).toEqual([refusal, expect.stringContaining(option)])
    if (option !== 'signal') expect(() => createSelector({ heads, ...(options as object) })).toThrow(option)
  })

  test('an option that is none, and heads that are names', async () => {
    expect((await rejected(createSelector({ heads: { a: () => 1 } }).run(0, { timeout: 5 } as object))).code).toBe('HYD-1002')
    const selector = createSelector({ heads: ['a', 'b'] })
    expect((await rejected(selector.run(0))).code).toBe('HYD-1003')
    expect((await rejected(selector.call(0))).code).toBe('HYD-1003')
    expectObserved(selector, { a: 0, b: 0 })
  })
})

test('a rule of rewards that throws harms no call', async () => {
  const selector = createSelector({ heads: { a: () => 'x' }, reward: () => Number.NaN })
  expect(await selector.run(0)).toBe('x')
  expect(await selector.run(0, {})).toBe('x')
  expectObserved(selector, { a: 0 })
})

test('more calls under way than tickets are kept: all are answered, and nothing stays under way', async () => {
  let open: () => void = () => undefined
  const gate = new Promise<void>((resolve) => (open = resolve))
  const selector = createSelector({ heads: { a: () => gate.then(() => 1) }, ejection: false })
  const calls = Array.from({ length: 70_000 }, () => selector.run(0))
  open()
  expect((await Promise.all(calls)).every((output) => output === 1)).toBe(true)
  expect([selector.explain('a').pending, selector.explain('a').picks]).toEqual([0, 70_000])
})

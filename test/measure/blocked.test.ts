/** Heads that hold the thread, inline (faults.md A3): ended at their limit, the others finish and keep all their trials. */
import { describe, expect, test } from 'vitest'
import { onWarning } from '../../src/errors/index.ts'
import { profile } from '../../src/measure/index.ts'
import type { Study } from '../../src/study/index.ts'
import { armed, Arming } from '../../src/measure/trial/armed.ts'
import { byInspector, byScript } from '../../src/measure/trial/limited.ts'

onWarning(() => undefined)
const good = (): number => 1
const loop = (): never => {
  for (;;);
}

function expectStopped(study: Study, trials: number, limitMs: number): void {
  expect(study.heads['good']).toMatchObject({ summary: { trials, successes: trials } })
  expect(study.heads['bad']).toMatchObject({ isolation: 'inline', summary: { successes: 0 } })
  expect(study.heads['bad']?.firstFailures[0]).toMatchObject({ code: 'HYD-3008', where: { head: 'bad', trial: 0 } })
  expect(study.heads['bad']?.summary.failedMs).toBeGreaterThanOrEqual(limitMs * 0.9)
  expect(study.heads['bad']?.summary.failedMs).toBeLessThan(limitMs + 1000)
}

describe('a head that never comes back', () => {
  const hold = (): never => {
    for (;;) {
      try {
        loop()
      } catch {
        continue
      } finally {
        continue
      }
    }
  }
  const bad: [string, () => unknown][] = [
    ['an endless loop', loop],
    ['one in try, catch and finally', hold],
    ['an exponential regular expression', () => /^(a+)+$/.test(`${'a'.repeat(50)}b`)],
    ['Atomics.wait', () => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)],
    ['a loop in an async function, before its first await', async () => loop()],
  ]

  test.each(bad)('%s: HYD-3008, given up after giveUpAfter', async (_, run) => {
    const study = await profile({ heads: { bad: { run, timeoutMs: 60 }, good }, trials: 12, giveUpAfter: 3 })
    expectStopped(study, 12, 60)
    expect(study.heads['bad']?.failures).toMatchObject({ timeout: 3, skipped: 9 })
  })

  test('without a warm-up too', async () => {
    expectStopped(await profile({ heads: { bad: { run: loop, timeoutMs: 60 }, good }, trials: 3, warmup: 0 }), 3, 60)
  })

  test('from some call on: a batch is ended, its trials before that stay', async () => {
    let calls = 0
    const bad = (): number => {
      calls += 1
      if (calls > 40_000) for (;;);
      return calls
    }
    const heads = { bad: { run: bad, timeoutMs: 100 }, good: { run: good, timeoutMs: 100 } }
    const study = await profile({ heads, trials: 40, giveUpAfter: 2 })
    expect(study.heads['good']).toMatchObject({ summary: { trials: 40, successes: 40 } })
    expect(study.heads['bad']?.failures.timeout).toBe(2)
    expect(study.heads['bad']?.firstFailures.every(({ code }) => code === 'HYD-3008')).toBe(true)
    expect(study.heads['bad']!.summary.trials + study.heads['bad']!.failures.skipped).toBe(40)
  })

  test('while it is tuned: at its own limit, not that of hooks, and without a second call', async () => {
    const startedAt = performance.now()
    let calls = 0
    const waits = (): unknown => {
      calls += 1
      return calls > 3 ? new Promise(() => undefined) : 1
    }
    const kept = globalThis as Record<string, unknown>
    kept['hydraTuned'] = 0
    /* Needs nothing from outside itself: it has a copy. */
    const loops = (): number => {
      const all = globalThis as unknown as { hydraTuned: number }
      all.hydraTuned += 1
      if (all.hydraTuned > 3) for (;;);
      return 1
    }
    const heads = { waits, loops, good }
    const study = await profile({ heads, timeoutMs: 100, trials: 20, giveUpAfter: 2, selfCheck: false })
    delete kept['hydraTuned']
    expect(study.heads['good']?.summary).toMatchObject({ trials: 20, successes: 20 })
    for (const name of ['waits', 'loops']) expect(study.heads[name]?.failures).toMatchObject({ timeout: 2, skipped: 18 })
    // Two trials each: the other calls are one of the tuning.
    expect(calls).toBe(3 + 1 + 2)
    expect(performance.now() - startedAt).toBeLessThan(30_000)
  })

  test('judges that loop: the message says that they were stopped at their limit', async () => {
    const options = { heads: { good }, timeoutMs: 60, trials: 2, warmup: 0, selfCheck: false } as const
    const verified = await profile({ ...options, verify: loop })
    const measured = await profile({ ...options, metrics: loop })
    const stopped = 'it held the thread, and was stopped at its limit of 60 ms'
    expect(verified.heads['good']?.firstFailures[0]).toMatchObject({ code: 'HYD-3004', message: expect.stringContaining(stopped) as string }) // prettier-ignore
    expect(measured.heads['good']?.firstFailures[0]).toMatchObject({ code: 'HYD-3012', message: expect.stringContaining(stopped) as string }) // prettier-ignore
    const waiting = await profile({ ...options, metrics: () => new Promise(() => undefined) as never })
    expect(waiting.heads['good']?.firstFailures[0]?.message).toContain('no answer within 60 ms')
  })

  test('in a comparison within a budget', async () => {
    const startedAt = performance.now()
    const bad = (): number => {
      if (performance.now() - startedAt > 500) for (;;);
      return 1
    }
    const study = await profile({ heads: { bad: { run: bad, timeoutMs: 100 }, good: { run: good, timeoutMs: 100 } }, budgetMs: 1200, giveUpAfter: 1 }) // prettier-ignore
    expect(study.heads['good']?.summary.successes).toBeGreaterThan(0)
    expect(study.heads['good']?.summary.successRate).toBe(1)
    expect(study.heads['bad']?.firstFailures.map(({ code }) => code)).toEqual(['HYD-3008'])
  })

  test('set-up and tear-down hang at a limit too, of a minute: only that they are armed is seen here', async () => {
    const study = await profile({ heads: { bad: { run: good, setup: () => { throw new Error('x') } }, good }, trials: 2 }) // prettier-ignore
    expect(study.heads['bad']?.firstFailures[0]?.code).toBe('HYD-3006')
  })

  test('the code after it runs in no scope of a head: a later end of the process is nobody’s', async () => {
    const { currentScope } = await import('../../src/measure/trial/scope.ts')
    await profile({ heads: { bad: { run: loop, timeoutMs: 30 }, good }, trials: 4, giveUpAfter: 2 })
    expect(currentScope()).toBeUndefined()
  })
})

describe('arming', () => {
  test('is in no figure: CPU time of a call is not above its wall time', async () => {
    const spin = (): number => {
      let sum = 0
      for (let i = 0; i < 20_000; i += 1) sum = (sum * 31 + i) % 1009
      return sum
    }
    const study = await profile({ heads: { spin }, trials: 60, unit: 'call', selfCheck: false })
    const { cpuMs, durationMs } = study.heads['spin']!.summary
    if (study.heads['spin']?.cpuScope === 'thread') expect(cpuMs).toBeLessThan(durationMs.median! + 0.02)
  })

  test('hands on what is returned, and what is thrown in the call by itself', () => {
    expect(armed(() => 5, 100)).toEqual({ value: 5 })
    expect(armed(() => undefined, 100)).toEqual({ value: undefined })
    expect(armed(() => 5, Infinity)).toEqual({ value: 5 })
    expect(() => armed(() => { throw new RangeError('own') }, 100)).toThrow('own') // prettier-ignore
    expect(armed(loop, 20)).toBeUndefined()
  })

  test('a call within a call', () => {
    expect(armed(() => [armed(() => 1, 100), armed(loop, 20)], 1000)).toEqual({ value: [{ value: 1 }, undefined] })
  })

  test.each([
    ['by a script', byScript],
    ['by the inspector', byInspector],
  ] as const)('%s: what comes back is whole, what does not is ended, and the next one runs', (_, way) => {
    const log: unknown[] = []
    const runs: (() => void)[] = [
      () => {
        try {
          for (;;);
        } finally {
          for (;;);
        }
      },
      () => void Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0),
      () => void log.push(/^(a+)+$/.test('a'.repeat(40) + 'b')),
      () => void log.push('whole'),
    ]
    let at = 0
    Object.defineProperty(globalThis, '__limitedInTest', { configurable: true, value: () => runs[at]!() })
    const limited = way('__limitedInTest()')!
    for (; at < runs.length; at += 1) limited(at === 3 ? 10_000 : 30)
    at = 3
    // A limit that was lifted ends nothing later.
    for (let i = 0; i < 50; i += 1) limited(1)
    const until = performance.now() + 20
    while (performance.now() < until);
    expect(log[0]).toBe('whole')
    expect(log.length).toBeGreaterThan(1)
    Reflect.deleteProperty(globalThis, '__limitedInTest')
  })

  test('what only the other way can begin is begun by it', () => {
    expect(() => byInspector('noSuchName()')!(100)).not.toThrow()
    expect(() => byScript('noSuchName()')(100)).toThrow(ReferenceError)
  })

  test('is always due for the unknown and the long, else within its allowance', () => {
    const arming = new Arming(0.2)
    expect([arming.isDue(undefined), arming.isDue(6), arming.isDue(1e4)]).toEqual([true, true, true])
    const due = Array.from({ length: 100 }, () => arming.isDue(0.1)).filter(Boolean).length
    expect(due).toBeGreaterThanOrEqual(5)
    expect(due).toBeLessThan(20)
  })
})

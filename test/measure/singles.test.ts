/** Heads whose calls are trials of their own and are run in chains: one reading between neighbours, one arming for all of them. */
import { describe, expect, test } from 'vitest'
import { onWarning } from '../../src/errors/index.ts'
import { profile } from '../../src/measure/index.ts'
import { Readings, runChain } from '../../src/measure/trial/chain.ts'
import { openClock, wideFigures } from '../../src/measure/trial/clock.ts'
import { figurePlaces, figuresOfTrial } from '../../src/measure/trial/figures.ts'
import { Lane } from '../../src/measure/trial/lane.ts'
import { callTimed } from '../../src/measure/trial/loop.ts'
import { Scope } from '../../src/measure/trial/scope.ts'
import type { CallContext } from '../../src/measure/types.ts'

onWarning(() => undefined)

const hold = (ms: number): void => {
  for (const end = performance.now() + ms; performance.now() < end;);
}

/** Numbers of the trials that a head was called for, warm-up left out. */
const counted =
  (trials: number[]) =>
  (_: unknown, { trial }: CallContext) => {
    if (trial >= 0) trials.push(trial)
    hold(0.05)
  }

describe('calls in chains', () => {
  test('are one trial each, numbered in order, as many as were asked for', async () => {
    const [a, b] = [[], []] as [number[], number[]]
    const study = await profile({ heads: { a: counted(a), b: counted(b) }, trials: 50, selfCheck: false })
    const wanted = Array.from({ length: 50 }, (_, trial) => trial)
    expect([a, b]).toEqual([wanted, wanted])
    expect(study.heads['a']).toMatchObject({ unit: 'call', callsPerTrial: 1, summary: { trials: 50, successes: 50 } })
    expect(study.heads['a']!.summary.durationMs.min).toBeGreaterThanOrEqual(0.05)
  })

  test('take the inputs of their blocks', async () => {
    const seen: unknown[] = []
    const head = (input: unknown, { trial }: CallContext): void => {
      if (trial >= 0) seen.push(input)
      hold(0.02)
    }
    await profile({ heads: { head }, inputs: ['x', 'y', 'z'], trials: 12, selfCheck: false })
    expect(seen.join('')).toBe('xxyyzzxxyyzz')
  })

  test.each([
    ['throws', (): never => { throw new Error('once') }, 'error', 'HYD-3001'],
    ['tries to exit', () => process.exit(3), 'exit', 'HYD-3007'],
    ['takes longer than its limit', () => hold(40), 'timeout', 'HYD-3002 or HYD-3008, where it was ended'],
  ] as const)('one that %s is that trial and no other', async (_, odd, kind, code) => {
    const head = (__: unknown, { trial }: CallContext): unknown => (trial === 7 ? odd() : hold(0.02))
    const study = await profile({ heads: { head: { run: head, timeoutMs: 20 } }, trials: 30, selfCheck: false })
    const { summary, failures, firstFailures, columns } = study.heads['head']!
    expect(summary).toMatchObject({ trials: 30, successes: 29 })
    expect(failures[kind]).toBe(1)
    expect(firstFailures).toMatchObject([{ where: { trial: 7 } }])
    expect(code).toContain(firstFailures[0]!.code)
    expect(columns.outcome[7]).not.toBe(0)
  }) // prettier-ignore

  test('a promise now and then: it is waited for', async () => {
    const head = (_: unknown, { trial }: CallContext): unknown =>
      trial % 10 === 4 ? new Promise((resolve) => void setTimeout(resolve, 5)) : hold(0.02)
    const study = await profile({ heads: { head }, trials: 20, selfCheck: false })
    expect(study.heads['head']!.summary).toMatchObject({ trials: 20, successes: 20 })
    expect(study.heads['head']!.columns.wallMs[4]).toBeGreaterThanOrEqual(4)
  })

  test('answers are judged at once: a buffer that the next call fills anew is judged before it does', async () => {
    const buffer = new Uint8Array(1)
    const head = (input: number): Uint8Array => {
      hold(0.02)
      buffer[0] = input
      return buffer
    }
    let asked = 0
    const verify = (output: Uint8Array, input: number): boolean => (asked += 1) > 0 && output[0] === input
    const metrics = (output: Uint8Array): { first: number } => ({ first: output[0]! })
    const study = await profile({ heads: { one: head, two: head }, inputs: [1, 2, 3], verify, metrics, trials: 60, selfCheck: false }) // prettier-ignore
    for (const name of study.names) expect(study.heads[name]!.summary).toMatchObject({ trials: 60, successes: 60 })
    expect(study.heads['one']!.columns.metrics['first']!.slice(0, 4).join()).toBe('1,1,2,2')
    expect(asked).toBeGreaterThanOrEqual(120)
  })

  test('wrong answers and throws now and then: so many failures, at their places', async () => {
    const head = (_: unknown, { trial }: CallContext): number => {
      hold(0.02)
      if (trial % 5 === 3) throw new Error('each fifth')
      return trial
    }
    const verify = (output: number): boolean => output < 0 || output % 5 !== 1
    const study = await profile({ heads: { head }, verify, trials: 50, selfCheck: false })
    expect(study.heads['head']).toMatchObject({ failures: { error: 10, wrong: 10 }, summary: { trials: 50, successes: 30 } })
    expect(study.heads['head']!.columns.outcome.slice(0, 5)).toEqual(Uint8Array.of(0, 1, 0, 2, 0))
  })

  test.each([
    ['a promise', (output: number) => Promise.resolve(output >= 0), 24],
    ['a promise of no', () => Promise.resolve(false), 0],
    ['a throw', () => { throw new Error('no judge') }, 0],
  ] as const)('a judge that answers with %s', async (_, verify, successes) => {
    const head = (): number => (hold(0.02), 1)
    const study = await profile({ heads: { head, other: head }, verify, trials: 24, selfCheck: false })
    for (const name of study.names) expect(study.heads[name]!.summary).toMatchObject({ trials: 24, successes })
  }) // prettier-ignore

  test('a promise now and then, with a judge: what it settles to is judged, no trial is lost, and none is called twice but that one', async () => {
    let calls = 0
    const seen: number[] = []
    const head = (_: unknown, { trial }: CallContext): unknown => {
      if (trial >= 0) seen.push(trial)
      calls += 1
      hold(0.02)
      return trial === 11 ? Promise.resolve(7) : 7
    }
    const study = await profile({ heads: { head }, verify: (output) => output === 7, trials: 40, selfCheck: false })
    expect(study.heads['head']).toMatchObject({ failures: { wrong: 0, error: 0 }, summary: { trials: 40, successes: 40 } })
    expect(seen).toEqual(Array.from({ length: 41 }, (__, i) => (i <= 11 ? i : i - 1)))
    expect(calls).toBeGreaterThan(40)
  })

  test('inputs of unlike cost: no head is blamed for the sum of its calls', async () => {
    const head = (ms: number): void => hold(ms)
    const study = await profile({ heads: { a: head, b: head }, inputs: { small: 0.01, big: 8 }, trials: 120, selfCheck: false, timeoutMs: 100 }) // prettier-ignore
    for (const name of study.names) {
      expect(study.heads[name]!.failures).toMatchObject({ timeout: 0, error: 0 })
      expect(study.heads[name]!.summary).toMatchObject({ trials: 120, successes: 120 })
    }
    // Blocks are still palindromes: each head has both its trials in each.
    expect([...study.heads['a']!.columns.block]).toEqual([...study.heads['b']!.columns.block])
  })

  test('a buffer that the next call fills anew is no disagreement', async () => {
    const buffer = new Uint8Array(8)
    const heads = {
      reuses: (x: number): Uint8Array => (hold(0.02), buffer.fill(x)),
      makes: (x: number): Uint8Array => (hold(0.02), new Uint8Array(8).fill(x)),
    }
    const study = await profile({ heads, inputs: [1, 2, 3, 4, 5], trials: 60, selfCheck: false })
    expect(study.warnings.map(({ code }) => code)).not.toContain('HYD-3024')
  })

  test('a head is told by its signal that a call took too long', async () => {
    let aborted = 0
    const run = (_: unknown, { trial, signal }: CallContext): void => {
      if (trial !== 5) return hold(0.02)
      signal.addEventListener('abort', () => (aborted += 1))
      hold(30)
    }
    await profile({ heads: { head: { run, timeoutMs: 20 } }, trials: 12, selfCheck: false })
    expect(aborted).toBe(1)
  })

  test('nothing but the call is timed', () => {
    const scope = new Scope('head', () => undefined)
    const lane = new Lane(() => undefined, callTimed)
    const readings = new Readings(openClock(), wideFigures, true)
    const links = Array.from({ length: 500 }, () => lane.link(undefined, 1, scope, undefined))
    const ends = runChain(links, readings, { mostMs: Infinity, callMs: Infinity })
    const times = Float64Array.from(ends, ({ tookMs = NaN }) => tookMs).sort()
    const row = new Float64Array(figuresOfTrial)
    const spans = Float64Array.from(links, (_, i) => {
      readings.fill(row, i)
      return row[figurePlaces.wallMs]!
    }).sort()
    expect(ends.length).toBe(500)
    expect(times[250]).toBeLessThan(spans[250]!)
  })
})

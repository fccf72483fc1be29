/** Heads that are too short for a clock: batches, loops of their own, figures per call. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { onWarning } from '../../src/errors/index.ts'
import { Batched } from '../../src/measure/batched.ts'
import { alikeCalls } from '../../src/measure/equalise.ts'
import { compare, profile } from '../../src/measure/index.ts'
import { jitter } from '../../src/measure/block.ts'
import { isSteady } from '../../src/measure/steady.ts'
import type { Clock } from '../../src/measure/trial/clock.ts'
import { calibrate } from '../../src/measure/trial/calibrate.ts'
import { compileLoop, sharedLoop } from '../../src/measure/trial/loop.ts'
import { Scope } from '../../src/measure/trial/scope.ts'

onWarning(() => undefined)
const fail = (head: string, thrown: unknown): never => {
  throw new Error(`${head} left ${String(thrown)} behind`)
}
const hash = (rounds: number) => (): number => {
  let h = 7
  for (let i = 0; i < rounds; i += 1) h = (Math.imul(h, 31) + i) | 0
  return h
}

describe('a profile of short heads', () => {
  test('has exactly the trials asked for, each a batch, each figure per call', async () => {
    const calls = { short: 0, long: 0 }
    const short = (): number => (calls.short += 1)
    const long = (): number => {
      calls.long += 1
      return hash(60_000)()
    }
    const study = await profile({ heads: { short, long }, trials: 20 })
    expect(study.heads['short']).toMatchObject({ unit: 'batch', summary: { trials: 20, successes: 20 } })
    expect(study.heads['long']).toMatchObject({ unit: 'call', callsPerTrial: 1, summary: { trials: 20 } })
    const { callsPerTrial, summary } = study.heads['short']!
    expect(callsPerTrial).toBeGreaterThan(1000)
    expect(calls.short).toBeGreaterThan(20 * 0.85 * callsPerTrial)
    expect(summary.durationMs.median).toBeLessThan(0.001)
    expect(summary.durationMs.median).toBeGreaterThan(0)
    expect(summary.cpuMs).toBeLessThan(0.001)
  })

  test('tells a job of 40 rounds from one of 80, and the loop is taken off', async () => {
    const study = await profile({ heads: { one: hash(40), two: hash(80) }, trials: 40 })
    const [one, two] = [study.heads['one']!, study.heads['two']!]
    expect(two.summary.durationMs.median! / one.summary.durationMs.median!).toBeGreaterThan(1.5)
    expect(one.loopNs).toBeGreaterThan(0)
    expect(one.loopNs).toBeLessThan(10)
  })

  test('calls a time where `unit` says so, and where the warm-up is a number', async () => {
    for (const options of [{ unit: 'call' }, { warmup: 3 }] as const) {
      const study = await profile({ heads: { a: hash(40) }, trials: 5, ...options })
      expect(study.heads['a']).toMatchObject({ unit: 'call', callsPerTrial: 1 })
    }
  })

  test('hooks around each call, promises and commands keep single calls', async () => {
    const heads = {
      hooked: { run: hash(4), beforeEach: () => undefined },
      waits: () => Promise.resolve(1),
      command: { command: [process.execPath, '-e', ''] },
    }
    const study = await profile({ heads, trials: 2 })
    for (const name of study.names) expect(study.heads[name]).toMatchObject({ unit: 'call', summary: { successes: 2 } })
    expect(study.heads['waits']?.cpuScope).toBe('process')
  })

  test('each input has a batch of its own length, and all heads of a block the same input', async () => {
    const study = await profile({ heads: { a: (n: number) => hash(n)() }, inputs: { few: 10, many: 40_000 }, trials: 12 })
    const { few, many } = study.heads['a']!.summary.byInput
    expect([few?.trials, many?.trials]).toEqual([6, 6])
    expect(many!.durationMs.median! / few!.durationMs.median!).toBeGreaterThan(200)
  })

  test('the oracle is asked of the last answer of each batch', async () => {
    let [asked, wrong] = [0, 0]
    const verify = (output: number): boolean => {
      asked += 1
      if (output !== hash(30)()) wrong += 1
      return true
    }
    const study = await profile({ heads: { a: hash(30) }, verify, trials: 10 })
    expect(study.heads['a']?.unit).toBe('batch')
    expect(asked).toBeGreaterThanOrEqual(10)
    expect(asked).toBeLessThan(30)
    expect(wrong).toBe(0)
  })
})

describe('a batch that fails', () => {
  interface Context {
    readonly trial: number
  }
  /** Does `odd` in trial 30, from outside of its own text, so that no copy is made. */
  type Head = (input: unknown, context: Context) => unknown
  function head(odd: () => unknown): Head {
    return (_, { trial }) => (trial === 30 ? odd() : half(trial))
  }
  const half = (n: number): number => n / 2

  test.each<[string, () => unknown, 'error' | 'exit', string]>([
    ['throws', () => { throw new Error('now and then') }, 'error', 'HYD-3001'],
    ['tries to exit', () => process.exit(3), 'exit', 'HYD-3007'],
    ['tries to exit and hides it', () => { try { process.exit(3) } catch { return 1 } }, 'exit', 'HYD-3007'],
  ])('%s: that trial fails and no other, and from then on a trial is one call', async (_, odd, kind, code) => {
    const study = await profile({ heads: { odd: head(odd), good: hash(40) }, trials: 60 })
    expect(study.heads['odd']).toMatchObject({ unit: 'call', summary: { trials: 60, successes: 59 } })
    expect(study.heads['odd']?.failures[kind]).toBe(1)
    expect(study.heads['odd']?.firstFailures[0]).toMatchObject({ code, where: { head: 'odd', trial: 30 } })
    expect(study.heads['good']).toMatchObject({ unit: 'batch', summary: { successes: 60 } })
  }) // prettier-ignore

  test('a wrong answer at the end of one is a failed trial', async () => {
    const verify = (output: unknown): boolean => output !== 'wrong'
    const study = await profile({ heads: { odd: head(() => 'wrong') }, verify, trials: 60 })
    expect(study.heads['odd']).toMatchObject({ unit: 'call', summary: { trials: 60, successes: 59 }, failures: { wrong: 1 } })
  })

  test('a promise is waited for, and no trial is lost', async () => {
    const waited: number[] = []
    const odd = (): Promise<number> => new Promise((resolve) => setTimeout(() => resolve(waited.push(1)), 3))
    const study = await profile({ heads: { odd: head(odd) }, trials: 60 })
    expect(study.heads['odd']).toMatchObject({ unit: 'call', cpuScope: 'process', summary: { trials: 60, successes: 60 } })
    expect(study.heads['odd']!.columns.wallMs[30]).toBeGreaterThan(2)
    expect(waited.length).toBeGreaterThan(1)
  })

  test('in a rebuilt head costs one trial, counted on the head as it was given', async () => {
    // eslint-disable-next-line no-new-func, @typescript-eslint/no-implied-eval -- a test runner may instrument what stands in this file
    const make = new Function(`return (n, { trial }) => { if (trial === 30) throw new Error('30'); return trial < 0 ? 0 : 1 }`)
    const study = await profile({ heads: { odd: make() as () => number }, trials: 60 })
    expect(study.heads['odd']).toMatchObject({
      rebuilt: false,
      unit: 'call',
      summary: { trials: 60, successes: 59 },
      failures: { error: 1 },
    })
  })
})

describe('a comparison within a budget', () => {
  test('takes the wall time it was given, and has a floor', async () => {
    const startedAt = performance.now()
    const found = await compare({ one: hash(400), two: hash(800) }, { budgetMs: 600 })
    expect(performance.now() - startedAt).toBeLessThan(1500)
    expect(found).toMatchObject({ a: 'one', b: 'two', verdict: 'faster' })
    expect('ratio' in found && found.ratio).toBeLessThan(0.7)
    expect('blocks' in found && found.blocks).toBeGreaterThan(6)
  })

  test('of three heads it is a study, with the twin beside its heads and nowhere among them', async () => {
    const study = await compare({ a: hash(100), b: hash(100), c: hash(200) }, { budgetMs: 600 })
    if (!('comparisons' in study)) throw new Error('not a study')
    expect(study.names).toEqual(['a', 'b', 'c'])
    expect(study.comparisons).toHaveLength(3)
    const { selfCheck } = study.record
    expect(['a', 'b']).toContain(selfCheck?.head)
    expect(selfCheck!.twin.wallMs.length).toBeGreaterThan(10)
    expect(study.noiseFloor?.margin).toBeGreaterThan(0)
    expect(study.trials).toBe(Math.max(...study.names.map((name) => study.heads[name]!.summary.trials))) // prettier-ignore
  })

  test('adaptive: it ends when there is nothing left to decide', async () => {
    const startedAt = performance.now()
    const found = await compare({ one: hash(400), two: hash(4000) }, { budgetMs: 2000, mode: 'adaptive' })
    expect(found).toMatchObject({ verdict: 'faster' })
    expect(performance.now() - startedAt).toBeLessThan(1600)
  })

  test('trials and a budget: the first that is reached ends it', async () => {
    const study = await profile({ heads: { a: hash(40), b: hash(40) }, trials: 6, budgetMs: 5000 })
    expect(study.heads['a']?.summary.trials).toBe(6)
    expect(study.elapsedMs).toBeLessThan(4000)
  })

  test('progress counts up to its end, and tells the time left', async () => {
    const seen: { done: number; total: number; etaMs: number | undefined }[] = []
    await profile({ heads: { a: hash(4000) }, budgetMs: 500, onProgress: (progress) => void seen.push(progress) })
    const { done, total } = seen.at(-1)!
    expect(done).toBe(total)
    expect(done).toBeGreaterThan(10)
    expect(seen.every((one) => one.done <= one.total && (one.etaMs ?? 0) <= 500)).toBe(true)
  })
})

describe('calls of a batch', () => {
  test('are as many as fill it, whatever a call takes', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-7, max: 10, noNaN: true }), (callMs) => {
        const found = calibrate((calls) => calls * callMs, 0.1)!
        expect(found.perCallMs).toBeCloseTo(callMs, 12)
        expect(found.calls).toBe(callMs > 0.1 ? 1 : Math.round(0.1 / callMs) || 1)
      }),
    )
  })

  test('one slow reading does not shorten the batch', () => {
    let readings = 0
    const time = (calls: number): number => ((readings += 1) <= 2 ? 5 : calls * 1e-5)
    expect(calibrate(time, 0.1)?.calls).toBe(10_000)
  })

  test('counted while code was slow they are corrected by the next warm-up, and never made fewer', () => {
    let [ms, costMs] = [0, 0.05]
    const run = (): void => void (ms += costMs)
    const clock: Clock = { cpuScope: 'thread', read: (out) => void out.fill(ms), open: () => () => undefined }
    const [batched, load] = [new Batched(run, clock, 0.1), { input: 1, scope: new Scope('slow', fail), context: {} }]
    batched.calibrate(0, load)
    expect(batched.callsOf(0)).toBe(2)
    expect(batched.grow(0)).toBe(false)
    costMs = 0.01
    batched.warm(0, load, 1, 2)
    expect(batched.grow(0)).toBe(true)
    expect(batched.callsOf(0)).toBe(10)
    costMs = 0.05
    batched.warm(0, load, 1, 20)
    expect(batched.grow(0)).toBe(false)
    expect(batched.callsOf(0)).toBe(10)
  })

  test('there are none when a call fails', () => {
    expect(calibrate((calls) => (calls < 8 ? 0.001 : undefined), 0.1)).toBeUndefined()
  })

  test('heads of about the same speed have the same number, others their own', () => {
    expect(alikeCalls([100, 110, 190, 4000])).toEqual([138, 138, 138, 4000])
    expect(alikeCalls([7])).toEqual([7])
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 1e6 }), { minLength: 1 }), (calls) => {
        alikeCalls(calls).forEach((shared, i) => expect(Math.abs(Math.log2(shared / calls[i]!))).toBeLessThanOrEqual(1.01))
      }),
    )
  })

  test('vary by 10 % and no more', () => {
    expect([jitter(0), jitter(0.5), jitter(1 - 1e-16)]).toEqual([0.9, 1, expect.closeTo(1.1, 12)])
  })
})

describe('loops', () => {
  test.each([['its own', compileLoop()!], ['the shared one', sharedLoop]])('%s: calls, last answer, and where it stopped', (_, loop) => {
    const rounds = { inputs: ['x', 'x'], sink: undefined as unknown, done: 0 }
    let calls = 0
    loop((input, context) => `${String(input)}${String(context)}${(calls += 1)}`, rounds, 'c', 5)
    expect([rounds.sink, rounds.done]).toEqual(['xc5', 5])
    const throwing = (): number => {
      if ((calls += 1) === 8) throw new Error('eighth')
      return calls
    }
    expect(() => loop(throwing, rounds, undefined, 100)).toThrow('eighth')
    expect([rounds.sink, rounds.done]).toEqual([7, 2])
  }) // prettier-ignore

  test('no two are one function', () => {
    expect(compileLoop()).not.toBe(compileLoop())
    expect(String(compileLoop())).not.toBe(String(compileLoop()))
  })
})

describe('steady', () => {
  const times = (of: (i: number) => number): number[] => Array.from({ length: 16 }, (_, i) => of(i))
  test.each<[string, number[], boolean]>([
    ['too few', [1, 1, 1], false],
    ['all alike', times(() => 1), true],
    ['noise without a trend', times((i) => 1 + (i % 2) / 5), true],
    ['half as fast as before', times((i) => (i < 8 ? 2 : 1)), false],
    ['slower each time', times((i) => 1 + i / 10), false],
  ])('%s', (_, sample, expected) => expect(isSteady(sample)).toBe(expected))
})

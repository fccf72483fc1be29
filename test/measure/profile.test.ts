/** profile() with heads that do as they should: counts, order, inputs, oracle, metrics, hooks, progress. */
import { describe, expect, test } from 'vitest'
import { profile, type Progress } from '../../src/measure/index.ts'
import { onWarning } from '../../src/errors/index.ts'

onWarning(() => undefined)
const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

describe('trials', () => {
  test.each([1, 2, 7, 10])('exactly %d of each head, warm-up apart', async (trials) => {
    const calls = new Map<string, number>()
    const head = (name: string) => (): void => void calls.set(name, (calls.get(name) ?? 0) + 1)
    const study = await profile({ heads: { a: head('a'), b: head('b') }, trials, warmup: 2 })
    for (const name of study.names) {
      const { summary, columns } = study.heads[name]!
      expect(summary).toMatchObject({ trials, successes: trials, successRate: 1 })
      expect(columns.wallMs).toHaveLength(trials)
      expect([...columns.block]).toEqual(Array.from({ length: trials }, (_, i) => Math.floor(i / 2)))
      expect(calls.get(name)).toBe(trials + 2)
    }
  })

  test('100 by default, and exactly as many calls of warm-up as are asked for', async () => {
    let calls = 0
    const study = await profile({ heads: { a: () => void (calls += 1) }, warmup: 3 })
    expect([study.heads['a']?.summary.trials, calls]).toEqual([100, 103])
    expect(study.estimatedMs).toBeGreaterThan(0)
  })

  test('a slow first call is the only warm-up', async () => {
    let calls = 0
    await profile({ heads: { slow: () => sleep((calls += 1) === 1 ? 520 : 1) }, trials: 2 })
    expect(calls).toBe(3)
  })

  test('the same seed gives the same order, another seed another one', async () => {
    const orderOf = async (seed: number): Promise<string> => {
      const order: string[] = []
      const head = (name: string) => (): void => void order.push(name)
      await profile({ heads: { a: head('a'), b: head('b'), c: head('c') }, trials: 20, warmup: 0, seed })
      return order.join('')
    }
    expect(await orderOf(3)).toBe(await orderOf(3))
    expect(await orderOf(3)).not.toBe(await orderOf(4))
  })

  test('trials count from 0, warm-up from -1 downwards, and the head knows its name', async () => {
    const seen: number[] = []
    const names = new Set<string>()
    const run = (_: unknown, { trial, head }: { trial: number; head: string }): void => {
      seen.push(trial)
      names.add(head)
    }
    await profile({ heads: { me: run }, trials: 3, warmup: 2 })
    expect([seen, [...names]]).toEqual([[-1, -2, 0, 1, 2], ['me']])
  })

  test('times are those of the head, in ms, and CPU time tells work from waiting', async () => {
    const spin = (): void => {
      const until = performance.now() + 4
      while (performance.now() < until);
    }
    const study = await profile({ heads: { spin, wait: () => sleep(5) }, trials: 14, warmup: 1 })
    const { spin: worked, wait: waited } = study.heads
    expect(worked?.summary.durationMs.min).toBeGreaterThanOrEqual(4)
    expect(worked?.summary.durationMs.min).toBeLessThan(8)
    expect(waited?.summary.durationMs.min).toBeGreaterThan(3.9)
    expect(worked?.summary.cpuMs).toBeGreaterThan(2)
    expect(waited?.summary.cpuMs).toBeLessThan(3)
    expect(worked?.columns.heapBytes).toHaveLength(14)
    expect(worked?.summary.rssBytes).toBeGreaterThan(1e6)
  })

  test('a head eight times as slow is found, on a loaded machine too', async () => {
    const burn = (rounds: number) => (): number => {
      let sum = 0
      for (let i = 0; i < rounds; i += 1) sum = (sum * 31 + i) % 1_000_003
      return sum
    }
    const study = await profile({ heads: { slow: burn(400_000), once: burn(50_000) }, trials: 60 })
    expect(study.comparisons[0]).toMatchObject({ a: 'slow', b: 'once', verdict: 'slower' })
    expect(study.comparisons[0]?.ratio).toBeGreaterThan(3)
  })

  test('a study says where and how it was made, and names neither host nor folder', async () => {
    const study = await profile({
      heads: { a: () => 1 },
      trials: 2,
      name: 'mine',
      seed: 9,
      margin: 0.2,
      confidence: 0.9,
      engine: 'reference',
    })
    expect(study).toMatchObject({ name: 'mine', seed: 9, mode: 'fixed', trials: 2, margin: 0.2, confidence: 0.9, partial: false })
    expect(study.engine.kind).toBe('reference')
    expect(study.id).toMatch(/^[0-9a-f-]{36}$/)
    expect(new Date(study.createdAt).toISOString()).toBe(study.createdAt)
    const text = JSON.stringify(study.environment)
    expect(text).not.toContain((await import('node:os')).hostname())
    expect(text).not.toContain(process.cwd())
  })
})

describe('inputs', () => {
  test('both trials of a block and all heads of it get the same one', async () => {
    const seen = new Map<string, unknown[]>()
    const head =
      (name: string) =>
      (input: string): void =>
        void seen.set(name, [...(seen.get(name) ?? []), input])
    const study = await profile({ heads: { a: head('a'), b: head('b') }, inputs: { x: 'X', y: 'Y' }, trials: 5, warmup: 0 })
    expect([...seen.values()]).toEqual([['X', 'X', 'Y', 'Y', 'X'], ['X', 'X', 'Y', 'Y', 'X']]) // prettier-ignore
    expect([...study.heads['a']!.columns.input]).toEqual([0, 0, 1, 1, 0])
    expect(study.inputs).toEqual([{ name: 'x' }, { name: 'y' }])
    expect(study.heads['b']?.summary.byInput['y']).toMatchObject({ trials: 2, successes: 2 })
  })

  test('a generator that throws fails its trials and no others', async () => {
    const inputs = (block: number): number => {
      if (block === 1) throw new Error('no input')
      return block
    }
    const study = await profile({ heads: { a: () => 1 }, inputs, trials: 6, warmup: 0 })
    expect(study.heads['a']?.failures.error).toBe(2)
    expect(study.heads['a']?.firstFailures[0]).toMatchObject({
      code: 'HYD-3006',
      message: expect.stringContaining('generator of inputs'),
    })
  })
})

describe('the oracle', () => {
  test('a wrong answer is a failed trial with its time kept apart', async () => {
    let calls = 0
    const study = await profile({
      heads: { right: (n: number) => n * 2, wrong: (n: number) => ((calls += 1) % 2 === 0 ? n : n * 2) },
      inputs: [1, 2, 3],
      verify: (output: number, input: number) => output === input * 2,
      trials: 10,
      warmup: 0,
    })
    expect(study.heads['right']?.summary.successRate).toBe(1)
    expect(study.heads['wrong']).toMatchObject({
      summary: { successes: 5, successRate: 0.5, durationMs: { n: 5 } },
      failures: { wrong: 5 },
    })
    expect(study.heads['wrong']?.firstFailures[0]).toMatchObject({ code: 'HYD-3003', where: { head: 'wrong', trial: 1 } })
    expect(study.heads['wrong']?.firstFailures).toHaveLength(5)
  })

  test('it is asked outside of the timed section, and may be asynchronous', async () => {
    const study = await profile({ heads: { quick: () => 1 }, verify: () => sleep(100).then(() => true), trials: 3, warmup: 0 })
    expect(study.heads['quick']?.summary).toMatchObject({ successRate: 1 })
    expect(study.heads['quick']?.summary.durationMs.max).toBeLessThan(80)
  })

  test.each([
    ['throws', () => { throw new Error('bad oracle') }, /bad oracle/],
    ['rejects', () => Promise.reject(new Error('bad promise')), /bad promise/],
    ['forgets to answer', () => undefined, /neither true nor false/],
    ['never answers', () => new Promise(() => undefined), /no answer within 50 ms/],
  ])('one that %s makes no success: HYD-3004', async (_, verify, what) => {
    const study = await profile({ heads: { a: () => 1 }, verify: verify as never, trials: 2, warmup: 0, timeoutMs: 50 })
    expect(study.heads['a']).toMatchObject({ summary: { successes: 0 }, failures: { error: 2, wrong: 0 } })
    expect(study.heads['a']?.firstFailures[0]).toMatchObject({ code: 'HYD-3004', message: expect.stringMatching(what) })
  }) // prettier-ignore
})

describe('metrics', () => {
  test('each is a column with a summary and a direction', async () => {
    const study = await profile({
      heads: { a: () => 'xxx', b: () => 'x' },
      metrics: (output: string) => ({ bytes: output.length, quality: 0.5, speed: 2, ['__proto__']: 7 }),
      better: { speed: 'higher' },
      trials: 4,
    })
    expect({ ...study.metrics }).toEqual({ bytes: 'lower', quality: 'higher', speed: 'higher', ['__proto__']: 'lower' })
    expect(study.heads['a']?.summary.metrics['bytes']).toMatchObject({ n: 4, median: 3, better: 'lower' })
    expect(study.heads['b']?.summary.metrics['__proto__']).toMatchObject({ median: 7 })
    expect([...study.heads['a']!.columns.metrics['bytes']!]).toEqual([3, 3, 3, 3])
  })

  test('one that only some trials report is NaN in the others', async () => {
    let calls = 0
    const metrics = (): Record<string, number> => ((calls += 1) === 3 ? { rare: 1 } : {})
    const study = await profile({ heads: { a: () => 1 }, metrics, trials: 4, warmup: 0 })
    expect([...study.heads['a']!.columns.metrics['rare']!]).toEqual([NaN, NaN, 1, NaN])
    expect(study.heads['a']?.summary.metrics['rare']).toMatchObject({ n: 1, median: 1 })
  })

  test.each([
    ['NaN', () => ({ bytes: NaN })], ['a text', () => ({ bytes: '5' })], ['no object', () => 5], ['an array', () => [1]],
    ['nothing', () => undefined], ['a throw', () => { throw new Error('x') }],
    ['a hostile getter', () => Object.defineProperty({}, 'a', { enumerable: true, get: () => { throw new Error('get') } })],
  ])('%s: HYD-3012, and the trial is an error', async (_, metrics) => {
    const study = await profile({ heads: { a: () => 1 }, metrics: metrics as never, trials: 2, warmup: 0 })
    expect(study.heads['a']).toMatchObject({ summary: { successes: 0 }, failures: { error: 2 } })
    expect(study.heads['a']?.firstFailures[0]?.code).toBe('HYD-3012')
  }) // prettier-ignore
})

describe('definitions', () => {
  test('hooks run in order, with their `this`, and are not timed', async () => {
    const log: string[] = []
    const head = {
      label: 'mine',
      setup: () => sleep(5).then(() => void log.push('setup')),
      beforeEach: (input: string) => void log.push(`before ${input}`),
      run(this: { label: string }, input: string) {
        log.push(`run ${input} ${this.label}`)
      },
      afterEach: () => sleep(100).then(() => void log.push('after')),
      teardown: () => void log.push('teardown'),
    }
    class Labelled {
      constructor() {
        Object.assign(this, head)
      }
    }
    const study = await profile({ heads: { a: new Labelled() as never }, inputs: ['i'], trials: 2, warmup: 0 })
    const once = ['before i', 'run i mine', 'after']
    expect(log).toEqual(['setup', ...once, ...once, 'teardown'])
    expect(study.heads['a']?.summary.durationMs.max).toBeLessThan(80)
  })

  test('a setup that fails skips the head, and no other', async () => {
    let [ran, tornDown] = [0, 0]
    const bad = {
      setup: () => Promise.reject(new Error('no database')),
      run: () => void (ran += 1),
      teardown: () => void (tornDown += 1),
    }
    const study = await profile({ heads: { bad, good: () => 1 }, trials: 4 })
    expect(study.heads['bad']).toMatchObject({
      summary: { trials: 0, successInterval: [0, 1] },
      failures: { skipped: 4, error: 0 },
    })
    expect(study.heads['bad']?.firstFailures[0]).toMatchObject({
      code: 'HYD-3006',
      message: expect.stringContaining('no database'),
    })
    expect(study.heads['good']?.summary.successRate).toBe(1)
    expect([ran, tornDown]).toEqual([0, 1])
  })

  test('a teardown that fails is a warning, what was measured stays', async () => {
    const head = { run: () => 1, teardown: () => { throw new Error('cannot stop') } } // prettier-ignore
    const study = await profile({ heads: { a: head }, trials: 2 })
    expect(study.heads['a']?.summary.successRate).toBe(1)
    expect(study.warnings.map(({ code }) => code)).toEqual(['HYD-3006'])
  })

  test('beforeEach and afterEach that fail make their trial an error', async () => {
    let [calls, ran] = [0, 0]
    const before = { run: () => void (ran += 1), beforeEach: () => { if ((calls += 1) === 1) throw new Error('x') } } // prettier-ignore
    const after = { run: () => 1, afterEach: () => Promise.reject(new Error('y')) }
    const study = await profile({ heads: { before, after }, trials: 2, warmup: 0 })
    expect([study.heads['before']?.failures.error, ran, study.heads['after']?.failures.error]).toEqual([1, 1, 2])
    expect(study.heads['after']?.firstFailures[0]).toMatchObject({
      code: 'HYD-3006',
      message: expect.stringContaining('afterEach'),
    })
  })

  test('heads may be a Map or a list of pairs, and have a cost and a limit of their own', async () => {
    const heads = new Map([['2', { run: () => 1, cost: 0.5, timeoutMs: 5 }], ['1', { run: () => 2 }]]) // prettier-ignore
    for (const form of [heads, [...heads]]) {
      const study = await profile({ heads: form as typeof heads, trials: 2 })
      expect(study.names).toEqual(['2', '1'])
      expect(study.heads['2']?.cost).toBe(0.5)
    }
  })
})

describe('progress', () => {
  test('counts up to the end, names the head, foretells; at most ten a second', async () => {
    const seen: Progress[] = []
    const started = performance.now()
    await profile({
      heads: { a: () => sleep(10), b: () => sleep(10) },
      trials: 15,
      warmup: 1,
      onProgress: (progress) => void seen.push(progress),
    })
    const seconds = (performance.now() - started) / 1000
    expect(seen.length).toBeLessThanOrEqual(Math.ceil(seconds * 10) + 2)
    expect(seen.at(-1)).toMatchObject({ phase: 'trials', done: 30, total: 30, etaMs: 0 })
    expect(seen.some(({ etaMs, done }) => (etaMs ?? 0) > 0 && done > 0 && done < 30)).toBe(true)
    expect(seen.map(({ done }) => done)).toEqual(seen.map(({ done }) => done).sort((a, b) => a - b))
  })

  test('a callback that throws is dropped with a warning: HYD-3013', async () => {
    let calls = 0
    const onProgress = (): void => {
      calls += 1
      throw new Error('broken bar')
    }
    const study = await profile({
      heads: { a: () => sleep(30) },
      trials: 10,
      onProgress,
      onHeadDone: () => Promise.reject(new Error('x')) as never,
    })
    expect(calls).toBe(1)
    expect(study.warnings.map(({ code, where }) => [code, where.option]).sort()).toEqual([['HYD-3013', 'onHeadDone'], ['HYD-3013', 'onProgress']]) // prettier-ignore
    expect(study.heads['a']?.summary.successRate).toBe(1)
  })

  test('tells when a head has had its last trial', async () => {
    const done: string[] = []
    const bad = { run: () => 1, setup: () => { throw new Error('x') } } // prettier-ignore
    await profile({ heads: { a: () => 1, bad, b: () => 1 }, trials: 3, onHeadDone: (head) => void done.push(head) })
    expect(done[0]).toBe('bad')
    expect(done.sort()).toEqual(['a', 'b', 'bad'])
  })
})

describe('modules', () => {
  const url = (code: string): string => `data:text/javascript,${encodeURIComponent(code)}`

  test('functions and definitions are found by their export', async () => {
    const code =
      'export default (n) => n + 1; export const twice = { run: (n) => n * 2, teardown() { globalThis.hydraTornDown = true } }'
    const study = await profile({
      heads: { one: { module: url(code) }, two: { module: new URL(url(code)), export: 'twice', cost: 2 } },
      inputs: [5],
      metrics: (answer: number) => ({ answer }),
      trials: 4,
    })
    expect(study.heads['one']).toMatchObject({ kind: 'module', summary: { successRate: 1, metrics: { answer: { median: 6 } } } })
    expect(study.heads['two']).toMatchObject({ cost: 2, summary: { metrics: { answer: { median: 10 } } } })
    expect((globalThis as { hydraTornDown?: boolean }).hydraTornDown).toBe(true)
  })

  test.each([
    ['is not there', { module: './no/such/module.js' }, /Cannot find module|ERR_MODULE_NOT_FOUND|Failed to load|no such/],
    ['throws', { module: url('throw new Error("boom")') }, /boom/],
    ['has no such export', { module: url('export const gzip = () => 1'), export: 'gzp' }, /unknown export "gzp"/],
    ['exports no head', { module: url('export default 5') }, /a function or a definition/],
  ])('one that %s skips its head and no other: HYD-3006', async (_, head, what) => {
    const study = await profile({ heads: { head, good: () => 1 }, trials: 2 })
    expect(study.heads['head']).toMatchObject({ failures: { skipped: 2 }, summary: { trials: 0 } })
    expect(study.heads['head']?.firstFailures[0]).toMatchObject({ code: 'HYD-3006', message: expect.stringMatching(what) })
    expect(study.heads['good']?.summary.successes).toBe(2)
  })
})

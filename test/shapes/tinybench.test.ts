/** withHydra() on a real tinybench Bench: what its users write goes on working, and verdicts are new. */
import { createRequire } from 'node:module'
import { pathToFileURL } from 'node:url'
import { Bench } from 'tinybench'
import { describe, expect, test } from 'vitest'
import { withHydra } from '../../src/shapes/index.ts'
import type { TaskResult } from '../../src/shapes/index.ts'

function spin(rounds: number): number {
  let sum = 0
  for (let i = 0; i < rounds; i += 1) sum += i % 7
  return sum
}
const resultOf = (task: { readonly result?: unknown } | undefined): TaskResult => task?.result as TaskResult
const thrown = async (promise: Promise<unknown>): Promise<unknown> => promise.then(() => 'nothing', (error: unknown) => error) // prettier-ignore

describe('withHydra', () => {
  test('measures tasks in one study, fills results, adds a verdict to the table', async () => {
    const bench = withHydra(new Bench({ time: 500, name: 'spins' }))
    bench.add('long', () => spin(4000)).add('short', () => spin(400))
    expect(bench.study).toBeUndefined()
    expect(bench.comparisons).toEqual([])
    const tasks = await bench.run()
    expect(tasks.map(({ name }) => name)).toEqual(['long', 'short'])
    const [long, short] = tasks.map(resultOf)
    expect(long!.state).toBe('completed')
    expect(long!.latency!.p50).toBeGreaterThan(3 * short!.latency!.p50)
    expect(short!.throughput!.p50).toBeGreaterThan(long!.throughput!.p50)
    expect(long).toMatchObject({ unit: 'batch', hz: 1000 / long!.latency!.mean, samplesCount: long!.latency!.samples.length })
    expect(bench.comparisons).toMatchObject([{ a: 'long', b: 'short', verdict: 'slower' }])
    expect(bench.study!.heads['long']!.columns.block).toEqual(bench.study!.heads['short']!.columns.block)
    const rows = bench.table()
    expect(rows[0]).toMatchObject({ 'Task name': 'long', Samples: long!.samplesCount })
    expect(rows.map((row) => row?.['Verdict'])).toEqual([expect.stringMatching(/^\d+(\.\d+)?x slower than short$/), 'fastest'])
    expect(bench).toBeInstanceOf(Bench)
    expect(bench.results.map(({ state }) => state)).toEqual(['completed', 'completed'])
    expect(bench.getTask('long')?.runs).toBe(long!.samplesCount)
  })

  test('hooks have the task as `this` and are told the mode; setup and teardown of the bench too', async () => {
    const seen: unknown[] = []
    const note = (word: string) =>
      function (this: { readonly name: string }, mode?: string): void {
        if (!seen.includes(`${word} ${this.name} ${mode}`)) seen.push(`${word} ${this.name} ${mode}`)
      }
    const around = (word: string) => (task?: { readonly name: string }, mode?: string) =>
      void seen.push(`${word} ${task?.name} ${mode}`)
    const bench = withHydra(new Bench({ time: 0, iterations: 4, setup: around('setup'), teardown: around('teardown') }))
    const own: unknown[] = []
    bench.add(
      'a',
      async function (this: unknown) {
        own[0] = this
        await Promise.resolve()
      },
      { beforeAll: note('beforeAll'), beforeEach: note('beforeEach'), afterEach: note('afterEach'), afterAll: note('afterAll') },
    )
    const [task] = await bench.run()
    expect(own[0]).toBe(task)
    expect(task!.runs).toBe(4)
    expect(seen).toEqual(['setup', 'beforeAll', 'beforeEach', 'afterEach', 'afterAll', 'teardown'].map((word) => `${word} a run`))
  })

  test('tells listeners of the bench and of its tasks', async () => {
    const bench = withHydra(new Bench({ time: 0, iterations: 2 }))
    const seen: string[] = []
    bench.addEventListener('add', ({ task }) => seen.push(`add ${task.name}`))
    bench
      .add('a', () => 1)
      .add('b', () => {
        throw new RangeError('no b')
      })
    bench.addEventListener('start', () => seen.push('start'))
    bench.addEventListener('cycle', ({ task }) => seen.push(`cycle ${task.name} ${task.result.state}`))
    bench.addEventListener('error', ({ task, error }) => seen.push(`error ${task.name} ${error.message}`))
    bench.addEventListener('complete', () => seen.push('complete'))
    bench.getTask('a')!.addEventListener('complete', () => seen.push('a complete'))
    await bench.run()
    expect(seen).toEqual(['add a', 'add b', 'start', 'cycle a completed', 'a complete', 'error b no b', 'cycle b errored', 'complete']) // prettier-ignore
    expect(resultOf(bench.getTask('b')).error).toBeInstanceOf(RangeError)
    expect(bench.table()[1]).toMatchObject({ Error: 'no b', Verdict: 'failed' })
  })

  test('throws: true rejects with what the task threw', async () => {
    const bench = withHydra(new Bench({ time: 0, iterations: 2, throws: true }))
    const own = new TypeError('mine')
    bench.add('a', () => {
      throw own
    })
    expect(await thrown(bench.run())).toBe(own)
  })

  test('a stopped run keeps what was finished', async () => {
    const stop = new AbortController()
    const bench = withHydra(new Bench({ time: 10_000, signal: stop.signal }))
    let calls = 0
    bench.add('a', async () => {
      calls += 1
      if (calls === 50) stop.abort()
      await Promise.resolve()
    })
    const [task] = await bench.run()
    expect(resultOf(task)).toMatchObject({ state: 'aborted-with-statistics', aborted: true })
    expect(bench.study!.partial).toBe(true)
  })

  test('reset forgets results, remove a task, and a second run measures anew', async () => {
    const bench = withHydra(new Bench({ time: 0, iterations: 2 }))
    bench.add('a', () => 1).add('b', () => 2)
    await bench.run()
    bench.reset()
    expect([bench.study, bench.tasks[0]!.result.state, bench.tasks[0]!.runs]).toEqual([undefined, 'not-started', 0])
    bench.remove('b')
    await bench.run()
    expect(bench.study!.names).toEqual(['a'])
    expect(await withHydra(new Bench()).run()).toEqual([])
  })

  test('options of profile() win over those of the bench', async () => {
    const bench = withHydra(new Bench({ time: 10_000 }), { trials: 3, seed: 7, reference: 'a' })
    bench.add('a', () => 1).add('b', () => 2)
    await bench.run()
    expect([bench.study!.trials, bench.study!.seed, bench.table()[0]?.['Verdict']]).toEqual([3, 7, 'reference'])
  })

  test('what it cannot do is refused, with the way out', async () => {
    const late = new Bench()
    late.add('a', () => 1)
    expect(await thrown(withHydra(late).run())).toMatchObject({ code: 'HYD-1003', message: expect.stringContaining('withHydra') })
    expect(() => withHydra(new Bench()).runSync()).toThrow(/await bench\.run\(\)/)
    const parallel = withHydra(new Bench({ concurrency: 'bench' }))
    parallel.add('a', () => 1)
    expect(await thrown(parallel.run())).toMatchObject({ code: 'HYD-1003', message: expect.stringContaining('concurrency') })
    const told = withHydra(new Bench({ time: 0, iterations: 2 }))
    told.add('a', () => ({ overriddenDuration: 1 }))
    await told.run()
    expect(resultOf(told.tasks[0])).toMatchObject({ state: 'errored', error: { message: expect.stringContaining('overriddenDuration') } }) // prettier-ignore
  })

  test('version 2, which vitest brings: tasks may have been added before, warm-up was a method, results are flat', async () => {
    const entry = createRequire(createRequire(import.meta.url).resolve('vitest/package.json')).resolve('tinybench')
    const { Bench: OldBench } = (await import(pathToFileURL(entry).href)) as { Bench: typeof Bench }
    const old = new OldBench({ time: 0, iterations: 3 })
    let before = 0
    old.add('a', () => 1, { beforeEach: () => void (before += 1) })
    const bench = withHydra(old)
    bench.add('b', () => 2)
    await (bench.warmup as unknown as () => Promise<void>)()
    await bench.run()
    expect(resultOf(bench.tasks[0])).toMatchObject({ samplesCount: 3, samples: expect.any(Array), hz: expect.any(Number) })
    expect(before).toBeGreaterThanOrEqual(3)
    expect(bench.table()).toMatchObject([{ 'Task Name': 'a', 'ops/sec': expect.any(String), Samples: 3 }, { 'Task Name': 'b' }])
    bench.reset()
    expect(bench.tasks[0]!.result).toBeUndefined()
  })
})

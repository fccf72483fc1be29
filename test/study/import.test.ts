/** Results of other tools, made by the tools themselves. */
import { bench, run } from 'mitata'
import { Bench } from 'tinybench'
import { describe, expect, test } from 'vitest'
import { importStudy } from '../../src/measure/index.ts'

const hyperfine = (more: object[] = []): unknown => ({
  results: [
    { command: 'sort a', mean: 0.011, times: [0.011, 0.012, 0.01, 0.011], exit_codes: [0, 0, 1, 0] },
    { command: 'sort b', mean: 0.02, times: [0.02, 0.021], parameters: { level: '9' } },
    ...more,
  ],
})

describe('tinybench', () => {
  test('a Bench that kept its samples, as it is and as JSON', async () => {
    const tiny = new Bench({ time: 5, warmupTime: 1, retainSamples: true })
    tiny.add('a', () => Math.sqrt(2)).add('b', () => [3, 1, 2].sort())
    await tiny.run()
    const study = importStudy(tiny)
    expect(study.names).toEqual(['a', 'b'])
    for (const task of tiny.tasks) {
      const { samples, p50 } = (task.result as { latency: { samples: number[]; p50: number } }).latency
      const { summary, kind, columns } = study.heads[task.name]!
      expect({ kind, trials: summary.trials }).toEqual({ kind: 'imported', trials: samples.length })
      expect([...columns.wallMs]).toEqual([...samples])
      expect(summary.durationMs.median! / p50).toBeCloseTo(1, 1)
    }
    const tasks = tiny.tasks.map(({ name, result }) => ({ name, result }))
    expect(importStudy(JSON.parse(JSON.stringify(tasks)), { from: 'tinybench' }).heads['a']?.summary).toEqual(
      study.heads['a']?.summary,
    )
  })

  test('samples that were not kept are asked for', async () => {
    const tiny = new Bench({ time: 2, warmupTime: 1 })
    tiny.add('a', () => 1)
    await tiny.run()
    expect(() => importStudy(tiny)).toThrow(/retainSamples/)
  })
})

test('mitata: nanoseconds become milliseconds, names hold the arguments', async () => {
  bench('square', () => Math.sqrt(2))
  bench('of $n', function* (state: { get(name: string): number }) {
    const n = state.get('n')
    yield () => n * n
  } as never).args('n', [1, 2])
  const results = (await run({ format: 'quiet' } as never)) as {
    benchmarks: { runs: { name: string; stats: { p50: number } }[] }[]
  }
  const study = importStudy(JSON.parse(JSON.stringify(results)))
  const runs = results.benchmarks.flatMap((one) => one.runs)
  expect(study.names).toEqual(runs.map(({ name }) => name))
  for (const { name, stats } of runs) expect(study.heads[name]!.summary.durationMs.median! / (stats.p50 * 1e-6)).toBeCloseTo(1, 1)
  expect(study.heads['square']?.unit).toBe('batch')
}, 60_000)

describe('hyperfine', () => {
  test('seconds become milliseconds, failed runs are failed trials, parameters stand in the name', () => {
    const study = importStudy(hyperfine())
    expect(study.names).toEqual(['sort a', 'sort b level=9'])
    expect(study.heads['sort a']).toMatchObject({
      failures: { error: 1 },
      summary: { trials: 4, successes: 3, durationMs: { median: 11 } },
    })
  })

  test('verdicts are undecided: nothing was interleaved', () => {
    expect(importStudy(hyperfine()).comparisons).toMatchObject([{ verdict: 'undecided', paired: false }])
  })
})

describe('what cannot be imported', () => {
  test.each([
    [null, undefined, 'HYD-1002'],
    [{}, undefined, 'HYD-1002'],
    [[], undefined, 'HYD-1002'],
    [{ results: [] }, undefined, 'HYD-1002'],
    [hyperfine(), 'mitata', 'HYD-1002'],
    [hyperfine(), 'hyperfein', 'HYD-1002'],
    [hyperfine([{ command: 'sort a', times: [1] }]), undefined, 'HYD-1005'],
    [hyperfine([{ command: 'x', times: [1, 'y'] }]), undefined, 'HYD-1003'],
    [hyperfine([{ command: 'x', times: [-1] }]), undefined, 'HYD-1003'],
    [{ benchmarks: [{ runs: [{ name: 'a', stats: {} }] }] }, undefined, 'HYD-1003'],
  ])('%#', (data, from, code) => {
    expect(() => importStudy(data, from === undefined ? {} : { from })).toThrow(expect.objectContaining({ code }))
  })

  test('a hostile name is an ordinary name', () => {
    const data: unknown = JSON.parse('{"results": [{"command": "__proto__", "times": [1, 2]}]}')
    expect(importStudy(data).heads['__proto__']?.summary.trials).toBe(2)
  })
})

/** The protocol of bench/truth: its workloads, what it reads from peers and files, its tables. */
import { appendFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { foundOf } from '../../bench/truth/comparison.ts'
import { benchFile, readReport } from '../../bench/truth/peers/vitest.ts'
import { appendResult, codeOf, readResults, trimUnfinished } from '../../bench/truth/results.ts'
import { tablesOf, type Ran } from '../../bench/truth/tables.ts'
import type { Outcome, Task, Tool } from '../../bench/truth/task.ts'
import { roundsOf, textOf, workload, workloads } from '../../bench/truth/workloads.ts'
import type { Comparison } from '../../src/study/index.ts'

const folder = mkdtempSync(join(tmpdir(), 'hydra-truth-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const task = (tool: Tool, more = 0): Task => ({ tool, job: 'JSON.parse', more, isClosed: false, budgetMs: 400, seed: 1 })
const ran = (tool: Tool, more: number, outcome: Partial<Outcome>, load = 1): Ran => ({
  at: '2026-01-31T12:00:00.000Z',
  load,
  hogs: 0,
  code: 'abcdef01',
  task: task(tool, more),
  outcome: { claim: undefined, ratio: 1, ratioOfMedians: 1, ms: 400, ...outcome },
})

describe('workloads', () => {
  test.each(workloads)('%s does as many rounds as it is told, with and without a name from outside', (name) => {
    expect(roundsOf(name, 0.05) / roundsOf(name, 0)).toBeCloseTo(1.05, 10)
    expect(roundsOf(name, 0.02)).toBeGreaterThan(roundsOf(name, 0))
    expect(workload(name, 0, true)()).toBe(workload(name, 0, false)())
    expect(workload(name, 0, false).toString()).not.toContain('rounds')
    expect(workload(name, 0, true).toString()).toContain('rounds')
  })
  test('there is no other', () => {
    expect(() => textOf('sleep', 0, false)).toThrow('no workload sleep; there are: hash of 40 rounds')
  })
})

describe('what a comparison says of a', () => {
  const comparison = { a: 'a', b: 'b', verdict: 'faster', ratio: 0.5, interval: [0.4, 0.8], clock: 'wall', method: 'wilcoxon' }
  const said = (more: object): unknown => foundOf({ ...comparison, ...more } as unknown as Comparison)
  test('in its own order and in the other', () => {
    expect(said({})).toMatchObject({ claim: 'a', ratio: 0.5, interval: [0.4, 0.8], note: 'wall wilcoxon' })
    expect(said({ a: 'b', b: 'a' })).toMatchObject({ claim: 'b', ratio: 2, interval: [1.25, 2.5] })
    expect(said({ verdict: 'slower' })).toMatchObject({ claim: 'b' })
    expect(said({ verdict: 'equivalent' })).toMatchObject({ claim: undefined })
  })
})

describe('vitest bench', () => {
  const benchmark = (name: string, mean: number): object => ({ name, mean, median: mean / 2, moe: 0.1, samples: [] })
  const report = (...all: object[]): string => JSON.stringify({ files: [{ filepath: 'x', groups: [{ benchmarks: all }] }] })
  test('is read from its report, whatever comes first', () => {
    const pair = readReport(report(benchmark('b', 4), benchmark('a', 2)))
    expect(pair).toEqual({ a: { mean: 2, median: 1, moe: 0.1 }, b: { mean: 4, median: 2, moe: 0.1 } })
  })
  test('without a head, or without its mean, is no result', () => {
    expect(() => readReport(report(benchmark('a', 2)))).toThrow('no result of b')
    expect(() => readReport(report(benchmark('a', NaN), benchmark('b', 1)))).toThrow('no result of a')
  })
  test('measures the same heads in the order asked for', () => {
    const file = benchFile(['b', 'a'], task('vitest', 0.05))
    expect(file.indexOf("bench('b'")).toBeLessThan(file.indexOf("bench('a'"))
    expect(file).toContain(".repeat(105) + '0]').length }, { time: 160, warmupTime: 40 })")
  })
})

describe('results', () => {
  test('are read as they were written, and an unfinished line is left out', () => {
    const path = join(folder, 'deep', 'a.jsonl')
    expect(readResults(path)).toEqual([])
    appendResult(path, ran('hydra', 0, { claim: 'a' }))
    appendFileSync(path, '{"at":"2026')
    expect(readResults(path)).toEqual([ran('hydra', 0, { claim: 'a' })])
    trimUnfinished(path)
    appendResult(path, ran('mitata', 0, {}))
    expect(readResults<Task, Outcome>(path).map((one) => one.task.tool)).toEqual(['hydra', 'mitata'])
  })
  test('are kept nowhere when no file is named', () => {
    appendResult('', ran('hydra', 0, {}))
    expect(readResults('')).toEqual([])
  })
  test('say which code they are of', () => {
    expect(codeOf()).toMatch(/^[0-9a-f]{8}$/)
    expect(codeOf()).toBe(codeOf())
  })
})

describe('tables', () => {
  const all = [
    ran('hydra', 0, { verdict: 'equivalent', ratio: 1.002, ratioOfMedians: 1.002 }, 0.5),
    ran('hydra', 0.05, { claim: 'a', ratio: 0.95, ratioOfMedians: 0.95, ms: 200 }, 2),
    ran('mitata', 0, { claim: 'b', ratio: 1.2, ratioOfMedians: 1.02, ms: 700 }),
    ran('mitata', 0.05, { claim: 'b', ratio: 1.1, ratioOfMedians: 0.95, ms: 800 }),
  ]
  const text = tablesOf(all)
  test('have a row a tool, with counts, bounds and errors', () => {
    const rows = text.split('\n').filter((line) => /^\| (hydra|mitata)/.test(line))
    expect(rows).toEqual([
      '| hydra | 0 of 1 (0 to 97.5 %) | 0 of 1 (0 to 97.5 %) | 1 of 1 (2.5 to 100 %) | 1 of 1 (2.5 to 100 %) | 0 of 1 (0 to 97.5 %) | – | 0.20 / 0.20 | 400 / 400 | 200 / 200 |',
      '| mitata | 1 of 1 (2.5 to 100 %) | 1 of 1 (2.5 to 100 %) | 0 of 1 (0 to 97.5 %) | 1 of 1 (2.5 to 100 %) | 1 of 1 (2.5 to 100 %) | 20.00 / 20.00 | 2.00 / 2.00 | 700 / 700 | 800 / 800 |',
    ])
  })
  test('say when, under which load, and how early a verdict came', () => {
    expect(text).toContain('### No hogs, heads that can be made anew, budget 400 ms')
    expect(text).toContain(
      '2026-01-31, load average 0.5 to 2, median 1.0; at the start 0.5, at the end 1; code abcdef01; JSON.parse.',
    )
    expect(text).toContain(
      'hydra: equal heads proven equivalent 1 of 1 (2.5 to 100 %); different ones took 50 % of the budget in the median.',
    )
  })
  test('count what kept a difference from being found, whatever the figures in it', () => {
    const missed = [35, 56, 0].map((n) =>
      ran('hydra', 0.05, { note: n === 0 ? 'wall sign over the margin' : `cpu clustered-sign ${n} blocks` }),
    )
    expect(tablesOf(missed)).toContain('not found: 2 n blocks; 1 over the margin.')
  })
  test('are apart where circumstances or differences are', () => {
    const more = [
      ...all,
      { ...ran('hydra', 0, {}), hogs: 2 },
      ran('hydra', 0.02, { claim: 'a' }),
      { ...ran('hydra', 0, {}), code: '0' },
    ]
    expect(tablesOf(more).match(/^### .*/gm)).toEqual([
      '### No hogs, heads that can be made anew, budget 400 ms',
      '### 2 hogs, heads that can be made anew, budget 400 ms',
    ])
    expect(tablesOf(more).match(/[\d.]+ % found/g)).toEqual(['5 % found', '2 % found'])
    expect(tablesOf(more)).toContain('Measured on 2 different versions of the code.')
  })
})

/** Benches in mitata's shape: names and arguments as mitata has them, a group is a study, results can be read back. */
import { fc, test as property } from '@fast-check/vitest'
import { B } from 'mitata'
import { describe, expect, test } from 'vitest'
import { importStudy } from '../../src/measure/index.ts'
import { casesOf, describeBench } from '../../src/shapes/mitata/bench.ts'
import { createSuite } from '../../src/shapes/mitata/suite.ts'
import type { RunOptions } from '../../src/shapes/mitata/types.ts'

function spin(rounds: number): number {
  let sum = 0
  for (let i = 0; i < rounds; i += 1) sum += i % 7
  return sum
}

const quick = { trials: 20 }

/** Runs a suite and gives what it printed too. */
async function runQuietly(suite: ReturnType<typeof createSuite>, options: RunOptions = {}) {
  const lines: string[] = []
  const results = await suite.run({ print: (line) => lines.push(line), colors: false, profile: quick, ...options })
  return { ...results, lines }
}

/** Names of runs as mitata makes them; the method is not in its types. */
const mitataNames = (bench: B): string[] => [...(bench as unknown as { _names(): Iterable<string> })._names()]

describe('arguments', () => {
  const values = fc.array(fc.integer({ min: 0, max: 99 }), { minLength: 1, maxLength: 3 })
  property.prop([fc.record({ n: values, m: values, k: values }, { requiredKeys: [] })])(
    'make the runs that mitata makes',
    (args) => {
      const fn = (): number => 1
      const [own, chain] = describeBench('$n of $m by $k', fn, 0)
      if (Object.keys(args).length > 0) chain.args(args)
      expect(casesOf(own).map(({ name }) => name)).toEqual(mitataNames(new B('$n of $m by $k', fn).args(args as never)))
    },
  )

  property.prop([fc.integer({ min: 1, max: 50 }), fc.integer({ min: 0, max: 500 }), fc.integer({ min: 2, max: 9 })])(
    'ranges are those of mitata',
    (start, more, by) => {
      const fn = (): number => 1
      for (const method of ['range', 'dense_range'] as const) {
        const [own, chain] = describeBench('$n', fn, 0)
        chain[method]('n', start, start + more, by)
        expect(casesOf(own).map(({ name }) => name)).toEqual(mitataNames(new B('$n', fn)[method]('n', start, start + more, by)))
      }
    },
  )

  test('a range that never ends, and arguments that are no lists, are refused', () => {
    const { bench } = createSuite()
    for (const wrong of [
      () => bench('a', () => 1).range('n', 0, 10),
      () => bench('a', () => 1).range('n', 1, 10, 1),
      () => bench('a', () => 1).dense_range('n', 10, 1),
      () => bench('a', () => 1).args('n', 3 as never),
      () => bench('a', () => 1).args({ n: [1], m: 2 } as never),
      () => bench('a', ((state: unknown) => state) as never),
      () => bench('a', 3 as never),
    ])
      expect(wrong).toThrow(expect.objectContaining({ code: 'HYD-1003' }))
  })
})

describe('run', () => {
  test('a group is one study; the baseline is its reference; verdicts are printed', async () => {
    const suite = createSuite()
    suite.bench('alone', () => spin(10))
    suite.group('spins', () => {
      suite.bench('long', () => spin(5000)).baseline()
      suite.bench('short', () => spin(500))
    })
    const { benchmarks, studies, layout, lines } = await runQuietly(suite, { profile: { trials: 60 } })
    expect(layout).toEqual([{ name: null, types: [] }, { name: 'spins', types: ['g'] }]) // prettier-ignore
    expect(benchmarks.map(({ alias, group, baseline, kind }) => [alias, group, baseline, kind])).toEqual([
      ['alone', 0, false, 'static'],
      ['long', 1, true, 'static'],
      ['short', 1, false, 'static'],
    ])
    expect(studies.map(({ group, study }) => [group, study.names, study.reference])).toEqual([
      [null, ['alone'], undefined],
      ['spins', ['long', 'short'], 'long'],
    ])
    expect(studies[1]!.study.comparisons).toMatchObject([{ a: 'short', b: 'long', verdict: 'faster' }])
    const text = lines.join('\n')
    expect(text).toContain('• spins')
    expect(text).toMatch(/short is .*x .*faster than long/)
    const { stats } = benchmarks[1]!.runs[0]!
    expect(stats!.min).toBeLessThanOrEqual(stats!.p50)
    expect(stats!.p50 / 1e6).toBeCloseTo(studies[1]!.study.heads['long']!.summary.durationMs.median!, 9)
    expect(stats).toMatchObject({ kind: 'fn', samples: expect.any(Array), ticks: expect.any(Number) })
  })

  test('benches that share arguments are held against each other by them; one bench alone by all of its own', async () => {
    const suite = createSuite()
    suite.summary(() => {
      suite.bench('a $n', function* (state) { const n = state.get('n'); yield () => spin(n) }).args('n', [1, 2]) // prettier-ignore
      suite.bench('b $n', function* (state) { const n = state.get('n'); yield () => spin(n) }).args('n', [1, 2]) // prettier-ignore
    })
    suite.boxplot(() => suite.bench('c', () => spin(1)).args([1, 2]))
    const { studies, benchmarks } = await runQuietly(suite)
    expect(studies.map(({ args, study }) => [args, study.names])).toEqual([
      [{ n: 1 }, ['a 1', 'b 1']],
      [{ n: 2 }, ['a 2', 'b 2']],
      [{}, ['c', 'c #2']],
    ])
    expect(benchmarks.map(({ runs }) => runs.map(({ name, args }) => [name, args]))[0]).toEqual([['a 1', { n: 1 }], ['a 2', { n: 2 }]]) // prettier-ignore
  })

  test('a generator is prepared before and cleaned up after its study; parameters are made for each call, untimed', async () => {
    const suite = createSuite()
    const seen: string[] = []
    const made: number[] = []
    suite.bench('prepared', async function* () {
      seen.push('before')
      await Promise.resolve()
      yield {
        0: () => made.push(1),
        1: () => 'second',
        bench: (count: number, word: string) => void (word === 'second' && seen.length === 1 ? seen.push(`call ${count}`) : 0),
      }
      seen.push('after')
    })
    const { benchmarks, studies } = await runQuietly(suite, { profile: { trials: 5, warmup: 0 } })
    expect(seen).toEqual(['before', 'call 1', 'after'])
    expect(made).toHaveLength(5)
    expect(studies[0]!.study.heads['prepared']!.unit).toBe('call')
    expect(benchmarks[0]!.runs[0]!.stats!.kind).toBe('yield')
  })

  test('what fails costs its own run; throw: true rejects with it when all was measured', async () => {
    const suite = createSuite()
    const own = new RangeError('cannot prepare')
    const write = (): void => {
      suite.bench('good', () => 1)
      suite.bench('bad', () => { throw new TypeError('cannot run') }) // prettier-ignore
      suite.bench('unprepared', function* () { yield* []; throw own }) // prettier-ignore
      suite.bench('twice', function* () { yield () => 1; yield () => 2 }) // prettier-ignore
      suite.bench('nothing', function* () { yield 3 }) // prettier-ignore
    }
    write()
    const { benchmarks, lines } = await runQuietly(suite)
    const [good, bad, unprepared, twice, nothing] = benchmarks.map(({ runs }) => runs[0]!)
    expect(good!.error).toBeUndefined()
    expect(bad).toMatchObject({ stats: undefined, error: expect.any(TypeError) })
    expect(unprepared).toMatchObject({ stats: undefined, error: own })
    expect(twice).toMatchObject({ stats: { kind: 'yield' }, error: { code: 'HYD-1003' } })
    expect(nothing).toMatchObject({ stats: undefined, error: { code: 'HYD-1003' } })
    expect(lines.join('\n')).toMatch(/unprepared: error: .*cannot prepare/)
    write()
    await expect(suite.run({ throw: true, format: 'quiet', profile: quick })).rejects.toThrow('cannot run')
  })

  test('filter, observe and formats; a suite is empty after it ran', async () => {
    const suite = createSuite()
    const write = (): void => {
      suite.bench('keep me', () => spin(10))
      suite.bench('leave me', () => spin(10))
    }
    write()
    const json = await runQuietly(suite, { filter: /keep/g, format: { json: { debug: false } }, observe: (one) => ({ ...one, alias: 'seen' }) }) // prettier-ignore
    expect(json.benchmarks.map(({ alias }) => alias)).toEqual(['seen'])
    const document: unknown = JSON.parse(json.lines.join(''))
    expect(document).toMatchObject({ context: { runtime: 'node' }, studies: [{ study: { schema: 1 } }] })
    const read = importStudy(document)
    expect(read.names).toEqual(['keep me'])
    expect(read.heads['keep me']!.summary.durationMs.median).toBeCloseTo(json.benchmarks[0]!.runs[0]!.stats!.p50 / 1e6, 9)
    expect((await runQuietly(suite)).benchmarks).toEqual([])
    write()
    expect((await runQuietly(suite, { format: 'markdown' })).lines.join('\n')).toContain('| keep me |')
    write()
    expect((await runQuietly(suite, { format: 'quiet' })).lines).toEqual([])
  })

  test('groups may be filled by promises and lie in each other; one that throws is closed', async () => {
    const suite = createSuite()
    await suite.group('outer', async () => {
      await Promise.resolve()
      suite.bench('a', () => 1)
      suite.lineplot(() => suite.barplot(() => suite.compact(() => suite.bench('b', () => 1))))
      suite.bench('c', () => 1)
    })
    expect(() => suite.group(() => { throw new Error('while filling') })).toThrow('while filling') // prettier-ignore
    suite.bench('d', () => 1)
    const { studies, layout } = await runQuietly(suite)
    expect(studies.map(({ group, study }) => [group, study.names])).toEqual([
      [null, ['d']],
      ['outer', ['a', 'c']],
      ['outer', ['b']],
    ])
    expect(layout.map(({ types }) => types.join(''))).toEqual(['', 'g', 'lg', 'blg', 'g'])
  })
})

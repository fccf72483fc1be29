/** The study as a whole: names, saving by a port, JSON, closing line, Pareto front. */
import { describe, expect, test } from 'vitest'
import { byName, closingLine, createStudy, paretoFront, spokenTime, type HeadStudy, type Study } from '../../src/study/index.ts'
import { recordOf, steady } from './records.ts'

const headsOf = (study: Study): HeadStudy[] => study.names.map((name) => study.heads[name]!)

describe('names', () => {
  const hostile = ['__proto__', 'constructor', '10', '2', 'a', 'ä', '😀']
  const study = createStudy(recordOf(hostile.map((name) => [name, steady(8, 1)])))

  test('any text is a name, and the order given is kept', () => {
    expect(study.names).toEqual(hostile)
    expect(headsOf(study).map(({ name }) => name)).toEqual(hostile)
    expect(Object.getPrototypeOf(study.heads)).toBeNull()
  })

  test('what is not a head is undefined', () => {
    expect('toString' in study.heads).toBe(false)
  })

  test('JSON keeps all of them in order', () => {
    const again = JSON.parse(JSON.stringify(study)) as { heads: { name: string }[]; schema: number }
    expect(again.heads.map(({ name }) => name)).toEqual(hostile)
    expect(again.schema).toBe(1)
  })
})

describe('toJSON', () => {
  test('figures, failures and Pareto marks, and neither NaN nor columns', () => {
    const record = recordOf([['a', { ...steady(8, 1), metrics: { bytes: Array<number>(16).fill(3) } }]], {
      inputs: [{ name: 'x' }], metrics: byName([['bytes', 'lower' as const]]),
    }) // prettier-ignore
    const text = JSON.stringify(createStudy(record))
    const { heads } = JSON.parse(text) as { heads: Record<string, unknown>[] }
    expect(heads[0]).toMatchObject({
      name: 'a',
      pareto: true,
      summary: { metrics: [{ name: 'bytes', median: 3 }], byInput: [{ name: 'x' }] },
    })
    expect(text).not.toContain('null')
    expect(heads[0]).not.toHaveProperty('columns')
  })
})

describe('save', () => {
  test('goes through the port it was given', async () => {
    const saved: unknown[] = []
    const store = { save: (...given: unknown[]) => Promise.resolve(void saved.push(given)) }
    const study = createStudy(recordOf([['a', steady(2, 1)]]), { store })
    await study.save()
    await study.save('elsewhere')
    expect(saved).toEqual([[study, 'hydra_profiles'], [study, 'elsewhere']]) // prettier-ignore
  })

  test('without a port it is our bug, and says so', async () => {
    await expect(createStudy(recordOf([['a', steady(2, 1)]])).save()).rejects.toMatchObject({ code: 'HYD-9999' })
  })
})

describe('margin and confidence', () => {
  const record = recordOf([['a', steady(20, 1.05)], ['b', steady(20, 1)]], { margin: 0.1, confidence: 0.9 }) // prettier-ignore

  test('come from the options, else from the record, else are .01 and .98', () => {
    expect(createStudy(record).comparisons[0]).toMatchObject({ margin: 0.1, confidence: 0.9, verdict: 'equivalent' })
    expect(createStudy(record, { margin: 0.02 }).comparisons[0]).toMatchObject({ margin: 0.02, verdict: 'slower' })
    expect(createStudy(recordOf([['a', steady(2, 1)]]))).toMatchObject({ margin: 0.01, confidence: 0.98 })
  })

  test('out of range: HYD-1003', () => {
    expect(() => createStudy(record, { margin: 2 })).toThrow(expect.objectContaining({ code: 'HYD-1003' }))
  })
})

describe('paretoFront', () => {
  const front = (heads: readonly (readonly [string, number, number])[], better: 'lower' | 'higher' = 'lower'): string[] =>
    paretoFront(
      headsOf(
        createStudy(
          recordOf(
            heads.map(([name, timeMs, size]) => [name, { ...steady(2, timeMs), metrics: { size: Array<number>(4).fill(size) } }]),
            { metrics: byName([['size', better]]) },
          ),
        ),
      ),
    )

  test('keeps what nobody beats in time and all metrics', () => {
    expect(front([['fast', 1, 9], ['small', 9, 1], ['both worse', 9, 9], ['between', 5, 5]])).toEqual(['fast', 'small', 'between']) // prettier-ignore
  })

  test('turns round where higher is better', () => {
    expect(front([['a', 1, 9], ['b', 2, 1]], 'higher')).toEqual(['a']) // prettier-ignore
  })

  test('equal heads stand on it together; a head without a success never does', () => {
    expect(front([['a', 1, 1], ['b', 1, 1]])).toEqual(['a', 'b']) // prettier-ignore
    const failed = { wallMs: [0.1, 0.1], outcome: ['error', 'error'] } as const
    expect(paretoFront(headsOf(createStudy(recordOf([['a', steady(2, 1)], ['failed', failed]]))))).toEqual(['a']) // prettier-ignore
  })

  test('a metric that a head never reported counts as the worst', () => {
    const study = createStudy(
      recordOf([
        ['reports', { ...steady(2, 1), metrics: { size: [1, 1, 1, 1] } }],
        ['silent', steady(2, 1)],
      ]),
    )
    expect(paretoFront(headsOf(study))).toEqual(['reports'])
  })
})

describe('the closing line', () => {
  test('averages success over heads', () => {
    const half = { wallMs: [1, 1], outcome: ['success', 'wrong'] } as const
    const record = recordOf([['a', half], ['b', steady(1, 1)]], { elapsedMs: 92_000, estimatedMs: 90_000 }) // prettier-ignore
    expect(createStudy(record).sentence).toBe('2 heads profiled, average success 75.0 %, 1 m 32 s (estimated 1 m 30 s)')
  })

  test('one head, stopped early, and heads that never ran', () => {
    const record = recordOf([['a', steady(1, 1)], ['b', { wallMs: [] }]], { partial: true, elapsedMs: 850 }) // prettier-ignore
    expect(createStudy(record).sentence).toBe(
      '2 heads profiled, average success 100.0 %, 1 without a trial, 850 ms, stopped early',
    )
    const none = createStudy(recordOf([['b', { wallMs: [] }]]))
    expect(closingLine(none)).toBe('1 head profiled, no trial was finished, 1.0 s')
  })

  test.each([
    [0.25, '0.3 ms'], [850, '850 ms'], [999.6, '1.0 s'], [59_949, '59.9 s'], [59_999, '1 m 0 s'], [92_000, '1 m 32 s'],
    [3_599_600, '1 h 0 m'], [7_500_000, '2 h 5 m'],
  ])('%d ms is said %s', (ms, text) => {
    expect(spokenTime(ms)).toBe(text)
  }) // prettier-ignore
})

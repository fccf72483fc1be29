import { describe, expect, test } from 'vitest'
import { expandingScore, newExpandingScore, newRollingScore, rollingScore } from '../../../src/engine/index.ts'
import { isHydraError } from '../../../src/errors/index.ts'
import { thrown } from '../../support/thrown.ts'

function codeOf(deed: () => unknown): unknown {
  const error = thrown(deed)
  return isHydraError(error) ? error.code : error
}

describe('scores one value after the other', () => {
  const begin = newExpandingScore()
  test.each<[string, () => unknown, string]>([
    ['no state', () => expandingScore(undefined as never, 1), 'HYD-4004'],
    ['a state of another kind', () => expandingScore({ n: 1 } as never, 1), 'HYD-4004'],
    ['pasts that are none', () => expandingScore({ ...begin, pasts: [null as never] }, 1), 'HYD-4004'],
    ['no number', () => expandingScore(begin, '1' as never), 'HYD-4004'],
    ['a method of columns only', () => expandingScore(begin, 1, { method: 'gesd' as never }), 'HYD-1003'],
    ['a warm-up of 1', () => expandingScore(begin, 1, { warmup: 1 }), 'HYD-4004'],
    ['an unknown option', () => expandingScore(begin, 1, { window: 3 } as object), 'HYD-1002'],
    ['no rolling state', () => rollingScore(null as never, 1), 'HYD-4004'],
    ['a window of 1', () => rollingScore(newRollingScore(), 1, { window: 1 }), 'HYD-4004'],
    ['no number for a window', () => rollingScore(newRollingScore(), undefined as never), 'HYD-4004'],
  ])('%s: %s', (_, deed, code) => {
    expect(codeOf(deed)).toBe(code)
  })

  test('each beginning is one of its own: what is written into it reaches no other', () => {
    const [expanding, rolling] = [newExpandingScore(), newRollingScore()]
    ;(expanding.pasts[0] as { mean: number }).mean = 5
    ;(rolling.recent as number[]).push(7)
    expect(newExpandingScore().pasts.map(({ mean }) => mean)).toEqual([0, 0, 0, 0, 0, 0])
    expect(newRollingScore().recent).toEqual([])
    expect(codeOf(() => rollingScore(rolling, 1))).toBe('HYD-4004')
  })

  const values = [3, 1, 2, 0.5, 8]
  const expanded = values.reduce((state, x) => expandingScore(state, x), newExpandingScore())
  const rolled = values.reduce((state, x) => rollingScore(state, x, { window: 4 }), newRollingScore())
  const { pasts, memory } = expanded
  test.each<[string, object]>([
    ['half a count', { n: 4.5 }],
    ['a negative count', { n: -5 }],
    ['a count of text', { n: '5' }],
    ['a count that the pasts do not share', { n: 6 }],
    ['a unit that is no power of two', { unit: 0.3 }],
    ['a negative unit', { unit: -1 }],
    ['NaN as unit', { unit: NaN }],
    ['a past of text', { pasts: [{ ...pasts[0], mean: '1' }, ...pasts.slice(1)] }],
    ['a past of null', { pasts: [{ ...pasts[0], m2: null }, ...pasts.slice(1)] }],
    ['a past that varies less than nothing', { pasts: [{ ...pasts[0], m2: -1 }, ...pasts.slice(1)] }],
    ['pasts with a hole', { pasts: Array<unknown>(6) }],
    ['no memory', { memory: undefined }],
    ['a memory of NaN', { memory: { ...memory, slow: NaN } }],
    ['a memory of other names', { memory: { a: 1, b: 2, c: 3, d: 4 } }],
  ])('an expanding state with %s is refused', (_, change) => {
    expect(codeOf(() => expandingScore({ ...expanded, ...change }, 1))).toBe('HYD-4004')
    expect(expandingScore(expanded, 1).n).toBe(6)
  })

  const { recent, sorted } = rolled
  test.each<[string, object]>([
    ['texts', { recent: recent.map(String) }],
    ['texts, sorted', { sorted: sorted.map(String) }],
    ['NaN', { sorted: [...sorted.slice(1), NaN] }],
    ['null', { recent: [null, ...recent.slice(1)] }],
    ['a hole', { recent: Array<unknown>(4) }],
    ['what is not sorted', { sorted: [...sorted].reverse() }],
    ['what is not among the last values', { sorted: sorted.map((x) => x + 1000) }],
    ['half a count', { n: 4.5 }],
    ['no unit', { unit: undefined }],
  ])('a rolling state with %s is refused', (_, change) => {
    expect(codeOf(() => rollingScore({ ...rolled, ...change }, 1, { window: 4 }))).toBe('HYD-4004')
    expect(rollingScore(rolled, 1, { window: 4 }).n).toBe(6)
  })

  test('a state of another window is refused', () => {
    let state = newRollingScore()
    for (let i = 0; i < 9; i += 1) state = rollingScore(state, i, { window: 5 })
    expect(codeOf(() => rollingScore(state, 1, { window: 6 }))).toBe('HYD-4004')
    expect(state.recent).toHaveLength(5)
  })
})

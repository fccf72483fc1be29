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

  test('a state of another window is refused', () => {
    let state = newRollingScore()
    for (let i = 0; i < 9; i += 1) state = rollingScore(state, i, { window: 5 })
    expect(codeOf(() => rollingScore(state, 1, { window: 6 }))).toBe('HYD-4004')
    expect(state.recent).toHaveLength(5)
  })
})

/** The figures that the benches print: bounds of counts against exact sums, words, and who is faster by other tools' words. */
import { fc, test } from '@fast-check/vitest'
import { describe, expect } from 'vitest'
import { claimOfMargins, claimOfPrinted, type Figure } from '../../bench/truth/claim.ts'
import { clopperPearson, markdown, quantile, share, spread } from '../../bench/truth/figures.ts'
import { chosen, readWords } from '../../bench/words.ts'

describe('bounds of counts', () => {
  // From exact sums of binomial terms in fractions: where as many or more, and as few or fewer, have a chance of 1/40.
  test.each([
    [0, 300, 0, 0.0122209747],
    [3, 40, 0.0157421799, 0.2038647487],
    [20, 20, 0.831566529, 1],
    [285, 300, 0.9188726428, 0.971748798],
  ])('%i of %i', (hits, n, low, high) => {
    expect(clopperPearson(hits, n)[0]).toBeCloseTo(low, 9)
    expect(clopperPearson(hits, n)[1]).toBeCloseTo(high, 9)
  })

  test.prop([fc.integer({ min: 1, max: 400 }), fc.double({ min: 0, max: 1, noNaN: true })])(
    'hold what was seen, and mirror it',
    (n, part) => {
      const hits = Math.round(n * part)
      const [low, high] = clopperPearson(hits, n)
      const [lowMisses, highMisses] = clopperPearson(n - hits, n)
      expect(low <= hits / n && hits / n <= high).toBe(true)
      expect([1 - highMisses, 1 - lowMisses].every((bound, at) => Math.abs(bound - [low, high][at]!) < 1e-9)).toBe(true)
    },
  )

  test('as text, and a dash where nothing was tried', () => {
    expect(share(3, 40)).toBe('3 of 40 (1.6 to 20.4 %)')
    expect(share(300, 300)).toBe('300 of 300 (98.8 to 100 %)')
    expect([share(0, 0), spread([], 1)]).toEqual(['–', '–'])
  })
})

test('quantiles are of type 7', () => {
  expect([0, 0.5, 0.95, 1].map((at) => quantile([4, 1, 3, 2], at))).toEqual([1, 2.5, 3.8499999999999996, 4])
  expect(spread([1, 2, 3], 1)).toBe('2.0 / 2.9')
})

test('a Markdown table', () => {
  expect(markdown([['a', 'b'], ['1', '2']])).toBe('| a | b |\n|---|---|\n| 1 | 2 |') // prettier-ignore
})

describe('claims', () => {
  const figure = (mean: number, moe = 0): Figure => ({ mean, moe, median: mean })
  test('by ± that do not overlap', () => {
    expect(claimOfMargins({ a: figure(1, 0.1), b: figure(1.3, 0.1) })).toBe('a')
    expect(claimOfMargins({ a: figure(1.3, 0.1), b: figure(1, 0.1) })).toBe('b')
    expect(claimOfMargins({ a: figure(1, 0.2), b: figure(1.3, 0.2) })).toBeUndefined()
  })
  test('by two printed decimals', () => {
    expect(claimOfPrinted({ a: figure(1), b: figure(1.0051) })).toBe('a')
    expect(claimOfPrinted({ a: figure(1.02), b: figure(1) })).toBe('b')
    expect(claimOfPrinted({ a: figure(1), b: figure(1.0049) })).toBeUndefined()
  })
})

describe('words', () => {
  const defaults = { hogs: '0', tools: 'x, y', out: '' }
  test('have defaults, and what is given counts', () => {
    const words = readWords(['hogs=2', 'out=a=b'], defaults)
    expect([words.number('hogs'), words.isOn('hogs'), words.list('tools'), words.text('out')]).toEqual([
      2,
      true,
      ['x', 'y'],
      'a=b',
    ])
  })
  test('that nobody knows are refused, with those there are', () => {
    expect(() => readWords(['hog=2'], defaults)).toThrow(/"hog=2" is not understood; there are: hogs=0/)
    expect(() => readWords(['hogs'], defaults)).toThrow(/not understood/)
    expect(() => readWords(['hogs=two'], defaults).number('hogs')).toThrow('hogs must be a number, not two')
    expect(() => chosen('tool', ['x', 'z'], ['x', 'y'])).toThrow('no tool z; there are: x, y')
  })
})

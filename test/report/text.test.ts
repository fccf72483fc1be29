import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  bar,
  clipMiddle,
  formatBytes,
  formatDuration,
  formatMetric,
  pad,
  percent,
  shownName,
  significant,
  textWidth,
  times,
  wrap,
} from '../../src/report/index.ts'

describe('durations', () => {
  test.each([
    [0, '0 ms'], [1e-6, '1.00 ns'], [0.0005, '500 ns'], [0.0456, '45.6 us'], [0.9996, '1.00 ms'], [0.99949, '999 us'], [1.234, '1.23 ms'],
    [999.4, '999 ms'], [999.6, '1.00 s'], [59_949, '59.9 s'], [59_950, '1 m 00 s'], [92_000, '1 m 32 s'], [7_500_000, '2 h 05 m'], [3 * 86_400_000 + 4 * 3_600_000, '3 d 04 h'],
    [undefined, '–'],
  ] as const)('%s ms is %s', (durationMs, text) => expect(formatDuration(durationMs)).toBe(text)) // prettier-ignore

  test('a duration below a minute says its value within half a percent', () => {
    const factor = new Map([['ns', 1e-6], ['us', 1e-3], ['ms', 1], ['s', 1e3]]) // prettier-ignore
    fc.assert(
      fc.property(fc.double({ min: 1e-6, max: 59_000, noNaN: true }), (durationMs) => {
        const [number = '', unit = ''] = formatDuration(durationMs).split(' ')
        expect(Math.abs((Number(number) * (factor.get(unit) ?? NaN)) / durationMs - 1)).toBeLessThan(0.005001)
        expect(number.length).toBeLessThanOrEqual(4)
      }),
      { seed: 1 },
    )
  })
})

describe('numbers', () => {
  test.each([[0, '0 %'], [1, '100 %'], [0.942, '94.2 %'], [0.9999, '> 99.9 %'], [0.0001, '< 0.1 %'], [0.5, '50.0 %']] as const)('share %s is %s', (share, text) => expect(percent(share)).toBe(text)) // prettier-ignore
  test.each([[1, '1.00x'], [1.0042, '1.004x'], [0.998, '0.998x'], [1.518, '1.52x'], [12.34, '12.3x'], [1234, '1234x']] as const)('ratio %s is %s', (ratio, text) => expect(times(ratio)).toBe(text)) // prettier-ignore
  test.each([[812, '812'], [3.14159, '3.142'], [0.000123, '0.0001230'], [9.9999, '10.00'], [1234567, '1.235e+6'], [0, '0'], [-2.5, '-2.500']] as const)('%s is %s', (value, text) => expect(significant(value)).toBe(text)) // prettier-ignore
  test.each([[812, '812 B'], [999.5, '1.00 kB'], [12_345, '12.3 kB'], [5_000_000_000, '5.00 GB'], [0, '0 B'], [undefined, '–']] as const)('%s bytes are %s', (bytes, text) => expect(formatBytes(bytes)).toBe(text)) // prettier-ignore
  test('the smallest number there is has a text', () => expect(formatDuration(5e-324)).toMatch(/^\d\.\d\de-318 ns$/))
  test('a metric is an amount of bytes by its name', () => {
    expect([
      formatMetric('bytes', 2000),
      formatMetric('heapBytes', 2000),
      formatMetric('ratio', 2000),
      formatMetric('megabytes', 2),
    ]).toEqual(['2.00 kB', '2.00 kB', '2000', '2'])
  })
})

describe('width in a terminal', () => {
  test.each([['abc', 3], ['日本', 4], ['é', 1], ['👩‍👩‍👧‍👦', 2], ['🇩🇪', 2], ['❤️', 2], ['ﬁ', 1], ['\u200b', 0], ['', 0], ['한국', 4]] as const)('%s takes %s columns', (text, columns) => expect(textWidth(text)).toBe(columns)) // prettier-ignore

  test('a text cut to any width fits it, and one that fits is left alone', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), fc.integer({ min: 3, max: 40 }), (text, columns) => {
        const cut = clipMiddle(text, columns)
        expect(textWidth(cut)).toBeLessThanOrEqual(columns)
        if (textWidth(text) <= columns) expect(cut).toBe(text)
        expect(textWidth(pad(cut, columns))).toBe(columns)
      }),
      { seed: 1 },
    )
  })

  test('the cut keeps both ends', () => expect(clipMiddle('compress-with-many-options-level-11', 15)).toBe('compres…evel-11'))
  test('names show what would rule a terminal', () => expect(shownName('a\u001b[31mb\u202e')).toBe('a\\x1b[31mb\\x202e'))
  test('wrapping loses no word and keeps to the width', () => {
    expect(wrap('one two three four', 9)).toEqual(['one two', 'three', 'four'])
    expect(wrap('unbreakable', 3)).toEqual(['unbreakable'])
  })
})

describe('bars', () => {
  test.each([[0, ''], [1e-9, '▏'], [0.5, '██'], [1, '████'], [2, '████'], [0.6, '██▍']] as const)('share %s of 4 columns is "%s"', (share, text) => expect(bar(share, 4)).toBe(text)) // prettier-ignore
})

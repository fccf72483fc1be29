/** What bench/truth reads from hyperfine and says of it; and how intervals are counted that hold the truth. */
import { describe, expect, test } from 'vitest'
import { foundOfTimes, readExport, welch } from '../../bench/truth/commands/hyperfine.ts'
import { coverage } from '../../bench/truth/covered.ts'

describe('hyperfine', () => {
  test("Welch's p is that of the integral of Student's density", () => {
    // By Simpson's rule on 200 000 steps: t = 1.259226563, 5.086811326 degrees of freedom.
    expect(welch([1, 2, 3, 4, 5.5], [2, 4, 6, 8])).toBeCloseTo(0.26263994655, 10)
  })
  test('its times are those of the two commands, in their order', () => {
    const results = [{ command: 'a', times: [1, 2] }, { command: 'b', times: [3, 4] }] // prettier-ignore
    expect(readExport(JSON.stringify({ results }))).toEqual([[1, 2], [3, 4]]) // prettier-ignore
    expect(() => readExport(JSON.stringify({ results: results.slice(1) }))).toThrow('two commands')
  })
  test('a claim needs a p below 2 %', () => {
    const [fast, slow] = [[1, 1.1, 0.9, 1.05], [2, 2.1, 1.9, 2.05]] as const // prettier-ignore
    expect(foundOfTimes(fast, slow).claim).toBe('a')
    expect(foundOfTimes(slow, fast).claim).toBe('b')
    expect(foundOfTimes([1, 2, 3, 4, 5.5], [2, 4, 6, 8])).toEqual({ claim: undefined, ratio: 0.62, ratioOfMedians: 0.6 })
  })
})

describe('intervals', () => {
  test('hold the median of all ratios, or not; those without an interval do not count', () => {
    const told = [0.94, 0.95, 0.96].map((ratio) => ({ ratio, interval: [ratio - 0.005, ratio + 0.012] as const }))
    expect(coverage([...told, { ratio: NaN }])).toEqual({ held: 2, n: 3, truth: 0.95 })
  })
  test('of no studies hold nothing', () => {
    expect(coverage([])).toEqual({ held: 0, n: 0, truth: NaN })
  })
})

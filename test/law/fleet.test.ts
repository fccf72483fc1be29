/** Laws of figures of many heads, on both engines (statistics.md, section 10). */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  aggregateProfiles,
  analyzeProfile,
  createSketch,
  efficiency,
  stabilityScores,
  summarize,
  type AggregatedProfiles,
  type RunSummary,
} from '../../src/engine/index.ts'

const numRuns = 100
const share = fc.double({ min: 0, max: 1, noNaN: true })
const time = fc.oneof(fc.double({ min: 0.001, max: 1000, noNaN: true }), fc.constant(NaN))
const head = fc.record({
  trials: fc.integer({ min: 0, max: 300 }),
  rate: share,
  p95Ms: time,
  baselineP95Ms: time,
  medianMs: time,
  madMs: time,
  availability: share,
  ageMs: fc.double({ min: 0, max: 1e10, noNaN: true }),
  picks: fc.double({ min: 0.01, max: 10, noNaN: true }),
})
type Head = typeof head extends fc.Arbitrary<infer T> ? T : never
const columnsOf = (heads: readonly Head[]) => ({
  successes: heads.map(({ trials, rate }) => Math.floor(trials * rate)),
  ...Object.fromEntries((['trials', 'p95Ms', 'baselineP95Ms', 'medianMs', 'madMs', 'availability', 'ageMs', 'picks'] as const).map((name) => [name, heads.map((one) => one[name])])), // prettier-ignore
  trials: heads.map(({ trials }) => trials),
})

describe.each(['native', 'reference'] as const)('stability scores, %s', (engine) => {
  test('lie between 1 and 100; parts explain all missing points; the mean lies between worst and best', () => {
    fc.assert(
      fc.property(fc.array(head, { minLength: 1, maxLength: 12 }), (heads) => {
        const { fleet, scores, row } = stabilityScores(columnsOf(heads), { engine })
        const known = [...scores].filter((x) => !Number.isNaN(x))
        heads.forEach(({ trials }, i) => {
          const { score, state, parts } = row(i)
          expect(score === undefined).toBe(trials < 10)
          expect(state === 'unknown').toBe(trials < 10)
          if (score === undefined) return
          expect(score >= 0.999999999 && score <= 100.000000001).toBe(true)
          expect(parts.reduce((sum, part) => sum + part.cost!, 0)).toBeCloseTo(100 - score, 9)
          expect(parts.reduce((sum, part) => sum + part.weight, 0)).toBeCloseTo(1, 12)
        })
        expect(fleet.known).toBe(known.length)
        if (known.length === 0) {
          expect([fleet.mean, fleet.worst]).toEqual([undefined, undefined])
          return
        }
        expect(fleet.worst!.score).toBe(Math.min(...known))
        expect(fleet.mean! >= Math.min(...known) - 1e-9 && fleet.mean! <= Math.max(...known) + 1e-9).toBe(true)
      }),
      { numRuns },
    )
  })

  test('more successes, a faster p95, less spread, more availability, a smaller age never lower a score', () => {
    fc.assert(
      fc.property(head, fc.constantFrom('rate', 'p95Ms', 'madMs', 'availability', 'ageMs'), share, (one, what, by) => {
        const trials = one.trials + 10
        const better = { ...one, trials, [what]: what === 'rate' || what === 'availability' ? one[what] + by * (1 - one[what]) : one[what] * by } // prettier-ignore
        const { scores } = stabilityScores(columnsOf([{ ...one, trials }, better]), { engine })
        expect(scores[1]! - scores[0]!).toBeGreaterThanOrEqual(-1e-9)
      }),
      { numRuns },
    )
  })

  test('a batch is its single calls', () => {
    fc.assert(
      fc.property(fc.array(head, { minLength: 1, maxLength: 8 }), (heads) => {
        const { scores } = stabilityScores(columnsOf(heads), { engine })
        expect([...scores]).toEqual(heads.map((one) => stabilityScores(columnsOf([one]), { engine }).scores[0]))
      }),
      { numRuns },
    )
  })
})

describe.each(['native', 'reference'] as const)('analysed profiles, %s', (engine) => {
  const part = fc.record({ timesMs: fc.array(fc.double({ min: 0, max: 100, noNaN: true }), { minLength: 1, maxLength: 20 }) })
  const parts = fc.array(part, { minLength: 1, maxLength: 8 }).map((all) => all.map((one, i) => ({ ...one, name: String(i) })))

  test('shares add up to 1, fall, and the last cumulative share is 1', () => {
    fc.assert(
      fc.property(parts, (all) => {
        const found = analyzeProfile(all, { engine })
        expect(found.map(({ name }) => name).sort()).toEqual(all.map(({ name }) => name).sort())
        if (found[0]!.totalMs === 0) {
          expect(found.every((one) => one.share === undefined)).toBe(true)
          return
        }
        expect(found.reduce((sum, one) => sum + one.share!, 0)).toBeCloseTo(1, 12)
        expect(found.at(-1)!.cumulativeShare).toBe(1)
        found.forEach((one, i) => {
          expect(one.share!).toBeLessThanOrEqual(found[i - 1]?.share ?? 1)
          expect(one.cumulativeShare!).toBeGreaterThanOrEqual(found[i - 1]?.cumulativeShare ?? one.share!)
          // Beyond the doubles it is unknown.
          expect(one.upTo ?? 1).toBeGreaterThanOrEqual(1)
        })
      }),
      { numRuns },
    )
  })

  test('the order of times changes nothing; times of a power of the size have that exponent', () => {
    fc.assert(
      fc.property(parts, fc.double({ min: 0.5, max: 3, noNaN: true }), (all, power) => {
        expect(analyzeProfile(all.map((one) => ({ ...one, timesMs: [...one.timesMs].reverse() })), { engine })).toEqual(analyzeProfile(all, { engine })) // prettier-ignore
        const sizes = [10, 20, 40, 80]
        const [grown] = analyzeProfile([{ name: 'a', timesMs: sizes.map((n) => n ** power), sizes }], { engine })
        expect(grown!.exponent).toBeCloseTo(power, 10)
      }),
      { numRuns },
    )
  })
})

test('efficiency: the best is 1, and twice the time is half of it', () => {
  const rows = fc.array(fc.tuple(fc.integer({ min: 1, max: 1000 }), fc.double({ min: 0.001, max: 1e6, noNaN: true })), { minLength: 1, maxLength: 9 }) // prettier-ignore
  fc.assert(
    fc.property(rows, (all) => {
      const [successes, seconds] = [all.map(([k]) => k), all.map(([, s]) => s)]
      const found = efficiency(successes, seconds)
      expect(Math.max(...found.relative)).toBe(1)
      const slower = efficiency(successes, seconds.map((s) => 2 * s)) // prettier-ignore
      expect([...slower.perSecond]).toEqual([...found.perSecond].map((x) => x / 2))
      expect(slower.relative).toEqual(found.relative)
    }),
  )
})

describe.each(['native', 'reference'] as const)('runs of many machines, %s', (engine) => {
  const durations = fc.array(fc.double({ min: 0.1, max: 100, noNaN: true }), { maxLength: 12 })
  const given = fc.record({ head: fc.constantFrom('a', 'b', '__proto__', 'ä'), run: fc.constantFrom('1', '2', '10', 'x'), machine: fc.constantFrom('m', 'n', 'o'), durations, failures: fc.nat(5), bits: fc.constantFrom(4, 6), hasSketch: fc.boolean() }) // prettier-ignore
  const key = (row: { head: string; run: string; machine: string }): string => `${row.head}/${row.run}/${row.machine}`
  const rowOf = (one: typeof given extends fc.Arbitrary<infer T> ? T : never): RunSummary => {
    const [n, sketch] = [one.durations.length, createSketch({ bits: one.bits, moments: true }).addMany(one.durations)]
    const { mean, sd } = summarize(one.durations)
    const base = { head: one.head, run: one.run, machine: one.machine, trials: n + one.failures, successes: n }
    const figures = { ...(mean === undefined ? {} : { mean }), ...(sd === undefined ? {} : { variance: sd * sd }) }
    return { ...base, ...figures, ...(one.hasSketch ? { sketch } : {}) }
  }
  const list = fc.uniqueArray(given, { maxLength: 14, selector: key })
  const shown = ({ heads, rows }: AggregatedProfiles): unknown => ({
    heads: heads.map((one) => ({ ...one, sketch: one.sketch?.toJSON() })),
    rows: rows.map((row) => ({ ...row, sketch: (row.sketch as { toJSON(): unknown } | undefined)?.toJSON() })),
  })

  test('any order of rows, and rows given twice: the same bits', () => {
    fc.assert(
      fc.property(list.chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length }))), fc.nat(3), ([all, shuffled], again) => {
        const expected = shown(aggregateProfiles(all.map(rowOf), { engine }))
        expect(shown(aggregateProfiles([...shuffled, ...all.slice(0, again)].map(rowOf), { engine }))).toStrictEqual(expected)
      }), // prettier-ignore
      { numRuns },
    )
  })

  test('joining all is joining parts, however they are cut', () => {
    fc.assert(
      fc.property(list, fc.nat(14), fc.nat(14), (all, i, j) => {
        const rows = all.map(rowOf)
        const [first, second] = [i < j ? i : j, i < j ? j : i]
        const parts = [rows.slice(0, first), rows.slice(first, second), rows.slice(second)].map((part) => aggregateProfiles(part, { engine })) // prettier-ignore
        const pair = aggregateProfiles([...parts[2]!.rows, ...parts[0]!.rows], { engine })
        const joined = aggregateProfiles([...pair.rows, ...parts[1]!.rows], { engine })
        expect(shown(joined)).toStrictEqual(shown(aggregateProfiles(rows, { engine })))
      }),
      { numRuns },
    )
  })

  test('counts, mean and deviation are those of all durations together, and the sketch that of all', () => {
    fc.assert(
      fc.property(list, (all) => {
        for (const one of aggregateProfiles(all.map(rowOf), { engine }).heads) {
          const own = all.filter(({ head: name }) => name === one.head)
          const values = own.flatMap((row) => row.durations)
          const { mean, sd } = summarize(values)
          expect(one.n).toBe(values.length)
          expect(one.successes).toBe(values.length)
          if (mean !== undefined) expect(one.mean! / mean).toBeCloseTo(1, 12)
          if (sd !== undefined) expect(Math.abs(one.sd! - sd)).toBeLessThan(1e-10)
          if (one.sketch === undefined) continue
          const bits = Math.min(...own.filter((row) => row.durations.length > 0).map((row) => row.bits))
          expect(one.sketch.toBytes()).toEqual(createSketch({ bits, moments: true }).addMany(values).toBytes())
        }
      }),
      { numRuns },
    )
  })

  test('shares of the spread add up to 1, and the interval holds its mean', () => {
    fc.assert(
      fc.property(list, (all) => {
        for (const { spread } of aggregateProfiles(all.map(rowOf), { engine }).heads) {
          const shares = [spread.machineShare, spread.runShare, spread.trialShare].filter((x) => x !== undefined)
          if (shares.length > 0) expect(shares.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 12)
          const { typical, interval } = spread
          if (interval !== undefined) expect(interval[0] <= typical! && typical! <= interval[1]).toBe(true)
        }
      }),
      { numRuns },
    )
  })
})

import { describe, expect, test } from 'vitest'
import {
  adjustPValues,
  compareSamples,
  confidenceSequence,
  type AdjustMethod,
  type CompareOptions,
} from '../../src/engine/index.ts'
import type { BootstrapOptions, SampleComparison } from '../../src/engine/index.ts'
import { bootstrapRows } from '../../src/engine/inference/bootstrap.ts'
import { readBootstrapOptions } from '../../src/engine/inference/bootstrap-options.ts'
import { golden, near } from './golden.ts'

interface Given extends CompareOptions {
  readonly a: number[]
  readonly b: number[]
}

/** The figures by the names of the columns; null where unknown. */
function columnsOf(found: SampleComparison): Record<string, number | null> {
  const [cliffsLow, cliffsHigh] = found.cliffsDeltaInterval ?? []
  const [shiftLow, shiftHigh] = found.shiftInterval ?? []
  const [ratioLow, ratioHigh] = found.ratioInterval ?? []
  const { p, statistic, cliffsDelta, shift, ratio } = found
  const known = { p, statistic, cliffsDelta, cliffsLow, cliffsHigh, shift, shiftLow, shiftHigh, ratio, ratioLow, ratioHigh }
  return { ...Object.fromEntries(Object.entries(known).map(([name, x]) => [name, x ?? null])), exact: found.exact ? 1 : 0 }
}

describe.each(['native', 'reference'] as const)('%s', (engine) => {
  test.each(golden<[AdjustMethod, number[]], number[]>('stats/adjust'))(
    'corrected p-values: $in',
    ({ in: [method, p], out, tol }) => {
      const actual = adjustPValues(p, method, { engine })
      expect(out.filter((expected, i) => !near(actual[i]!, expected, tol))).toEqual([])
      expect(actual).toHaveLength(out.length)
    },
  )

  test.each(golden<[number[], number, number], [number, number]>('stats/confidence-sequence'))(
    'confidence sequence: $in',
    ({ in: [x, times, alpha], out: [low, high], tol }) => {
      const values = Array.from({ length: times }, () => x).flat()
      const { interval, mean, n } = confidenceSequence(values, { alpha, engine })
      expect([n, mean === undefined]).toEqual([x.length * times, values.length === 0])
      // Low above high: no single mean fits.
      if (low > high) expect(interval).toBeUndefined()
      else expect(near(interval![0], low, tol) && near(interval![1], high, tol), String(interval)).toBe(true)
    },
  )

  test.each(golden<Given, Record<string, number | null>>('stats/compare'))('$name', (row) => {
    const { a, b, ...options } = row.in
    const actual = columnsOf(compareSamples(a, b, { ...options, engine }))
    const { tol, tolP } = row as unknown as { tol: number; tolP: number }
    const off = Object.entries(row.out).filter(([name, expected]) => {
      const own = actual[name]!
      if (expected === null || own === null) return own !== expected
      return Math.abs(own - expected) > (name === 'p' || name.startsWith('cliffs') ? tolP : tol) * Math.abs(expected) + 1e-14
    })
    expect(off.map(([name, expected]) => [name, expected, actual[name]])).toEqual([])
  })

  test.each(golden<BootstrapOptions & { x: number[] }, (number | null)[]>('stats/bootstrap'))(
    '$name',
    ({ in: given, out, tol }) => {
      const { x, ...options } = given
      const sample = { values: Float64Array.from(x), offsets: Uint32Array.of(0, x.length) }
      // The row of the kernel: the facade leaves out ends that few values cannot give.
      const rows = bootstrapRows(sample, readBootstrapOptions({ ...options, engine }, 'golden'))
      const actual = Array.from(rows, (value) => (Number.isNaN(value) ? null : value))
      const off = out.filter((expected, i) => {
        const own = actual[i] ?? null
        return expected === null || own === null ? own !== expected : !near(own, expected, tol)
      })
      expect(off, `${actual.join()} is not ${out.join()}`).toEqual([])
    },
  )
})

import { describe, expect, test } from 'vitest'
import { adjustPValues, type AdjustMethod } from '../../src/engine/index.ts'
import { golden, near } from './golden.ts'

describe.each(['native', 'reference'] as const)('%s', (engine) => {
  test.each(golden<[AdjustMethod, number[]], number[]>('stats/adjust'))(
    'corrected p-values: $in',
    ({ in: [method, p], out, tol }) => {
      const actual = adjustPValues(p, method, { engine })
      expect(out.filter((expected, i) => !near(actual[i]!, expected, tol))).toEqual([])
      expect(actual).toHaveLength(out.length)
    },
  )
})

import { describe, expect, test } from 'vitest'
import { validationLines, weightsTable } from '../../src/report/index.ts'
import type { Validation, WeightsFile } from '../../src/weigh/types.ts'

const file: WeightsFile = {
  schema: 1,
  study: 's1',
  createdAt: '2026-01-31T12:00:00.000Z',
  policy: 'balanced',
  objective: { price: 'bytes', costWeight: 0.5 },
  weights: { slow: 0.0004, 'gzip-6': 0.7996, ['日本']: 0.2 },
  reasons: {
    slow: 'slow: < 0.1 %: 97 of 100 right',
    'gzip-6': 'gzip-6: 80.0 %: 100 of 100 right, 1.2 ms a good answer',
    ['日本']: '日本: 20.0 %: 100 of 100 right',
  },
  previous: null,
}

const validation: Validation = {
  verdict: 'better',
  text: 'better: a good answer costs 12.0 % less',
  margin: 0.01,
  confidence: 0.98,
  blocks: 50,
  success: { before: 0.95, after: 0.99, difference: 0.04, interval: [0.01, 0.05] },
  durationMs: { before: 2.5, after: 1.25, difference: -1.25, interval: [-1.5, -1] },
  price: { before: 1200, after: 1300, difference: 100, interval: undefined },
  ratio: 0.88,
  ratioInterval: [0.86, 0.9],
}

describe('weights', () => {
  test('largest first, with bars and reasons', () =>
    expect(`\n${weightsTable(file).join('\n')}\n`).toMatchInlineSnapshot(`
    "
      head     weight  balanced                  why
      gzip-6   80.0 %  ████████████████████████  100 of 100 right, 1.2 ms a good answer
      日本     20.0 %  ██████                    100 of 100 right
      slow    < 0.1 %  ▏                         97 of 100 right
    "
  `))
  test('without reasons', () =>
    expect(`\n${weightsTable(file, { reasons: false }).join('\n')}\n`).toMatchInlineSnapshot(`
    "
      head     weight  balanced
      gzip-6   80.0 %  ████████████████████████
      日本     20.0 %  ██████
      slow    < 0.1 %  ▏
    "
  `))
  test('no heads, no rows', () => expect(weightsTable({ ...file, weights: {} })).toHaveLength(1))
})

test('a validation shows each figure before and after, and the verdict', () => {
  expect(`\n${validationLines(validation).join('\n')}\n`).toMatchInlineSnapshot(`
    "
      expected          before    after    difference  (98 %)
      success           95.0 %   99.0 %  +4.00 points  +1.00 points to +5.00 points
      time of a call   2.50 ms  1.25 ms      -1.25 ms  -1.50 ms to -1.00 ms
      price of a call     1200     1300          +100
      better: a good answer costs 12.0 % less
    "
  `)
})

test('the price has its own name and unit', () => {
  expect(validationLines(validation, { priceName: 'bytes' })[3]).toBe('  bytes of a call  1.20 kB  1.30 kB        +100 B')
})

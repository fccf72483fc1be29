import { describe, expect, test } from 'vitest'
import { createSketch, sketchFromBytes } from '../../src/engine/index.ts'
import { thrown } from '../support/thrown.ts'

const code = (deed: () => unknown): string | undefined => (thrown(deed) as { code?: string } | undefined)?.code
const unchecked = (value: unknown): never => value as never

describe('what sketches refuse at the door', () => {
  test.each([
    ['bits below', 'HYD-4004', () => createSketch({ bits: 0 })],
    ['bits above', 'HYD-4004', () => createSketch({ bits: 13 })],
    ['bits not whole', 'HYD-4004', () => createSketch({ bits: 6.5 })],
    ['bits as a word', 'HYD-4004', () => createSketch(unchecked({ bits: '6' }))],
    ['moments as a number', 'HYD-1003', () => createSketch(unchecked({ moments: 1 }))],
    ['an unknown option', 'HYD-1002', () => createSketch(unchecked({ bit: 6 }))],
    ['a value that is none', 'HYD-4006', () => createSketch().add(unchecked('1'))],
    ['values that are none', 'HYD-4006', () => createSketch().addMany(unchecked([1, '2']))],
    ['p above', 'HYD-4004', () => createSketch().add(1).quantile(1.1)],
    ['p NaN', 'HYD-4004', () => createSketch().add(1).quantile(NaN)],
    ['a quantile of nothing', 'HYD-4002', () => createSketch().add(NaN).quantile(0.5)],
    ['a rank of NaN', 'HYD-4004', () => createSketch().rank(NaN)],
    ['other bits', 'HYD-4005', () => createSketch().merge(createSketch({ bits: 7 }))],
    ['other moments', 'HYD-4005', () => createSketch().merge(createSketch({ moments: true }))],
    ['no sketch', 'HYD-4005', () => createSketch().merge(unchecked({}))],
    ['no bytes', 'HYD-1003', () => sketchFromBytes(unchecked('HYSK'))],
  ])('%s', (_, expected, deed) => {
    expect(code(deed)).toBe(expected)
  })

  test('more values than doubles can count', () => {
    const sketch = createSketch().add(1)
    expect(code(() => { for (let i = 0; i < 60; i += 1) sketch.merge(sketch) })).toBe('HYD-4004') // prettier-ignore
    expect([sketch.count, sketch.mean]).toEqual([2 ** 52, 1])
    expect(sketchFromBytes(sketch.toBytes()).sum).toBe(2 ** 52)
  })
})

describe('what sketches say', () => {
  test('nothing is known of nothing', () => {
    const sketch = createSketch({ moments: true })
    expect([sketch.count, sketch.sum, sketch.min, sketch.max, sketch.mean, sketch.variance, sketch.rank(1)]).toEqual([0, 0, undefined, undefined, undefined, undefined, 0]) // prettier-ignore
    expect(sketchFromBytes(sketch.toBytes()).count).toBe(0)
  })

  test('NaN and infinities are counted and go nowhere', () => {
    const sketch = createSketch().addMany([NaN, 1, Infinity, -Infinity])
    expect([sketch.count, sketch.rejected, sketch.sum, sketch.min, sketch.max]).toEqual([1, 3, 1, 1, 1])
  })

  test('zeros are one, of no sign', () => {
    const sketch = createSketch().addMany([-0, -0])
    expect([sketch.min, sketch.max, sketch.sum, sketch.quantile(0.5)]).toEqual([0, 0, 0, 0])
  })

  test('JSON brings it back', () => {
    const { bytes, ...figures } = JSON.parse(JSON.stringify(createSketch().addMany([1, 2, 3, 4]))) as { bytes: string }
    expect(figures).toEqual({ bits: 6, moments: false, count: 4, rejected: 0, min: 1, max: 4, sum: 10 })
    expect(sketchFromBytes(Buffer.from(bytes, 'base64')).rank(2)).toBe(2)
  })
})

import { describe, expect, test } from 'vitest'
import { createSketch } from '../../src/engine/index.ts'
import { golden } from './golden.ts'

interface Case {
  readonly values: number[]
  readonly bits: number
  readonly moments: boolean
}
interface Out {
  readonly bytes: string
  readonly sum: number
  readonly mean: number | null
  readonly variance: number | null
}

describe('sketches against an encoder of its own and exact arithmetic', () => {
  test.each(golden<Case, Out>('sketch/bytes'))('$name', ({ in: { values, bits, moments }, out }) => {
    const sketch = createSketch({ bits, moments }).addMany(values)
    const variance = moments ? (out.variance ?? undefined) : undefined
    expect(Buffer.from(sketch.toBytes()).toString('hex')).toBe(out.bytes)
    expect([sketch.sum, sketch.mean, sketch.variance]).toEqual([out.sum, out.mean ?? undefined, variance])
  })
})

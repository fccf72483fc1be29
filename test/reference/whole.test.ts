import { describe, expect, test } from 'vitest'
import { bitLength, ratioOf, rootOf } from '../../src/reference/math/whole.ts'
import { golden } from './golden.ts'

type Case = [kind: 'ratio' | 'root', a: string, b: string, exponent: number]

describe('quotients and roots against exact arithmetic, every bit', () => {
  test.each(golden<Case, number | null>('math/whole'))('$in', ({ in: [kind, a, b, exponent], out }) => {
    const answer = (kind === 'ratio' ? ratioOf : rootOf)(BigInt(a), BigInt(b), exponent)
    expect(answer).toBe(out ?? (a.startsWith('-') ? -Infinity : Infinity))
  })

  test('bits of whole numbers', () => {
    expect([0n, 1n, 2n, 7n, 8n, 255n, 256n, 1n << 64n].map(bitLength)).toEqual([0, 1, 2, 3, 4, 8, 9, 65])
  })
})

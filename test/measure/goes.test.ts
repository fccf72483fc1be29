/** How many blocks are run in one go. */
import { describe, expect, test } from 'vitest'
import { Goes } from '../../src/measure/goes.ts'

/** Takes blocks from `from` on until one does not fit. */
function take(goes: Goes, from: number): number {
  goes.begin()
  let block = from
  while (goes.takes(block)) block += 1
  return block - from
}

describe('a go', () => {
  test('has one block until its input was seen, then as many as fit, at most 64', () => {
    const goes = new Goes(20, () => 0)
    expect(take(goes, 0)).toBe(1)
    goes.end(0.5)
    expect(take(goes, 1)).toBe(40)
    goes.end(40)
    expect(take(goes, 41)).toBe(20)
    goes.end(0.001)
    expect(take(goes, 61)).toBe(64)
  })

  test('ends before an input that takes long, and has that one alone', () => {
    const goes = new Goes(20, (block) => block % 2)
    expect(take(goes, 0)).toBe(1)
    goes.end(0.1)
    expect(take(goes, 1)).toBe(1)
    goes.end(60)
    expect(take(goes, 2)).toBe(1)
    goes.end(0.1)
    expect(take(goes, 3)).toBe(1)
  })
})

/** Heads whose times tell which head ran before them. */
import { describe, expect, test } from 'vitest'
import { onWarning } from '../../src/errors/index.ts'
import { profile } from '../../src/measure/index.ts'
import { create } from '../../src/reference/random/sfc32.ts'
import { dependences, noPredecessor, type Followed } from '../../src/study/index.ts'
import { columnsOf } from '../study/records.ts'

onWarning(() => undefined)
const levels = { margin: 0.01, confidence: 0.98 }

/** Three heads in palindromic blocks; `time` says what a trial of a head takes after another. */
function study(blocks: number, time: (head: number, after: number, random: () => number) => number): Followed[] {
  const random = create(7, 'predecessor')
  const rows = [0, 1, 2].map((): { wallMs: number[]; before: number[]; block: number[] } => ({
    wallMs: [],
    before: [],
    block: [],
  }))
  for (let block = 0; block < blocks; block += 1) {
    const there = [0, 1, 2].sort(() => random.float() - 0.5)
    let last = noPredecessor
    for (const head of [...there, ...there.slice().reverse()]) {
      rows[head]!.wallMs.push(time(head, last, () => random.float()))
      rows[head]!.before.push(last)
      rows[head]!.block.push(block)
      last = head
    }
  }
  return rows.map(({ wallMs, before, block }, i) => ({
    name: 'abc'[i]!,
    columns: columnsOf({ wallMs, block }),
    before: Uint32Array.from(before),
  }))
}

describe('dependences', () => {
  test('a head that is slower after one of the others is found, with how much', () => {
    const found = dependences(
      study(200, (head, after, random) => (head === 1 && after === 2 ? 1.2 : 1) * (1 + 0.01 * random())),
      levels,
    )
    expect(found[0]).toMatchObject({ head: 'b', after: 'c', ratio: expect.closeTo(1.2, 1) })
    expect(found.every(({ head }) => head === 'b')).toBe(true)
  })

  test('nothing is found in heads that keep to themselves, however noisy, and in drift', () => {
    expect(
      dependences(
        study(300, (_, __, random) => 1 + 0.5 * random()),
        levels,
      ),
    ).toEqual([])
    let at = 0
    expect(
      dependences(
        study(300, () => 1 + (at += 0.001)),
        levels,
      ),
    ).toEqual([])
  })

  test('caches of the processor, by which a head after itself is some percent faster, are no dependence; a cache that holds one head is', () => {
    const after = (self: number) => study(200, (head, last, random) => (head === last ? self : 1) * (1 + 0.01 * random()))
    expect(dependences(after(0.9), levels)).toEqual([])
    expect(dependences(after(0.3), levels)[0]?.ratio).toBeCloseTo(0.3, 1)
  })

  test('blocks with failures, cut blocks, one head, and too few blocks say nothing', () => {
    const heads = study(200, (head, last) => (head === 1 && last === 2 ? 2 : 1))
    const failed = heads.map((head) => ({ ...head, columns: { ...head.columns, outcome: head.columns.outcome.map(() => 2) } }))
    expect(dependences(failed, levels)).toEqual([])
    expect(dependences(heads.slice(0, 1), levels)).toEqual([])
    expect(
      dependences(
        study(6, (head, last) => (head === 1 && last === 2 ? 2 : 1)),
        levels,
      ),
    ).toEqual([])
    expect(
      dependences(
        heads.map((head) => ({ ...head, before: head.before.map(() => noPredecessor) })),
        levels,
      ),
    ).toEqual([])
  })
})

describe('HYD-3025', () => {
  const spin = (ms: number): void => {
    const until = performance.now() + ms
    while (performance.now() < until);
  }
  const sharing = (isReset: boolean) => {
    let owner = ''
    const head = (name: string) => ({
      run: () => {
        spin(owner === 'c' && name === 'a' ? 3 : 0.6)
        owner = name
      },
      ...(isReset ? { beforeEach: () => void (owner = '') } : {}),
    })
    return { a: head('a'), b: head('b'), c: head('c') }
  }
  const warned = async (isReset: boolean): Promise<string[]> => {
    const { warnings } = await profile({ heads: sharing(isReset), trials: 300, warmup: 1 })
    return warnings.filter(({ code }) => code === 'HYD-3025').map(({ message }) => message)
  }

  test('one warning, of the greatest', async () => {
    expect(await warned(false)).toEqual([
      expect.stringMatching(/^head "a" takes [4-6]\.\d\d times as long after "c" as after others/),
    ])
  })

  test('not where `beforeEach` resets what they share', async () => {
    expect(await warned(true)).toEqual([])
  })
})

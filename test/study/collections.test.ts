/** What collections took, spread over the trials of an epoch. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { spreadCollections, type Collected } from '../../src/study/verdict/collections.ts'
import { createStudy } from '../../src/study/study.ts'
import { columnsOf, recordOf } from './records.ts'

const epochs = 10
const perEpoch = 12
const n = epochs * perEpoch

interface Litter {
  readonly pureMs: number
  /** Of each trial; 0: none. */
  readonly gcMs: readonly number[]
  readonly heapBytes?: number
}

function headOf({ pureMs, gcMs, heapBytes }: Litter): Collected {
  const epoch = Array.from({ length: n }, (_, i) => Math.floor(i / perEpoch))
  const columns = columnsOf({ wallMs: gcMs.map((ms) => pureMs + ms), epoch })
  const heap = heapBytes === undefined ? {} : { heapBytes: new Float64Array(n).fill(heapBytes) }
  return { columns: { ...columns, ...heap, gcMs: Float64Array.from(gcMs) }, callsPerTrial: 1 }
}

const sumOf = (times: Float64Array | undefined): number => times!.reduce((sum, time) => sum + time, 0)
const hits = fc.array(fc.constantFrom(0, 0, 0, 0.5), { minLength: n, maxLength: n })

describe('spreadCollections', () => {
  test('without knowledge of allocations the time of each head stays what it was', () => {
    fc.assert(
      fc.property(hits, hits, (a, b) => {
        const pair = [headOf({ pureMs: 1, gcMs: a }), headOf({ pureMs: 3, gcMs: b })] as const
        const [timesA, timesB] = spreadCollections(pair, 'wall')
        expect(sumOf(timesA)).toBeCloseTo(sumOf(pair[0].columns.wallMs), 6)
        expect(sumOf(timesB)).toBeCloseTo(sumOf(pair[1].columns.wallMs), 6)
      }),
    )
  })

  test('heads that allocate alike share alike, whoever the collections fell into', () => {
    const all = Array.from({ length: n }, (_, i) => (i % 4 === 0 ? 0.5 : 0))
    const none = all.map(() => 0)
    const pair = [headOf({ pureMs: 1, gcMs: all, heapBytes: 1000 }), headOf({ pureMs: 1, gcMs: none, heapBytes: 1000 })] as const
    const [timesA, timesB] = spreadCollections(pair, 'wall')
    expect(timesA).toEqual(timesB)
    expect(sumOf(timesA) + sumOf(timesB)).toBeCloseTo(sumOf(pair[0].columns.wallMs) + sumOf(pair[1].columns.wallMs), 6)
  })

  test('a head that allocates three times as much bears three quarters', () => {
    const some = Array.from({ length: n }, (_, i) => (i % 6 === 0 ? 0.5 : 0))
    const pair = [headOf({ pureMs: 1, gcMs: some, heapBytes: 3000 }), headOf({ pureMs: 1, gcMs: some, heapBytes: 1000 })] as const
    const [a, b] = spreadCollections(pair, 'wall').map((times) => sumOf(times) - n)
    expect(a! / (a! + b!)).toBeCloseTo(0.75, 9)
  })

  test('where those of one head last clearly longer, each head keeps its own length', () => {
    const long = Array.from({ length: n }, (_, i) => (i % 6 === 0 ? 2 : 0))
    const brief = long.map((ms) => ms / 20)
    const pair = [
      headOf({ pureMs: 1, gcMs: long, heapBytes: 1000 }),
      headOf({ pureMs: 1, gcMs: brief, heapBytes: 1000 }),
    ] as const
    const [a, b] = spreadCollections(pair, 'wall').map((times) => sumOf(times) - n)
    expect(a! / b!).toBeCloseTo(20, 6)
  })

  test('fewer than eight epochs, no collections, or none told of: as they were', () => {
    const clean = headOf({ pureMs: 1, gcMs: Array<number>(n).fill(0) })
    expect(spreadCollections([clean, clean], 'wall')[0]).toBe(clean.columns.wallMs)
    const dirty = headOf({ pureMs: 1, gcMs: Array<number>(n).fill(1) })
    const few = { ...dirty, columns: { ...dirty.columns, epoch: dirty.columns.epoch.map((epoch) => epoch % 7) } }
    expect(spreadCollections([few, few], 'wall')[0]).toBe(dirty.columns.wallMs)
    expect(spreadCollections([dirty, clean], 'cpu')).toEqual([undefined, undefined])
  })

  test('heads of one speed that litter alike are proven equivalent, though collections fall by chance', () => {
    const random =
      (seed: number) =>
      (i: number): number =>
        (((Math.sin(seed + i * 12.9898) * 43758.5453) % 1) + 1) % 1
    const fall = (seed: number): number[] => Array.from({ length: n }, (_, i) => (random(seed)(i) < 0.3 ? 1 + random(seed + 1)(i) : 0)) // prettier-ignore
    const sketch = (seed: number): Parameters<typeof recordOf>[0][number][1] => {
      const gcMs = fall(seed)
      const epoch = Array.from({ length: n }, (_, i) => Math.floor(i / perEpoch))
      return { wallMs: gcMs.map((ms, i) => 1 + 0.004 * random(seed + 2)(i) + ms), epoch, more: { rebuilt: true } }
    }
    const record = recordOf([['a', sketch(1)], ['b', sketch(5)]]) // prettier-ignore
    const told = (seed: number): { gcMs: Float64Array; heapBytes: Float64Array } => ({ gcMs: Float64Array.from(fall(seed)), heapBytes: new Float64Array(n).fill(500) }) // prettier-ignore
    const heads = record.heads.map((head, i) => ({ ...head, columns: { ...head.columns, ...told(i === 0 ? 1 : 5) } }))
    expect(createStudy(record).comparisons[0]!.verdict).toBe('undecided')
    expect(createStudy({ ...record, heads }).comparisons[0]!.verdict).toBe('equivalent')
  })
})

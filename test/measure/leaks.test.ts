/** Heads that keep memory from call to call (faults.md A11): named with what they keep, inline and in isolates; ended at a cap. */
import { beforeEach, describe, expect, test } from 'vitest'
import { onWarning } from '../../src/errors/index.ts'
import { findGc } from '../../src/measure/collect/collector.ts'
import { Leaks } from '../../src/measure/collect/leaks.ts'
import { profile } from '../../src/measure/index.ts'
import type { Study } from '../../src/study/index.ts'

onWarning(() => undefined)

const spin = (): number => {
  let sum = 0
  for (let i = 0; i < 20_000; i += 1) sum = (sum * 31 + i) % 1009
  return sum
}
/** A MB of heap, or of buffers, that is garbage after the call. */
const litters = (): number => new Array<number>(131_072).fill(1.5).length
const littersBuffers = (): number => Buffer.alloc(1 << 20).length
const leaksOf = (study: Study): [string | undefined, number][] =>
  study.warnings
    .filter(({ code }) => code === 'HYD-3017')
    .map(({ where, details }) => [where.head, details['bytesPerCall'] as number])

const collect = findGc()!
/** What the test before kept is garbage: gone before the next one begins. */
beforeEach(() => void collect())

describe('a head that keeps 1 MB a trial', () => {
  test.each([
    ['of its heap', (kept: unknown[]) => void kept.push(new Array<number>(131_072).fill(1.5))],
    ['of buffers', (kept: unknown[]) => void kept.push(Buffer.alloc(1 << 20))],
  ])('%s: HYD-3017 with the amount a call; heads beside it that litter are not named', async (_, keep) => {
    const kept: unknown[] = []
    const heads = { litters, leaks: () => keep(kept), littersBuffers, spin }
    const study = await profile({ heads, trials: 100, selfCheck: false, verify: () => true })
    const found = leaksOf(study)
    expect(found.map(([name]) => name)).toEqual(['leaks'])
    expect(found[0]![1] / 2 ** 20).toBeGreaterThan(0.8)
    expect(found[0]![1] / 2 ** 20).toBeLessThan(1.3)
    expect(study.warnings.find(({ code }) => code === 'HYD-3017')?.message).toMatch(/^head "leaks" keeps about 1\.\d+ MB of memory a call/) // prettier-ignore
    for (const name of Object.keys(heads)) expect(study.heads[name]?.summary).toMatchObject({ trials: 100, successes: 100 })
  })

  test('is found though a neighbour was given up in the middle', async () => {
    const kept: unknown[] = []
    const hangs = (_: unknown, { trial }: { trial: number }): unknown => (trial > 5 ? new Promise(() => undefined) : spin())
    const heads = { leaks: () => kept.push(new Array<number>(30_000).fill(1.5)), hangs }
    const study = await profile({ heads, trials: 600, timeoutMs: 20, giveUpAfter: 2, selfCheck: false, verify: () => true })
    expect(study.heads['hangs']?.failures).toMatchObject({ timeout: 2 })
    expect(leaksOf(study).map(([name]) => name)).toEqual(['leaks'])
  })

  test('a little in each of many calls: the amount is that of a call, not of a batch', async () => {
    // A chain, not an array: that grows by doubling, in one call of a million.
    let kept: unknown
    const leaks = (): number => {
      let sum = 0
      for (let i = 0; i < 100; i += 1) sum = (sum * 31 + i) % 1009
      kept = { a: sum, b: [sum, 1.5], before: kept }
      return sum
    }
    const study = await profile({ heads: { leaks, spin }, trials: 1500, selfCheck: false, verify: () => true })
    const [[name, bytes]] = leaksOf(study) as [[string, number]]
    expect(study.heads['leaks']?.unit).toBe('batch')
    expect(name).toBe('leaks')
    expect(bytes).toBeGreaterThan(40)
    expect(bytes).toBeLessThan(400)
  })

  test('heads that only litter: nothing is said', async () => {
    const study = await profile({ heads: { litters, littersBuffers, spin }, trials: 150, verify: () => true })
    expect(leaksOf(study)).toEqual([])
  })

  test.each(['worker', 'process'] as const)('in a %s: told from there, once', async (isolation) => {
    const leaks = (): number => {
      const all = ((globalThis as Record<string, unknown>)['hydraKept'] ??= []) as unknown[]
      return all.push(new Array(131_072).fill(1.5))
    }
    const study = await profile({ heads: { leaks, litters: () => new Array(131_072).fill(1.5).length }, isolation, isolates: 2, trials: 120, verify: () => true, selfCheck: false }) // prettier-ignore
    const found = leaksOf(study)
    expect(found.map(([name]) => name)).toEqual(['leaks'])
    expect(found[0]![1] / 2 ** 20).toBeGreaterThan(0.8)
    expect(found[0]![1] / 2 ** 20).toBeLessThan(1.3)
  })

  test.each(['worker', 'process'] as const)(
    'in a %s with a cap: HYD-3010 there, and the others keep all their trials',
    async (isolation) => {
      const leaks = (): number => {
        const all = ((globalThis as Record<string, unknown>)['hydraKept'] ??= []) as unknown[]
        return all.push(new Array(131_072 * 4).fill(1.5))
      }
      const study = await profile({ heads: { leaks, good: () => 1 }, isolation, memoryMb: 160, trials: 60, warmup: 0, verify: () => true }) // prettier-ignore
      const { failures, firstFailures, summary } = study.heads['leaks']!
      expect(firstFailures[0]).toMatchObject({ code: 'HYD-3010', where: { head: 'leaks' } })
      expect(failures.error).toBeGreaterThan(0)
      expect(summary.successes + failures.error).toBe(60)
      expect(summary.successes).toBeGreaterThan(failures.error)
      expect(study.heads['good']?.summary).toMatchObject({ trials: 60, successes: 60 })
    },
  )
})

describe('looking who keeps memory', () => {
  /** A heap by hand: what is kept, and garbage until it is collected. */
  class Heap {
    kept = 0
    garbage = 0
    collections = 0
    readonly leaks = new Leaks(() => (options) => { this.garbage = 0; this.collections += options === undefined ? 1 : 0 }, Infinity, () => this.kept + this.garbage) // prettier-ignore

    trial(name: string, kept: number, garbage: number, calls = 1): void {
      this.leaks.before(name)
      this.kept += kept
      this.garbage += garbage
      this.leaks.after(name, calls)
    }
  }
  const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 21))

  test('nothing is collected before the heap has grown; garbage alone is not taken for kept', async () => {
    const heap = new Heap()
    for (let i = 0; i < 4; i += 1) {
      heap.trial('a', 0, 5e6)
      await pause()
    }
    expect(heap.collections).toBe(0)
    heap.trial('a', 0, 20e6)
    expect([heap.collections, heap.leaks.isDue('a')]).toEqual([1, false])
  })

  test('whose it is comes from trials between collections, by the call', async () => {
    const heap = new Heap()
    const block = (): void => {
      heap.trial('a', 0, 9e6)
      heap.trial('b', 2e6, 9e6, 1000)
    }
    block()
    await pause()
    for (let i = 0; i < 14; i += 1) block()
    await pause()
    for (let i = 0; i < 6; i += 1) block()
    expect(heap.leaks.warnings()).toMatchObject([{ code: 'HYD-3017', where: { head: 'b' }, details: { bytesPerCall: 2000 } }])
    expect(heap.leaks.warnings()[0]?.message).toContain('about 2.00 kB')
    expect([heap.leaks.news().length, heap.leaks.news().length]).toEqual([1, 0])
    expect([heap.leaks.isDue('a'), heap.leaks.isDue('b')]).toEqual([false, false])
  })

  test('one that has no further trials is not waited for, before its looks, between them or after those of all others', async () => {
    for (const looks of [0, 1, 3]) {
      const heap = new Heap()
      heap.leaks.isRunning = (name) => name !== 'gone'
      heap.trial('leaks', 2e6, 0)
      heap.trial('gone', 0, 0)
      await pause()
      for (let i = 0; i < 16; i += 1) heap.trial('leaks', 2e6, 0)
      await pause()
      heap.trial('leaks', 2e6, 0)
      for (let i = 0; i < looks; i += 1) heap.trial('gone', 0, 0)
      for (let i = 0; i < 4; i += 1) heap.trial('leaks', 2e6, 0)
      expect(heap.leaks.warnings().map(({ where }) => where.head)).toEqual(['leaks'])
    }
    // Given up when everybody else has been looked at.
    const heap = new Heap()
    let isGone = false
    heap.leaks.isRunning = (name) => name !== 'gone' || !isGone
    heap.trial('leaks', 2e6, 0)
    heap.trial('gone', 0, 0)
    await pause()
    for (let i = 0; i < 20; i += 1) heap.trial('leaks', 2e6, 0)
    await pause()
    for (let i = 0; i < 6; i += 1) heap.trial('leaks', 2e6, 0)
    expect(heap.leaks.warnings()).toEqual([])
    isGone = true
    heap.trial('leaks', 2e6, 0)
    expect(heap.leaks.warnings().map(({ where }) => where.head)).toEqual(['leaks'])
  })

  test('one that keeps only now and then explains nothing', async () => {
    const heap = new Heap()
    heap.trial('a', 0, 0)
    await pause()
    heap.trial('a', 30e6, 0)
    await pause()
    for (let i = 0; i < 10; i += 1) heap.trial('a', i % 2 === 0 ? 30e6 : 0, 0)
    expect(heap.leaks.warnings()).toEqual([])
  })
})

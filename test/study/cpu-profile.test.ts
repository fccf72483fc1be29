/** Laws of CPU shares, on made-up profiles: they sum to 1, differences are antisymmetric and sum to 0. */
import { fc, test as property } from '@fast-check/vitest'
import { describe, expect, test } from 'vitest'
import { cpuDifferences, cpuShares, type HeadCpuProfile, type V8CpuProfile } from '../../src/study/index.ts'
import { placeOf } from '../../src/study/cpu-profile/place.ts'

type Frame = readonly [name: string, url: string, line: number]

/** A profile whose nodes all lie below the function that calls heads. */
function profileOf(frames: readonly Frame[], samples: readonly (readonly [place: number, us: number])[]): V8CpuProfile {
  const node = (id: number, [functionName, url, lineNumber]: Frame, children: number[]) => ({
    id,
    callFrame: { functionName, url, lineNumber, columnNumber: 0 },
    children,
  })
  const nodes = [
    node(1, ['(root)', '', -1], [2]),
    node(
      2,
      ['hydraCpuRun', 'file:///hydra.js', 1],
      frames.map((_, i) => i + 3),
    ),
    ...frames.map((frame, i) => node(i + 3, frame, [])),
  ]
  const total = samples.reduce((sum, [, us]) => sum + us, 0)
  return {
    nodes,
    startTime: 0,
    endTime: total,
    samples: samples.map(([place]) => place + 3),
    timeDeltas: samples.map((_, i) => (i === 0 ? 0 : samples[i - 1]![1])),
  }
}

const frame = fc.tuple(fc.constantFrom('a', 'b', 'c', '', 'constructor'), fc.constantFrom('', 'node:zlib', 'file:///w/x.js'), fc.integer({ min: -1, max: 3 })) // prettier-ignore
const headProfile = fc
  .array(frame, { minLength: 1, maxLength: 8 })
  .chain(
    (frames) =>
    fc.tuple(fc.constant(frames), fc.array(fc.tuple(fc.integer({ min: 0, max: frames.length - 1 }), fc.integer({ min: 1, max: 500 })), { minLength: 1, maxLength: 60 }), fc.integer({ min: 1, max: 1000 })), // prettier-ignore
  )
  .map(([frames, samples, calls]): HeadCpuProfile => ({ head: 'h', calls, profile: profileOf(frames, samples) }))

const sum = (values: readonly number[]): number => values.reduce((all, value) => all + value, 0)

describe('cpuShares', () => {
  property.prop([headProfile])('shares sum to 1, times to that of the samples, the largest first', (one) => {
    const shares = cpuShares(one)
    expect(sum(shares.map(({ share }) => share))).toBeCloseTo(1, 9)
    expect(sum(shares.map(({ callMs }) => callMs)) * one.calls * 1000).toBeCloseTo(one.profile.endTime, 6)
    expect([...shares].sort((p, q) => q.share - p.share).map(({ share }) => share)).toEqual(shares.map(({ share }) => share))
  })

  test('leaves out what is not of the head, and keeps what was waited for', () => {
    const frames: Frame[] = [['own', 'file:///w/a.js', 4]]
    const profile = profileOf(frames, [[0, 10]])
    const add = (id: number, functionName: string, url: string, children: number[] = []) => ({
      id,
      callFrame: { functionName, url, lineNumber: 0, columnNumber: 0 },
      children,
    })
    const nodes = [
      { ...profile.nodes[0]!, children: [2, 10, 11, 12, 13, 14] },
      ...profile.nodes.slice(1),
      add(10, '(idle)', ''),
      add(11, 'processTicks', 'node:internal/task'),
      add(12, 'hydraCpuHook', 'file:///hydra.js', [15]),
      add(13, 'later', 'file:///w/a.js', [16]),
      add(14, '(garbage collector)', ''),
      add(15, 'hook', 'file:///w/a.js'),
      add(16, 'parse', ''),
    ]
    const samples = [3, 10, 11, 12, 13, 14, 15, 16]
    const all = { nodes, startTime: 0, endTime: 80, samples, timeDeltas: samples.map((_, i) => (i === 0 ? 0 : 10)) }
    const names = cpuShares({ head: 'h', calls: 1, profile: all }, '/w').map((share) => [
      share.function,
      share.place,
      share.share,
    ])
    expect(names).toEqual([['garbage collection', '', 0.25], ['later', 'a.js:1', 0.25], ['own', 'a.js:5', 0.25], ['parse', '', 0.25]]) // prettier-ignore
  })

  test('is empty without a sample in the head', () => {
    expect(cpuShares({ head: 'h', calls: 1, profile: { nodes: [], startTime: 0, endTime: 0 } })).toEqual([])
  })
})

describe('cpuDifferences', () => {
  property.prop([headProfile, headProfile])('is antisymmetric, sums to 0, and has each function once', (a, b) => {
    const [there, back] = [cpuDifferences(a, b), cpuDifferences(b, a)]
    expect(back.map((row) => [row.function, row.place, row.difference === 0 ? 0 : -row.difference])).toEqual(
      there.map((row) => [row.function, row.place, row.difference]),
    )
    expect(sum(there.map(({ difference }) => difference))).toBeCloseTo(0, 9)
    expect(new Set(there.map((row) => `${row.function}\n${row.place}`)).size).toBe(there.length)
  })

  property.prop([headProfile])('of a head and itself is nothing', (one) => {
    expect(cpuDifferences(one, one).every(({ difference }) => difference === 0)).toBe(true)
  })
})

describe('places', () => {
  test.each([
    ['file:///work/app/src/a%20b.ts', 4, '/work/app', 'src/a b.ts:5'],
    ['file:///work/app/src/a.ts?hydra=2#x', 4, '/work/app/', 'src/a.ts:5'],
    ['file:///home/ada/else/b.js', 0, '/work/app', '…/b.js:1'],
    ['file:///home/ada/node_modules/left-pad/index.js', 0, '/work/app', 'node_modules/left-pad/index.js:1'],
    ['file:///C:/work/app/src/a.ts', 4, 'C:\\work\\app', 'src/a.ts:5'],
    ['/work/app/c.cjs', 1, '/work/app', 'c.cjs:2'],
    ['node:internal/zlib', 9, '/work/app', 'node:internal/zlib:10'],
    ['file:///work/app/%zz.js', 0, '/work/app', '%zz.js:1'],
    ['', -1, '/work/app', ''],
  ])('%s', (url, line, folder, place) => expect(placeOf(url, line, folder)).toBe(place))
})

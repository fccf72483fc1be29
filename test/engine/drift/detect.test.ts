import { expect, test } from 'vitest'
import { cusum, newDetector, pageHinkley, type DetectorState } from '../../../src/engine/index.ts'

const noise = (i: number): number => ((i * 7919) % 13) / 13 - 0.46

/** The places of the alarms. */
function alarms(step: typeof cusum, values: readonly number[]): [number, number][] {
  let state = newDetector()
  return values.flatMap((value, i): [number, number][] => {
    state = step(state, value)
    return state.alarm === 0 ? [] : [[i, state.alarm]]
  })
}

test.each([
  ['cusum', cusum],
  ['page-hinkley', pageHinkley],
] as const)('%s: silent while nothing happens, quick when it does', (_, step) => {
  // prettier-ignore
  const flat = Array.from({ length: 400 }, (__, i) => noise(i))
  expect(alarms(step, flat)).toEqual([])
  const risen = alarms(step, flat.map((x, i) => x + (i >= 200 ? 1.5 : 0))) // prettier-ignore
  expect(risen[0]![0]).toBeGreaterThanOrEqual(200)
  expect(risen[0]![0]).toBeLessThan(210)
  expect(risen[0]![1]).toBe(1)
  expect(risen).toHaveLength(1)
  expect(alarms(step, flat.map((x, i) => x - (i >= 200 ? 1.5 : 0)))[0]![1]).toBe(-1) // prettier-ignore
})

test('a slow creep alarms cusum, not page-hinkley', () => {
  const creeping = Array.from({ length: 1000 }, (_, i) => noise(i) + i / 3000)
  expect(alarms(cusum, creeping).length).toBeGreaterThan(0)
  expect(alarms(pageHinkley, creeping)).toEqual([])
})

test('a value that is not finite changes nothing; a state survives JSON', () => {
  const state = cusum(cusum(newDetector(), 1), 2)
  expect(cusum(state, NaN)).toEqual(state)
  expect(cusum(JSON.parse(JSON.stringify(state)) as DetectorState, 3)).toEqual(cusum(state, 3))
})

test.each<[string, () => unknown, string]>([
  ['no state', () => cusum({} as never, 1), 'HYD-4004'],
  ['no number', () => cusum(newDetector(), '1' as never), 'HYD-4004'],
  ['a warm-up of one', () => cusum(newDetector(), 1, { warmup: 1 }), 'HYD-4004'],
  ['an unknown option', () => pageHinkley(newDetector(), 1, { delta: 1 } as never), 'HYD-1002'],
])('refuses %s', (_, run, code) => {
  expect(run).toThrow(expect.objectContaining({ code }) as Error)
})

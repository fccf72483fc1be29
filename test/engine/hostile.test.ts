import { expect, test } from 'vitest'
import { hasAddon, runChild } from './child.ts'

const calls = 20_000

/** Arguments from a pool of everything, into every function; only errors with a code may come out, and the process must live. */
const fuzz = `
  const { create } = await import('./src/reference/random/sfc32.ts')
  const random = create(Number(process.env.FUZZ_SEED), 'hostile')
  const shared = new Float64Array(new SharedArrayBuffer(64))
  const detached = Float64Array.of(1, 2); structuredClone(detached.buffer, { transfer: [detached.buffer] })
  class Liar extends Float64Array { get length() { return 1e9 } }
  const numbers = () => Float64Array.from({ length: random.below(40) }, () => [random.float(), -0, NaN, Infinity, 1e308, 5e-324][random.below(12)] ?? random.below(5))
  const pool = [
    numbers, numbers, numbers, () => [...numbers()], () => [numbers(), [1, 2]], () => Uint32Array.from(numbers(), (x) => x), () => Uint32Array.of(0, random.below(9), random.below(50)),
    () => undefined, () => null, () => NaN, () => 0.5, () => -1, () => 2 ** 32, () => 1e308, () => 'x', () => '0.95', () => ({}), () => [], () => [, 1], () => 1n, () => Symbol('s'), () => () => 1,
    () => shared, () => detached, () => new Liar(3), () => Object.create(Float64Array.prototype), () => new Proxy([], {}), () => new DataView(new ArrayBuffer(8)), () => new Float32Array(3), () => new Float64Array(100),
    () => new Date(), () => ({ engine: 'native' }), () => ({ engine: 'native', nonFinite: 'omit' }), () => ({ fields: ['sd'], engine: 'native' }), () => ({ confidence: 0.5 }), () => ({ get engine() { return 'reference' } }),
  ]
  const targets = FUNCTIONS
  let thrown = 0, answered = 0
  for (let i = 0; i < ${calls}; i += 1) {
    const target = targets[random.below(targets.length)]
    const args = Array.from({ length: random.below(6) }, () => pool[random.below(pool.length)]())
    try { target(...args); answered += 1 } catch (error) {
      if (!isHydraError(error)) throw error
      thrown += 1
    }
  }
  return [thrown + answered, thrown > 100, answered > 100]`

const publicOnes =
  '[engine.summarize, engine.summarizeAll, engine.summarizeGroups, engine.successInterval, engine.successIntervals, engine.scoreAnomalies, engine.findChangePoints, engine.findAllChangePoints, engine.compareToBaseline, engine.compareAllToBaseline, engine.fitTrend, engine.cusum, engine.pageHinkley, engine.expandingScore, engine.rollingScore]'
const rawOnes =
  "(() => { const raw = engine.openAddon(); return Object.keys(raw).filter((name) => name !== 'panicForTest').map((name) => raw[name]) })()"

test.runIf(hasAddon).each([
  ['public functions, seed 1', publicOnes, '1'],
  ['public functions, seed 2', publicOnes, '2'],
  ['the raw addon, seed 1', rawOnes, '1'],
  ['the raw addon, seed 2', rawOnes, '2'],
])('hostile arguments to %s: no crash, no error without a code', (_, functions, seed) => {
  const { result, status, signal } = runChild(fuzz.replace('FUNCTIONS', functions), { addon: 'built' }, { FUZZ_SEED: seed })
  expect([result, status, signal]).toEqual([[calls, true, true], 0, null])
})

test.runIf(hasAddon)('100 000 native calls that never yield do not pile up memory', () => {
  const code = `const x = new Float64Array(200).map((_, i) => i); const call = () => engine.summarize(x, { engine: 'native' })
    for (let i = 0; i < 5000; i += 1) call(); const before = process.memoryUsage.rss()
    for (let i = 0; i < 100000; i += 1) call(); return (process.memoryUsage.rss() - before) / 2 ** 20`
  const { result } = runChild(code, { addon: 'built' })
  expect(result).toBeLessThan(80)
})

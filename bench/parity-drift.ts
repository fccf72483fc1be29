/**
 * Part of `parity`: series for change points, detectors, shifts between samples and trends.
 * In: what fills a sample, and what runs a kernel on both engines. Out: a function that runs one case of each.
 */
import type { Kernels } from '../src/engine/index.ts'
import { changeMethods } from '../src/reference/drift/index.ts'
import type { Random } from '../src/reference/random/sfc32.ts'
import { shiftColumns } from '../src/reference/stats/shift.ts'
import { lineColumns } from '../src/reference/trend/request.ts'

export interface Bench {
  readonly random: Random
  readonly fill: (sample: Float64Array) => void
  readonly run: (
    what: string,
    cases: number,
    size: number,
    call: (kernels: Kernels, out: Float64Array) => number,
    context: () => unknown,
  ) => void
}

/** A sample of any kind, of two halves that may differ. */
function seriesOf({ random, fill }: Bench, most: number): Float64Array {
  const series = new Float64Array(random.below(random.below(30) === 0 ? 4 * most : most))
  fill(series)
  if (random.below(2) === 0) fill(series.subarray(random.below(series.length + 1)))
  return series
}

const pick = <T>(random: Random, list: readonly T[]): T => list[random.below(list.length)]!

function changes(bench: Bench): void {
  const { random, run } = bench
  changeMethods.forEach((name, method) => {
    const values = seriesOf(bench, name === 'rank' ? 60 : 40)
    const params = Float64Array.of(pick(random, [0.01, 0.05, 0.3]), 2 + random.below(6), random.below(1000), 19)
    const offsets = Uint32Array.of(0, values.length)
    const context = (): unknown => [[...params], [...values]]
    run(`change points: ${name}`, 1, values.length, (k, out) => k.changePoints(method, values, offsets, params, out), context)
  })
}

function detectors(bench: Bench): void {
  const { random, run } = bench
  const values = seriesOf(bench, 30)
  const params = Float64Array.of(random.float(), 0.5 + 8 * random.float(), 2 + random.below(9))
  const method = random.below(2)
  run('detectors', 1, 6 * values.length, (k, out) => k.onlineStates(method, values, params, out), () => [...values]) // prettier-ignore
}

function shifts(bench: Bench): void {
  const { random, run } = bench
  const values = seriesOf(bench, 60)
  if (random.below(2) === 0) values.forEach((x, i) => (values[i] = Math.abs(x)))
  const offsets = Uint32Array.of(0, random.below(values.length + 1), values.length)
  const confidence = pick(random, [0.95, 0.5, 0.99])
  const call = (k: Kernels, out: Float64Array): number => k.sampleShifts(values, offsets, confidence, out)
  run('shifts', 1, shiftColumns.length, call, () => [[...offsets], [...values]])
}

function lines(bench: Bench): void {
  const { random, run } = bench
  const x = seriesOf(bench, 30)
  const y = new Float64Array(x.length)
  bench.fill(y)
  const method = random.below(2)
  const params = Float64Array.of(random.below(2), random.below(2), pick(random, [0.95, 0.5]))
  const offsets = Uint32Array.of(0, x.length)
  const call = (k: Kernels, out: Float64Array): number => k.fitLines(method, x, y, offsets, params, out)
  run(method === 0 ? 'lines: least squares' : 'lines: theil-sen', 1, lineColumns.length, call, () => [[...x], [...y]])
}

function fits(bench: Bench): void {
  const { random, run } = bench
  const n = 1 + random.below(20)
  const [k, degree] = random.below(2) === 0 ? [1, 1 + random.below(10)] : [1 + random.below(4), 1]
  const x = new Float64Array(k * n)
  const y = new Float64Array(n)
  for (let j = 0; j < k; j += 1) bench.fill(x.subarray(j * n, (j + 1) * n))
  bench.fill(y)
  const params = Float64Array.of(degree, random.below(2))
  run('polynomials and columns', 1, 25, (kernels, out) => kernels.leastSquares(x, y, params, out), () => [[...x], [...y]]) // prettier-ignore
}

/** One case of each. */
export function driftCases(bench: Bench): void {
  for (const each of [changes, detectors, shifts, lines, fits]) each(bench)
}

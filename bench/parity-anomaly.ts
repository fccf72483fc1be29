/**
 * Part of `parity`: anomaly scores by every method, of whole samples and by the past, with random rules.
 * In: what fills a sample, and what runs a kernel on both engines. Out: a function that runs one case of each method.
 */
import type { Kernels } from '../src/engine/index.ts'
import { anomalyMethods } from '../src/reference/anomaly/request.ts'
import type { Bench } from './parity-drift.ts'

/** A series of any kind, of parts that may differ. */
function seriesOf({ random, fill }: Bench): Float64Array {
  const draw = random.below(200)
  const series = new Float64Array(random.below(draw === 0 ? 3000 : draw < 20 ? 400 : 60))
  fill(series)
  if (random.below(2) === 0) fill(series.subarray(random.below(series.length + 1)))
  if (random.below(3) === 0) series.forEach((x, i) => (series[i] = Math.abs(x)))
  return series
}

/** One case of each method, half of them by the past. */
export function anomalyCases(bench: Bench): void {
  const { random, run } = bench
  const pick = <T>(list: readonly T[]): T => list[random.below(list.length)]!
  anomalyMethods.forEach((name, method) => {
    const values = seriesOf(bench)
    const causal = random.below(2)
    const params = Float64Array.of(
      pick([0.5, 1, 3]),
      causal,
      pick([0, 0, 2, 5, 30, 700]),
      2 + random.below(12),
      pick([-1, 0, 1, 20, 400]),
      Number(random.below(4) === 0),
      pick([0.01, 0.05, 0.3, 1e-6]),
      pick([0, 0, 1, 4, 30]),
    )
    const call = (k: Kernels, out: Float64Array): number => k.anomalyScores(method, values, params, out)
    const context = (): unknown => [[...params], [...values].slice(0, 60)]
    run(`anomalies: ${name}${causal === 1 ? ', causal' : ''}`, 1, 2 * values.length + 1, call, context)
  })
}

/** Figures under tinybench's names, held against tinybench itself on samples that it is told. */
import { fc, test as property } from '@fast-check/vitest'
import { Bench } from 'tinybench'
import { describe, expect, test } from 'vitest'
import { statisticsOf, throughputOf, type Statistics } from '../../src/shapes/statistics.ts'

const fields = ['aad', 'df', 'mad', 'max', 'mean', 'min', 'moe', 'p50', 'p75', 'p99', 'p995', 'p999', 'rme', 'sd', 'sem', 'variance', 'critical'] as const // prettier-ignore

/** tinybench's own figures of a sample. */
async function tinybench(sample: readonly number[]): Promise<{ latency: Statistics; throughput: Statistics }> {
  const bench = new Bench({ time: 0, iterations: sample.length, warmup: false, retainSamples: true })
  let place = 0
  bench.add('told', () => ({ overriddenDuration: sample[place++ % sample.length] }))
  const [task] = await bench.run()
  return task!.result as never
}

const near = (a: number, b: number): void => expect(Math.abs(a - b)).toBeLessThanOrEqual(1e-9 * (1 + Math.abs(b)))

describe('statisticsOf', () => {
  test.each([[[1, 2, 3, 4]], [[5]], [[0.25, 0.25, 0.25]], [Array.from({ length: 101 }, (_, i) => 1 + ((i * 37) % 101) / 7)]])(
    'gives what tinybench gives: %j',
    async (sample) => {
      const { latency, throughput } = await tinybench(sample)
      const sorted = Float64Array.from(sample).sort()
      const own = statisticsOf(sorted)
      for (const field of fields) if (field !== 'critical' || sample.length < 30) near(own[field], latency[field])
      expect(own.samplesCount).toBe(latency.samplesCount)
      expect(own.samples).toEqual(latency.samples)
      const rate = statisticsOf(throughputOf(sorted))
      for (const field of ['mean', 'p50', 'min', 'max', 'sd'] as const) near(rate[field], throughput[field])
    },
  )

  property.prop([fc.array(fc.double({ min: 0, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 50 })])(
    'quantiles are in order, but for the last bits, and between the ends',
    (sample) => {
      const { min, p50, p75, p99, p995, p999, max } = statisticsOf(Float64Array.from(sample).sort())
      const order = [min, p50, p75, p99, p995, p999, max]
      const near = (value: number): number => value * (1 - 1e-12)
      expect(order.every((value, i) => i === 0 || value >= near(order[i - 1]!))).toBe(true)
      expect([p50 >= near(min), p999 <= max]).toEqual([true, true])
    },
  )
})

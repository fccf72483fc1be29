/**
 * Part of `parity`: corrected p-values, comparisons of two samples, bootstrap intervals, confidence sequences, quantiles of the beta distribution in success intervals.
 * In: what fills a sample, and what runs a kernel on both engines. Out: a function that runs a few cases of each.
 */
import type { Kernels } from '../src/engine/index.ts'
import { bootstrapColumns, bootstrapStatistics } from '../src/reference/stats/bootstrap/index.ts'
import { compareColumns, compareTests } from '../src/reference/stats/compare/index.ts'
import { successMethods } from '../src/reference/stats/success.ts'
import type { Bench } from './parity-drift.ts'

const pick = <T>({ random }: Bench, list: readonly T[]): T => list[random.below(list.length)]!

/** Mostly small; now and then beyond the sizes at which methods change (20 x 20, 50 pairs, 64 x 64). */
function sampleOf(bench: Bench, most: number): Float64Array {
  const { random } = bench
  const sample = new Float64Array(random.below(random.below(25) === 0 ? 6 * most : most))
  bench.fill(sample)
  if (random.below(2) === 0) sample.forEach((x, i) => (sample[i] = Math.abs(x)))
  return sample
}

function sideBySide(samples: readonly Float64Array[]): [values: Float64Array, offsets: Uint32Array] {
  const offsets = new Uint32Array(samples.length + 1)
  samples.forEach((sample, i) => (offsets[i + 1] = offsets[i]! + sample.length))
  const values = new Float64Array(offsets[samples.length]!)
  samples.forEach((sample, i) => values.set(sample, offsets[i]))
  return [values, offsets]
}

function corrections(bench: Bench): void {
  const { random, run } = bench
  const p = Float64Array.from({ length: random.below(20) }, () => (random.below(4) === 0 ? random.below(3) / 2 : random.float()))
  if (random.below(8) === 0 && p.length > 0) p[random.below(p.length)] = NaN
  const [method, family] = [random.below(4), p.length + random.below(9)]
  const call = (k: Kernels, out: Float64Array): number => k.adjustPValues(method, p, family, out)
  run('corrected p-values', 1, p.length, call, () => [method, family, [...p]])
}

function comparison(bench: Bench, test: number, most: number): void {
  const { random, run } = bench
  const isPaired = test === 3 || (test === 2 && random.below(3) === 0)
  const samples = Array.from({ length: 2 * (1 + random.below(test === 2 ? 1 : 3)) }, () => sampleOf(bench, most))
  for (let i = 0; i < samples.length && isPaired; i += 2) {
    const least = Math.min(samples[i]!.length, samples[i + 1]!.length)
    samples[i] = samples[i]!.subarray(0, least)
    samples[i + 1] = samples[i + 1]!.subarray(0, least)
  }
  const [values, offsets] = sideBySide(samples)
  const confidence = pick(bench, [0.95, 0.5, 0.999, random.float() || 0.5])
  const params = Float64Array.of(Number(isPaired), random.below(3), confidence, random.below(1000) - 500)
  const pairs = samples.length / 2
  const call = (k: Kernels, out: Float64Array): number => k.compareSamples(test, values, offsets, params, out)
  run(`comparisons: ${compareTests[test]!}`, pairs, pairs * compareColumns.length, call, () => [[...params], [...offsets], [...values]]) // prettier-ignore
}

function resampled(bench: Bench): void {
  const { random, run } = bench
  const statistic = random.below(bootstrapStatistics.length)
  const method = statistic === 0 ? random.below(3) : 1 + random.below(2)
  const samples = Array.from({ length: 1 + random.below(3) }, () => sampleOf(bench, 20))
  const [values, offsets] = sideBySide(samples)
  const block = random.below(4) === 0 ? 1 + random.below(4) : 0
  const params = Float64Array.of(random.float(), 39 + random.below(30), random.below(1000), pick(bench, [0.95, 0.5]), block)
  const call = (k: Kernels, out: Float64Array): number => k.bootstrapIntervals(statistic, method, values, offsets, params, out)
  run(`bootstrap: ${bootstrapStatistics[statistic]!}`, samples.length, samples.length * bootstrapColumns.length, call, () => [statistic, method, [...params], [...offsets], [...values]]) // prettier-ignore
}

/** Few trials, many trials, and rates near 0 and 1. */
function rates(bench: Bench): void {
  const { random, run } = bench
  const n = Float64Array.from({ length: 4 }, () => random.below(pick(bench, [4, 60, 3000, 1e5, 1e9, 2 ** 53])))
  const k = n.map((trials) => {
    const few = random.below(trials < 20 ? trials + 1 : 20)
    return pick(bench, [random.below(trials + 1), few, trials - few])
  })
  const level = pick(bench, [0.95, 0.99, random.float() || 0.5, 1 - 1e-9])
  const method = random.below(successMethods.length)
  const call = (e: Kernels, out: Float64Array): number =>
    e.successIntervals(method, k, n, level, out.subarray(0, 4), out.subarray(4))
  run(`success intervals: ${successMethods[method]!}`, 4, 8, call, () => [level, [...k], [...n]])
}

/** Shares, mostly few; now and then a mean that changes, or so many that products of factors leave the doubles. */
function sequences(bench: Bench): void {
  const { random, run } = bench
  const length = random.below(random.below(20) === 0 ? 3000 : 100)
  const [first, then, change] = [random.float(), random.float(), random.below(2 * length + 1)]
  const isBits = random.below(2) === 0
  const valueOf = (i: number): number => (i < change ? first : then)
  const x = Float64Array.from({ length }, (_, i) => (isBits ? Number(random.float() < valueOf(i)) : valueOf(i) * random.float()))
  const alpha = pick(bench, [0.05, 0.5, 1e-9, random.float() || 0.5])
  const call = (k: Kernels, out: Float64Array): number => k.confidenceSequence(x, alpha, out)
  run('confidence sequences', 1, 2, call, () => [alpha, [...x]])
}

/** A few cases of each; permutations, which draw 9999 times, are seldom. */
export function inferenceCases(bench: Bench): void {
  corrections(bench)
  sequences(bench)
  for (const test of [0, 1, 3]) comparison(bench, test, 25)
  if (bench.random.below(20) === 0) comparison(bench, 2, 8)
  for (let i = 0; i < 2; i += 1) resampled(bench)
  rates(bench)
}

/**
 * Part of `parity`: pairs that are judged, heads that are weighed, and samples so large that an engine selects from them by another way.
 * In: what fills a sample, and what runs a kernel on both engines. Out: a function that runs some cases of each.
 */
import { summaryFields } from '../src/engine/index.ts'
import { ruleCount } from '../src/reference/stats/pair.ts'
import { pairColumns } from '../src/reference/stats/pairs.ts'
import { weightPolicies } from '../src/reference/weight/index.ts'
import { describedNames } from '../src/reference/stats/describe.ts'
import type { Bench } from './parity-drift.ts'

/** Differences of one pair, near 0 or of any kind, in some epochs. */
function pairs({ random, fill, run }: Bench): void {
  const values = new Float64Array(random.below(random.below(10) === 0 ? 90 : 25))
  if (random.below(2) === 0) fill(values)
  else values.forEach((_, i) => (values[i] = (random.float() - 0.5) / 5))
  const epochs = Uint32Array.from(values, () => random.below(9)).sort()
  const offsets = Uint32Array.of(0, values.length)
  const rules = Uint32Array.of(random.below(ruleCount))
  const points = Float64Array.from({ length: random.below(4) }, () => (random.float() - 0.5) / 2)
  const confidence = random.float() || 0.98
  const context = (): unknown => [[...values], [...epochs], [...rules], [...points], confidence]
  const size = pairColumns.length + points.length
  run('pairs', 1, size, (k, out) => k.judgePairs(values, epochs, offsets, rules, points, confidence, out), context)
}

function weights({ random, run }: Bench): void {
  const heads = 1 + random.below(12)
  const values = new Float64Array(6 * heads)
  for (let head = 0; head < heads; head += 1) {
    const trials = random.below(5) === 0 ? 0 : random.below(200)
    values[heads + head] = trials
    values[head] = random.below(trials + 1)
    for (let column = 2; column < 6; column += 1) {
      const size = [1, 1000, 1e-310, 1e300][random.below(random.below(10) === 0 ? 4 : 2)]!
      values[column * heads + head] = random.below(6) === 0 ? NaN : random.float() * size
    }
  }
  const policy = random.below(weightPolicies.length)
  const params = Float64Array.of(random.float() / heads, random.float() || 0.1, random.float(), random.float())
  const context = (): unknown => [policy, [...values], [...params]]
  run('weights', 1, 3 * heads, (k, out) => k.weightColumns(policy, values, params, out), context)
}

function large({ random, fill, run }: Bench): void {
  const values = new Float64Array(2000 + random.below(3000))
  fill(values)
  const offsets = Uint32Array.of(0, values.length)
  const context = (): unknown => [values.length, [...values].slice(0, 20)]
  const mask = 2 ** summaryFields.length - 1
  run('large samples', 1, summaryFields.length, (k, out) => k.summarizeGroups(values, offsets, mask, 0.95, out), context)
  const params = Float64Array.of(2 ** 17 - 1, 7, 0.95, 0.2, 0, 1e4)
  const described = describedNames.length
  run('large descriptions', 1, described, (k, out) => k.describeGroups(values, offsets, params, out), context)
}

export function judgeCases(bench: Bench): void {
  for (let i = 0; i < 10; i += 1) pairs(bench)
  for (let i = 0; i < 10; i += 1) weights(bench)
  if (bench.random.below(4) === 0) large(bench)
}

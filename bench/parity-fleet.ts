/**
 * Part of `parity`: correlations, stability scores, efficiencies, analysed profiles, joined runs, and quantiles of neighbouring p.
 * In: what fills a sample, and what runs a kernel on both engines (see bench/parity-drift.ts). Out: a function that runs one case of each.
 */
import { correlationColumns } from '../src/reference/correlate/index.ts'
import { analysisColumns } from '../src/reference/fleet/analysis.ts'
import { spreadColumns } from '../src/reference/fleet/spread.ts'
import { fleetFigures, stabilityColumns, stabilityFigures } from '../src/reference/fleet/stability.ts'
import type { Kernels } from '../src/engine/index.ts'
import { describedNames, quantilesBit } from '../src/reference/stats/describe.ts'
import type { Bench } from './parity-drift.ts'

const methods = ['pearson', 'spearman', 'kendall']
const levels = [0.95, 0.5, 0.999]

/** A column of sizes: most from 0 on, some unknown, a few that are refused. */
function sizes({ random, fill }: Bench, length: number, isUnknown: boolean): Float64Array {
  const column = new Float64Array(length)
  fill(column)
  const isWild = random.below(40) === 0
  return column.map((x) => {
    if (isUnknown && random.below(6) === 0) return NaN
    return isWild || x - x === 0 ? (isWild ? x : Math.abs(x)) : 1
  })
}

/** Places of groups: ascending, from 0 to `size`. */
function cuts({ random }: Bench, groups: number, size: number): Uint32Array {
  const inner = Array.from({ length: groups - 1 }, () => random.below(size + 1)).sort((a, b) => a - b)
  return Uint32Array.of(0, ...inner, size)
}

function correlations(bench: Bench): void {
  const { random, run, fill } = bench
  const n = 1 + random.below(random.below(30) === 0 ? 400 : 25)
  const values = new Float64Array(3 * n)
  for (let k = 0; k < 3; k += 1) fill(values.subarray(k * n, (k + 1) * n))
  if (random.below(3) === 0) for (let i = 0; i < n; i += 1) values[n + i] = values[i]! + values[n + i]!
  const params = Float64Array.of(n, levels[random.below(3)]!, random.below(2))
  const pairs = Uint32Array.of(0, 1, 2, 0, 1, 2)
  const context = (): unknown => [[...params], [...values]]
  methods.forEach((name, method) => {
    const call = (k: Kernels, out: Float64Array): number => k.correlatePairs(method, values, pairs, params, out)
    run(`correlations: ${name}`, 3, 3 * correlationColumns.length, call, context)
  })
}

function stability(bench: Bench): void {
  const { random, run } = bench
  const heads = random.below(8)
  const values = new Float64Array(stabilityColumns.length * heads)
  for (let place = 2; place < stabilityColumns.length; place += 1) values.set(sizes(bench, heads, place < 8), place * heads)
  for (let i = 0; i < heads; i += 1) {
    values[heads + i] = random.below(random.below(9) === 0 ? 1e9 : 60)
    values[i] = random.below(values[heads + i]! + 1)
    if (values[6 * heads + i]! > 1) values[6 * heads + i] = random.float()
  }
  const history = new Float64Array(random.below(12 * heads + 1))
  bench.fill(history)
  const offsets = heads === 0 || random.below(4) === 0 ? new Uint32Array(1) : cuts(bench, heads, history.length)
  const weights = Array.from({ length: 5 }, () => random.below(5) / 4)
  const params = Float64Array.of(random.float() || 1, 1e9 * random.float() || 1, levels[random.below(3)]!, random.below(20), ...weights) // prettier-ignore
  const call = (k: Kernels, out: Float64Array): number => k.stabilityScores(values, history, offsets, params, out)
  run('stability scores', Math.max(1, heads), stabilityFigures.length * heads + fleetFigures, call, () => [[...params], [...values]]) // prettier-ignore
}

function efficiencies(bench: Bench): void {
  const heads = 1 + bench.random.below(8)
  const values = sizes(bench, 3 * heads, true)
  bench.run('efficiencies', heads, 4 * heads, (k, out) => k.efficiencies(values, out), () => [...values]) // prettier-ignore
}

function analyses(bench: Bench): void {
  const { random, run } = bench
  const parts = 1 + random.below(5)
  const times = sizes(bench, random.below(50), false)
  const own = random.below(2) === 0 ? new Float64Array() : sizes(bench, times.length, false)
  const offsets = cuts(bench, parts, times.length)
  const best = sizes(bench, parts, true)
  const params = Float64Array.of(levels[random.below(3)]!)
  const call = (k: Kernels, out: Float64Array): number => k.analyzeRows(times, own, offsets, best, params, out)
  run('analysed profiles', parts, parts * analysisColumns.length, call, () => [[...offsets], [...best], [...times], [...own]])
}

function joins(bench: Bench): void {
  const { random, run, fill } = bench
  const [heads, runs] = [1 + random.below(3), random.below(24)]
  const values = new Float64Array(3 * runs)
  fill(values.subarray(runs, 2 * runs))
  values.set(sizes(bench, runs, false), 2 * runs)
  for (let i = 0; i < runs; i += 1) values[i] = random.below(random.below(9) === 0 ? 2 : 500)
  const offsets = cuts(bench, heads, runs)
  const machines = new Uint32Array(runs)
  for (let g = 0; g < heads; g += 1) {
    const count = offsets[g + 1]! - offsets[g]!
    for (let i = 0; i < count; i += 1) machines[offsets[g]! + i] = random.below(count < 4 ? count : 4)
  }
  const params = Float64Array.of(levels[random.below(3)]!)
  const call = (k: Kernels, out: Float64Array): number => k.joinRuns(values, machines, offsets, params, out)
  run('joined runs', heads, heads * spreadColumns.length, call, () => [[...offsets], [...machines], [...values]])
}

const double = new Float64Array(1)
const bits = new BigInt64Array(double.buffer)

/** Quantiles of a p and the doubles after it: alike on both engines, and never falling. */
function neighbours(bench: Bench): void {
  const { random, run, fill } = bench
  const sample = new Float64Array(1 + random.below(20))
  fill(sample)
  double[0] = random.float()
  const p = Array.from({ length: 8 }, () => ((bits[0]! += 1n), double[0]! < 1 ? double[0]! : 1))
  const params = Float64Array.of(2 ** quantilesBit, 1 + random.below(9), 0.95, 0.2, 0, 400, ...p)
  const first = describedNames.length
  const call = (k: Kernels, out: Float64Array): number => {
    const status = k.describeGroups(sample, Uint32Array.of(0, sample.length), params, out)
    const found = out.subarray(first, first + p.length)
    if (status === 0 && found.some((x, i) => x < found[i - 1]!))
      throw new Error(`falls: ${JSON.stringify([[...found], [...sample], [...params]])}`)
    return status
  }
  run('quantiles of neighbouring p', p.length, first + 3 * p.length, call, () => [[...params], [...sample]])
}

/** One case of each. */
export function fleetCases(bench: Bench): void {
  for (const each of [correlations, stability, efficiencies, analyses, joins, neighbours]) each(bench)
}

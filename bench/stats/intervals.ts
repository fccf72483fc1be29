/**
 * Coverage: how often intervals hold what they speak of, and what they cost.
 * Run: node bench/run.mjs stats/intervals [samples a row, default 2000] [seed, default new each time]. Exit code 1 when a target is missed.
 * Samples: n = 20 and 50 of a normal, a lognormal (sigma .5) and a bimodal (half at 0, half at 4, sigma 1) distribution. 95 % intervals: of the mean
 * studentised and BCa, of the median by Hettmansperger and Sheather and BCa. Success rates: 40 rates from .02 to .999, n = 20, 50 and 200; the
 * coverage at a rate is summed over all outcomes, so no chance is in it.
 * A target counts as missed when chance would seldom explain it: by three standard errors of the share.
 */
import {
  bootstrapInterval,
  bootstrapIntervals,
  compareAllSamples,
  compareSamples,
  successIntervals,
  summarizeAll,
  type SuccessMethod,
} from '../../src/engine/index.ts'
import { exp, normalQuantile } from '../../src/reference/math/index.ts'
import { create } from '../../src/reference/random/sfc32.ts'
import { successMethods } from '../../src/reference/stats/success.ts'
import { measure, print } from '../rounds.ts'

const count = Number(process.argv[2] ?? 2000)
const seed = Number(process.argv[3] ?? Date.now() % 1e9)
const random = create(seed, 'intervals')
const faults: string[] = []

function normal(): number {
  let u = random.float()
  while (u === 0) u = random.float()
  return normalQuantile(u)
}

interface Shape {
  readonly name: string
  readonly draw: () => number
  readonly mean: number
  readonly median: number
}

const shapes: readonly Shape[] = [
  { name: 'normal', draw: normal, mean: 0, median: 0 },
  { name: 'lognormal .5', draw: () => exp(0.5 * normal()), mean: exp(0.125), median: 1 },
  { name: 'bimodal', draw: () => normal() + (random.below(2) === 0 ? 0 : 4), mean: 2, median: 2 },
]

interface Ends {
  readonly low: number | undefined
  readonly high: number | undefined
}

const holds = ({ low, high }: Ends, x: number): boolean => low !== undefined && high !== undefined && low <= x && x <= high

function within(what: string, percent: number, least: number, most: number): void {
  const slack = (limit: number): number => 3 * Math.sqrt((limit * (100 - limit)) / count)
  if (percent < least - slack(least) || percent > most + slack(most)) {
    faults.push(`${what}: ${percent.toFixed(2)} %, ${least} to ${most} wanted`)
  }
}

function coverage({ name, draw, mean, median }: Shape, n: number): Record<string, string | number> {
  const samples = Array.from({ length: count }, () => Float64Array.from({ length: n }, draw))
  const share = (all: readonly Ends[], x: number): number => (100 * all.filter((ends) => holds(ends, x)).length) / count
  const ofMedian = summarizeAll(samples, { fields: ['interval'] }).map(({ interval }) => ({
    low: interval?.[0],
    high: interval?.[1],
  }))
  const studentised = share(bootstrapIntervals(samples), mean)
  const byOrder = share(ofMedian, median)
  within(`${name}, n = ${n}, mean`, studentised, 93, 98.5)
  within(`${name}, n = ${n}, median`, byOrder, 93.5, 97)
  return {
    samples: count,
    'mean, studentised %': studentised.toFixed(2),
    'mean, BCa %': share(bootstrapIntervals(samples, { method: 'bca' }), mean).toFixed(2),
    'median, order statistics %': byOrder.toFixed(2),
    'median, BCa %': share(bootstrapIntervals(samples, { statistic: 'median' }), median).toFixed(2),
  }
}

console.log(`seed ${seed}`)
const rows = shapes.flatMap((shape) => [20, 50].map((n) => [`${shape.name}, n = ${n}`, coverage(shape, n)] as const))
console.table(Object.fromEntries(rows))

const rates = Array.from({ length: 40 }, (_, i) => 0.02 + ((0.999 - 0.02) * i) / 39)

/** Probabilities of 0 to n successes. */
function binomial(n: number, p: number): number[] {
  let all = [1]
  for (let i = 0; i < n; i += 1) all = Array.from({ length: i + 2 }, (_, k) => (all[k] ?? 0) * (1 - p) + (all[k - 1] ?? 0) * p)
  return all
}

function successCoverage(method: SuccessMethod): Record<string, string | number> {
  const row: Record<string, string | number> = { rates: rates.length }
  for (const n of [20, 50, 200]) {
    const outcomes = Array.from({ length: n + 1 }, (_, k) => k)
    const { low, high } = successIntervals(outcomes, new Array<number>(n + 1).fill(n), { method })
    const covered = rates.map((p) => {
      const held = binomial(n, p).filter((_, k) => low[k]! <= p && p <= high[k]!)
      return 100 * held.reduce((sum, x) => sum + x, 0)
    })
    const mean = covered.reduce((sum, x) => sum + x, 0) / rates.length
    const least = covered.reduce((a, b) => (a < b ? a : b))
    if (method === 'wilson' && !(mean >= 93.5 && mean <= 96.5)) faults.push(`wilson, n = ${n}: ${mean.toFixed(2)} % on average`)
    if (method === 'clopper-pearson' && least < 95) faults.push(`clopper-pearson, n = ${n}: ${least.toFixed(2)} % at least`)
    row[`n = ${n}: mean (least) %`] = `${mean.toFixed(2)} (${least.toFixed(2)})`
  }
  return row
}

console.table(Object.fromEntries(successMethods.map((method) => [method, successCoverage(method)])))

const draw = (n: number): Float64Array => Float64Array.from({ length: n }, () => exp(0.5 * normal()))
const [small, large] = [draw(50), draw(2000)]
const pairs = Array.from({ length: 400 }, () => ({ a: draw(50), b: draw(50) }))
const engines = ['native', 'reference'] as const
const each = (name: string, run: (engine: (typeof engines)[number]) => unknown): void =>
  print(name, measure(engines.map((engine) => ({ name: engine, run: () => run(engine) })), { share: 0, rounds: 5 })) // prettier-ignore

each('bootstrapInterval, mean, 50 values', (engine) => bootstrapInterval(small, { engine }))
each('bootstrapInterval, median, 2000 values', (engine) => bootstrapInterval(large, { statistic: 'median', engine }))
each('compareSamples, 50 against 50', (engine) => compareSamples(pairs[0]!.a, pairs[0]!.b, { engine }))
each('compareAllSamples, 400 pairs of 50 and 50', (engine) => compareAllSamples(pairs, { engine }))
each('compareSamples, permutation of 50 and 50', (engine) => compareSamples(pairs[0]!.a, pairs[0]!.b, { test: 'permutation', engine })) // prettier-ignore
const [k, n] = [Array.from({ length: 100 }, (_, i) => i), new Array<number>(100).fill(100)]
each('successIntervals, clopper-pearson, 100 rates', (engine) => successIntervals(k, n, { method: 'clopper-pearson', engine }))

for (const fault of faults) console.log(`missed: ${fault}`)
process.exitCode = faults.length === 0 ? 0 : 1

/**
 * Outliers of a whole sample: false flags among clean trials, a spike of 10 sigma found, three equal spikes in 30 found.
 * Run: node bench/run.mjs stats/outliers [seed, default new each time]. Exit code 1 when a target is missed.
 * Clean: samples of 100, half of them normal, half lognormal of sigma .3. A spike stands 10 standard deviations above the mean.
 * Chance moves a share: a target counts as missed when three standard errors do not explain it.
 */
import { scoreAnomalies, type AnomalyMethod, type AnomalyOptions } from '../../src/engine/index.ts'
import { exp, normalQuantile } from '../../src/reference/math/index.ts'
import { create } from '../../src/reference/random/sfc32.ts'

const seed = Number(process.argv[2] ?? Date.now() % 1e9)
const random = create(seed, 'outliers')
const faults: string[] = []
const samples = 10_000

function normal(): number {
  let u = random.float()
  while (u === 0) u = random.float()
  return normalQuantile(u)
}

interface Shape {
  readonly draw: () => number
  /** Mean + 10 standard deviations. */
  readonly spike: number
}

const spread = Math.sqrt((exp(0.09) - 1) * exp(0.09))
const shapes: readonly Shape[] = [
  { draw: () => 100 + 5 * normal(), spike: 150 },
  { draw: () => exp(0.3 * normal()), spike: exp(0.045) + 10 * spread },
]

/** A sample of half the one shape, half the other, by its number; the last `spikes` values stand out. */
function sampleOf(number: number, size: number, spikes: number): Float64Array {
  const { draw, spike } = shapes[number % 2]!
  return Float64Array.from({ length: size }, (_, i) => (i < size - spikes ? draw() : spike))
}

interface Count {
  /** Flags of clean values. */
  flags: number
  /** Samples whose spikes are all flagged. */
  found: number
}

function count(options: AnomalyOptions, size: number, spikes: number): Count {
  const total: Count = { flags: 0, found: 0 }
  for (let k = 0; k < samples; k += 1) {
    const { flags } = scoreAnomalies(sampleOf(k, size, spikes), options)
    const clean = flags.subarray(0, size - spikes).reduce((sum, flag) => sum + flag, 0)
    total.flags += clean
    if (flags.subarray(size - spikes).every((flag) => flag === 1)) total.found += 1
  }
  return total
}

interface Targets {
  /** Most false flags per 100 clean trials; least spikes found, of 10 sigma, and three in 30; in percent. */
  readonly most: number
  readonly spike: number
  readonly three: number
}

const targets: Partial<Record<AnomalyMethod, Targets>> = {
  mad: { most: 2, spike: 99, three: 95 },
  gesd: { most: 0.5, spike: 99, three: 95 },
  ensemble: { most: 0.5, spike: 99, three: 95 },
}

const error = (percent: number, n: number): number => 3 * Math.sqrt((percent * (100 - percent)) / n)

function judge(method: AnomalyMethod, scale: 'linear' | 'log'): Record<string, string> {
  const options = { method, scale }
  const clean = count(options, 100, 0)
  const rate = clean.flags / samples
  const spike = (100 * count(options, 100, 1).found) / samples
  const three = (100 * count(options, 30, 3).found) / samples
  const wanted = scale === 'linear' ? targets[method] : undefined
  if (wanted !== undefined) {
    if (rate > wanted.most) faults.push(`${method}: ${rate.toFixed(2)} false flags per 100, at most ${wanted.most} wanted`)
    if (spike < wanted.spike - error(wanted.spike, samples)) faults.push(`${method}: a spike found in ${spike.toFixed(1)} %`)
    if (three < wanted.three - error(wanted.three, samples)) faults.push(`${method}: three spikes found in ${three.toFixed(1)} %`)
  }
  return {
    'false flags per 100': rate.toFixed(3),
    'of so many values': String(100 * samples),
    '10 sigma found %': spike.toFixed(2),
    'three in 30 found %': three.toFixed(2),
    'of so many samples': String(samples),
  }
}

console.log(`seed ${seed}`)
const methods: readonly AnomalyMethod[] = ['z', 'mad', 'iqr', 'gesd', 'ensemble']
const rows = methods.flatMap((method) => [
  [method, judge(method, 'linear')] as const,
  [`${method}, log`, judge(method, 'log')] as const,
])
console.table(Object.fromEntries(rows))
for (const fault of faults) console.log(`MISSED ${fault}`)
process.exitCode = faults.length === 0 ? 0 : 1

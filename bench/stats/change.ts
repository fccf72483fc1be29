/**
 * The change gate: false alarms, power and place on series like those of a CI, its time, and what others annotated by hand.
 * Run: node bench/run.mjs stats/change [seed, default new each time] [folder of TCPD]. Exit code 1 when a target is missed.
 * Series: 100 values, base 100, sigma 5, noises of unit variance; 1500 flat ones, 500 with a step of 1 or 2 sigma at 70,
 * ten times: with 500 alone chance moves a share by 2 points.
 * TCPD (Turing change point data, van den Burg and Williams 2020; not ours to hand on): `git clone
 * https://github.com/alan-turing-institute/TCPD`, give that folder. Series that need a download of their own are left out, and counted.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { findAllChangePoints, findChangePoints, type ChangeMethod } from '../../src/engine/index.ts'
import { exp, normalQuantile } from '../../src/reference/math/index.ts'
import { create } from '../../src/reference/random/sfc32.ts'
import { measure, print } from '../rounds.ts'

const seed = Number(process.argv[2] ?? Date.now() % 1e9)
const folder = process.argv[3]
const random = create(seed, 'change gate')
const n = 100
const at = 70
const faults: string[] = []

function normal(): number {
  let u = random.float()
  while (u === 0) u = random.float()
  return normalQuantile(u)
}

function autoregressive(): Float64Array {
  let last = normal()
  return Float64Array.from({ length: n }, () => (last = 0.5 * last + Math.sqrt(0.75) * normal()))
}

const independent = (draw: () => number) => () => Float64Array.from({ length: n }, draw)
const spread = Math.sqrt((exp(0.64) - 1) * exp(0.64))

interface Noise {
  readonly name: string
  readonly draw: () => Float64Array
  /** Most false alarms, least found, least placed within 5; in percent. */
  readonly targets: readonly [number, number, number]
}

const noises: readonly Noise[] = [
  { name: 'normal', draw: independent(normal), targets: [2, 97, 95] },
  { name: 'lognormal .8', draw: independent(() => (exp(0.8 * normal()) - exp(0.32)) / spread), targets: [2, 97, 95] },
  {
    name: '5 % outliers',
    draw: independent(() => (random.float() < 0.05 ? (random.below(2) === 0 ? 8 : -8) : normal())),
    targets: [2, 97, 92],
  },
  { name: 'AR(1) .5', draw: autoregressive, targets: [3, 93, 80] },
]

const seriesOf = (draw: () => Float64Array, step: number): Float64Array =>
  draw().map((x, i) => 100 + 5 * (x + (i >= at ? step : 0)))

const manyOf = (count: number, draw: () => Float64Array, step: number): Float64Array[] =>
  Array.from({ length: count }, () => seriesOf(draw, step))

/** Percent of series with a change point that `counts`. */
function share(all: readonly Float64Array[], counts: (index: number) => boolean): number {
  const hits = findAllChangePoints(all).filter((points) => points?.some(({ index }) => counts(index)))
  return (100 * hits.length) / all.length
}

/** Three standard errors of a share in percent: a target counts as missed when chance would seldom explain it. */
const slack = (percent: number, count: number): number => 3 * Math.sqrt((percent * (100 - percent)) / count)

function atMost(what: string, percent: number, most: number, count: number): void {
  if (percent > most + slack(most, count)) faults.push(`${what}: ${percent.toFixed(2)} %, at most ${most} wanted`)
}

function atLeast(what: string, percent: number, least: number, count: number): void {
  if (percent < least - slack(least, count)) faults.push(`${what}: ${percent.toFixed(1)} %, at least ${least} wanted`)
}

const flatCount = 15_000
const stepCount = 5000

function judge({ name, draw, targets }: Noise): Record<string, string> {
  const alarms = share(manyOf(flatCount, draw, 0), () => true)
  const [one, two] = [manyOf(stepCount, draw, 1), manyOf(stepCount, draw, 2)]
  const near = (index: number): boolean => Math.abs(index - at) <= 5
  const found = share(two, () => true)
  const placed = share(two, near)
  atMost(`${name}, false alarms`, alarms, targets[0], flatCount)
  atLeast(`${name}, 2 sigma found`, found, targets[1], stepCount)
  atLeast(`${name}, 2 sigma placed within 5`, placed, targets[2], stepCount)
  return {
    'false alarms %': alarms.toFixed(2),
    '1 sigma, within 5 %': share(one, near).toFixed(1),
    '2 sigma, found %': found.toFixed(1),
    '2 sigma, within 5 %': placed.toFixed(1),
  }
}

console.log(`seed ${seed}`)
console.table(Object.fromEntries(noises.map((noise) => [noise.name, judge(noise)])))

const flat = seriesOf(noises[0]!.draw, 0)
const stepped = seriesOf(noises[0]!.draw, 2)
const times = measure(
  [
    { name: 'flat, native', run: () => findChangePoints(flat, { engine: 'native' }) },
    { name: 'flat, reference', run: () => findChangePoints(flat, { engine: 'reference' }) },
    { name: 'step, native', run: () => findChangePoints(stepped, { engine: 'native' }) },
    { name: 'step, reference', run: () => findChangePoints(stepped, { engine: 'reference' }) },
  ],
  { share: 0 },
)
print('findChangePoints, 100 values, CPU time, least of the rounds', times)
for (const name of ['flat, native', 'step, native']) {
  if (times.get(name)! > 50) faults.push(`${name}: ${times.get(name)!.toFixed(1)} us, at most 50 wanted`)
}

interface Annotated {
  readonly name: string
  readonly values: Float64Array
  readonly annotations: readonly (readonly number[])[]
}

/** What a file of TCPD holds, as far as it is read. */
interface Stored {
  readonly n_dim: number
  readonly series: readonly { readonly raw: readonly (number | null)[] }[]
}

function readFolder(path: string): Annotated[] {
  const marks = JSON.parse(readFileSync(join(path, 'annotations.json'), 'utf8')) as Record<string, Record<string, number[]>>
  const files = readdirSync(join(path, 'datasets')).map((name) => [name, join(path, 'datasets', name, `${name}.json`)] as const)
  return files.flatMap(([name, file]) => {
    if (!existsSync(file) || marks[name] === undefined) return []
    const { n_dim: columns, series } = JSON.parse(readFileSync(file, 'utf8')) as Stored
    if (columns !== 1) return []
    const values = Float64Array.from(series[0]!.raw, (x) => x ?? NaN)
    return [{ name, values, annotations: Object.values(marks[name]) }]
  })
}

/** How many of the places have one of their own among those found, within 5. */
function matched(places: readonly number[], found: readonly number[]): number {
  const left = new Set(found)
  let count = 0
  for (const place of places) {
    const close = [...left].filter((x) => Math.abs(x - place) <= 5).sort((a, b) => Math.abs(a - place) - Math.abs(b - place))
    if (close[0] === undefined) continue
    left.delete(close[0])
    count += 1
  }
  return count
}

/** Van den Burg and Williams 2020: precision against all annotators together, recall as the mean over them; 0 counts as a place. */
function f1(annotations: Annotated['annotations'], points: readonly number[]): number {
  const found = [...new Set([0, ...points])]
  const sets = annotations.map((places) => [...new Set([0, ...places])].sort((a, b) => a - b))
  const all = [...new Set(sets.flat())].sort((a, b) => a - b)
  const precision = matched(all, found) / found.length
  const recall = sets.reduce((sum, places) => sum + matched(places, found) / places.length, 0) / sets.length
  return (2 * precision * recall) / (precision + recall)
}

function segmentsOf(places: readonly number[], size: number): (readonly [number, number])[] {
  const bounds = [...new Set([0, ...places, size])].sort((a, b) => a - b)
  return bounds.slice(1).map((end, i) => [bounds[i]!, end] as const)
}

function jaccard([a, b]: readonly [number, number], [c, d]: readonly [number, number]): number {
  const both = Math.max(0, Math.min(b, d) - Math.max(a, c))
  return both / (b - a + (d - c) - both)
}

/** Mean over annotators of the best overlap of each of their segments, by length. */
function cover(annotations: Annotated['annotations'], points: readonly number[], size: number): number {
  const own = segmentsOf(points, size)
  const one = (places: readonly number[]): number =>
    segmentsOf(places, size).reduce((sum, s) => sum + (s[1] - s[0]) * Math.max(...own.map((o) => jaccard(s, o))), 0) / size
  return annotations.reduce((sum, places) => sum + one(places), 0) / annotations.length
}

function turing(path: string): void {
  const all = readFolder(path)
  const methods: readonly (ChangeMethod | 'none')[] = ['none', 'rank', 'pelt', 'e-divisive', 'bocpd']
  const least: Partial<Record<string, readonly [number, number]>> = { pelt: [0.76, 0.7], rank: [0.68, 0.6] }
  const rows = methods.map((method) => {
    const scores = all.map(({ values, annotations }) => {
      const points = method === 'none' ? [] : findChangePoints(values, { method, nonFinite: 'omit' }).map(({ index }) => index)
      return [f1(annotations, points), cover(annotations, points, values.length)] as const
    })
    const mean = (i: 0 | 1): number => scores.reduce((sum, score) => sum + score[i], 0) / scores.length
    const [wanted, covered] = least[method] ?? [0, 0]
    if (mean(0) < wanted || mean(1) < covered) faults.push(`TCPD ${method}: ${mean(0).toFixed(3)} / ${mean(1).toFixed(3)}`)
    return [method, { F1: mean(0).toFixed(3), cover: mean(1).toFixed(3) }] as const
  })
  console.log(`\nTCPD, ${all.length} univariate series, default settings`)
  console.table(Object.fromEntries(rows))
}

if (folder === undefined) console.log('\nno folder of TCPD given: see the head of bench/stats/change.ts')
else turing(folder)
for (const fault of faults) console.log(`MISSED ${fault}`)
process.exitCode = faults.length === 0 ? 0 : 1

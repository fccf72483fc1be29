/**
 * Causal scores on streams of our own making, annotated where they were disturbed: of the kind on which the
 * causal ensemble was designed, but drawn anew.
 * Run: node bench/run.mjs stats/streams [seed, default new each time] [streams, default 400]. Exit code 1 when z is not beaten.
 * A stream has 1200 to 4700 values of one of six kinds (noise, a season, counts of a season, a level that wanders, quantised values,
 * bursts), its noise normal, Student's with 3 degrees, or lognormal; up to three upsets (a spike, a stretch above, a lasting shift, a value
 * that sticks, more spread, an outage, a ramp), each amid a window of a tenth of the stream in all. Scoring: bench/stats/window-score.ts.
 */
import type { AnomalyMethod } from '../../src/engine/index.ts'
import { exp, normalQuantile } from '../../src/reference/math/index.ts'
import { create, type Random } from '../../src/reference/random/sfc32.ts'
import { rowOf, type Annotated } from './window-score.ts'

const seed = Number(process.argv[2] ?? Date.now() % 1e9)
const count = Number(process.argv[3] ?? 400)
const random: Random = create(seed, 'streams')
const { float, below } = { float: () => random.float(), below: (n: number) => random.below(n) }

function normal(): number {
  let u = float()
  while (u === 0) u = float()
  return normalQuantile(u)
}

const noises: readonly (() => number)[] = [
  normal,
  () => normal() / Math.sqrt((normal() ** 2 + normal() ** 2 + normal() ** 2) / 3),
  () => (exp(0.9 * normal()) - 1.5) / 1.5,
]

type Wave = (i: number) => number

/** Day and week. */
function seasonOf(period: number, size: number): Wave {
  const weekends = below(2) === 0
  return (i) => {
    const angle = (2 * Math.PI * i) / period
    const wave = size * (Math.sin(angle) + 0.3 * Math.sin(2 * angle + 1))
    return weekends && Math.floor(i / period) % 7 > 4 ? wave / 2 : wave
  }
}

/** A stream without upsets, and the size of what is usual in it. */
function calm(kind: number, n: number): { values: Float64Array; unit: number } {
  const noise = noises[below(noises.length)]!
  const [level, sd, size] = [5 + 20 * float(), 0.3 + float(), 1 + 4 * float()]
  const season = seasonOf([24, 96, 144, 288][below(4)]!, size)
  const [jobs, memory] = [0.01 * float(), kind === 3 ? 0.9 : 0]
  let [wander, burst] = [0, 0]
  const values = Float64Array.from({ length: n }, (_, i) => {
    wander = memory * wander + Math.sqrt(1 - memory * memory) * noise()
    if (kind === 5 && float() < 0.01) burst += (size * 2) / Math.sqrt(float() + 1e-3)
    burst *= 0.6
    if (kind === 1) return level + season(i) + sd * wander
    if (kind === 2) return Math.floor(exp(0.15 * (level + season(i)) + 0.5 * sd * normal()))
    if (kind === 4) return Math.floor(level + 0.4 * sd * wander + 0.5)
    if (kind === 5) return 0.3 * level + 0.15 * sd * Math.abs(wander) + burst
    return level + sd * wander + (float() < jobs ? 3 * sd * float() : 0)
  })
  const typical = [sd, sd > 0.8 * size ? sd : 0.8 * size, exp(0.15 * level), sd, 1, 2 * size]
  return { values, unit: typical[kind]! }
}

/** Disturbs a stream from a place on. */
function upset(values: Float64Array, at: number, unit: number, most: number): void {
  const kind = below(7)
  const length = 5 + below(most < 200 ? most : 200)
  const size = (3 + 5 * float()) * unit * (float() < 0.6 ? 1 : -1)
  const end = kind === 2 ? values.length : at + (kind === 0 ? 1 + below(3) : length)
  const first = values[at]!
  for (let i = at; i < end && i < values.length; i += 1) {
    const x = values[i]!
    const ways = [
      () => x + 1.5 * size,
      () => x + 0.6 * size,
      () => x + 0.35 * size,
      () => first,
      () => first + 3 * (x - first) + 2 * unit * normal(),
      () => first - 4 * unit,
      () => x + (size * (i - at)) / length,
    ]
    values[i] = ways[kind]!()
  }
}

function streamOf(number: number): Annotated {
  const n = 1200 + below(3500)
  const { values, unit } = calm(number % 6, n)
  const upsets = [0, 1, 1, 2, 2, 3][below(6)]!
  const width = upsets === 0 ? 0 : Math.floor((0.1 * n) / upsets)
  const windows = Array.from({ length: upsets }, (_, j) => {
    const at = Math.floor(n * (0.2 + (0.72 * (j + 0.15 + 0.7 * float())) / upsets))
    upset(values, at, unit, Math.floor(0.4 * width))
    const last = at + Math.floor(width / 2)
    return [at - Math.floor(width / 2), last < n ? last : n - 1] as const
  })
  return { name: `stream ${number}`, values, windows: windows.filter(([first], j) => j === 0 || first > windows[j - 1]![1]) }
}

const streams = Array.from({ length: count }, (_, i) => streamOf(i))
const windows = streams.reduce((sum, stream) => sum + stream.windows.length, 0)
console.log(`seed ${seed}, ${count} streams, ${windows} windows; causal, usual settings, one threshold for all`)
const methods: readonly AnomalyMethod[] = ['z', 'mad', 'iqr', 'gesd', 'ewma', 'ensemble']
const results = methods.map((method) => [method, rowOf(streams, method)] as const)
console.table(Object.fromEntries(results.map(([method, { row }]) => [method, row])))
const scoreOf = (wanted: AnomalyMethod): number => results.find(([method]) => method === wanted)![1].standard.score
if (scoreOf('ensemble') <= scoreOf('z')) {
  console.log('MISSED the ensemble does not beat z')
  process.exitCode = 1
}

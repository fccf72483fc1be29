/**
 * Evidence for "same bits": random nasty input through both engines, counting cases, values and differing bits.
 * Run: node bench/run.mjs parity [cases, default 1000000] [seed, default 1] [one part, default all]. Exit code 1 when anything differs.
 * A case is one sample through all fields, through its description and its sketch, one success rate, one series of bench/parity-drift.ts or
 * bench/parity-anomaly.ts, one of intervals and tests of bench/parity-inference.ts, one pair, head or quantile of bench/parity-fleet.ts, one pair,
 * set of heads or large sample of bench/parity-judge.ts, one program over rows of bench/parity-formula.ts, one text of bench/parity-front.ts or
 * bench/parity-compile.ts, one row of a formula of bench/parity-formula-rows.ts, one function over rows of
 * bench/parity-formula-window.ts, or one point of a function.
 * The generator is seeded, so a difference can be had again: its batch is printed.
 */
import { createSketch, openAddon, summaryFields, type Kernels } from '../src/engine/index.ts'
import { kernelsFor } from '../src/engine/kernels.ts'
import { anomalyCases } from './parity-anomaly.ts'
import { driftCases } from './parity-drift.ts'
import { functionCases } from './parity-functions.ts'
import { inferenceCases } from './parity-inference.ts'
import { fleetCases } from './parity-fleet.ts'
import { judgeCases } from './parity-judge.ts'
import { formulaCases } from './parity-formula.ts'
import { compileCases } from './parity-compile.ts'
import { frontCases } from './parity-front.ts'
import { formulaRowCases } from './parity-formula-rows.ts'
import { windowCases } from './parity-formula-window.ts'
import * as math from '../src/reference/math/index.ts'
import { describedNames } from '../src/reference/stats/describe.ts'
import { create, type Random } from '../src/reference/random/sfc32.ts'

const wanted = Number(process.argv[2] ?? 1e6)
const random = create(Number(process.argv[3] ?? 1), 'parity')
const native = kernelsFor('native', { job: 'groups', size: 0 })
const reference = kernelsFor('reference', { job: 'groups', size: 0 })
const tally = new Map<string, { cases: number; values: number; differing: number }>()

const specials = [
  0,
  -0,
  5e-324,
  -5e-324,
  1e-320,
  2 ** -1022,
  1e308,
  -1e308,
  Number.MAX_VALUE,
  2 ** 500,
  -(2 ** 501),
  2 ** -400,
  1,
  -1,
  NaN,
  Infinity,
  -Infinity,
]
const bits = new DataView(new ArrayBuffer(8))

/** A double of any bits, NaN and infinities among them. */
function anyBits(): number {
  bits.setUint32(0, random.next())
  bits.setUint32(4, random.below(2) === 0 ? 0 : random.next())
  return bits.getFloat64(0)
}

/** Kinds of samples: uniform, ties, specials, any size, durations, zeros of both signs, a large offset, any bits. */
const kinds: readonly ((r: Random) => number)[] = [
  (r) => r.float(),
  (r) => r.below(4),
  (r) => specials[r.below(specials.length - 3)]!,
  (r) => (r.float() - 0.5) * math.pow(10, r.below(600) - 300),
  (r) => math.exp((r.float() + r.float() + r.float() - 1.5) * 2),
  (r) => (r.below(3) - 1) * 0,
  (r) => 1e15 + r.below(5) / 4,
  anyBits,
]

/** Mostly small; beyond 40, 128 and 200 the engines change their method. */
function sizeOf(): number {
  const draw = random.below(400)
  if (draw === 0) return random.below(3000)
  if (draw < 20) return random.below(300)
  return draw < 100 ? random.below(64) : random.below(12)
}

function fillSample(sample: Float64Array): void {
  const kind = kinds[random.below(kinds.length)]!
  for (let i = 0; i < sample.length; i += 1) sample[i] = kind(random)
  if (sample.length > 0 && random.below(50) === 0) sample[random.below(sample.length)] = specials[random.below(specials.length)]!
}

function count(what: string, cases: number, a: Float64Array, b: Float64Array, context: () => unknown): void {
  const entry = tally.get(what) ?? { cases: 0, values: 0, differing: 0 }
  tally.set(what, entry)
  entry.cases += cases
  entry.values += a.length
  for (let i = 0; i < a.length; i += 1) {
    if (Object.is(a[i], b[i])) continue
    entry.differing += 1
    if (entry.differing <= 3) console.log('differs:', what, i, a[i], b[i], JSON.stringify(context()))
  }
}

/** Runs one kernel of both engines into columns of their own; the status counts as a value. */
function run(
  what: string,
  cases: number,
  size: number,
  call: (kernels: Kernels, out: Float64Array) => number,
  context: () => unknown,
): void {
  const [a, b] = [native, reference].map((kernels) => {
    const out = new Float64Array(size + 1)
    const status = call(kernels, out.subarray(0, size))
    if (status > 1) out.fill(0)
    out[size] = status
    return out
  }) as [Float64Array, Float64Array]
  count(what, cases, a, b, context)
}

function summaries(): void {
  const samples = Array.from({ length: 1 + random.below(12) }, () => new Float64Array(sizeOf()))
  samples.forEach(fillSample)
  const offsets = new Uint32Array(samples.length + 1)
  samples.forEach((sample, i) => (offsets[i + 1] = offsets[i]! + sample.length))
  const values = new Float64Array(offsets.at(-1)!)
  samples.forEach((sample, i) => values.set(sample, offsets[i]))
  const mask = random.below(4) === 0 ? random.below(2 ** summaryFields.length) : 2 ** summaryFields.length - 1
  const confidence = [0.95, 0.98, 0.5, 0.999999, 0.01, random.float() || 0.5][random.below(6)]!
  const size = samples.length * summaryFields.length
  const context = () => ({ offsets: [...offsets], mask, confidence })
  run('summaries', samples.length, size, (k, out) => k.summarizeGroups(values, offsets, mask, confidence, out), context)
  for (const sample of samples) {
    descriptions(sample)
    sketches(sample)
  }
}

/** The second kernel of summaries, autocorrelation at a lag, and sketches with their figures and bytes. */
function descriptions(sample: Float64Array): void {
  const points = Float64Array.from({ length: random.below(4) }, () => (random.below(4) === 0 ? random.below(2) : random.float()))
  const params = Float64Array.of(
    2 ** 17 - 1,
    1 + random.below(9),
    random.float() || 0.95,
    random.float() / 2.1,
    random.below(2),
    400,
  )
  const all = Float64Array.of(...params, ...points)
  const offsets = Uint32Array.of(0, sample.length)
  const context = (): unknown => ({ all: [...all], sample: [...sample].slice(0, 20) })
  const size = describedNames.length + 3 * points.length
  run('descriptions', 1, size, (k, out) => k.describeGroups(sample, offsets, all, out), context)
  const lag = 1 + random.below(8)
  run('autocorrelations', 1, 1, (k, out) => k.autocorrelations(sample, offsets, lag, out), context)
}

function sketches(sample: Float64Array): void {
  const bits = 1 + random.below(7)
  const context = (): unknown => ({ bits, sample: [...sample].slice(0, 20) })
  run('sketches', 1, 6 + 40 * (11 + (1 << bits)), (k, out) => k.sketchColumn(sample, bits, 1, out), context)
  const sketch = createSketch({ bits, moments: true }).addMany(sample, { engine: 'reference' })
  const bytes = sketch.toBytes()
  const native = new Float64Array(bytes.length)
  openAddon().sketchBytes(sample, bits, true, native)
  count('sketch bytes', 1, native, Float64Array.from(bytes), context)
  if (sketch.count === 0) return
  const points = Float64Array.of(random.float(), random.float())
  const figures = new Float64Array(7)
  openAddon().sketchFigures(sample, bits, points, figures)
  const finite = figures.map((x) => (x - x === 0 ? x : NaN))
  const own = [...points].flatMap((p) => [sketch.quantile(p), sketch.rank(sketch.quantile(p))])
  const variance = sketch.count > 1 ? (sketch.variance ?? NaN) : 0
  count('sketch figures', 1, finite, Float64Array.of(sketch.sum ?? NaN, sketch.mean ?? NaN, variance, ...own), context)
}

function rates(): void {
  const n = Float64Array.from({ length: 50 }, () => random.below(random.below(2) === 0 ? 200 : 1e9))
  const k = n.map((trials) => random.below(trials + 1))
  const level = random.float() || 0.95
  const method = random.below(4)
  run(
    'success intervals',
    50,
    100,
    (e, out) => e.successIntervals(method, k, n, level, out.subarray(0, 50), out.subarray(50)),
    () => level,
  )
}

const total = (): number => [...tally.values()].reduce((sum, { cases }) => sum + cases, 0)
const bench = { random, fill: fillSample, run }
const parts: Readonly<Record<string, () => void>> = {
  summaries: () => repeat(8, summaries),
  drift: () => repeat(4, () => driftCases(bench)),
  anomaly: () => repeat(8, () => anomalyCases(bench)),
  inference: () => repeat(4, () => inferenceCases(bench)),
  fleet: () => repeat(4, () => fleetCases(bench)),
  judge: () => judgeCases(bench),
  formula: () => repeat(4, () => formulaCases(bench)),
  'formula-compile': () => repeat(4, () => compileCases({ random, count })),
  'formula-front': () => repeat(8, () => frontCases({ random, count })),
  'formula-rows': () => formulaRowCases({ random, count }),
  'formula-window': () => repeat(4, () => windowCases({ random, count })),
  rates,
  functions: () => functionCases({ random, anyBits, count }),
}
const only = process.argv[4]
if (only !== undefined && !Object.hasOwn(parts, only))
  throw new Error(`no part ${only}; there are ${Object.keys(parts).join(', ')}`)

function repeat(times: number, part: () => void): void {
  for (let i = 0; i < times; i += 1) part()
}

while (total() < wanted) {
  for (const [name, part] of Object.entries(parts)) if (only === undefined || only === name) part()
}
console.table(Object.fromEntries(tally))
const differing = [...tally.values()].reduce((sum, entry) => sum + entry.differing, 0)
console.log(
  `${total()} cases, ${[...tally.values()].reduce((sum, { values }) => sum + values, 0)} values, ${differing} differing bits`,
)
process.exitCode = differing === 0 ? 0 : 1

/**
 * Adding values to sketches, by one and by column, and the error of their quantiles on eight shapes.
 * Promise (specs of statistics): add at least 2 x and addMany 5 x as fast as @datadog/sketches-js; error at most 0.79 %.
 * Peers are no dependency: install them where you like, `npm i --prefix FOLDER @datadog/sketches-js tdigest hdr-histogram-js`, and run
 * node bench/run.mjs stats/sketch FOLDER. Without a folder only ours are measured.
 */
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { createSketch, engineInfo, type Sketch } from '../../src/engine/index.ts'
import { create } from '../../src/reference/random/sfc32.ts'
import { measure, print, type Case } from '../rounds.ts'

const size = 20_000
const random = create(1, 'bench sketch')

function normal(): number {
  let z = -6
  for (let i = 0; i < 12; i += 1) z += random.float()
  return z
}

const lognormal = (): number => Math.exp(0.5 * normal())
const shapes: Readonly<Record<string, () => number>> = {
  lognormal,
  uniform: () => random.float(),
  'Pareto 1': () => 1 / (1 - random.float()),
  bimodal: () => (random.float() < 0.5 ? 1 : 100) * (1 + 0.01 * normal()),
  'around 1e-7': () => 1e-7 * lognormal(),
  'around 1e300': () => 1e300 * lognormal(),
  negative: () => -lognormal(),
  'both signs': () => normal(),
}
const columnOf = (draw: () => number): Float64Array => Float64Array.from({ length: size }, draw)

interface Adder {
  accept?(x: number): void
  push?(x: number): void
  recordValue?(x: number): void
}
type Peers = Readonly<Record<string, () => Adder>>

function peersFrom(folder: string | undefined): Peers {
  if (folder === undefined) return {}
  const load = createRequire(join(folder, 'package.json'))
  const { DDSketch } = load('@datadog/sketches-js') as { DDSketch: new (options: object) => Adder }
  const { TDigest } = load('tdigest') as { TDigest: new () => Adder }
  const hdr = load('hdr-histogram-js') as { build(options?: object): Adder }
  return {
    '@datadog/sketches-js': () => new DDSketch({ relativeAccuracy: 0.0078 }),
    tdigest: () => new TDigest(),
    'hdr-histogram-js (whole numbers)': () => hdr.build(),
  }
}

function caseOf(name: string, make: () => Adder, values: Float64Array): Case {
  const peer = make()
  const add = (peer.accept ?? peer.push ?? peer.recordValue)!.bind(peer)
  return { name, run: () => values.forEach((x) => add(x)) }
}

function speed(): void {
  const values = columnOf(lognormal)
  const [one, many, both, squares] = [createSketch(), createSketch(), createSketch(), createSketch({ moments: true })]
  const ours: Case[] = [
    { name: 'add, one by one', run: () => { for (let i = 0; i < size; i += 1) one.add(values[i]!) } }, // prettier-ignore
    { name: 'addMany, reference', run: () => many.addMany(values, { engine: 'reference' }) },
    { name: 'add with moments', run: () => { for (let i = 0; i < size; i += 1) squares.add(values[i]!) } }, // prettier-ignore
  ]
  if (engineInfo().kind === 'native')
    ours.push({ name: 'addMany, native', run: () => both.addMany(values, { engine: 'native' }) })
  const peers = Object.entries(peersFrom(process.argv[2])).map(([name, make]) => caseOf(name, make, values))
  print(`${size} log-normal values (divide by ${size} for one)`, measure([...ours, ...peers]))
}

function worstError(sketch: Sketch, values: Float64Array): number {
  const sorted = values.slice().sort()
  let worst = 0
  for (let i = 0; i <= 1000; i += 1) {
    const truth = sorted[Math.floor((size - 1) * (i / 1000))]!
    const error = Math.abs(sketch.quantile(i / 1000) - truth) / Math.abs(truth)
    worst = error > worst ? error : worst
  }
  return worst
}

function errors(): void {
  console.log('\nLargest relative error of 1001 quantiles, and the bytes kept')
  for (const [name, draw] of Object.entries(shapes)) {
    const values = columnOf(draw)
    const sketch = createSketch().addMany(values)
    const percent = (100 * worstError(sketch, values)).toFixed(3)
    console.log(`  ${name.padEnd(20)} ${percent} %  ${sketch.toBytes().length} bytes written`)
  }
}

/** Break-even of the crossing: columns of growing size, both engines. */
function crossing(): void {
  if (engineInfo().kind !== 'native') return
  for (const n of [100, 1000, 2000, 4000, 16_000]) {
    const values = columnOf(lognormal).subarray(0, n)
    const [a, b] = [createSketch(), createSketch()]
    print(
      `addMany of ${n}`,
      measure([
        { name: 'native', run: () => a.addMany(values, { engine: 'native' }) },
        { name: 'reference', run: () => b.addMany(values, { engine: 'reference' }) },
      ]),
    )
  }
}

speed()
errors()
crossing()

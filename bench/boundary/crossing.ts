/**
 * What a crossing costs, and from which size on it pays: the table of src/engine/choose.ts comes from here.
 * Run: node bench/run.mjs boundary/crossing. Exit code 1 when `auto` is over 20 % (and 0.4 us) slower than the better engine at some size.
 */
import {
  judgePairs,
  openAddon,
  scoreAnomalies,
  successIntervals,
  summarize,
  summarizeGroups,
  type EngineChoice,
} from '../../src/engine/index.ts'
import { create } from '../../src/reference/random/sfc32.ts'
import { measure, print, type Case } from '../rounds.ts'

const addon = openAddon()
const random = create(1, 'crossing')
const column = (n: number): Float64Array => Float64Array.from({ length: n }, () => 1 + random.float())
const engines: readonly EngineChoice[] = ['native', 'reference', 'auto']

const [ofEight, ofThousand, out] = [Uint32Array.of(0, 8), Uint32Array.of(0, 1000), new Float64Array(20)]
const none = new Float64Array(0)
const noOffsets = Uint32Array.of(0)
const eight = column(8)
const thousand = column(1000)
print(
  'the call itself',
  measure([
    { name: 'nothing in, a number out', run: () => addon.abi() },
    { name: 'two columns of 0 values', run: () => addon.autocorrelations(none, noOffsets, 1, none) },
    { name: '8 values, n and mean only', run: () => addon.summarizeGroups(eight, ofEight, 3, 0.95, out) },
    { name: '1000 values, n and mean only', run: () => addon.summarizeGroups(thousand, ofThousand, 3, 0.95, out) },
    { name: 'a string out', run: () => addon.version() },
  ]),
)

/** One job at one size, on each engine and by the table. */
const jobs: Readonly<Record<string, (size: number) => (engine: EngineChoice) => unknown>> = {
  'summary of one sample': (size) => {
    const x = column(size)
    return (engine) => summarize(x, { engine, fields: 'core' })
  },
  'groups of 8': (size) => {
    const x = column(size)
    const offsets = Uint32Array.from({ length: Math.floor(size / 8) + 1 }, (_, g) => g * 8)
    return (engine) => summarizeGroups(x, offsets, { engine, fields: 'core' })
  },
  'anomaly scores': (size) => {
    const x = column(size)
    return (engine) => scoreAnomalies(x, { engine })
  },
  'one pair, 4 epochs from 12 values on': (size) => {
    const values = column(size)
    const epochs = Uint32Array.from({ length: size }, (_, i) => Math.floor((i * 4) / size))
    const columns = { values, epochs, offsets: Uint32Array.of(0, size), rules: ['rebuilt' as const] }
    return (engine) => judgePairs(columns, { engine, points: [-0.01, 0.01] })
  },
  'success intervals': (size) => {
    const n = new Float64Array(size).fill(100)
    const k = n.map(() => random.below(101))
    return (engine) => successIntervals(k, n, { engine })
  },
}

let slow = 0
for (const [job, make] of Object.entries(jobs)) {
  console.log(
    `\n${job}\n${'size'.padStart(10)}${engines.map((engine) => `${engine} us`.padStart(16)).join('')}   auto over the better`,
  )
  for (const size of [2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64, 100, 1000, 10_000, 100_000, 1_000_000]) {
    const run = make(size)
    const cases: Case[] = engines.map((engine) => ({ name: engine, run: () => run(engine) }))
    const times = measure(cases, { targetMs: 10, share: 0 })
    const [native = 0, reference = 0, auto = 0] = engines.map((engine) => times.get(engine))
    const best = Math.min(native, reference)
    if (auto > 1.2 * best && auto - best > 0.4) slow += 1
    console.log(
      `${String(size).padStart(10)}${[native, reference, auto].map((us) => us.toFixed(3).padStart(16)).join('')}${(auto / best).toFixed(2).padStart(10)}`,
    )
  }
}
console.log(
  slow === 0 ? '\nauto is never over 20 % slower than the better engine' : `\nauto is over 20 % slower at ${slow} sizes`,
)
process.exitCode = slow === 0 ? 0 : 1

/**
 * Ten figures of 400 groups, through the public calls, against the best free-hand JavaScript and simple-statistics 7.12.1.
 * Promise (specs of the native engine): at least 1.3 x free-hand and 4 x simple-statistics at 30 values a group. Run: node bench/run.mjs stats/groups
 */
import { mad, max, mean, median, min, quantile, sampleStandardDeviation } from 'simple-statistics'
import { engineInfo, openAddon, summarize, summarizeGroups, type SummaryField } from '../../src/engine/index.ts'
import { create } from '../../src/reference/random/sfc32.ts'
import { measure, print, type Case } from '../rounds.ts'
import { freeHand } from './free-hand.ts'

const groups = 400
const ten = ['n', 'mean', 'sd', 'min', 'max', 'median', 'p90', 'p95', 'p99', 'mad'] as const satisfies readonly SummaryField[]

/** Log-normal durations in ms: e^z, z a sum of uniform draws. */
function durations(size: number, seed: number): Float64Array {
  const random = create(seed, 'bench')
  return Float64Array.from({ length: size }, () => {
    let z = -6
    for (let i = 0; i < 12; i += 1) z += random.float()
    return Math.exp(0.5 * z)
  })
}

const simple = (sample: number[]): unknown => ({
  n: sample.length,
  mean: mean(sample),
  sd: sampleStandardDeviation(sample),
  min: min(sample),
  max: max(sample),
  median: median(sample),
  p90: quantile(sample, 0.9),
  p95: quantile(sample, 0.95),
  p99: quantile(sample, 0.99),
  mad: mad(sample),
})

function casesFor(perGroup: number): Case[] {
  const values = durations(groups * perGroup, perGroup)
  const offsets = Uint32Array.from({ length: groups + 1 }, (_, g) => g * perGroup)
  const samples = Array.from({ length: groups }, (_, g) => values.slice(g * perGroup, (g + 1) * perGroup))
  const lists = samples.map((sample) => [...sample])
  const out = new Float64Array(10 * groups)
  const hasAddon = engineInfo().kind === 'native'
  const addon = hasAddon ? openAddon() : undefined
  const native: Case[] = addon
    ? [
        { name: 'summarizeGroups, native', run: () => summarizeGroups(values, offsets, { fields: ten, engine: 'native' }) },
        { name: 'summarize(list) to objects, native', run: () => summarize(samples, { fields: ten, engine: 'native' }) },
        { name: 'the bare addon', run: () => addon.summarizeGroups(values, offsets, 0x1e3f, 0.95, out) },
      ]
    : []
  return [
    ...native,
    { name: 'summarizeGroups, reference', run: () => summarizeGroups(values, offsets, { fields: ten, engine: 'reference' }) },
    { name: 'free-hand JavaScript, columns', run: () => freeHand(values, offsets, out) },
    { name: 'simple-statistics 7.12.1', run: () => lists.map(simple) },
  ]
}

for (const perGroup of [10, 30, 100, 1000]) print(`${groups} groups of ${perGroup}, ten figures`, measure(casesFor(perGroup)))

/**
 * Summaries through the public calls against simple-statistics, @stdlib/stats, numpy, polars and plain Python: mean, sd, extremes, median,
 * p5 to p99 and MAD of log-normal values. CPU time, best of 7, rounds alternating; Python in its own process, on the same doubles, one thread.
 * Promise (specs of statistics): the core fields >= 1.5 x simple-statistics at 100 values, >= 10 x at 1e4 and 1e6, >= 6 x on 400 groups of
 * 100; >= 2 x numpy and >= polars at 1e6; >= 10 x plain Python loops on the groups.
 * Run: node bench/run.mjs stats/summary [peers=FOLDER] [python=python3] [sizes=100,10000,1000000,groups]; FOLDER is where
 * `npm i --prefix FOLDER @stdlib/stats` was run; `python=` leaves Python out.
 */
import { loadavg } from 'node:os'
import { engineInfo, summarize, summarizeGroups, type Summary, type SummaryOptions } from '../../src/engine/index.ts'
import { create } from '../../src/reference/random/sfc32.ts'
import { measure, type Case } from '../rounds.ts'
import { BenchFailure, chosen, readWords } from '../words.ts'
import { simple, stdlibFrom, timePython, type PythonTimes } from './summary-peers.ts'

const defaults = { peers: '', python: 'python3', sizes: '100,10000,1000000,groups' }
const words = readWords(process.argv.slice(2), defaults)
const stdlib = stdlibFrom(words.text('peers'))
const hasAddon = engineInfo().kind === 'native'
const groups = 400
const perGroup = 100
const names = ['mean', 'sd', 'min', 'max', 'median', 'p5', 'p25', 'p75', 'p90', 'p95', 'p99', 'mad'] as const
const core = 'summarize, core'

/** What the first case must be faster than, and how often. */
const targets: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  '100': { 'simple-statistics': 1.5 },
  '10000': { 'simple-statistics': 10 },
  '1000000': { 'simple-statistics': 10, numpy: 2, polars: 1 },
  groups: { 'simple-statistics': 6, 'CPython, plain loops': 10 },
}

function lognormals(size: number): Float64Array {
  const random = create(size, 'bench summary')
  return Float64Array.from({ length: size }, () => {
    let z = -6
    for (let i = 0; i < 12; i += 1) z += random.float()
    return Math.exp(0.5 * z)
  })
}

const pick = (row: Summary): number[] => names.map((name) => row[name] ?? NaN)

/** A peer that computes something else would make the figures worthless. */
function agree(name: string, figures: readonly number[], ours: readonly number[]): void {
  const isSame = figures.length === ours.length && ours.every((value, i) => Math.abs(figures[i]! - value) <= 1e-9 * value)
  if (!isSame) throw new BenchFailure(`${name} gives ${figures.join(' ')}, not ${ours.join(' ')}`)
}

const options = (fields: SummaryOptions['fields'], engine: SummaryOptions['engine']): SummaryOptions =>
  fields === undefined ? { engine: engine! } : { fields, engine: engine! }

function singles(x: Float64Array): Case[] {
  const list = [...x]
  agree('simple-statistics', simple(list), pick(summarize(x)))
  if (stdlib !== undefined) agree('@stdlib/stats', stdlib(x), pick(summarize(x)))
  const ours = (engine: 'native' | 'reference'): Case[] => [
    { name: engine === 'native' ? core : 'core, reference', run: () => summarize(x, options('core', engine)) },
    { name: `only these figures, ${engine}`, run: () => summarize(x, options(names, engine)) },
    { name: `default fields, ${engine}`, run: () => summarize(x, options(undefined, engine)) },
  ]
  return [
    ...(hasAddon ? ours('native') : []),
    ...ours('reference'),
    { name: 'simple-statistics', run: () => simple(list) },
    ...(stdlib === undefined ? [] : [{ name: '@stdlib/stats', run: () => stdlib(x) }]),
  ]
}

function grouped(values: Float64Array): Case[] {
  const offsets = Uint32Array.from({ length: groups + 1 }, (_, g) => g * perGroup)
  const samples = Array.from({ length: groups }, (_, g) => values.slice(g * perGroup, (g + 1) * perGroup))
  const lists = samples.map((sample) => [...sample])
  agree('summarizeGroups', names.map((name) => summarizeGroups(values, offsets).columns[name][0]!), simple(lists[0]!)) // prettier-ignore
  const ours = (engine: 'native' | 'reference'): Case[] => [
    { name: engine === 'native' ? core : 'core, reference', run: () => summarize(samples, options('core', engine)) },
    { name: `summarizeGroups, ${engine}`, run: () => summarizeGroups(values, offsets, { engine }) },
    { name: `default fields, ${engine}`, run: () => summarize(samples, options(undefined, engine)) },
  ]
  return [
    ...(hasAddon ? ours('native') : []),
    ...ours('reference'),
    { name: 'simple-statistics', run: () => lists.map(simple) },
    ...(stdlib === undefined ? [] : [{ name: '@stdlib/stats', run: () => samples.map(stdlib) }]),
  ]
}

function pythonOf(values: Float64Array, size: number): PythonTimes | undefined {
  const python = words.text('python')
  if (python === '') return undefined
  const found = timePython(python, values, size)
  const ours = pick(summarize(values.subarray(0, size)))
  for (const [name, figures] of Object.entries(found.check)) agree(name, figures, ours)
  if (found.missing.length > 0) console.log(`not installed for ${python}, so left out: ${found.missing.join(', ')}`)
  return found
}

/** Ratios to the first case; the groups' promise against Python is of summarizeGroups. */
function show(size: string, times: ReadonlyMap<string, number>): void {
  const load = loadavg()[0]!.toFixed(1)
  console.log(`\n${size === 'groups' ? `${groups} groups of ${perGroup}, one call` : `n = ${size}`}, load ${load}`)
  const first = times.values().next().value ?? NaN
  const batch = times.get('summarizeGroups, native') ?? first
  for (const [name, us] of times) {
    const target = targets[size]?.[name]
    const ratio = us / (name === 'CPython, plain loops' ? batch : first)
    const verdict = target === undefined ? '' : ` promised ${target}${ratio >= target ? '' : '  MISSED'}`
    console.log(
      `  ${name.padEnd(32)} ${us.toFixed(us < 100 ? 2 : 0).padStart(10)} us  ${ratio.toFixed(2).padStart(8)} x${verdict}`,
    )
  }
}

if (!hasAddon) console.log('There is no addon: the first row is the reference, and the promises are not its.')
if (stdlib === undefined) console.log('@stdlib/stats is left out: no peers=FOLDER.')
for (const size of chosen('size', words.list('sizes'), Object.keys(targets))) {
  const isGroups = size === 'groups'
  const values = lognormals(isGroups ? groups * perGroup : Number(size))
  const python = pythonOf(values, isGroups ? perGroup : values.length)
  const times = measure(isGroups ? grouped(values) : singles(values), { rounds: 7, share: 0 })
  for (const [name, us] of Object.entries(python?.times ?? {})) times.set(name, us)
  show(size, times)
  if (python !== undefined) console.log(`  ${Object.entries(python.versions).map((pair) => pair.join(' ')).join(', ')}`) // prettier-ignore
}

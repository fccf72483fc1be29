/**
 * Runs of many machines joined: mean and variance of all trials, and how much of the spread lies between machines, between runs of one machine,
 * and within runs.
 * In: n, mean and sum of squares m2 of every run, columns behind each other; the machine of every run, numbered from 0 within its head; offsets
 * (head g has the runs offsets[g] .. offsets[g + 1], in a fixed order: that of joining); params [confidence]. Out: a row a head, see
 * `spreadColumns`; a status: 0 or 4004.
 * Variances by the nested analysis of variance for groups of any size: trials about their run, runs about their machine, machines about the
 * whole; each mean square holds those below it, so it is solved from below; a variance below 0 is 0. With one run a machine all of its
 * difference counts as the machine's (runs NaN); with one machine its own variance is unknown.
 * `typical`: mean over machines, each weighed by 1 / its variance; interval by Hartung and Knapp, Student with machines - 1.
 * Source: Searle, Casella and McCulloch 1992, chapter 5; Hartung and Knapp 2001; Chan, Golub and LeVeque 1983 (joining).
 * Twin: crates/hydra-core/src/fleet/spread.rs  Golden: fixtures/golden/fleet/spread.json
 */
import { studentQuantileUpper } from '../math/student.ts'
import { mergeMoments, type Moments } from '../stats/moments.ts'
import { areOffsets } from './size.ts'

/** The columns of a row, in order. */
export const spreadColumns = [
  'n', 'mean', 'variance', 'machineVariance', 'runVariance', 'trialVariance', 'typical', 'low', 'high',
] as const // prettier-ignore
const width = spreadColumns.length

const nothing: Moments = { n: 0, mean: 0, m2: 0 }

/** The runs of one machine. */
interface Machine {
  all: Moments
  /** Sum of n^2 over its runs. */
  squares: number
  runs: number
}

interface Variances {
  machine: number
  run: number
  trial: number
}

const positive = (x: number): number => (x > 0 ? x : 0)

function machinesOf(runs: readonly Moments[], ids: Uint32Array): Machine[] {
  let count = 0
  for (const id of ids) if (id >= count) count = id + 1
  const machines = Array.from({ length: count }, (): Machine => ({ all: nothing, squares: 0, runs: 0 }))
  runs.forEach((run, i) => {
    if (!(run.n > 0)) return
    const own = machines[ids[i]!]!
    own.all = mergeMoments(own.all, run)
    own.squares += run.n * run.n
    own.runs += 1
  })
  return machines
}

/** Sums of squares (of trials about their run, of runs about their machine, of machines about the whole), and what they are made of. */
function sumsOf(runs: readonly Moments[], ids: Uint32Array, machines: readonly Machine[], whole: Moments) {
  const sums = { trials: 0, runs: 0, machines: 0, runSquares: 0, machineSquares: 0, weighed: 0, runCount: 0, machineCount: 0 }
  runs.forEach((run, i) => {
    if (!(run.n > 0)) return
    const d = run.mean - machines[ids[i]!]!.all.mean
    sums.trials += run.m2
    sums.runs += run.n * d * d
  })
  for (const { all, squares, runs: count } of machines) {
    if (count === 0) continue
    const d = all.mean - whole.mean
    sums.machines += all.n * d * d
    sums.runSquares += squares
    sums.machineSquares += all.n * all.n
    sums.weighed += squares / all.n
    sums.runCount += count
    sums.machineCount += 1
  }
  return sums
}

function variancesOf(sums: ReturnType<typeof sumsOf>, n: number): Variances {
  const ofTrials = n - sums.runCount
  const ofRuns = sums.runCount - sums.machineCount
  const ofMachines = sums.machineCount - 1
  const found: Variances = { machine: NaN, run: NaN, trial: ofTrials > 0 ? sums.trials / ofTrials : NaN }
  const trial = positive(found.trial)
  if (ofRuns > 0) {
    const size = (n - sums.weighed) / ofRuns
    found.run = positive((sums.runs / ofRuns - trial) / size)
  }
  if (ofMachines > 0) {
    const share = (sums.weighed - sums.runSquares / n) / ofMachines
    const size = (n - sums.machineSquares / n) / ofMachines
    const below = trial + share * positive(found.run)
    found.machine = positive((sums.machines / ofMachines - below) / size)
  }
  return found
}

/** 1 / the variance of a machine's mean; 1 where that is 0. */
function weightOf({ all: { n }, squares }: Machine, { machine, run, trial }: Variances): number {
  const variance = positive(machine) + positive(run) * (squares / (n * n)) + positive(trial) / n
  return variance > 0 ? 1 / variance : 1
}

/** Mean over machines, and the reach of its interval (NaN for one machine). */
function typicalOf(machines: readonly Machine[], variances: Variances, confidence: number): readonly [number, number] {
  const known = machines.filter(({ runs }) => runs > 0)
  let whole = 0
  let sum = 0
  for (const machine of known) {
    const weight = weightOf(machine, variances)
    whole += weight
    sum += weight * machine.all.mean
  }
  const mean = sum / whole
  const freedom = known.length - 1
  if (freedom < 1) return [mean, NaN]
  let squares = 0
  for (const machine of known) {
    const d = machine.all.mean - mean
    squares += weightOf(machine, variances) * d * d
  }
  return [mean, studentQuantileUpper((1 - confidence) * 0.5, freedom) * Math.sqrt(squares / (freedom * whole))]
}

function put(runs: readonly Moments[], ids: Uint32Array, confidence: number, row: Float64Array): void {
  row.fill(NaN)
  const whole = runs.reduce(mergeMoments, nothing)
  row[0] = whole.n
  if (whole.n === 0) return
  row[1] = whole.mean
  if (whole.n > 1) row[2] = whole.m2 / (whole.n - 1)
  const machines = machinesOf(runs, ids)
  const variances = variancesOf(sumsOf(runs, ids, machines, whole), whole.n)
  row[3] = variances.machine
  row[4] = variances.run
  row[5] = variances.trial
  const [typical, reach] = typicalOf(machines, variances, confidence)
  row[6] = typical
  row[7] = typical - reach
  row[8] = typical + reach
}

const isSize = (x: number): boolean => x >= 0 && x < Infinity

function doesFit(values: Float64Array, runs: number, offsets: Uint32Array): boolean {
  if (values.length !== 3 * runs || !areOffsets(offsets, runs)) return false
  const at = (place: number): Float64Array => values.subarray(place * runs, (place + 1) * runs)
  return at(0).every((n) => isSize(n) && Math.floor(n) === n) && at(1).every((x) => Number.isFinite(x)) && at(2).every(isSize)
}

/** Joins the runs of every head, as in the header. */
export function joinRuns(
  values: Float64Array,
  machines: Uint32Array,
  offsets: Uint32Array,
  params: Float64Array,
  out: Float64Array,
): number {
  const [confidence = 0] = params
  const runs = machines.length
  if (params.length !== 1 || !(confidence > 0 && confidence < 1) || !doesFit(values, runs, offsets)) return 4004
  if (out.length !== (offsets.length - 1) * width) return 4004
  const all = Array.from(machines, (_, i): Moments => ({ n: values[i]!, mean: values[runs + i]!, m2: values[2 * runs + i]! }))
  for (let g = 0; g + 1 < offsets.length; g += 1) {
    const [start, end] = [offsets[g]!, offsets[g + 1]!]
    const ids = machines.subarray(start, end)
    if (ids.some((id) => id >= ids.length)) return 4004
    put(all.slice(start, end), ids, confidence, out.subarray(g * width, (g + 1) * width))
  }
  return 0
}

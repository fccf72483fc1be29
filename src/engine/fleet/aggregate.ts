/**
 * Profiles of many machines and runs as one: aggregateProfiles.
 * In: a summary of each run of each head, in any order. Out: a head as all its runs together, and where its spread comes from.
 * Rows are sorted first, so that their order never shows, to the last bit; each answer keeps its rows, so answers are joined by their rows.
 */
import { spreadColumns } from '../../reference/fleet/spread.ts'
import { hydraError, show } from '../../errors/index.ts'
import { engineChoice } from '../choose.ts'
import { between, optionsAt } from '../door.ts'
import { unexpectedStatus } from '../errors.ts'
import { kernelsFor } from '../kernels.ts'
import { createSketch, type Sketch } from '../sketch/sketch.ts'
import { successIntervals } from '../stats/success.ts'
import type { EngineChoice, EngineOption, Interval } from '../types.ts'
import { runsAt, type Run, type RunSummary } from './runs.ts'
import { explainSpread, type Spread } from './spread-text.ts'

export interface AggregateOptions extends EngineOption {
  /** Of all intervals, between 0 and 1. @defaultValue 0.95 */
  readonly confidence?: number
}

/** `undefined` where a figure is unknown. Durations in the unit of the rows. */
export interface AggregatedHead {
  readonly head: string
  /** How many different runs and machines. */
  readonly runs: number
  readonly machines: number
  readonly trials: number
  readonly successes: number
  readonly successRate: number | undefined
  readonly successInterval: Interval
  /** Durations, with their mean and standard deviation: those of all trials together. */
  readonly n: number
  readonly mean: number | undefined
  /** `undefined` below two durations, or beyond the doubles. */
  readonly sd: number | undefined
  /** All durations, when every run with any has a sketch: quantiles within 2^-(bits + 1). */
  readonly sketch: Sketch | undefined
  readonly spread: Spread
}

export interface AggregatedProfiles {
  /** By name, in the order of its code units. */
  readonly heads: readonly AggregatedHead[]
  /** What it was made of, in the order of joining: give the rows of several answers to aggregateProfiles to join them. */
  readonly rows: readonly RunSummary[]
}

const width = spreadColumns.length
const known = (x: number): number | undefined => (Number.isFinite(x) ? x : undefined)
const root = (variance: number): number | undefined => known(Math.sqrt(variance))

interface Group {
  readonly runs: readonly Run[]
  readonly start: number
}

/** Runs of one head stand together. */
function groupsOf(runs: readonly Run[]): Group[] {
  const starts = runs.flatMap((run, i) => (run.head === runs[i - 1]?.head ? [] : [i]))
  return starts.map((start, g) => ({ runs: runs.slice(start, starts[g + 1]), start }))
}

/** The machines of a head, numbered in the order of their names. */
function machineIds(runs: readonly Run[]): number[] {
  const names = [...new Set(runs.map(({ machine }) => machine))].sort((a, b) => (a < b ? -1 : 1))
  const places = new Map(names.map((name, i) => [name, i]))
  return runs.map(({ machine }) => places.get(machine)!)
}

function spreadRows(runs: readonly Run[], groups: readonly Group[], confidence: number, engine: EngineChoice): Float64Array {
  const values = new Float64Array(3 * runs.length)
  runs.forEach(({ n, mean, variance }, i) => {
    values[i] = n
    values[runs.length + i] = mean
    values[2 * runs.length + i] = n < 2 ? 0 : variance * (n - 1)
  })
  const machines = Uint32Array.from(groups.flatMap((group) => machineIds(group.runs)))
  const offsets = new Uint32Array(groups.length + 1).fill(runs.length)
  groups.forEach(({ start }, g) => (offsets[g] = start))
  const out = new Float64Array(groups.length * width)
  const kernels = kernelsFor(engine, { job: 'fleet', size: runs.length })
  const status = kernels.joinRuns(values, machines, offsets, Float64Array.of(confidence), out)
  if (status !== 0) throw unexpectedStatus('joinRuns', status)
  return out
}

/** All sketches as one, of the fewest bits among them; bits and moments that one lacks are dropped, so the order never shows. */
function joinedSketch(runs: readonly Run[]): Sketch | undefined {
  const filled = runs.filter(({ n }) => n > 0)
  const [first] = filled
  if (first?.sketch === undefined || filled.some(({ sketch }) => sketch === undefined)) return undefined
  const { bits, moments } = first.sketch
  return filled.reduce((all, { sketch }) => all.merge(sketch!, { coarsen: true }), createSketch({ bits, moments }))
}

const sum = (runs: readonly Run[], of: (run: Run) => number): number => runs.reduce((total, run) => total + of(run), 0)

/** A sum of whole numbers beyond 2^53 is no longer whole. Successes and durations are never more than trials. */
function refuseCounts(groups: readonly Group[]): void {
  for (const { runs } of groups) {
    const trials = sum(runs, (run) => run.trials)
    if (Number.isSafeInteger(trials)) continue
    const parameter = `trials of head ${show(runs[0]!.head)}`
    throw hydraError(
      '4004',
      { parameter, expected: 'at most 2^53 - 1 in all', got: String(trials) },
      { where: { option: 'rows' } },
    )
  }
}

function spreadOf(runs: readonly Run[], row: Float64Array): Spread {
  const at = (column: (typeof spreadColumns)[number]): number => row[spreadColumns.indexOf(column)]!
  const [low, high] = [known(at('low')), known(at('high'))]
  const figures = {
    machineSd: root(at('machineVariance')),
    runSd: root(at('runVariance')),
    trialSd: root(at('trialVariance')),
    typical: known(at('typical')),
    interval: low === undefined || high === undefined ? undefined : ([low, high] as const),
  }
  const machines = new Set(runs.filter(({ n }) => n > 0).map(({ machine }) => machine)).size
  return explainSpread(figures, machines, runs.filter(({ n }) => n > 0).length)
}

function headOf(runs: readonly Run[], row: Float64Array, successInterval: Interval): AggregatedHead {
  const [trials, successes] = [sum(runs, (run) => run.trials), sum(runs, (run) => run.successes)]
  const [n = 0, mean = NaN, variance = NaN] = row
  return {
    head: runs[0]!.head,
    runs: new Set(runs.map(({ run }) => run)).size,
    machines: new Set(runs.map(({ machine }) => machine)).size,
    ...{ trials, successes, successInterval },
    successRate: trials === 0 ? undefined : successes / trials,
    n,
    mean: known(mean),
    sd: root(variance),
    sketch: joinedSketch(runs),
    spread: spreadOf(runs, row),
  }
}

function rowOf({ head, run, machine, trials, successes, n, mean, variance, sketch }: Run): RunSummary {
  return { head, run, machine, trials, successes, n, mean, variance, ...(sketch === undefined ? {} : { sketch }) }
}

/**
 * Joins what many machines and runs measured: counts, mean and standard deviation of all trials, sketches, and how much of the spread lies between
 * machines, between runs of one machine, and within runs.
 *
 * Rows are joined in the order of head, run and machine, whatever order they come in: the answer is the same to the bit. A row that is there twice
 * counts once. Means and variances by Chan, Golub and LeVeque; the spread by a nested analysis of variance with random effects; sketches exactly.
 *
 * @param rows - one a head, run and machine; `runSummaries(study)` makes them
 * @returns heads by name, and the rows they were made of: joining those of several answers is joining all
 * @throws HYD-4004 a count or figure out of range, more than 2^53 - 1 trials of a head, or two different rows of one head, run and machine; HYD-4005
 * bytes that are no sketch; HYD-1002 and HYD-1003 options and rows (misspelt fields too), HYD-9002 engine 'native' and no addon
 * @example
 * ```ts
 * import { aggregateProfiles } from 'hydra-profiler/stats'
 * const row = { head: 'gzip', trials: 100, successes: 100, variance: 1 }
 * const { heads } = aggregateProfiles([
 *   { ...row, run: 'monday', machine: 'ci-1', mean: 10 },
 *   { ...row, run: 'monday', machine: 'ci-2', mean: 14 },
 *   { ...row, run: 'tuesday', machine: 'ci-1', mean: 10.2 },
 * ])
 * heads[0]?.spread.machineShare // about 0.88: mostly a matter of the machine
 * heads[0]?.spread.explanation
 * ```
 * Sources: Chan, Golub and LeVeque 1983; Searle, Casella and McCulloch 1992; Hartung and Knapp 2001.
 * @since 0.1.0
 */
export function aggregateProfiles(rows: readonly RunSummary[], options?: AggregateOptions): AggregatedProfiles {
  const given = optionsAt(options, ['confidence', 'engine'], 'aggregateProfiles')
  const confidence = between(given['confidence'], 'confidence', 0, 1, 0.95)
  const engine = engineChoice(given['engine'] as EngineChoice | undefined)
  const runs = runsAt(rows)
  const groups = groupsOf(runs)
  refuseCounts(groups)
  const out = spreadRows(runs, groups, confidence, engine)
  const counted = (of: (run: Run) => number): Float64Array => Float64Array.from(groups, (group) => sum(group.runs, of))
  const { low, high } = successIntervals(counted((run) => run.successes), counted((run) => run.trials), { confidence, engine }) // prettier-ignore
  const heads = groups.map((group, g) => headOf(group.runs, out.subarray(g * width, (g + 1) * width), [low[g]!, high[g]!]))
  return { heads, rows: runs.map(rowOf) }
}

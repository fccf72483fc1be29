/** Runs a suite: group by group, a study each. In: groups as collected. Out: results in mitata's shape, and the studies. */
import type { Paint } from '../../report/index.ts'
import { paintOf } from '../paint.ts'
import { casesOf, kindOf, type Case, type Described } from './bench.ts'
import { measureGroup, type Measured } from './group.ts'
import { formatOf, measuredLines, resultsText } from './print.ts'
import type { Group } from './suite.ts'
import type { Context, GroupStudy, Results, Run, RunOptions, Trial } from './types.ts'

const toStdout = (line: string): void => void process.stdout.write(`${line}\n`)

/** Arguments without a value leave no run; a text of `filter` with the flag g must not remember its place. */
const isWanted = ({ name }: Described, filter: RegExp | undefined): boolean =>
  filter === undefined || new RegExp(filter.source, filter.flags.replace(/[gy]/g, '')).test(name)

function trialOf(bench: Described, cases: readonly Case[], runs: ReadonlyMap<Case, Run>): Trial {
  const { name: alias, group, args, isBaseline: baseline, isCompact: compact, color: highlight } = bench
  const own = cases.filter((one) => one.bench === bench).flatMap((one) => runs.get(one) ?? [])
  return { alias, group, baseline, kind: kindOf(bench), args, runs: own, style: { compact, highlight } }
}

interface Finished {
  readonly trials: readonly Trial[]
  readonly studies: readonly GroupStudy[]
}

async function finishGroup(group: Group, options: RunOptions, paint: Paint): Promise<Finished> {
  const benches = group.benches.filter((bench) => isWanted(bench, options.filter))
  const cases = benches.flatMap(casesOf)
  if (cases.length === 0) return { trials: [], studies: [] }
  const measured = await measureGroup(cases, options.profile ?? {})
  const { print = toStdout, observe = (trial: Trial) => trial } = options
  for (const one of measured) for (const line of measuredLines(group.name, one, formatOf(options), paint)) print(line)
  const runs = new Map(measured.flatMap((one: Measured) => [...one.runs]))
  const trials = benches.map((bench) => observe(trialOf(bench, cases, runs)))
  const studies = measured.flatMap(({ args, study }) => (study === undefined ? [] : [{ group: group.name, args, study }]))
  return { trials, studies }
}

function throwFirst({ benchmarks }: Results): void {
  const failed = benchmarks.flatMap(({ runs }) => runs).find(({ error }) => error !== undefined)
  if (failed !== undefined) throw failed.error
}

export async function measureAll(groups: readonly Group[], context: Context, options: RunOptions): Promise<Results> {
  const paint = await paintOf(options.colors)
  const finished: Finished[] = []
  for (const group of groups) finished.push(await finishGroup(group, options, paint))
  const results: Results = {
    layout: groups.map(({ name, types }) => ({ name, types })),
    context,
    benchmarks: finished.flatMap(({ trials }) => trials),
    studies: finished.flatMap(({ studies }) => studies),
  }
  if (formatOf(options) === 'json') (options.print ?? toStdout)(resultsText(results, options))
  if (options.throw === true) throwFirst(results)
  return results
}

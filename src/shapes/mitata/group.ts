/**
 * Measures a group: one study, or one for each set of arguments that several benches have, so that like is held against like.
 * In: the cases of a group. Out: studies, and a Run for each case in their order. What a generator throws costs its own run only.
 */
import { profile, type MeasureOptions } from '../../measure/index.ts'
import type { Study } from '../../study/index.ts'
import { firstFault } from '../samples.ts'
import { uniqueNames } from '../unique.ts'
import { sameArguments } from './args.ts'
import type { Case } from './bench.ts'
import { isGenerator, openHead, type OpenHead } from './head.ts'
import { statsOf } from './stats.ts'
import type { Arguments, Run } from './types.ts'

/** Time of a study for each of its benches. */
const benchMs = 500

export interface Measured {
  readonly args: Arguments
  /** Undefined when none of its benches could be opened. */
  readonly study: Study | undefined
  readonly runs: ReadonlyMap<Case, Run>
}

/** Cases that are held against each other; all of them where no two have the same arguments. */
function setsOf(cases: readonly Case[]): (readonly Case[])[] {
  const sets: Case[][] = []
  for (const one of cases) {
    const set = sets.find(([first]) => first !== undefined && sameArguments(first.args, one.args))
    if (set === undefined) sets.push([one])
    else set.push(one)
  }
  return sets.length === cases.length ? [cases] : sets
}

type Opened = readonly [one: Case, open: OpenHead | { readonly error: unknown }]

async function openAll(cases: readonly Case[]): Promise<Opened[]> {
  const opened: Opened[] = []
  for (const one of cases) {
    const open = await openHead(one.bench.fn, one.args, one.name).catch((error: unknown) => ({ error }))
    opened.push([one, open])
  }
  return opened
}

/** Takes a generator to its end; a failure there is a failure of its run. */
async function closeOne({ close }: OpenHead): Promise<unknown> {
  return close().then(() => undefined, (error: unknown) => error) // prettier-ignore
}

async function measureHeads(
  heads: ReadonlyMap<string, OpenHead['head']>,
  reference: string | undefined,
  options: MeasureOptions,
): Promise<Study> {
  const isLimited = options.trials !== undefined || options.budgetMs !== undefined
  const limit = isLimited ? {} : { budgetMs: heads.size * benchMs }
  return profile({ ...limit, ...(reference === undefined ? {} : { reference }), ...options, heads })
}

async function runOf(one: Case, name: string, open: OpenHead, study: Study): Promise<Run> {
  const head = study.heads[name]!
  const closing = await closeOne(open)
  const stats = statsOf(head, isGenerator(one.bench.fn) ? 'yield' : 'fn')
  return { name: one.name, args: one.args, stats, error: firstFault(head) ?? closing }
}

async function measureSet(cases: readonly Case[], options: MeasureOptions): Promise<Measured> {
  const all = await openAll(cases)
  const opened = all.flatMap(([one, open]) => ('head' in open ? [[one, open] as const] : []))
  const failed = all.flatMap(([one, open]) => ('error' in open ? [[one, open.error] as const] : []))
  const runs = new Map<Case, Run>(
    failed.map(([one, error]) => [one, { name: one.name, args: one.args, stats: undefined, error }]),
  )
  const first = cases[0]!.args
  const args = cases.every((one) => sameArguments(one.args, first)) ? first : {}
  if (opened.length === 0) return { args, study: undefined, runs }
  const names = uniqueNames(opened.map(([one]) => one.name))
  const reference = names[opened.findIndex(([one]) => one.bench.isBaseline)]
  const study = await measureHeads(new Map(opened.map(([, { head }], place) => [names[place]!, head])), reference, options)
  for (const [place, [one, open]] of opened.entries()) runs.set(one, await runOf(one, names[place]!, open, study))
  return { args, study, runs }
}

export async function measureGroup(cases: readonly Case[], options: MeasureOptions): Promise<Measured[]> {
  const measured: Measured[] = []
  for (const set of setsOf(cases)) measured.push(await measureSet(set, options))
  return measured
}

/**
 * Puts together what a run works with: flags win over the environment, that over the configuration, that over defaults.
 * In: the parsed words. Out: Settings. Heads of the command line need no configuration: then none is read, for its `verify`, inputs and
 * metrics were not made for them; named by --config it is read, and they join its heads.
 * Files lie beside the configuration that was found in either case, so that all commands of one folder meet the same files.
 * Fails: as loadConfig and mergeSettings; HYD-1005 a head of the command line that the configuration has too; HYD-5002 floor.
 */
import { dirname, join, parse } from 'node:path'
import {
  findConfig,
  loadConfig,
  mergeSettings,
  type Job,
  type LoadedConfig,
  type Origin,
  type Settings as Values,
} from '../../config/index.ts'
import { hydraError } from '../../errors/index.ts'
import { encodeName, shownPath } from '../../files/index.ts'
import type { Head, ProfileOptions } from '../../measure/types.ts'
import { isGiven, path, texts } from '../arguments/values.ts'
import type { Context } from '../context.ts'
import { commandLineHeads } from '../heads.ts'
import { flagsOf } from './flags.ts'
import { given } from './given.ts'
import { inputsOfFiles } from './inputs.ts'
import type { Settings } from './types.ts'

type Heads = ReadonlyMap<string, Head<never, unknown>>

function warnOfOthers({ log }: Context, file: string | undefined, others: readonly string[] | undefined): void {
  if (others === undefined || others.length === 0) return
  log.warning(
    `several configurations in one folder: ${shownPath(file ?? '')} is read, ${others.map((other) => shownPath(other)).join(', ')} not`,
  )
}

async function configFor(context: Context): Promise<LoadedConfig> {
  const { parsed, cwd } = context
  const file = path(parsed, 'config')
  if (file !== undefined) return loadConfig({ cwd, file })
  if (!isGiven(parsed, 'head')) {
    const loaded = await loadConfig({ cwd })
    warnOfOthers(context, loaded.file, loaded.others)
    return loaded
  }
  const found = await findConfig(cwd)
  const none = { job: { heads: new Map<never, never>() }, settings: {} }
  return { file: undefined, folder: cwd, home: found === undefined ? cwd : dirname(found.file), main: none, studies: new Map() }
}

function joined(own: Heads, added: Heads): Heads {
  const heads = new Map(own)
  for (const [name, head] of added) {
    if (heads.has(name)) throw hydraError('1005', { name }, { where: { head: name } })
    heads.set(name, head)
  }
  return heads
}

/** What nobody named is named after the study: weights of one must not replace those of another. */
function fileOf(file: string, origin: Origin | undefined, study: string | undefined): string {
  if (study === undefined || origin?.from !== 'default') return file
  const { dir, name, ext } = parse(file)
  return join(dir, `${name}.${encodeName(study)}${ext}`)
}

/** What weigh() would refuse after all was measured is refused before. */
function checkFloor(floor: number | undefined, heads: number): void {
  if (floor !== undefined && heads > 0 && floor > 1 / heads)
    throw hydraError('5002', { heads, got: String(floor) }, { where: { option: 'floor' } })
}

function studyOptions({ inputs, verify, metrics, better }: Job, heads: Heads, values: Partial<ProfileOptions>): ProfileOptions {
  return { heads, ...given({ inputs, verify, metrics, better }), ...given(values) }
}

/** Where time is the limit, nobody asked for a number of trials unless he did. */
const trialsOf = ({ trials, budgetMs }: Values, origin: Origin | undefined): number | undefined =>
  budgetMs !== undefined && origin?.from === 'default' ? undefined : trials

export async function readSettings(context: Context): Promise<Settings> {
  const { parsed, cwd, env } = context
  const flags = flagsOf(parsed)
  const added = commandLineHeads(texts(parsed, 'head'), isGiven(parsed, 'shell'))
  const loaded = await configFor(context)
  const name = parsed.words[0]
  const { job, settings, origins } = mergeSettings(loaded, { study: name, flags, env, cwd })
  const { warmup, seed, timeoutMs, giveUpAfter, margin, confidence, policy, formula, floor, temperature, price, costWeight } =
    settings
  const { mode, budgetMs, clock, reference, rebuild, unit, selfCheck, isolation, isolates, memoryMb } = settings
  const heads = joined(job.heads, added)
  checkFloor(floor, heads.size)
  const inputs = await inputsOfFiles(texts(parsed, 'input'))
  const values = {
    name,
    source: loaded.file === undefined ? undefined : { file: loaded.file, ...given({ study: name }) },
    trials: trialsOf(settings, origins.get('trials')),
    ...{ mode, budgetMs, clock, reference, rebuild, unit, selfCheck, isolation, isolates, memoryMb },
    warmup,
    seed,
    timeoutMs,
    giveUpAfter,
    margin,
    confidence,
    gc: settings.gc,
    concurrency: settings.concurrency,
    ratePerSecond: settings.ratePerSecond,
    budgetCost: settings.budgetCost,
    inputs: inputs ?? job.inputs,
  }
  return {
    name,
    study: studyOptions(job, heads, given(values)),
    weigh: given({ ...(formula === undefined ? { policy } : { formula }), floor, temperature, price, costWeight }),
    judge: { margin, confidence },
    profiles: settings.profiles,
    weights: fileOf(settings.weights, origins.get('weights'), name),
    dashboard: fileOf(settings.dashboard, origins.get('dashboard'), name),
    ...given({ title: settings.title, refreshSeconds: settings.refreshSeconds }),
  }
}

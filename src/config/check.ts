/**
 * Checks a whole configuration: every key known, every value in its range, all faults told at once.
 * In: what the file gave. Out: studies ready to be run. A key with the value undefined counts as left out.
 * Fails: HYD-1002 an unknown key (with the nearest), HYD-1003 a value; several at once in `details.errors`.
 */
import type { Better } from '../study/types.ts'
import type { KeyPath } from './faults.ts'
import { headsOf } from './heads.ts'
import { inputsOf } from './inputs.ts'
import { bareRecord, entriesOf } from './parsed.ts'
import { fileRules, fits, studyRules, timeoutRule, wayRule } from './rules.ts'
import { isRecord, own, type Source } from './source.ts'
import { durationMs } from './time.ts'
import type { CheckedStudy, Job, Settings } from './types.ts'

type Fields = Readonly<Record<string, unknown>>

const jobKeys = ['heads', 'inputs', 'verify', 'metrics', 'better'] as const
/** Every key of a study, and of a file. */
export const studyKeys: readonly string[] = [...jobKeys, ...studyRules.keys(), 'timeout', 'budget']
export const configKeys: readonly string[] = [...studyKeys, ...fileRules.keys(), 'studies']
/** Tools put a schema's address there. */
const ignored = '$schema'

function checkKeys(fields: Fields, known: readonly string[], at: KeyPath, { faults }: Source): void {
  for (const key of Object.keys(fields)) {
    if (key === ignored && typeof fields[key] === 'string' && at.length === 0) continue
    if (!known.includes(key)) faults.unknown([...at, key], 'key', key, known)
  }
}

/** A time with its unit, in place of one in ms. */
function readDuration(
  settings: Record<string, unknown>,
  fields: Fields,
  key: 'timeout' | 'budget',
  at: KeyPath,
  faults: Source['faults'],
): void {
  const time = own(fields, key)
  if (time === undefined) return
  if (!fits(timeoutRule, time)) faults.refuse([...at, key], timeoutRule.expected, time)
  else if (settings[`${key}Ms`] !== undefined) faults.refuse([...at, key], `left out where ${key}Ms is given`, time)
  else settings[`${key}Ms`] = durationMs(time)
}

/** The settings that stand in a study or file. */
function settingsOf(fields: Fields, at: KeyPath, { faults }: Source): Partial<Settings> {
  const settings: Record<string, unknown> = {}
  for (const [key, rule] of [...studyRules, ...(at.length === 0 ? fileRules : [])]) {
    const value = own(fields, key)
    if (value === undefined) continue
    if (fits(rule, value)) settings[key] = value
    else faults.refuse([...at, key], rule.expected, value)
  }
  if (settings['policy'] !== undefined && settings['formula'] !== undefined)
    faults.refuse([...at, 'formula'], 'left out where policy is given', settings['formula'])
  for (const key of ['timeout', 'budget'] as const) readDuration(settings, fields, key, at, faults)
  return settings
}

function functionOf(fields: Fields, key: 'verify' | 'metrics', at: KeyPath, { faults, isData }: Source): unknown {
  const value = own(fields, key)
  if (value === undefined || (typeof value === 'function' && !isData)) return value
  faults.refuse([...at, key], isData ? 'left out here: a function stands only in hydra.config.ts or .js' : 'a function', value)
  return undefined
}

function betterOf(better: unknown, at: KeyPath, { faults }: Source): Readonly<Record<string, Better>> | undefined {
  if (!isRecord(better)) {
    faults.refuse(at, 'a record: name of a metric to lower or higher', better)
    return undefined
  }
  const ways = bareRecord()
  for (const [name, way] of Object.entries(better)) {
    if (fits(wayRule, way)) ways[name] = way
    else faults.refuse([...at, name], wayRule.expected, way)
  }
  return ways as Readonly<Record<string, Better>>
}

async function jobOf(fields: Fields, at: KeyPath, source: Source): Promise<Job> {
  const [heads, inputs, better] = [own(fields, 'heads'), own(fields, 'inputs'), own(fields, 'better')]
  const parts = {
    inputs: inputs === undefined ? undefined : await inputsOf(inputs, [...at, 'inputs'], source),
    verify: functionOf(fields, 'verify', at, source),
    metrics: functionOf(fields, 'metrics', at, source),
    better: better === undefined ? undefined : betterOf(better, [...at, 'better'], source),
  }
  const known = Object.entries(parts).filter(([, value]) => value !== undefined)
  return { heads: heads === undefined ? new Map() : headsOf(heads, [...at, 'heads'], source), ...Object.fromEntries(known) }
}

/** What a named study takes over from the file: how to measure and weigh, not what. */
const inherited = [...studyRules.keys()].filter((key) => key !== 'title' && key !== 'price' && key !== 'reference')

async function studyOf(fields: Fields, at: KeyPath, source: Source): Promise<CheckedStudy> {
  return { settings: settingsOf(fields, at, source), job: await jobOf(fields, at, source) }
}

async function studiesOf(studies: unknown, main: CheckedStudy, source: Source): Promise<Map<string, CheckedStudy>> {
  const checked = new Map<string, CheckedStudy>()
  if (studies === undefined) return checked
  if (!isRecord(studies)) {
    source.faults.refuse(['studies'], 'a record of studies by name', studies)
    return checked
  }
  const above = Object.fromEntries(
    inherited.filter((key) => main.settings[key] !== undefined).map((key) => [key, main.settings[key]]),
  )
  for (const [name, fields] of entriesOf(studies)) {
    const at = ['studies', name]
    if (name === '' || !isRecord(fields)) {
      source.faults.refuse(at, name === '' ? 'of a name that is not empty' : 'a record of the keys of a study', fields)
      continue
    }
    checkKeys(fields, studyKeys, at, source)
    const { settings, job } = await studyOf(fields, at, source)
    checked.set(name, { job, settings: takenOver(above, settings) })
  }
  return checked
}

/** Of policy and formula the one that stands in the study itself. */
function takenOver(above: Partial<Settings>, own: Partial<Settings>): Partial<Settings> {
  if (own.policy === undefined && own.formula === undefined) return { ...above, ...own }
  const rest = Object.entries(above).filter(([key]) => key !== 'policy' && key !== 'formula')
  return { ...Object.fromEntries(rest), ...own }
}

/** A configuration checked. */
export interface CheckedConfig {
  readonly main: CheckedStudy
  readonly studies: ReadonlyMap<string, CheckedStudy>
}

/**
 * Checks what a file gave.
 *
 * @throws HYD-1002, HYD-1003
 */
export async function checkConfig(data: unknown, source: Source): Promise<CheckedConfig> {
  const fields = isRecord(data) ? data : {}
  if (!isRecord(data)) source.faults.refuse([], 'a record with keys such as heads and trials', data)
  checkKeys(fields, configKeys, [], source)
  const main = await studyOf(fields, [], source)
  const studies = await studiesOf(own(fields, 'studies'), main, source)
  source.faults.throwAny()
  return { main, studies }
}

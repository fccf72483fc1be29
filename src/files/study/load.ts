/**
 * Loading a study from its profile files.
 * In: a folder. Out: the study as it was saved, heads in their order, summaries and verdicts computed again from the same bits.
 * Refused: files of several studies in one folder (HYD-6007), damaged files (HYD-6003, all of them named at once), files that are no
 * profiles (HYD-6009), profiles of a newer version (HYD-6004), no profiles at all (HYD-6006).
 */
import { basename } from 'node:path'
import { hydraError, HydraError, isHydraError, show, type ErrorNumber } from '../../errors/index.ts'
import { createStudy, type Study, type StudyOptions, type StudyRecord } from '../../study/index.ts'
import { realDisk, type Disk } from '../disk.ts'
import { shownPath } from '../failure.ts'
import { damaged, readJson } from '../json.ts'
import { decodeProfile, type Profile } from '../profile/decode.ts'
import { Misfit } from '../profile/reader.ts'
import { profileCommand, profileKind, profileSchema } from '../profile/shape.ts'
import { encodeName } from '../name.ts'
import { namedStudies, profilePath, profilePaths, studyFolder } from './place.ts'
import { saveStudy } from './save.ts'

export interface LoadOptions extends Omit<StudyOptions, 'store'> {
  /** Name of a named study; left out: the unnamed one. */
  readonly name?: string
  /** 'skip': damaged and foreign files become warnings of the study, the others are loaded. @defaultValue 'refuse' */
  readonly damaged?: 'refuse' | 'skip'
  readonly disk?: Disk
}

interface Loaded extends Profile {
  readonly path: string
}

const commandFor = (name: string | undefined): string => (name === undefined ? profileCommand : `${profileCommand} ${show(name)}`)

/** Nothing of ours in it: not even the three fields that every profile has. */
function refuseForeign(path: string, data: unknown): void {
  const isRecord = typeof data === 'object' && data !== null && !Array.isArray(data)
  if (isRecord && ['name', 'success_rate', 'study'].some((key) => Object.hasOwn(data, key))) return
  const shown = shownPath(path)
  throw hydraError('6009', { path: shown, reason: 'it has neither name nor study' }, { where: { path: shown } })
}

async function loadProfile(path: string, disk: Disk): Promise<Loaded> {
  const data = await readJson(path, { ...profileKind, schema: profileSchema, disk })
  refuseForeign(path, data)
  try {
    const profile = decodeProfile(data)
    const expected = profilePath('', profile.head.name)
    if (expected !== basename(path))
      throw new Misfit(`it holds head ${show(profile.head.name)}, whose file is called ${expected}`)
    return { ...profile, path }
  } catch (thrown) {
    if (thrown instanceof Misfit || isHydraError(thrown)) throw damaged(path, thrown.message, profileKind, thrown)
    throw thrown
  }
}

/** Every file either loaded, or its fault. */
async function loadAll(paths: readonly string[], disk: Disk): Promise<{ loaded: Loaded[]; faults: HydraError[] }> {
  const [loaded, faults]: [Loaded[], HydraError[]] = [[], []]
  for (const path of paths) {
    try {
      loaded.push(await loadProfile(path, disk))
    } catch (thrown) {
      if (!isHydraError(thrown)) throw thrown
      faults.push(thrown)
    }
  }
  return { loaded: loaded.sort((a, b) => a.index - b.index), faults }
}

/** One error for all faults: the first one's, with all of them in its details. */
function joined(faults: readonly HydraError[]): HydraError {
  const [first] = faults as [HydraError]
  if (faults.length === 1) return first
  const others = faults.length === 2 ? 'another file is' : `${faults.length - 1} other files are`
  const details = { errors: faults.slice(0, 20), count: faults.length }
  const message = `${first.message} (${others} no better: see details)`
  return new HydraError(first.code.slice(4) as ErrorNumber, message, first.hint, { where: first.where, cause: first, details })
}

async function noProfiles(folder: string, options: LoadOptions, disk: Disk): Promise<HydraError> {
  const target = studyFolder(folder, options.name)
  const isThere = (await disk.standing(target)) === 'folder'
  const named = options.name === undefined && isThere ? await namedStudies(target, disk) : []
  const empty = isThere ? 'it is empty' : 'there is no such folder'
  const reason = named.length === 0 ? empty : `only those of the named studies ${named.map(show).join(', ')}`
  const path = shownPath(target)
  return hydraError('6006', { path, reason, command: commandFor(options.name) }, { where: { path } })
}

function refuseMixed(loaded: readonly Loaded[], folder: string, name: string | undefined): void {
  const ids = [...new Set(loaded.map(({ study }) => study.id))]
  if (ids.length < 2) return
  const heads = (id: string): string => loaded.filter(({ study }) => study.id === id).map(({ head }) => show(head.name)).slice(0, 5).join(', ') // prettier-ignore
  const studies = ids.map((id) => `${id} (${heads(id)})`).join('; ')
  const path = shownPath(folder)
  throw hydraError(
    '6007',
    { path, count: ids.length, studies, command: commandFor(name) },
    { where: { path }, details: { studies: ids } },
  )
}

/** All files of a study say the same of it, and no place is taken twice. */
function refuseOdd(loaded: readonly Loaded[]): void {
  const [first] = loaded as [Loaded]
  const said = (profile: Loaded): string => JSON.stringify([profile.heads, profile.study])
  const expected = said(first)
  loaded.forEach((profile, i) => {
    if (said(profile) !== expected)
      throw damaged(profile.path, `it says otherwise of the study than ${basename(first.path)}`, profileKind)
    if (profile.index === loaded[i - 1]?.index)
      throw damaged(profile.path, `another head stands at place ${profile.index} too`, profileKind)
    if (profile.selfCheck !== undefined && loaded.findIndex((other) => other.selfCheck !== undefined) < i)
      throw damaged(profile.path, 'another head has a twin too', profileKind)
  })
}

function warningsOf(loaded: readonly Loaded[], faults: readonly HydraError[], folder: string, name?: string): HydraError[] {
  const [{ heads }] = loaded as [Loaded]
  if (loaded.length === heads) return [...faults]
  const path = shownPath(folder)
  const lacking = hydraError('6008', { path, found: loaded.length, heads, command: commandFor(name) }, { where: { path } })
  return [...faults, lacking]
}

/** The record of a study from its folder. */
async function loadRecord(folder: string, options: LoadOptions): Promise<StudyRecord> {
  const { disk = realDisk, name } = options
  const target = studyFolder(folder, name)
  const paths = await profilePaths(target, disk)
  const { loaded, faults } = await loadAll(paths, disk)
  if (faults.length > 0 && (options.damaged !== 'skip' || loaded.length === 0)) throw joined(faults)
  if (loaded.length === 0) throw await noProfiles(folder, options, disk)
  refuseMixed(loaded, target, name)
  refuseOdd(loaded)
  const [{ study }] = loaded as [Loaded]
  const warnings = [...study.warnings, ...warningsOf(loaded, faults, target, name)]
  const [selfCheck] = loaded.flatMap((profile) => profile.selfCheck ?? [])
  const heads = loaded.map(({ head }) => head)
  return { ...study, warnings, heads, ...(selfCheck === undefined ? {} : { selfCheck }) }
}

/**
 * Reads the study that a folder holds.
 *
 * @param folder - of profiles
 * @returns the study that was saved: the same figures and verdicts, bit for bit; a folder that lacks some of its heads gives the others
 * and the warning HYD-6008
 * @throws HYD-6002 cannot be read, HYD-6003 damaged (`details.errors` has all), HYD-6004 newer schema, HYD-6006 no profiles,
 * HYD-6007 several studies, HYD-6009 a file that is no profile
 * @example
 * ```ts
 * import { loadStudy, profile } from 'hydra-profiler'
 * const study = await profile({ heads: { slice: () => [1, 2].slice(), spread: () => [...[1, 2]] }, trials: 20 })
 * await study.save('hydra_profiles')
 * const again = await loadStudy('hydra_profiles')
 * again.names // ['slice', 'spread']
 * ```
 * @since 0.1.0
 */
export async function loadStudy(folder: string, options: LoadOptions = {}): Promise<Study> {
  const { name, engine, margin, confidence } = options
  if (name !== undefined) encodeName(name)
  const levels = { ...(margin === undefined ? {} : { margin }), ...(confidence === undefined ? {} : { confidence }) }
  const choice = engine === undefined ? {} : { engine }
  return createStudy(await loadRecord(folder, options), { ...levels, ...choice, store: { save: saveStudy } })
}

/** `--cpu-profile[=DIR]`: asks for CPU profiles, writes them, and shows what differs most. Without the option nothing of it happens. */
import { saveCpuProfiles, shownPath } from '../../files/index.ts'
import { cpuDifferenceLines, counted } from '../../report/index.ts'
import { cpuShares, type HeadCpuProfile, type Study } from '../../study/index.ts'
import { isGiven, path } from '../arguments/values.ts'
import type { Context } from '../context.ts'
import type { Settings } from '../settings/types.ts'
import { paragraphs } from '../show/study.ts'

export const withCpuProfile = ({ parsed }: Context, settings: Settings): Pick<Settings, 'study'> =>
  isGiven(parsed, 'cpu-profile') ? { study: { ...settings.study, cpuProfile: true } } : settings

const profilesOf = (study: Study): readonly HeadCpuProfile[] => study.record.cpuProfiles ?? []

/** @returns the files written */
export async function saveCpu(study: Study, settings: Settings, { parsed, log }: Context): Promise<string[]> {
  if (profilesOf(study).length === 0) return []
  const folder = path(parsed, 'cpu-profile') ?? settings.profiles
  const files = await saveCpuProfiles(study, folder)
  log.info(`${counted(files.length, 'CPU profile')} in ${shownPath(folder)}, for Chrome DevTools (Performance) or speedscope.app`)
  return files
}

export const cpuLines = (study: Study, { cwd, paint, columns }: Context): string[] =>
  paragraphs(cpuDifferenceLines(study, profilesOf(study), { folder: cwd, paint, columns }))

const mostFunctions = 20

/** For `--json`: the files, and the largest shares of each head. */
export function cpuDocument(study: Study, files: readonly string[], { cwd }: Context): Record<string, unknown> {
  if (study.record.cpuProfiles === undefined) return {}
  const heads = profilesOf(study).map((one) => ({ head: one.head, calls: one.calls, functions: cpuShares(one, cwd).slice(0, mostFunctions) })) // prettier-ignore
  return { cpu: { files: files.map(shownPath), heads } }
}

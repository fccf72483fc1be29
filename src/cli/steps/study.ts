/** Reads the study that the settings point at and tells its warnings. Fails as loadStudy. */
import { loadStudy } from '../../files/index.ts'
import type { Study } from '../../study/index.ts'
import type { Context } from '../context.ts'
import type { Settings } from '../settings/types.ts'

export async function readStudy({ profiles, name, judge }: Settings, log: Context['log']): Promise<Study> {
  const study = await loadStudy(profiles, { ...judge, ...(name === undefined ? {} : { name }) })
  for (const warning of study.warnings) log.fault(warning)
  return study
}

/** `hydra profile [study]`: measures, writes one profile a head and what is exported, shows the study. */
import { saveStudy, saveStudyNow, shownPath } from '../../files/index.ts'
import { counted } from '../../report/index.ts'
import type { Study } from '../../study/index.ts'
import { isGiven } from '../arguments/values.ts'
import { cpuDocument, cpuLines, saveCpu, withCpuProfile } from '../steps/cpu-profile.ts'
import type { Context, Run } from '../context.ts'
import { print } from '../output.ts'
import { readSettings } from '../settings/read.ts'
import { shareLines } from '../show/share.ts'
import { closing, paragraphs, studyLines } from '../show/study.ts'
import { sayHeads } from '../show/heads.ts'
import { confirmCost } from '../steps/cost.ts'
import { wantedExports, writeExports } from '../steps/exports.ts'
import { exitOfStudy, finishedTrials, measureStudy } from '../steps/profile.ts'

/** Nothing finished is nothing to save: former profiles stay. */
async function save(study: Study, folder: string, { log }: Context): Promise<string[]> {
  if (finishedTrials(study) > 0 || !study.partial) return saveStudy(study, folder)
  log.warning(`no trial was finished; ${shownPath(folder)} is as it was`)
  return []
}

/** A head holds the process for good: the profiles are all that there will be. */
function salvage(study: Study, folder: string, { log }: Context): void {
  const files = finishedTrials(study) > 0 ? saveStudyNow(study, folder) : []
  const place = shownPath(folder)
  if (files.length === 0) log.warning(`no trial was finished; ${place} is as it was`)
  else
    log.warning(
      `${counted(finishedTrials(study), 'trial')} finished before that; ${counted(files.length, 'profile')} with partial: true in ${place}`,
    )
}

export const run: Run = async (context) => {
  const settings = await readSettings(context)
  const wanted = wantedExports(context)
  await confirmCost(context, settings.study, 1)
  const keep = (partial: Study): void => salvage(partial, settings.profiles, context)
  const study = await measureStudy(context, withCpuProfile(context, settings), 'profile', keep)
  const files = await save(study, settings.profiles, context)
  if (files.length > 0)
    context.log.info(`${files.length} profiles in ${shownPath(settings.profiles)}; next: npx hydra-profiler weigh`)
  const cpuFiles = await saveCpu(study, settings, context)
  sayHeads(study, context.log)
  const exported = await writeExports(study, wanted, context, settings.title)
  const share = isGiven(context.parsed, 'share') ? shareLines(study) : undefined
  const document =
    share === undefined
      ? { files: files.map(shownPath), exported, ...cpuDocument(study, cpuFiles, context), study }
      : { share: share.join('\n') }
  print(
    context,
    document,
    () =>
      share ??
      paragraphs([studyLines(study, context, settings.title), cpuLines(study, context), [closing(study, context.paint)]]),
  )
  return exitOfStudy(study, context.log)
}

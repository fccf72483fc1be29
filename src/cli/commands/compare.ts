/** `hydra compare 'command a' 'command b'`: runs them in turns, says which is faster, writes nothing unless asked for. */
import { resolve } from 'node:path'
import { commitFiles, shownPath, type FileChange } from '../../files/index.ts'
import { studyCsv, studyDocument, studyMarkdown } from '../../report/index.ts'
import type { Study } from '../../study/index.ts'
import { decimal, duration, isGiven, path, text, texts, whole } from '../arguments/values.ts'
import { compareHeads } from '../compare-heads.ts'
import type { Context, Run } from '../context.ts'
import { print } from '../output.ts'
import { given } from '../settings/given.ts'
import { inputsOfFiles } from '../settings/inputs.ts'
import type { Settings } from '../settings/types.ts'
import { closing, paragraphs, studyLines } from '../show/study.ts'
import { exitOfStudy, measureStudy } from '../steps/profile.ts'

const defaultTrials = 20
const defaultWarmup = 1

async function optionsOf({ parsed }: Context): Promise<Settings['study']> {
  const heads = compareHeads({
    commands: parsed.words,
    names: texts(parsed, 'name'),
    parameters: texts(parsed, 'parameter'),
    shell: isGiven(parsed, 'shell'),
    prepare: text(parsed, 'prepare'),
    cleanup: text(parsed, 'cleanup'),
  })
  return {
    heads,
    trials: whole(parsed, 'trials', 1, 1e9) ?? defaultTrials,
    warmup: whole(parsed, 'warmup', 0, 1e6) ?? defaultWarmup,
    ...given({
      inputs: await inputsOfFiles(texts(parsed, 'input')),
      timeoutMs: duration(parsed, 'timeout'),
      seed: whole(parsed, 'seed', 0, Number.MAX_SAFE_INTEGER),
      margin: decimal(parsed, 'margin', 0, 0.999),
      confidence: decimal(parsed, 'confidence', 0.5, 0.9999),
    }),
  }
}

const exports = {
  'export-json': (study: Study): string => `${JSON.stringify(studyDocument(study), undefined, 2)}\n`,
  'export-csv': studyCsv,
  'export-markdown': studyMarkdown,
} as const

/** All files that were asked for, or none. */
async function writeExports(study: Study, { parsed, cwd, log }: Context): Promise<string[]> {
  const files = Object.entries(exports).flatMap(([option, form]): FileChange[] => {
    const file = path(parsed, option)
    return file === undefined ? [] : [{ path: resolve(cwd, file), text: form(study) }]
  })
  if (files.length === 0) return []
  await commitFiles(files)
  const names = files.map(({ path: file }) => shownPath(file))
  log.info(`written: ${names.join(', ')}`)
  return names
}

export const run: Run = async (context) => {
  const study = await measureStudy(context, { study: await optionsOf(context) }, 'compare')
  const files = await writeExports(study, context)
  print(context, { files, study }, () => paragraphs([studyLines(study, context), [closing(study, context.paint)]]))
  return exitOfStudy(study, context.log)
}

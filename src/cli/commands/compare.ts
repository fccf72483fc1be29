/** `hydra compare 'command a' 'command b'`: runs them in turns, says which is faster, writes nothing unless asked for. */
import { decimal, duration, isGiven, text, texts, whole } from '../arguments/values.ts'
import { compareHeads } from '../compare-heads.ts'
import type { Context, Run } from '../context.ts'
import { print } from '../output.ts'
import { studyFlags } from '../settings/flags.ts'
import { given } from '../settings/given.ts'
import { inputsOfFiles } from '../settings/inputs.ts'
import type { Settings } from '../settings/types.ts'
import { closing, paragraphs, studyLines } from '../show/study.ts'
import { wantedExports, writeExports } from '../steps/exports.ts'
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
  const flags = studyFlags(parsed)
  const trials = whole(parsed, 'trials', 1, 1e9) ?? (flags.budgetMs === undefined ? defaultTrials : undefined)
  return {
    heads,
    ...flags,
    ...given({ trials }),
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

export const run: Run = async (context) => {
  const wanted = wantedExports(context)
  const study = await measureStudy(context, { study: await optionsOf(context) }, 'compare')
  const files = await writeExports(study, wanted, context)
  print(context, { files, study }, () => paragraphs([studyLines(study, context), [closing(study, context.paint)]]))
  return exitOfStudy(study, context.log)
}

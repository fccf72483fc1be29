/** `hydra weigh [study]`: reads the profiles, writes the weights, shows them with their reasons. */
import { prettyJson, shownPath, writeFileAtomic } from '../../files/index.ts'
import { weightsTable } from '../../report/index.ts'
import { isGiven } from '../arguments/values.ts'
import type { Run } from '../context.ts'
import { exits } from '../exit.ts'
import { print } from '../output.ts'
import { readSettings } from '../settings/read.ts'
import { formerWeights, weighStudy } from '../steps/weights.ts'
import { readStudy } from '../steps/study.ts'

export const run: Run = async (context) => {
  const settings = await readSettings(context)
  const { weights: path, weigh: options } = settings
  const former = await formerWeights(path, isGiven(context.parsed, 'force'), context.log)
  const study = await readStudy(settings, context.log)
  const file = weighStudy(study, options, former, context.now())
  await writeFileAtomic(path, prettyJson(file))
  context.log.info(`weights in ${shownPath(path)}; next: npx hydra-profiler validate`)
  print(context, { file: shownPath(path), weights: file }, () =>
    weightsTable(file, { paint: context.paint, columns: context.sentences }),
  )
  return exits.ok
}

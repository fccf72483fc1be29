/** `hydra validate [study]`: do the new weights beat the old ones? Measures afresh, or judges by logged picks; ends with 1 when they are worse. */
import { shownPath } from '../../files/index.ts'
import { validationLines } from '../../report/index.ts'
import { closingLine } from '../../study/index.ts'
import { path } from '../arguments/values.ts'
import type { Run } from '../context.ts'
import { exits } from '../exit.ts'
import { print } from '../output.ts'
import { readSettings } from '../settings/read.ts'
import { paragraphs } from '../show/study.ts'
import { confirmCost } from '../steps/cost.ts'
import { exitOfStudy } from '../steps/profile.ts'
import { judgeDecisions } from '../steps/validate-decisions.ts'
import { judgeOptions, judgeWeights } from '../steps/validate.ts'
import { readWeights } from '../steps/weights.ts'

export const run: Run = async (context) => {
  const decisions = path(context.parsed, 'decisions')
  if (decisions !== undefined) return judgeDecisions(context, decisions)
  const settings = await readSettings(context)
  const after = await readWeights(settings.weights)
  await confirmCost(context, settings.study, 1)
  const { study, validation, against } = await judgeWeights(context, settings, after)
  const title = `${shownPath(settings.weights)} against ${against}`
  const lines = (): string[] =>
    paragraphs([[context.paint.bold(title)], validationLines(validation, judgeOptions(context, after)), [closingLine(study)]])
  print(context, { weights: shownPath(settings.weights), against: against, validation }, lines)
  return validation.verdict === 'worse' ? exits.worse : exitOfStudy(study, context.log)
}

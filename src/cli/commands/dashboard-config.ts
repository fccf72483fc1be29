/** `hydra dashboard-config [study]`: reads profiles and weights, writes the configuration of the dashboard. */
import { prettyJson, shownPath, writeFileAtomic } from '../../files/index.ts'
import { isGiven } from '../arguments/values.ts'
import type { Run } from '../context.ts'
import { exits } from '../exit.ts'
import { print } from '../output.ts'
import { readSettings } from '../settings/read.ts'
import { dashboardLines } from '../show/dashboard.ts'
import { configureDashboard, guardDashboard } from '../steps/dashboard.ts'
import { readWeights } from '../steps/weights.ts'
import { readStudy } from '../steps/study.ts'

export const run: Run = async (context) => {
  const settings = await readSettings(context)
  const { dashboard: path } = settings
  await guardDashboard(path, isGiven(context.parsed, 'force'))
  const [study, weights] = [await readStudy(settings, context.log), await readWeights(settings.weights)]
  const configuration = configureDashboard(study, weights, settings, context.now())
  await writeFileAtomic(path, prettyJson(configuration))
  context.log.info(`dashboard configuration in ${shownPath(path)}`)
  print(context, { file: shownPath(path), dashboard: configuration }, () => dashboardLines(configuration, context.paint))
  return exits.ok
}

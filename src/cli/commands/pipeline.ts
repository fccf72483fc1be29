/**
 * `hydra pipeline [study]`: profile, weigh, dashboard-config, validate; then all files are written together, or none.
 * A step that fails, an interruption, or weights that are proven worse leave profiles, weights and dashboard configuration as they were.
 * Why worse weights are not written: what is in production must not be replaced by what was just shown to be worse; --accept does it.
 */
import type { DashboardConfiguration } from '../../dashboard/index.ts'
import { commitFiles, prettyJson, shownPath, studyChanges } from '../../files/index.ts'
import { validationLines, weightsTable } from '../../report/index.ts'
import type { Study } from '../../study/index.ts'
import type { WeightsFile } from '../../weigh/index.ts'
import { isGiven } from '../arguments/values.ts'
import type { Context, Run } from '../context.ts'
import { exits } from '../exit.ts'
import { print } from '../output.ts'
import { readSettings } from '../settings/read.ts'
import type { Settings } from '../settings/types.ts'
import { dashboardLines } from '../show/dashboard.ts'
import { sayHeads } from '../show/heads.ts'
import { shareLines } from '../show/share.ts'
import { closing, paragraphs, studyLines } from '../show/study.ts'
import { confirmCost } from '../steps/cost.ts'
import { configureDashboard, guardDashboard } from '../steps/dashboard.ts'
import { exitOfStudy, measureStudy } from '../steps/profile.ts'
import { judgeOptions, judgeWeights, type Judged } from '../steps/validate.ts'
import { checkFormula, formerWeights, weighStudy } from '../steps/weights.ts'

const steps = ['profile', 'weigh', 'dashboard-config', 'validate', 'write'] as const
type Step = (typeof steps)[number]

interface Made {
  readonly study: Study
  readonly weights: WeightsFile
  readonly dashboard: DashboardConfiguration
  readonly judged: Judged
}

const unchanged = 'profiles, weights and dashboard configuration are as they were'

/** Runs the steps one by one and knows which one it is at. */
class Progress {
  at: Step = 'profile'
  /** Whether the files were written: from then on nothing is as it was. */
  written = false
  readonly #log: Context['log']

  constructor(log: Context['log']) {
    this.#log = log
  }

  enter(step: Step): void {
    this.at = step
    this.#log.debug(`step ${this.toString()}`)
  }

  toString(): string {
    return `${steps.indexOf(this.at) + 1} of ${steps.length} (${this.at})`
  }
}

/** The four steps in memory; undefined when a signal stopped them. */
async function make(context: Context, settings: Settings, progress: Progress): Promise<Made | undefined> {
  const force = isGiven(context.parsed, 'force')
  checkFormula(settings)
  const former = await formerWeights(settings.weights, force, context.log)
  await guardDashboard(settings.dashboard, force)
  await confirmCost(context, settings.study, 2)
  const stopped = (): void => context.log.error(`the pipeline stopped at step ${progress.toString()}; ${unchanged}`)
  const study = await measureStudy(context, settings, 'profile', stopped)
  sayHeads(study, context.log)
  if (study.partial) return undefined
  progress.enter('weigh')
  const weights = weighStudy(study, settings.weigh, former, context.now())
  progress.enter('dashboard-config')
  const dashboard = configureDashboard(study, weights, settings, context.now())
  progress.enter('validate')
  const judged = await judgeWeights(context, settings, weights)
  return judged.study.partial ? undefined : { study, weights, dashboard, judged }
}

async function writeAll({ study, weights, dashboard }: Made, settings: Settings): Promise<string[]> {
  const profiles = await studyChanges(study, settings.profiles)
  const files = [
    { path: settings.weights, text: prettyJson(weights) },
    { path: settings.dashboard, text: prettyJson(dashboard) },
  ]
  await commitFiles([...profiles, ...files])
  return [...profiles.filter((change) => 'text' in change), ...files].map(({ path }) => shownPath(path))
}

function show(context: Context, { title }: Settings, made: Made, files: readonly string[]): void {
  const { study, weights, dashboard, judged } = made
  const { paint } = context
  const share = isGiven(context.parsed, 'share') ? shareLines(study) : undefined
  const { validation, against } = judged
  const document = { written: files.length > 0, files, study, weights, dashboard, against, validation }
  print(context, share === undefined ? document : { share: share.join('\n') }, () => {
    if (share !== undefined) return share
    const judgement = [
      paint.bold(`The new weights against ${against}, on fresh trials`),
      ...validationLines(validation, judgeOptions(context, weights)),
    ]
    const health = context.verbose ? dashboardLines(dashboard, paint) : []
    return paragraphs([
      studyLines(study, context, title),
      weightsTable(weights, { paint, columns: context.sentences }),
      health,
      judgement,
      [closing(study, paint)],
    ])
  })
}

async function finish(context: Context, settings: Settings, made: Made, progress: Progress): Promise<number> {
  const { log } = context
  const worse = made.judged.validation.verdict === 'worse'
  if (worse && !isGiven(context.parsed, 'accept')) {
    show(context, settings, made, [])
    log.error(`validate: the new weights are worse; nothing was written, ${unchanged}. Add --accept to write them all the same.`)
    return exits.worse
  }
  progress.enter('write')
  const files = await writeAll(made, settings)
  progress.written = true
  show(context, settings, made, files)
  log.info(`written: ${files.length - 2} profiles in ${shownPath(settings.profiles)}, ${files.slice(-2).join(', ')}`)
  if (worse) log.warning(`the new weights are worse; the former ones are kept under "previous" in ${shownPath(settings.weights)}`)
  return worse ? exits.worse : exitOfStudy(made.study, log)
}

export const run: Run = async (context) => {
  const settings = await readSettings(context)
  const progress = new Progress(context.log)
  try {
    const made = await make(context, settings, progress)
    if (made === undefined) {
      context.log.warning(`the pipeline was stopped at step ${progress.toString()}; ${unchanged}`)
      return exits.ok
    }
    return await finish(context, settings, made, progress)
  } catch (error) {
    if (!progress.written) context.log.error(`the pipeline stopped at step ${progress.toString()}; ${unchanged}`)
    throw error
  }
}

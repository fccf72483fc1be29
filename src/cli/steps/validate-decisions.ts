/**
 * Judges the weights of a file by logged picks: nothing is measured.
 * In: the file of --decisions, the weights, optionally the file to compare with. Out: what is printed, and the exit code: 1 when the new ones are worse.
 * Fails: HYD-1003 an option that only makes sense where heads are measured; HYD-5014 decisions that cannot be judged by; as readWeights().
 */
import { shownPath } from '../../files/index.ts'
import { counted, decisionLines } from '../../report/index.ts'
import { validateWeights } from '../../weigh/index.ts'
import { globalOptions } from '../arguments/options.ts'
import { refusal } from '../arguments/refusal.ts'
import { decimal, path } from '../arguments/values.ts'
import type { Context } from '../context.ts'
import { readDecisionFile } from '../decisions/read.ts'
import { exits } from '../exit.ts'
import { print } from '../output.ts'
import { readSettings } from '../settings/read.ts'
import { paragraphs } from '../show/study.ts'
import { readWeights } from './weights.ts'

const allowed = new Set(['decisions', 'before', 'confidence', 'config', 'weights', ...globalOptions.map(({ name }) => name)])

function refuseOthers({ parsed }: Context): void {
  const other = [...parsed.given.keys()].find((name) => !allowed.has(name))
  if (other === undefined) return
  const value = parsed.given.get(other)
  const shown = Array.isArray(value) ? (value.at(-1) as string) : 'it'
  throw refusal(`--${other}`, 'left out beside --decisions', shown, 'Leave it out: logged picks are judged, nothing is measured.')
}

function alphaOf({ parsed }: Context): number | undefined {
  const confidence = decimal(parsed, 'confidence', 0, 1)
  if (confidence === undefined) return undefined
  if (confidence > 0 && confidence < 1) return Number((1 - confidence).toPrecision(12))
  throw refusal('--confidence', 'between 0 and 1', String(confidence))
}

export async function judgeDecisions(context: Context, file: string): Promise<number> {
  refuseOthers(context)
  const alpha = alphaOf(context)
  const settings = await readSettings(context)
  const after = await readWeights(settings.weights)
  const named = path(context.parsed, 'before')
  const before = named === undefined ? (after.previous ?? undefined) : (await readWeights(named)).weights
  const against = named !== undefined ? shownPath(named) : before === undefined ? 'equal weights' : 'the former weights'
  const { decisions, damaged, first } = await readDecisionFile(file)
  if (damaged > 0) context.log.warning(`${counted(damaged, 'damaged line')} left out; ${first ?? ''}`)
  const validation = validateWeights({ decisions, before, after: after.weights, alpha })
  const [weights, log] = [shownPath(settings.weights), file === '-' ? 'standard input' : shownPath(file)]
  const title = `${weights} against ${against}, by the picks of ${log}`
  const lines = (): string[] => paragraphs([[context.paint.bold(title)], decisionLines(validation, context.paint)])
  print(context, { weights, against, decisions: log, validation }, lines)
  return validation.verdict === 'worse' ? exits.worse : exits.ok
}

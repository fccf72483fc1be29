/** Judges weights on a fresh study. In: settings, the weights file, optionally the file to compare with. Out: the study and the verdict. */
import { shownPath } from '../../files/index.ts'
import { counted, type ValidationOptions } from '../../report/index.ts'
import type { Study } from '../../study/index.ts'
import { validateWeights, type Validation, type WeightsFile } from '../../weigh/index.ts'
import { path } from '../arguments/values.ts'
import type { Context } from '../context.ts'
import type { Settings } from '../settings/types.ts'
import { measureStudy } from './profile.ts'
import { readWeights, stillThere } from './weights.ts'

export interface Judged {
  readonly study: Study
  readonly validation: Validation
  /** What the new weights were held against, in words. */
  readonly against: string
}

type Shares = Map<string, number> | Readonly<Record<string, number>> | undefined

/** Weights of a file that was named are taken as they are; those kept in the weights file lose heads that are gone. */
async function weightsBefore(
  context: Context,
  after: WeightsFile,
  names: readonly string[],
): Promise<{ readonly shares: Shares; readonly against: string }> {
  const file = path(context.parsed, 'before')
  if (file !== undefined) return { shares: (await readWeights(file)).weights, against: shownPath(file) }
  const shares = stillThere(after.previous, names)
  const gone = Object.keys(after.previous ?? {}).length - (shares?.size ?? 0)
  if (gone > 0 && shares !== undefined)
    context.log.info(
      `${counted(gone, 'head')} of the former weights ${gone === 1 ? 'is' : 'are'} gone; the others are scaled to sum 1`,
    )
  return shares === undefined ? { shares, against: 'equal weights' } : { shares, against: 'the former weights' }
}

/** A seed beside that of the profiles: fresh trials in another order. */
const freshSeed = (seed = 1): number => (seed < Number.MAX_SAFE_INTEGER ? seed + 1 : 0)

export async function judgeWeights(context: Context, settings: Settings, after: WeightsFile): Promise<Judged> {
  const fresh = { ...settings, study: { ...settings.study, seed: freshSeed(settings.study.seed) } }
  const study = await measureStudy(context, fresh, 'validate')
  const { shares, against } = await weightsBefore(context, after, study.names)
  const validation = validateWeights(study, { after: after.weights, before: shares, ...after.objective, ...settings.judge })
  return { study, validation, against }
}

/** How the judgement is shown: the price by its own name. */
export function judgeOptions({ paint }: Pick<Context, 'paint'>, { objective: { price } }: WeightsFile): ValidationOptions {
  return price === undefined ? { paint } : { paint, priceName: price }
}

/**
 * Weights and the file they stand in: what it held before, what it shall hold, what new weights are judged against.
 * In: a study, options of weigh(), a path. Out: a WeightsFile as text. Fails as weigh(); HYD-6003 for a file that is not ours, unless forced.
 */
import { access } from 'node:fs/promises'
import { isHydraError, type HydraError } from '../../errors/index.ts'
import { readJson } from '../../files/index.ts'
import type { Study } from '../../study/index.ts'
import { readWeightsFile, weigh, weighFormula, weightsFile, type WeighOptions, type WeightsFile } from '../../weigh/index.ts'
import type { Context } from '../context.ts'
import type { Settings } from '../settings/types.ts'

const command = 'npx hydra-profiler weigh --force'

export const exists = (path: string): Promise<boolean> => access(path).then(() => true, () => false) // prettier-ignore

/** A weights file that must be there. */
export async function readWeights(path: string): Promise<WeightsFile> {
  return readWeightsFile(await readJson(path, { kind: 'weights file', command }), path)
}

/**
 * What the file held before; undefined when there is none.
 *
 * @param force - take a damaged or foreign file for none
 */
export async function formerWeights(path: string, force: boolean, log: Context['log']): Promise<WeightsFile | undefined> {
  if (!(await exists(path))) return undefined
  try {
    return await readWeights(path)
  } catch (error) {
    if (!force || !isHydraError(error) || error.code !== 'HYD-6003') throw error
    log.warning(`${error.message}; it is replaced because of --force`)
    return undefined
  }
}

/** What is wrong with a formula whatever heads report; names may be those of metrics where heads report any. */
const isNameOfMetric = (fault: unknown): boolean => {
  if (!isHydraError(fault)) return false
  const { errors = [fault] } = fault.details as { errors?: readonly HydraError[] }
  return errors.every(({ code }) => code === 'HYD-2003')
}

/**
 * Refuses a formula before anything is measured, as far as it can be judged then.
 *
 * @throws HYD-2001 to HYD-2013
 */
export function checkFormula({ weigh: { formula }, study: { metrics, better } }: Pick<Settings, 'weigh' | 'study'>): void {
  if (formula === undefined) return
  try {
    weighFormula(formula, Object.keys(better ?? {}))
  } catch (error) {
    if (metrics === undefined || !isNameOfMetric(error)) throw error
  }
}

const isSame = (a: Readonly<Record<string, number>>, b: Readonly<Record<string, number>>): boolean =>
  Object.keys(a).length === Object.keys(b).length && Object.keys(a).every((name) => Object.is(a[name], b[name]))

/** The new content of the file; weighing the same study once more by the same policy to the same weights keeps what stood before them. */
export function weighStudy(study: Study, options: WeighOptions, former: WeightsFile | undefined, now: Date): WeightsFile {
  const made = weightsFile(weigh(study, options), {
    study: study.id,
    createdAt: now.toISOString(),
    previous: former?.weights ?? null,
  })
  const again =
    former !== undefined &&
    former.study === study.id &&
    former.policy === made.policy &&
    former.formula === made.formula &&
    isSame(former.weights, made.weights)
  return again ? { ...made, previous: former.previous } : made
}

/**
 * Weights of the heads that are still there, scaled to sum 1 again.
 *
 * @returns undefined when nothing is left: then equal weights are what to compare with
 */
export function stillThere(
  weights: Readonly<Record<string, number>> | null,
  names: readonly string[],
): Map<string, number> | undefined {
  const left = names.flatMap((name): [string, number][] => {
    const share = weights === null ? undefined : (Object.getOwnPropertyDescriptor(weights, name)?.value as number | undefined)
    return share === undefined ? [] : [[name, share]]
  })
  const total = left.reduce((sum, [, share]) => sum + share, 0)
  return total > 0 ? new Map(left.map(([name, share]) => [name, share / total])) : undefined
}

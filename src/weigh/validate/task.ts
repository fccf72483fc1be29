/**
 * The door of validateWeights(): everything checked once, defaults filled in.
 * In: a study and what the caller wrote. Out: a Task, or one HydraError that names the option, head or field.
 */
import type { EngineOption } from '../../engine/types.ts'
import { checkKeys, nameAt, numberAt, refusal, shareAt } from '../options.ts'
import { pricingOf, type Pricing } from '../price.ts'
import { sharesOf } from '../shares.ts'
import { figuresOf, isStudy, namesOf } from '../source.ts'
import type { Objective, ValidateOptions, WeighableStudy, WeightsLike } from '../types.ts'
import { refuseHead } from '../weights.ts'

export interface Task {
  readonly study: WeighableStudy
  readonly before: ReadonlyMap<string, number>
  readonly after: ReadonlyMap<string, number>
  readonly pricing: Pricing
  readonly margin: number
  readonly confidence: number
  readonly option: EngineOption
}

const optionNames = ['before', 'after', 'price', 'costWeight', 'margin', 'confidence', 'engine']
const isBetween = (value: number): boolean => value > 0 && value < 1

function equalShares(names: readonly string[]): ReadonlyMap<string, number> {
  return new Map(names.map((name) => [name, 1 / names.length]))
}

function knownShares(weights: WeightsLike, what: string, names: readonly string[]): ReadonlyMap<string, number> {
  const shares = sharesOf(weights, what)
  const known = new Set(names)
  for (const name of shares.keys()) if (!known.has(name)) refuseHead(name, names)
  return shares
}

/** The objective that was asked for; else that of the weights; else as weigh() would choose. */
function objectiveOf({ price, costWeight, after }: ValidateOptions): Partial<Objective> {
  const own = (after as { objective?: Objective }).objective
  const given = typeof own === 'object' && typeof own.costWeight === 'number' ? own : undefined
  const chosen = {
    price: nameAt(price, 'price') ?? given?.price,
    costWeight: shareAt(costWeight, 'costWeight') ?? given?.costWeight,
  }
  return chosen as Partial<Objective>
}

/**
 * @throws HYD-5004 a head that the study has not, HYD-5001 weights that cannot be, HYD-1002 and HYD-1003 options
 */
export function readTask(study: WeighableStudy, options: ValidateOptions): Task {
  if (typeof study !== 'object' || study === null || !isStudy(study)) throw refusal('study', 'a study', study)
  checkKeys(options, optionNames, 'validateWeights')
  const names = namesOf(study)
  const after = knownShares(options.after, 'after', names)
  const { price, costWeight } = objectiveOf(options)
  return {
    study,
    before: options.before === undefined ? equalShares(names) : knownShares(options.before, 'before', names),
    after,
    pricing: pricingOf(figuresOf(study), price, costWeight),
    margin: numberAt(options.margin, 'margin', 'a number between 0 and 1', isBetween) ?? 0.01,
    confidence: numberAt(options.confidence, 'confidence', 'a number between 0 and 1', isBetween) ?? 0.98,
    option: options.engine === undefined ? {} : { engine: options.engine },
  }
}

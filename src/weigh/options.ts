/**
 * The door of weigh(): options checked once, before anything is computed.
 * In: what the caller wrote. Out: the same with every default filled in, or one HydraError that names the option.
 */
import { didYouMean, hydraError, kindOf, show, type HydraError } from '../errors/index.ts'
import { policyNames, type PolicyName, type WeighOptions, type WeightsPolicy } from './types.ts'

/** HYD-1003 for a value that an option cannot have. */
export const refusal = (option: string, expected: string, value: unknown): HydraError =>
  hydraError('1003', { option, expected, got: show(value), type: kindOf(value) }, { where: { option } })

/**
 * Refuses keys that are none of the known ones.
 *
 * @throws HYD-1003 not an object, HYD-1002 an unknown key, with the nearest
 */
export function checkKeys(options: unknown, known: readonly string[], caller: string): void {
  if (typeof options !== 'object' || options === null) throw refusal('options', `an object with ${known.join(', ')}`, options)
  const key = Object.keys(options).find((name) => !known.includes(name))
  if (key === undefined) return
  const suggestion = didYouMean(key, known, `Options of ${caller}: ${known.join(', ')}.`)
  const params = { kind: 'option', key, place: ` of ${caller}`, known: known.join(', '), suggestion }
  throw hydraError('1002', params, { where: { option: key } })
}

/**
 * A number within bounds, or its default.
 *
 * @throws HYD-1003 for anything else
 */
export function numberAt(
  value: unknown,
  option: string,
  expected: string,
  holds: (value: number) => boolean,
): number | undefined {
  if (value === undefined) return undefined
  if (typeof value === 'number' && Number.isFinite(value) && holds(value)) return value
  throw refusal(option, expected, value)
}

/** @throws HYD-1003 unless a number from 0 to 1 */
export const shareAt = (value: unknown, option: string): number | undefined =>
  numberAt(value, option, 'a number from 0 to 1', (share) => share >= 0 && share <= 1)

/** @throws HYD-1003 unless a text */
export function nameAt(value: unknown, option: string): string | undefined {
  if (value === undefined || (typeof value === 'string' && value !== '')) return value
  throw refusal(option, 'the name of a metric', value)
}

export interface CheckedOptions {
  readonly policy: PolicyName
  /** The text; undefined: by policy. */
  readonly formula: string | undefined
  /** Undefined: by policy and number of heads. */
  readonly floor: number | undefined
  readonly temperature: number
  readonly costWeight: number | undefined
  readonly price: string | undefined
  readonly engine: WeighOptions['engine']
}

function policyAt(value: unknown): PolicyName {
  if (value === undefined) return 'balanced'
  const found = policyNames.find((name) => name === value)
  if (found !== undefined) return found
  const given = typeof value === 'string' ? value : show(value)
  const suggestion = didYouMean(given, policyNames, 'Choose one of the known ones.')
  throw hydraError('5003', { policy: given, known: policyNames.join(', '), suggestion }, { where: { option: 'policy' } })
}

/** The text of a formula; it stands in place of a policy. */
function formulaAt({ formula, policy }: WeighOptions): string | undefined {
  if (formula === undefined) return undefined
  if (typeof formula !== 'string') throw refusal('formula', 'the text of a formula', formula)
  if (policy !== undefined) throw refusal('policy', 'left out where a formula is given', policy)
  return formula
}

/** All options of weigh(). */
export function checkWeighOptions(options: unknown = {}): CheckedOptions {
  checkKeys(options, ['policy', 'formula', 'floor', 'temperature', 'costWeight', 'price', 'engine'], 'weigh')
  const given = options as WeighOptions
  return {
    policy: policyAt(given.policy),
    formula: formulaAt(given),
    floor: given.floor,
    temperature: numberAt(given.temperature, 'temperature', 'a finite number above 0', (value) => value > 0) ?? 0.1,
    costWeight: shareAt(given.costWeight, 'costWeight'),
    price: nameAt(given.price, 'price'),
    engine: given.engine,
  }
}

/**
 * The floor of so many heads: what was given, else .01 for 'balanced' (1/(2K) above 50 heads) and 0 for the others.
 *
 * @throws HYD-5002 outside 0 to 1/K, or not a number
 */
export function floorFor(given: unknown, policy: WeightsPolicy, heads: number): number {
  if (given === undefined) {
    if (policy !== 'balanced') return 0
    return heads > 50 ? 1 / (2 * heads) : 0.01
  }
  if (typeof given === 'number' && given >= 0 && given <= 1 / heads) return given
  throw hydraError('5002', { heads, got: show(given) }, { where: { option: 'floor' } })
}

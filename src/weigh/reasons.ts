/**
 * Why a head has its weight: one sentence with the figures that decided.
 * In: figures of the head, its weight, what the kernel noticed. Out: text, names made safe for a terminal.
 */
import type { ColumnWeights } from '../engine/index.ts'
import { visible } from '../errors/index.ts'
import { amount, duration, likelihood, percent } from './figures.ts'
import type { CheckedOptions } from './options.ts'
import type { Pricing } from './price.ts'
import type { NamedFigures } from './source.ts'
import type { WeightReason } from './types.ts'

export interface Weighed {
  readonly heads: readonly NamedFigures[]
  readonly options: CheckedOptions
  readonly pricing: Pricing
  readonly floor: number
  readonly result: ColumnWeights
}

const right = ({ successes, trials }: NamedFigures): string => `${amount(successes)} of ${trials} right`

function priceText({ pricing }: Weighed, index: number): string {
  const value = pricing.values[index]!
  if (pricing.price === undefined || Number.isNaN(value)) return ''
  return pricing.price === 'cost' ? ` and cost ${amount(value)}` : ` and ${amount(value)} ${visible(pricing.price)}`
}

function balancedText(weighed: Weighed, index: number): string {
  const { result, pricing, heads } = weighed
  const timed = heads.some(({ durationMs }) => durationMs?.mean !== undefined)
  const time = timed ? duration(result.costMs[index]!) : `${amount(result.costMs[index]!)} calls`
  const best = pricing.costWeight > 0 ? 'cheapest' : timed ? 'fastest' : 'surest'
  return `${time}${priceText(weighed, index)} a good answer; ${likelihood(result.best[index]!)} likely the ${best}`
}

function successShareText({ heads, result }: Weighed, { successes, trials }: NamedFigures): string {
  if (result.ratesCompared) return `a rate of ${percent(successes / trials)}, compared by rates since trials differ`
  return `of ${amount(heads.reduce((sum, head) => sum + head.successes, 0))} right in all`
}

/** What decided, for a head that has trials, where something succeeded. */
function decided(weighed: Weighed, index: number): string {
  const head = weighed.heads[index]!
  const { policy, temperature } = weighed.options
  if (policy === 'equal') return 'equal by policy'
  if (policy === 'softmax') return `${right(head)}, at temperature ${amount(temperature)}`
  if (policy === 'success-share') return `${right(head)}, ${successShareText(weighed, head)}`
  if (head.successes === 0) return `${right(head)}, so ${weighed.floor > 0 ? 'only the floor' : 'nothing'}`
  if (policy === 'balanced') return `${right(head)}, ${balancedText(weighed, index)}`
  const mean = head.durationMs?.mean
  return `${right(head)}, ${mean === undefined ? 'time not known' : `${duration(mean)} each`}`
}

/** `gzip-6: 43.1 %: 100 of 100 right, 1.2 ms and 812 bytes a good answer; 97 % likely the cheapest` */
export function headReason(weighed: Weighed, index: number): string {
  const head = weighed.heads[index]!
  const start = `${visible(head.name)}: ${percent(weighed.result.weights[index]!)}`
  if (weighed.options.policy !== 'equal') {
    if (weighed.result.nothingSucceeded) return `${start}: ${right(head)}; no head had a success, so all are equal`
    if (head.trials === 0) return `${start}: no trials, so the mean score of the others`
  }
  return `${start}: ${decided(weighed, index)}`
}

function policyText({ options, pricing, result }: Weighed): string {
  const price = pricing.costWeight > 0 ? `, price (${pricing.price ?? 'cost'}) at weight ${amount(pricing.costWeight)}` : ''
  const texts = {
    balanced: `expected cost of one good answer: success and time${price}`,
    'success-share': result.ratesCompared ? 'success rates over their sum, since trials differ' : 'successes over all successes',
    'inverse-time': 'success rate over mean time',
    softmax: `softmax of success rates at temperature ${amount(options.temperature)}`,
    equal: 'equal weights',
  }
  return texts[options.policy]
}

/** The reason of all weights together. */
export function overallReason(weighed: Weighed): WeightReason {
  const { policy } = weighed.options
  const code = 'HYD-5011'
  if (weighed.result.nothingSucceeded && policy !== 'equal')
    return { policy, code, text: 'no head had a success, so all get equal weights' }
  return {
    policy,
    text: `${policyText(weighed)}${weighed.result.someUntried ? '; heads without trials get the mean score' : ''}`,
  }
}

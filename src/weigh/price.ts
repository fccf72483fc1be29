/**
 * Which figure is the price of a call, and how much of the decision it is.
 * The metric named by `price`, else the metric `cost`, else the heads' own `cost`. A head that succeeded must have it where others do.
 * costWeight: what was given, else .5 once there is a price, else 0.
 */
import { didYouMean, hydraError, show } from '../errors/index.ts'
import { refusal } from './options.ts'
import type { NamedFigures } from './source.ts'
import type { Objective } from './types.ts'

export interface Pricing extends Objective {
  /** Price of a call of each head, in order; NaN where there is none. */
  readonly values: Float64Array
}

type Reader = (head: NamedFigures) => number | undefined

const ofMetric =
  (name: string): Reader =>
  ({ metrics }) =>
    metrics !== undefined && Object.hasOwn(metrics, name) ? metrics[name]!.mean : undefined
const ownCost: Reader = ({ cost }) => cost

function refuseUnknown(price: string, heads: readonly NamedFigures[]): never {
  const known = [...new Set(heads.flatMap(({ metrics = {} }) => Object.keys(metrics)))]
  const suggestion = didYouMean(price, known, 'Report it in `metrics`, or leave `price` out.')
  const params = { kind: 'metric', key: price, place: '', known: known.join(', ') || 'none', suggestion }
  throw hydraError('1002', params, { where: { option: 'price' } })
}

/** The metric that was asked for; of a price less must be better. */
function namedPrice(price: string, heads: readonly NamedFigures[]): Reader {
  const known = heads.map(({ metrics }) => (metrics !== undefined && Object.hasOwn(metrics, price) ? metrics[price] : undefined))
  if (known.some((metric) => metric?.better === 'higher')) throw refusal('price', 'a metric of which less is better', price)
  if (known.some((metric) => metric !== undefined)) return ofMetric(price)
  return price === 'cost' && heads.some((head) => head.cost !== undefined) ? ownCost : refuseUnknown(price, heads)
}

function defaultPrice(heads: readonly NamedFigures[]): Reader | undefined {
  if (heads.some((head) => ofMetric('cost')(head) !== undefined)) return ofMetric('cost')
  return heads.some(({ cost }) => cost !== undefined) ? ownCost : undefined
}

/** The price of a head; NaN where it is not known and need not be: it never succeeded, or the price decides nothing. */
function valueOf(head: NamedFigures, name: string, reader: Reader, isUsed: boolean): number {
  const value = reader(head)
  if (value === undefined && (head.successes === 0 || !isUsed)) return NaN
  if (value !== undefined && value >= 0 && value < Infinity) return value
  const expected = value === undefined ? 'known, as it is for other heads' : 'a finite number from 0'
  throw hydraError(
    '5001',
    { head: head.name, field: `price "${name}"`, expected, got: show(value) },
    { where: { head: head.name } },
  )
}

/**
 * @throws HYD-1002 unknown metric, HYD-1003 a metric of which more is better, or a costWeight without any price,
 * HYD-5001 a head without a price, or one that is negative or not finite
 */
export function pricingOf(heads: readonly NamedFigures[], price: string | undefined, costWeight: number | undefined): Pricing {
  const reader = price === undefined ? defaultPrice(heads) : namedPrice(price, heads)
  if (reader === undefined) {
    if (costWeight !== undefined && costWeight > 0) throw refusal('costWeight', '0, as no head has a price', costWeight)
    return { costWeight: 0, values: new Float64Array(heads.length).fill(NaN) }
  }
  const name = price ?? 'cost'
  const weight = costWeight ?? 0.5
  const values = Float64Array.from(heads, (head) => valueOf(head, name, reader, weight > 0))
  return { price: name, costWeight: weight, values }
}

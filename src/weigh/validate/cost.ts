/**
 * Cost of one good answer under two sets of weights, block by block.
 * In: heads with weight, their blocks, prices. Out: d_b = ln(C_after / C_before) for every block that all heads share,
 * C = sum of weight * (t_b / q)^(1-w) * price^w: t_b mean wall time in block b, q the share of success over the study.
 * Prices below a billionth of the highest count as that, times below 1e-9 ms as that, as in the weights themselves. A price that is not
 * known (the head never succeeded) is taken as the median of the others.
 */
import { exp, log } from '../../reference/math/index.ts'
import type { Pricing } from '../price.ts'
import type { Moved } from './success.ts'

const leastMs = 1e-9

/** A moved head with its price of a call; undefined where no head has one. */
export interface Priced extends Moved {
  readonly price: number | undefined
}

/** Prices with nothing unknown left; undefined when none is known. */
export function knownPrices(prices: readonly number[]): number[] | undefined {
  const known = prices.filter((price) => !Number.isNaN(price)).sort((a, b) => a - b)
  if (known.length === 0) return undefined
  const median = known[(known.length - 1) >> 1]!
  return prices.map((price) => (Number.isNaN(price) ? median : price))
}

/** w ln(price) of each head; 0 where prices decide nothing. */
function logPrices(heads: readonly Priced[], { costWeight }: Pricing): number[] {
  let highest = 0
  for (const { price = 0 } of heads) if (price > highest) highest = price
  if (highest === 0 || costWeight === 0) return heads.map(() => 0)
  const least = highest * 1e-9
  return heads.map(({ price = 0 }) => costWeight * log(price < least ? least : price))
}

/** d_b of each block. */
export function costRatios(heads: readonly Priced[], blocks: readonly number[], pricing: Pricing): Float64Array {
  const paid = logPrices(heads, pricing)
  const timeWeight = pricing.costWeight === 0 ? 1 : 1 - pricing.costWeight
  return Float64Array.from(blocks, (block) => {
    let before = 0
    let after = 0
    heads.forEach((head, index) => {
      const time = head.timeByBlock.get(block)!
      const cost = exp(timeWeight * log((time < leastMs ? leastMs : time) / head.success) + paid[index]!)
      before += head.before * cost
      after += head.after * cost
    })
    return log(after / before)
  })
}

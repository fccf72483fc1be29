/**
 * What a fresh study says of each head, block by block.
 * In: a study and the heads that carry weight. Out: for every block in which each of them had a trial: mean wall time and mean price of
 * each head; and over the whole study: trials, successes, Jeffreys' share of success. Trials that the caller aborted count nowhere.
 * Why blocks: trials of one block ran interleaved, so what the machine did in between hit all heads alike and drops out of a ratio.
 */
import { abortedCode, successCode } from '../../study/index.ts'
import type { Columns } from '../../study/types.ts'
import type { WeighableStudy } from '../types.ts'

export interface HeadBlocks {
  readonly name: string
  readonly trials: number
  readonly successes: number
  /** (successes + 1/2) / (trials + 1) */
  readonly success: number
  /** Mean wall time of all trials, ms; NaN without one. */
  readonly meanMs: number
  /** Mean wall time in ms by block, over trials of any outcome: a failure costs time too. */
  readonly timeByBlock: ReadonlyMap<number, number>
  /** Mean of the price metric over successes, by block. */
  readonly priceByBlock: ReadonlyMap<number, number>
}

/** Means by key, of the values that are not NaN. */
class Means {
  readonly #sums = new Map<number, { sum: number; count: number }>()

  add(key: number, value: number): void {
    if (Number.isNaN(value)) return
    const found = this.#sums.get(key)
    if (found === undefined) this.#sums.set(key, { sum: value, count: 1 })
    else {
      found.sum += value
      found.count += 1
    }
  }

  means(): Map<number, number> {
    return new Map([...this.#sums].map(([key, { sum, count }]) => [key, sum / count]))
  }
}

const metricOf = ({ metrics }: Columns, name: string | undefined): Float64Array | undefined =>
  name !== undefined && Object.hasOwn(metrics, name) ? metrics[name] : undefined

function blocksOfHead(name: string, columns: Columns, price: string | undefined): HeadBlocks {
  const times = new Means()
  const prices = new Means()
  const metric = metricOf(columns, price)
  let trials = 0
  let successes = 0
  let totalMs = 0
  columns.outcome.forEach((outcome, trial) => {
    if (outcome === abortedCode) return
    const block = columns.block[trial] ?? 0
    trials += 1
    totalMs += columns.wallMs[trial] ?? 0
    times.add(block, columns.wallMs[trial] ?? NaN)
    if (outcome !== successCode) return
    successes += 1
    prices.add(block, metric?.[trial] ?? NaN)
  })
  const share = (successes + 0.5) / (trials + 1)
  const meanMs = trials === 0 ? NaN : totalMs / trials
  return { name, trials, successes, success: share, meanMs, timeByBlock: times.means(), priceByBlock: prices.means() }
}

export const blocksOf = (study: WeighableStudy, names: readonly string[], price: string | undefined): HeadBlocks[] =>
  names.map((name) => blocksOfHead(name, study.heads[name]!.columns, price))

/** Blocks in which every head had a trial, ascending. */
export function commonBlocks(heads: readonly HeadBlocks[]): number[] {
  const [first, ...others] = heads
  if (first === undefined) return []
  return [...first.timeByBlock.keys()]
    .filter((block) => others.every((head) => head.timeByBlock.has(block)))
    .sort((a, b) => a - b)
}

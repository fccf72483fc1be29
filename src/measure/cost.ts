/**
 * What a study may cost, and what it did.
 * In: the budget, calls as they are made and as they end. Out: whether the next call can still be paid for.
 * A call counts with what it said it cost (its metric `cost`), else with what its head declared. Before it is made it counts with the larger of
 * what was declared and the most that a call of its head was seen to cost; calls that are running count as well.
 */
import { hydraError, type HydraError } from '../errors/index.ts'
import type { TrialResult } from './trial/run.ts'

interface Payer {
  readonly name: string
  readonly cost: number | undefined
}

const observed = ({ metrics }: TrialResult): number | undefined => metrics.find(([name]) => name === 'cost')?.[1]

export class CostBudget {
  readonly #budget: number
  readonly #most = new Map<string, number>()
  #spent = 0
  #reserved = 0
  #isSpent = false

  constructor(budget: number | undefined) {
    this.#budget = budget ?? Infinity
  }

  /** A call was refused: the study is over. */
  get isSpent(): boolean {
    return this.#isSpent
  }

  get spent(): number {
    return this.#spent
  }

  /** Makes a call that there is money for. @returns what became of it; undefined when it could exceed the budget */
  async pay(payer: Payer, call: () => Promise<TrialResult>): Promise<TrialResult | undefined> {
    const reserved = this.reserve(payer)
    if (reserved === undefined) return undefined
    const result = await call()
    this.settle(payer, reserved, result)
    return result
  }

  /** Sets the cost of the next call aside. @returns how much; undefined when it could exceed the budget */
  reserve({ name, cost = 0 }: Payer): number | undefined {
    const seen = this.#most.get(name) ?? 0
    const expected = cost > seen ? cost : seen
    if (this.#isSpent || this.#spent + this.#reserved + expected > this.#budget) {
      this.#isSpent = true
      return undefined
    }
    this.#reserved += expected
    return expected
  }

  /** A call has ended: what it cost takes the place of what was set aside. */
  settle({ name, cost = 0 }: Payer, reserved: number, result: TrialResult): void {
    const paid = observed(result) ?? cost
    this.#reserved -= reserved
    this.#spent += paid
    if (paid > (this.#most.get(name) ?? 0)) this.#most.set(name, paid)
  }
}

/** Money as people read it: 4.10, 0.0021. */
export const shownCost = (cost: number): string => (cost >= 0.995 ? cost.toFixed(2) : Number(cost.toPrecision(2)).toString())

/** HYD-3023: the budget does not reach further. */
export const costSpent = (spent: number, budget: number, done: number, total: string): HydraError =>
  hydraError('3023', { done, total, spent: shownCost(spent), budget }, { where: { option: 'budgetCost' } })

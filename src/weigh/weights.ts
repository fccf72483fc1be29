/**
 * Weights as weigh() gives them: shares of heads that sum to 1, in the order of the source, each with its reason.
 * Names are kept in a Map, so that `__proto__`, `constructor` and the empty name are ordinary ones.
 */
import { didYouMean, hydraError } from '../errors/index.ts'
import type { Objective, WeightReason, WeightsPolicy } from './types.ts'

interface Share {
  readonly weight: number
  readonly reason: string
}

/** What Weights become in JSON. */
export interface WeightsJson {
  readonly policy: WeightsPolicy
  /** Where `policy` is 'formula'. */
  readonly formula?: string
  readonly objective: Objective
  readonly reason: WeightReason
  readonly weights: Readonly<Record<string, number>>
  readonly reasons: Readonly<Record<string, string>>
}

/** A record without a prototype, so that any name can be a key. */
export function recordOf<T>(entries: Iterable<readonly [string, T]>): Record<string, T> {
  const record = Object.create(null) as Record<string, T>
  for (const [name, value] of entries) record[name] = value
  return record
}

/**
 * @throws HYD-5004 always, with the nearest of the known names
 */
export function refuseHead(head: string, names: readonly string[]): never {
  const known = names.length > 20 ? `${names.slice(0, 20).join(', ')}, …` : names.join(', ')
  const suggestion = didYouMean(head, names, 'Use one of the known names.')
  throw hydraError('5004', { head, known, suggestion }, { where: { head } })
}

/**
 * Shares of picks that sum to 1 within 1e-12.
 *
 * @example
 * ```ts
 * import { weigh } from 'hydra-profiler'
 * const weights = weigh([
 *   { name: 'a', success_rate: 100, avg_time: 0.001, trials: 100 },
 *   { name: 'b', success_rate: 50, avg_time: 0.001, trials: 100 },
 * ], { policy: 'success-share' })
 * weights.of('a') // 0.6666666666666666
 * weights.reasonOf('b') // 'b: 33.3 %: 50 of 100 right, of 150 right in all'
 * ```
 * @since 0.1.0
 */
export class Weights {
  /** 'formula' where a formula made them. */
  readonly policy: WeightsPolicy
  /** The formula that made them. */
  readonly formula: string | undefined
  /** What the weights were made for; validateWeights() judges by it. */
  readonly objective: Objective
  readonly reason: WeightReason
  readonly #shares: ReadonlyMap<string, Share>

  constructor(objective: Objective, reason: WeightReason, shares: Iterable<readonly [string, Share]>, formula?: string) {
    this.policy = reason.policy
    this.formula = formula
    this.objective = objective
    this.reason = reason
    this.#shares = new Map(shares)
  }

  #share(name: string): Share {
    return this.#shares.get(name) ?? refuseHead(name, [...this.#shares.keys()])
  }

  /** How many heads. */
  get size(): number {
    return this.#shares.size
  }

  /**
   * The weight of a head, 0 to 1.
   *
   * @throws HYD-5004 unknown head
   */
  of(name: string): number {
    return this.#share(name).weight
  }

  /** Name and weight of every head, in the order of the source. */
  entries(): [string, number][] {
    return [...this.#shares].map(([name, { weight }]) => [name, weight])
  }

  /**
   * Why a head has its weight, in one sentence with figures.
   *
   * @throws HYD-5004 unknown head
   */
  reasonOf(name: string): string {
    return this.#share(name).reason
  }

  /** Plain data; the records have no prototype. */
  toJSON(): WeightsJson {
    const { policy, formula, objective, reason } = this
    const reasons = recordOf([...this.#shares].map(([name, share]) => [name, share.reason] as const))
    const own = formula === undefined ? {} : { formula }
    return { policy, ...own, objective, reason, weights: recordOf(this.entries()), reasons }
  }
}

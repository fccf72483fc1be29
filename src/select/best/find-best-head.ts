/**
 * findBestHead(): the best of many heads in a fixed number of trials.
 * In: how to try a head, names, the number of trials. Out: the best one, how many trials each had, who left when, and how sure that is.
 */
import { didYouMean, hydraError, kindOf, show } from '../../errors/index.ts'
import { exp, log } from '../../reference/math/index.ts'
import { byName, type ByName } from '../../study/index.ts'
import { bestMethods, methods, type BestMethod } from './methods.ts'
import { Tally } from './tally.ts'

export interface FindBestOptions {
  /** 1 to 1000 names, each once. */
  readonly heads: readonly string[]
  /** Trials of all heads together, 1 to 1e9: never exceeded. */
  readonly budget: number
  /** @defaultValue 'sequential-halving' */
  readonly method?: BestMethod
  /** Of the chance in 'top-two'; a whole number. @defaultValue 1 */
  readonly seed?: number
}

export interface BestHead {
  readonly best: string
  /** Mean reward of each head; undefined for one that was never tried. */
  readonly means: ByName<number | undefined>
  readonly trials: ByName<number>
  /** Heads that were tried no further, the first to leave first; none by 'top-two'. */
  readonly left: readonly string[]
  /** Upper bound of the chance that another head is the best, from the gaps that were seen; 1: the trials cannot tell the heads apart. */
  readonly errorBound: number
  /** 1 - errorBound. */
  readonly confidence: number
}

function refuse(option: string, expected: string, got: unknown): never {
  throw hydraError('1003', { option, expected, got: show(got), type: kindOf(got) }, { where: { option } })
}

const most = 1e9
const isWhole = (value: unknown, least: number, limit: number): boolean =>
  Number.isSafeInteger(value) && (value as number) >= least && (value as number) <= limit

function check({ heads, budget, method = bestMethods[0], seed = 1 }: FindBestOptions): void {
  const isList: boolean = Array.isArray(heads)
  if (!isList || heads.length === 0) throw hydraError('1007', { task: 'choose from' }, { where: { option: 'heads' } })
  if (heads.length > 1000) refuse('heads', 'at most 1000 heads', heads.length)
  const twice = heads.find((name, i) => heads.indexOf(name) !== i)
  if (twice !== undefined) throw hydraError('1005', { name: twice }, { where: { head: twice } })
  if (!isWhole(budget, 1, most)) refuse('budget', `a whole number from 1 to ${most}`, budget)
  if (!isWhole(seed, -Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER)) refuse('seed', 'a whole number', seed)
  if (bestMethods.includes(method)) return
  const suggestion = didYouMean(String(method), bestMethods, 'Choose one of those.')
  const known = bestMethods.join(', ')
  throw hydraError('1002', { kind: 'method', key: String(method), place: ' of findBestHead', known, suggestion })
}

/**
 * P(wrong) <= 3 log2 K exp(-B / (4 H log2 K)), H the greatest of i / gap_i^2, gap_i that of the i-th best head to the best.
 * Source: Lattimore and Szepesvari 2020, theorem 33.10, for rewards of 0 to 1 (variance at most 1/4); of sequential halving.
 */
function boundOf(means: readonly (number | undefined)[], budget: number): number {
  if (means.length < 2) return 0
  const known = means.filter((mean) => mean !== undefined).sort((a, b) => b - a)
  if (known.length < means.length) return 1
  const hardness = known.reduce((worst, mean, i) => {
    const own = i === 0 ? 0 : (i + 1) / (known[0]! - mean) ** 2
    return own > worst ? own : worst
  }, 0)
  const bits = log(means.length) / Math.LN2
  const bound = 3 * bits * exp(-budget / (4 * hardness * bits))
  return bound < 1 ? bound : 1
}

/** @throws HYD-1003 a reward that is no number from 0 to 1 */
function rewardOf(pull: (head: string) => number, head: string): number {
  const reward = pull(head)
  if (!(typeof reward === 'number' && reward >= 0 && reward <= 1))
    refuse(`the reward of head ${show(head)}`, 'a number from 0 to 1', reward)
  return reward
}

/**
 * Finds the best of many heads in a fixed number of trials, with fewer on those that are plainly not it.
 *
 * With a budget below one trial a head in each phase some heads are never tried, and `errorBound` is 1. Of equal means the earlier head wins.
 *
 * @param pull - tries a head once; answers with its reward, from 0 to 1, more is better
 * @param options - names of heads, trials in all, the method
 * @returns the best head by the mean of all its trials among those that were still in; how sure that is
 * @throws HYD-1007 no heads, HYD-1003 a value or a reward refused, HYD-1005 a name twice, HYD-1002 no such method
 * @example
 * ```ts
 * import { findBestHead } from 'hydra-profiler'
 * const rate = { slow: 0.2, fast: 0.9, middle: 0.5 }
 * const { best, trials } = findBestHead((head) => rate[head as keyof typeof rate], { heads: Object.keys(rate), budget: 60 })
 * console.log(best, trials['slow']) // fast 10
 * ```
 * Source: Karnin, Koren and Somekh 2013, Almost optimal exploration in multi-armed bandits.
 * @since 0.1.0
 */
export function findBestHead(pull: (head: string) => number, options: FindBestOptions): BestHead {
  check(options)
  const { heads, budget, method = bestMethods[0], seed = 1 } = options
  const tally = new Tally(heads.length)
  const left = new Set<number>()
  const places = methods[method]({ tally, budget, seed, leave: (head) => void left.add(head) })
  for (const place of places) tally.add(place, rewardOf(pull, heads[place]!))
  const means = heads.map((_, place) => tally.mean(place))
  const going = heads.map((_, place) => place).filter((place) => !left.has(place))
  const errorBound = boundOf(means, budget)
  return {
    best: heads[tally.best(going)]!,
    means: byName(heads.map((name, place) => [name, means[place]] as const)),
    trials: byName(heads.map((name, place) => [name, tally.counts[place]!] as const)),
    left: [...left].map((place) => heads[place]!),
    errorBound,
    confidence: 1 - errorBound,
  }
}

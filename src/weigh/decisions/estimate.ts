/**
 * What the log says of the weights: values by inverse probability, and the terms whose mean is the gain.
 * In: a Task. Out: of the picks used, w_t = after(A)/p_t, W_t = (after(A) - before(A))/p_t, D_t = W_t (r_t - b_t), b_t = (1/2 + sum of earlier r)/t.
 * Why the baseline: E W_t = 0, so any b_t that was known before the pick leaves the mean as it is and takes out most of the variance.
 * ips = mean of w r; snips = sum w r / sum w; dr = mean of sum_a after(a) q(a) + w (r - q(A)), q(a) = (1/2 + sum of earlier r of a)/(n_a + 1).
 * Source: Horvitz and Thompson 1952; Swaminathan and Joachims 2015; Dudik, Langford and Li 2011.
 */
import { Situations, type Among, type Reach } from './reach.ts'
import type { Task } from './read.ts'
import type { LeftOut, LoggedDecision } from './types.ts'

export interface Estimates {
  /** Picks used. */
  readonly count: number
  readonly leftOut: Pick<LeftOut, 'certain' | 'excluded'>
  /** D_t, in order. */
  readonly gains: Float64Array
  /** W_t, in order. */
  readonly moves: Float64Array
  /** Largest |W| that could have been. */
  readonly bound: number
  readonly ips: number
  /** Undefined where no head of the new weights was picked. */
  readonly snips: number | undefined
  readonly dr: number
  readonly effectiveSample: number
  /** Heads with weight, before or after, that no pick used could have been. */
  readonly unreached: readonly string[]
}

/** Mean rewards of heads so far. */
class Means {
  readonly #sums = new Map<string, { n: number; sum: number }>()

  of(head: string): number {
    const own = this.#sums.get(head)
    return own === undefined ? 0.5 : (0.5 + own.sum) / (own.n + 1)
  }

  add(head: string, reward: number): void {
    const own = this.#sums.get(head)
    if (own === undefined) this.#sums.set(head, { n: 1, sum: reward })
    else {
      own.n += 1
      own.sum += reward
    }
  }

  expected({ heads }: Among): number {
    let sum = 0
    for (const [name, { after }] of heads) if (after > 0) sum += after * this.of(name)
    return sum
  }
}

class Sums {
  readonly gains: number[] = []
  readonly moves: number[] = []
  readonly reached = new Set<string>()
  bound = 0
  rewards = 0.5
  w = 0
  squares = 0
  valued = 0
  robust = 0
  readonly #means = new Means()

  add({ head, probability, reward }: LoggedDecision & { readonly reward: number }, among: Among, reach: Reach | undefined): void {
    const own = among.heads.get(head)
    const w = (own?.after ?? 0) / probability
    const move = ((own?.after ?? 0) - (own?.before ?? 0)) / probability
    const baseline = this.rewards / (this.moves.length + 1)
    this.moves.push(move)
    this.gains.push(move * (reward - baseline))
    this.bound = Math.max(this.bound, reach?.bound ?? 0, Math.abs(move))
    this.w += w
    this.squares += w * w
    this.valued += w * reward
    this.robust += this.#means.expected(among) + w * (reward - this.#means.of(head))
    this.rewards += reward
    this.#means.add(head, reward)
    this.reached.add(head)
    for (const name of reach?.of.keys() ?? []) this.reached.add(name)
  }
}

/** Nothing else could have been picked, or nothing is known of it: such a pick compares nothing. */
function isCertain({ head, probability }: LoggedDecision, { heads }: Among, reach: Reach | undefined): boolean {
  if (reach !== undefined) return reach.isBlind
  return probability >= 1 - 1e-12 && !(heads.size === 1 && heads.has(head))
}

export function estimate(task: Task): Estimates {
  const situations = new Situations(task.before, task.after)
  const sums = new Sums()
  const leftOut = { certain: 0, excluded: 0 }
  for (const decision of task.decisions) {
    const among = situations.among(decision)
    const reach = among === undefined ? undefined : situations.reach(decision, among)
    if (among === undefined) leftOut.excluded += 1
    else if (isCertain(decision, among, reach)) leftOut.certain += 1
    else sums.add(decision, among, reach)
  }
  const count = sums.moves.length
  return {
    count,
    leftOut,
    gains: Float64Array.from(sums.gains),
    moves: Float64Array.from(sums.moves),
    bound: sums.bound,
    ips: sums.valued / count,
    snips: sums.w === 0 ? undefined : sums.valued / sums.w,
    dr: sums.robust / count,
    effectiveSample: sums.w === 0 ? 0 : sums.w ** 2 / sums.squares,
    unreached: situations.names.filter((name) => !sums.reached.has(name)),
  }
}

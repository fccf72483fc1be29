/**
 * The best of many heads: sequential halving that keeps its data.
 * In: how many heads, the trials that all may take together. Out: the phases, and after each of them who goes on.
 * L = ceil(log2 K) phases; phase l gives floor(B / (L |A|)) trials to each head of A; then the better half goes on, by all its trials so far.
 * What is left of the budget goes to the last two. The paper forgets earlier trials; keeping them errs far less (selection.md section 8).
 * Source: Karnin, Koren and Somekh 2013.
 */
import type { Comparison } from '../types.ts'

export interface HalvingPhase {
  /** How many heads are measured. */
  readonly heads: number
  /** Trials of each. */
  readonly trials: number
}

/**
 * The phases for `heads` heads and a budget of trials in all.
 *
 * @returns none for a single head; where the budget is short a phase may have 0 trials, and never more than the budget are given
 */
export function halvingPhases(heads: number, budget: number): HalvingPhase[] {
  let sizes: number[] = []
  for (let size = heads; size > 1; size = Math.ceil(size / 2)) sizes = [...sizes, size]
  const phases = sizes.map((size) => ({ heads: size, trials: Math.floor(budget / (sizes.length * size)) }))
  const spent = phases.reduce((sum, phase) => sum + phase.heads * phase.trials, 0)
  const extra = Math.floor((budget - spent) / 2)
  return phases.map((phase, i) => (i === phases.length - 1 ? { ...phase, trials: phase.trials + extra } : phase))
}

/**
 * Who goes on: the better half, in the order given.
 *
 * @param scores - of the heads still in, less being better, over all their trials so far; undefined for a head without a success
 * @returns their places; of equal scores the earlier one stays
 */
export function survivors(scores: readonly (number | undefined)[]): number[] {
  const figure = (place: number): number => scores[place] ?? Infinity
  const byScore = scores
    .map((_, place) => place)
    .sort((p, q) => (figure(p) === figure(q) ? p - q : figure(p) < figure(q) ? -1 : 1))
  return byScore.slice(0, Math.ceil(scores.length / 2)).sort((p, q) => p - q)
}

const farBehind = 3

/** Heads that a decided verdict puts more than 3 times behind another: measuring them on would only cost time. */
export function outclassed(comparisons: readonly Pick<Comparison, 'a' | 'b' | 'verdict' | 'interval'>[]): string[] {
  const slower = comparisons.flatMap(({ a, b, verdict, interval }) => {
    if (verdict === 'slower' && interval![0] > farBehind) return [a]
    return verdict === 'faster' && 1 / interval![1] > farBehind ? [b] : []
  })
  return [...new Set(slower)]
}

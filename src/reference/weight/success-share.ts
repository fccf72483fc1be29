/**
 * The classic rule: a head's successes over all successes.
 * In: successes and trials. Out: scores: the successes where all trials are equally many, else the rates (a head must not win by having
 * been tried more often). A head without trials scores 0 here; the kernel gives it the mean of the others.
 * Twin: crates/hydra-core/src/weight/success_share.rs
 */
import type { WeightColumns } from './columns.ts'

/** True when the trials of two heads differ. */
export const trialsDiffer = (trials: Float64Array): boolean => trials.some((count) => count !== trials[0])

/** Successes over trials; 0 without trials. */
export const rates = ({ successes, trials }: WeightColumns): Float64Array =>
  successes.map((count, head) => (trials[head]! > 0 ? count / trials[head]! : 0))

export const successShare = (columns: WeightColumns): Float64Array =>
  trialsDiffer(columns.trials) ? rates(columns) : columns.successes.slice()

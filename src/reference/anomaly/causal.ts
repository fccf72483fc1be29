/**
 * Scores that know the past only: the score of a value depends on it and on the values before it, so a prefix has the same scores.
 * In: a prepared series, rules. Out: one score a value; 0 for the first `warmup` ones.
 * `window`: the last so many values (0: all). A point costs O(1) by moments, O(log window) by order statistics
 * (the MAD: for each of a few probes, see ./middle.ts).
 * Twin: crates/hydra-core/src/anomaly/causal.rs
 */
import type { Moments } from '../stats/moments.ts'
import { average, shareOfSd } from './ewma.ts'
import { Run } from './middle.ts'
import { Past } from './past.ts'
import { fenced, grubbs, robust, standard } from './point.ts'
import { Rolling } from './rolling.ts'
import { held } from './spread.ts'
import { remember, together, viewCount, viewsOf, type Memory } from './views.ts'

/** What a causal score is told. */
export interface CausalRules {
  /** Values looked back at, 0 or at least 2. */
  readonly window: number
  /** Values without a score, at least 2. */
  readonly warmup: number
  /** Of `gesd`. */
  readonly level: number
}

type Score = (x: number, past: Moments, isWarm: boolean) => number

/** Walks over a series: `score` sees each value and the moments of those in the window before it. */
function walk(values: Float64Array, { window, warmup }: CausalRules, out: Float64Array, score: Score): void {
  const past = new Past(window)
  for (let i = 0; i < values.length; i += 1) {
    const x = values[i]!
    const own = score(x, past.moments(), i >= warmup)
    out[i] = i >= warmup ? own : 0
    past.add(x)
  }
}

/** By mean and sd of the past. */
export const causalZ = (values: Float64Array, rules: CausalRules, out: Float64Array): void =>
  walk(values, rules, out, (x, past) => standard(Math.abs(x - past.mean), past))

/** By median and MAD, or by quartiles, of the past. */
export function causalByOrder(values: Float64Array, rules: CausalRules, fences: boolean, out: Float64Array): void {
  const order = new Rolling(values, rules.window)
  const run = new Run()
  const scoreOf = fences ? fenced : robust
  walk(values, rules, out, (x, past, isWarm) => {
    const score = isWarm ? scoreOf(x, past, run, order.at) : 0
    order.take()
    return score
  })
}

/** By Grubbs' test of each value among those before it. */
export function causalGesd(values: Float64Array, rules: CausalRules, out: Float64Array): void {
  const score = grubbs(rules.level)
  walk(values, rules, out, (x, past, isWarm) => (isWarm ? score(x, past) : 0))
}

/** By the average with weights that fade, against mean and sd of the past. */
export function causalEwma(values: Float64Array, rules: CausalRules, out: Float64Array): void {
  let level = values[0] ?? 0
  walk(values, rules, out, (x, past) => {
    level = average(level, x)
    return held(standard(Math.abs(level - past.mean), past), shareOfSd)
  })
}

/** By six views of each value, each against its own past. */
export function causalEnsemble(values: Float64Array, { window, warmup }: CausalRules, out: Float64Array): void {
  const pasts = Array.from({ length: viewCount }, () => new Past(window))
  let memory: Memory | undefined
  for (let i = 0; i < values.length; i += 1) {
    const x = values[i]!
    const next = remember(memory, x)
    const views = viewsOf(x, memory, next)
    out[i] = i >= warmup ? together(views, pasts.map((past) => past.moments())) : 0 // prettier-ignore
    pasts.forEach((past, k) => past.add(views[k]!))
    memory = next
  }
}

/**
 * The closest pair while a study runs: who seems to be ahead, and how sure that is by now.
 * In: what is recorded so far, asked for between blocks. Out: ratio, interval and verdict of the pair whose ratio is nearest to 1.
 * A look costs time that belongs to the heads, so it is foreseen from the last one, and taken only when all looks together stay below 1 % of
 * the time so far, at most once a second. Nobody listens: nothing is ever computed.
 * Intervals are those of a study that is looked at more than once. Still nothing is decided by them: they only show.
 */
import { createStudy, type Comparison, type StudyRecord, type Verdict } from '../study/index.ts'
import type { EngineOption } from '../engine/index.ts'
import { now } from './builtins.ts'
import type { HeadRun } from './head-run.ts'

/** A pair as it looks so far. `ratio` = time of a / time of b; the verdict speaks of a. */
export interface LiveRatio {
  readonly a: string
  readonly b: string
  readonly ratio: number
  readonly interval: readonly [low: number, high: number]
  readonly verdict: Verdict
}

const leastGapMs = 1000
const mostShare = 0.01

/**
 * What a look is foreseen to take before one was measured, in ms: of the first, whose code is cold, of the next, and for each trial.
 * What was seen, and some more: 8 heads, all pairs, take 1 ms and .0004 ms a trial; the first time some 60 ms of CPU more.
 */
const guess = { coldMs: 60, warmMs: 2, trialMs: 0.0008 } as const

/** How far a ratio is from 1, either way. */
const distance = (ratio: number): number => (ratio < 1 ? 1 / ratio : ratio)

/** The pair whose ratio is nearest to 1, of those that have an interval. */
export function closestPair(comparisons: readonly Comparison[]): LiveRatio | undefined {
  let best: LiveRatio | undefined
  for (const { a, b, ratio, interval, verdict } of comparisons) {
    if (ratio === undefined || interval === undefined || !(ratio > 0)) continue
    if (best === undefined || distance(ratio) < distance(best.ratio)) best = { a, b, ratio, interval, verdict }
  }
  return best
}

/** When a look may be taken. */
export class LookPace {
  #lookedAt = -Infinity
  #spentMs = 0
  #looks = 0
  #perTrialMs: number = guess.trialMs

  /** @param trials - that a look would take in */
  mayLook(elapsedMs: number, trials: number): boolean {
    if (elapsedMs < leastGapMs || elapsedMs - this.#lookedAt < leastGapMs) return false
    const foreseenMs = (this.#looks === 0 ? guess.coldMs : guess.warmMs) + trials * this.#perTrialMs
    return this.#spentMs + foreseenMs <= mostShare * elapsedMs
  }

  /** A look was taken; the first tells nothing of the next. @param tookMs - it took so long */
  looked(elapsedMs: number, trials: number, tookMs: number): void {
    this.#lookedAt = elapsedMs
    this.#spentMs += tookMs
    if (this.#looks > 0 && trials > 0) this.#perTrialMs = tookMs / trials
    this.#looks += 1
  }
}

/** Looks at a study now and then. */
export class Live {
  readonly #pace = new LookPace()
  readonly #draft: () => StudyRecord
  readonly #engine: EngineOption
  /** The closest pair at the last look. */
  ratio: LiveRatio | undefined

  constructor(draft: () => StudyRecord, engine: EngineOption) {
    this.#draft = draft
    this.#engine = engine
  }

  /** Between blocks: looks when that is cheap by now. */
  look(heads: readonly HeadRun[], elapsedMs: number): void {
    if (heads.length < 2) return
    let trials = 0
    for (const head of heads) trials += head.trials
    if (!this.#pace.mayLook(elapsedMs, trials)) return
    const startedAt = now()
    const { comparisons } = createStudy({ ...this.#draft(), mode: 'adaptive' }, this.#engine)
    this.ratio = closestPair(comparisons) ?? this.ratio
    this.#pace.looked(elapsedMs, trials, now() - startedAt)
  }
}

/**
 * Anomaly scores of a stream, one value after the other, by all values before: a state and a value in, the next state out.
 * In: a state (`newExpandingScore()` to begin), a value in order of time. Out: a new state with the score of the value.
 * The scores are those of `scoreAnomalies(all, { causal: true })`, bit for bit. In TypeScript only: one step costs less than a crossing.
 */
import { standard } from '../../reference/anomaly/point.ts'
import { inUnits, unitOf } from '../../reference/anomaly/prepared.ts'
import { remember, together, viewCount, viewsOf, type Memory } from '../../reference/anomaly/views.ts'
import { addToMoments, type Moments } from '../../reference/stats/moments.ts'
import { hydraError, show } from '../../errors/index.ts'
import { optionsAt, wordAt } from '../door.ts'
import { wholeAt } from '../drift/change-options.ts'

/** Plain data: it may be kept as JSON. */
export interface ExpandingScore {
  /** Values taken. */
  readonly n: number
  /** Of the last value: above 1 ('ensemble') or 3 ('z') it is out of the ordinary; 0 while warming up. */
  readonly score: number
  /** The power of two that values are multiplied by; 0 until one is not 0. */
  readonly unit: number
  /** Of each view of the values: how many, mean, sum of squares about it. */
  readonly pasts: readonly Moments[]
  /** The last value and its averages. */
  readonly memory?: Memory
}

export interface ExpandingOptions {
  /** 'ensemble': six views of a value; 'z': its distance from the mean in standard deviations. @defaultValue 'ensemble' */
  readonly method?: 'ensemble' | 'z'
  /** The first so many values have score 0, from 2. @defaultValue 10 */
  readonly warmup?: number
}

const none: Moments = { n: 0, mean: 0, m2: 0 }
const beginning: ExpandingScore = { n: 0, score: 0, unit: 0, pasts: Array<Moments>(viewCount).fill(none) }
const isNumber = (x: unknown): boolean => typeof x === 'number'
const isPast = (past: Moments | null): boolean => isNumber(past?.n) && isNumber(past?.mean) && isNumber(past?.m2)

function isState(state: ExpandingScore | null): boolean {
  if (typeof state !== 'object' || state === null || !isNumber(state.n) || !isNumber(state.unit)) return false
  const { memory } = state
  const isKnown = memory === undefined || Object.values(memory).filter(isNumber).length === 4
  return isKnown && Array.isArray(state.pasts) && state.pasts.length === viewCount && state.pasts.every(isPast)
}

function stateAt(state: ExpandingScore): ExpandingScore {
  if (isState(state)) return state
  throw hydraError('4004', { parameter: 'state', expected: 'a state (newExpandingScore() begins)', got: show(state) })
}

/** A value that a step can take; HYD-4004 for what is no number. */
export function valueAt(value: number): number {
  if (typeof value === 'number') return value
  throw hydraError('4004', { parameter: 'value', expected: 'a number', got: show(value) })
}

/**
 * The state of a stream of which nothing was seen.
 *
 * @example
 * ```ts
 * import { newExpandingScore } from 'hydra-profiler/stats'
 * newExpandingScore().n // 0
 * ```
 * @since 0.1.0
 */
export const newExpandingScore = (): ExpandingScore => beginning

/**
 * Scores the next value of a stream by all values before it: one step of `scoreAnomalies` with `causal: true`, as a pure function.
 * A score alone does not suppress what follows an upset; the refractory rule is `scoreAnomalies`' own.
 *
 * @param state - left as it is
 * @param value - a value that is not finite changes nothing but the score, which is 0
 * @returns the next state with the `score` of the value: O(1) in time and memory
 * @throws HYD-4004 not a state, not a number, warmup out of range; HYD-1002, HYD-1003 options
 * @example
 * ```ts
 * import { expandingScore, newExpandingScore } from 'hydra-profiler/stats'
 * let state = newExpandingScore()
 * for (let i = 0; i < 100; i += 1) state = expandingScore(state, 10 + (i % 7))
 * expandingScore(state, 90).score > 1 // true
 * ```
 * Source: Chan, Golub and LeVeque 1983 (the moments).
 * @since 0.1.0
 */
export function expandingScore(state: ExpandingScore, value: number, options?: ExpandingOptions): ExpandingScore {
  const given = optionsAt(options, ['method', 'warmup'], 'expandingScore')
  const method = wordAt<'ensemble' | 'z'>(given['method'], 'method', ['ensemble', 'z'], 'ensemble')
  const warmup = wholeAt(given['warmup'], 'warmup', 2, 2 ** 32 - 1, 10)
  const { n, pasts, unit: known, memory } = stateAt(state)
  if (!Number.isFinite(valueAt(value))) return { ...state, score: 0 }
  const unit = known === 0 && value !== 0 ? unitOf(value) : known
  const x = inUnits(value, unit)
  const next = remember(memory, x)
  const views = viewsOf(x, memory, next)
  const score = method === 'z' ? standard(Math.abs(x - pasts[0]!.mean), pasts[0]!) : together(views, pasts)
  return {
    n: n + 1,
    score: n < warmup ? 0 : score,
    unit,
    pasts: pasts.map((past, k) => addToMoments(past, views[k]!)),
    memory: next,
  }
}

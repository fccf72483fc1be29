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

const isCount = (x: unknown): x is number => Number.isSafeInteger(x) && (x as number) >= 0
const isReal = (x: unknown): boolean => Number.isFinite(x)

/** Whether these are a count of values and the unit that they are kept in: a power of two, 0 before the first that is not 0. */
export const areCountAndUnit = (n: unknown, unit: unknown): boolean =>
  isCount(n) && typeof unit === 'number' && unit < Infinity && (unit === 0 || (n > 0 && unit === unitOf(1 / unit)))

const isPast = (past: Moments | null | undefined, n: number): boolean =>
  past?.n === n && isReal(past.mean) && isReal(past.m2) && past.m2 >= 0

const isMemory = (memory: Partial<Memory> | null): boolean =>
  [memory?.before, memory?.fast, memory?.middle, memory?.slow].every(isReal)

function isState(state: ExpandingScore | null): boolean {
  if (typeof state !== 'object' || state === null || !areCountAndUnit(state.n, state.unit)) return false
  const { n, pasts, memory } = state
  const isKnown = n === 0 ? memory === undefined : isMemory(memory ?? null)
  if (!isKnown || !Array.isArray(pasts) || pasts.length !== viewCount) return false
  return Array.from(pasts as readonly (Moments | null)[]).every((past) => isPast(past, n))
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
 * The state of a stream of which nothing was seen; a new one at each call.
 *
 * @example
 * ```ts
 * import { newExpandingScore } from 'hydra-profiler/stats'
 * newExpandingScore().n // 0
 * ```
 * @since 0.1.0
 */
export const newExpandingScore = (): ExpandingScore => ({
  ...{ n: 0, score: 0, unit: 0 },
  pasts: Array.from({ length: viewCount }, () => ({ n: 0, mean: 0, m2: 0 })),
})

/**
 * Scores the next value of a stream by all values before it: one step of `scoreAnomalies` with `causal: true`, as a pure function.
 * A score alone does not suppress what follows an upset; the refractory rule is `scoreAnomalies`' own.
 *
 * @param state - left as it is
 * @param value - a value that is not finite changes nothing but the score, which is 0
 * @returns the next state with the `score` of the value: O(1) in time and memory
 * @throws HYD-4004 not a state (each member is checked, for states that were kept as JSON), not a number, warmup out of range; HYD-1002, HYD-1003 options
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

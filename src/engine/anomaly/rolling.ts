/**
 * Anomaly scores of a stream, one value after the other, by the last `window` values: a state and a value in, the next state out.
 * In: a state (`newRollingScore()` to begin), a value in order of time, always the same window. Out: a new state with the score.
 * The scores are those of `scoreAnomalies(all, { method: 'mad', causal: true, window })`, bit for bit. A step copies the window:
 * O(window); a whole column at once costs O(log window) a value.
 */
import { Run } from '../../reference/anomaly/middle.ts'
import { Past } from '../../reference/anomaly/past.ts'
import { robust } from '../../reference/anomaly/point.ts'
import { inUnits, unitOf } from '../../reference/anomaly/prepared.ts'
import type { Moments } from '../../reference/stats/moments.ts'
import { hydraError, show } from '../../errors/index.ts'
import { optionsAt } from '../door.ts'
import { wholeAt } from '../drift/change-options.ts'
import { areCountAndUnit, valueAt } from './expanding.ts'

/** Plain data: it may be kept as JSON. */
export interface RollingScore {
  /** Values taken. */
  readonly n: number
  /** Of the last value, a modified z-score: above 3.5 it is out of the ordinary; 0 while warming up. */
  readonly score: number
  /** The power of two that values are multiplied by; 0 until one is not 0. */
  readonly unit: number
  /** The last values, in order of time. */
  readonly recent: readonly number[]
  /** The same in ascending order. */
  readonly sorted: readonly number[]
}

export interface RollingOptions {
  /** How many of the last values are looked back at, from 2 to 1 000 000. @defaultValue 100 */
  readonly window?: number
  /** The first so many values have score 0, from 2. @defaultValue 10 */
  readonly warmup?: number
}

/** Numbers that a column holds: finite, of ordinary size. */
const areValues = (list: unknown, size: number): list is readonly number[] =>
  Array.isArray(list) && list.length === size && [...(list as readonly unknown[])].every((x) => Number.isFinite(x))

function isState(state: RollingScore | null, window: number): boolean {
  if (typeof state !== 'object' || state === null || !areCountAndUnit(state.n, state.unit)) return false
  const { n, recent, sorted } = state
  const size = n < window ? n : window
  return areValues(recent, size) && areValues(sorted, size) && sorted.every((x, i) => i === 0 || sorted[i - 1]! <= x)
}

function refuseState(state: RollingScore, window: number): never {
  const expected = `a state of this window, ${window} (newRollingScore() begins)`
  throw hydraError('4004', { parameter: 'state', expected, got: show(state) })
}

const stateAt = (state: RollingScore, window: number): RollingScore =>
  isState(state, window) ? state : refuseState(state, window)

/** The first place whose value is not below x. */
function placeOf(sorted: readonly number[], x: number): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (sorted[middle]! < x) low = middle + 1
    else high = middle
  }
  return low
}

/** The moments of the window as `Past` has them: the end of a span from its back, then the beginning of the next. */
function momentsOf(recent: readonly number[], n: number, window: number): Moments {
  const past = new Past(window)
  const lead = n < window ? 0 : n % window
  for (let i = 0; i < lead; i += 1) past.add(0)
  for (const x of recent) past.add(x)
  return past.moments()
}

/**
 * The state of a stream of which nothing was seen; a new one at each call.
 *
 * @example
 * ```ts
 * import { newRollingScore } from 'hydra-profiler/stats'
 * newRollingScore().recent // []
 * ```
 * @since 0.1.0
 */
export const newRollingScore = (): RollingScore => ({ n: 0, score: 0, unit: 0, recent: [], sorted: [] })

/**
 * Scores the next value of a stream by the last `window` values before it: their median and MAD (Iglewicz and Hoaglin 1993), as a pure
 * function. MAD 0: distance from the median in standard deviations of the window; equal values before and another now: n / sqrt(n + 1).
 *
 * @param state - left as it is; of the same window
 * @param value - a value that is not finite changes nothing but the score, which is 0
 * @returns the next state with the `score` of the value: O(window)
 * @throws HYD-4004 not a state of this window (each member is checked, for states that were kept as JSON), not a number, an option out of range; HYD-1002, HYD-1003 options
 * @example
 * ```ts
 * import { newRollingScore, rollingScore } from 'hydra-profiler/stats'
 * let state = newRollingScore()
 * for (let i = 0; i < 100; i += 1) state = rollingScore(state, 10 + (i % 7), { window: 50 })
 * rollingScore(state, 90, { window: 50 }).score > 3.5 // true
 * ```
 * @since 0.1.0
 */
export function rollingScore(state: RollingScore, value: number, options?: RollingOptions): RollingScore {
  const given = optionsAt(options, ['window', 'warmup'], 'rollingScore')
  const window = wholeAt(given['window'], 'window', 2, 1e6, 100)
  const warmup = wholeAt(given['warmup'], 'warmup', 2, 2 ** 32 - 1, 10)
  const { n, recent, sorted, unit: known } = stateAt(state, window)
  if (!Number.isFinite(valueAt(value))) return { ...state, score: 0 }
  const unit = known === 0 && value !== 0 ? unitOf(value) : known
  const x = inUnits(value, unit)
  const score = n < warmup ? 0 : robust(x, momentsOf(recent, n, window), new Run(), (rank) => sorted[rank]!)
  const [later, ordered] = [[...recent, x], [...sorted]]
  if (later.length > window) {
    const oldest = later.shift()!
    const [removed] = ordered.splice(placeOf(ordered, oldest), 1)
    if (removed !== oldest) refuseState(state, window)
  }
  ordered.splice(placeOf(ordered, x), 0, x)
  return { n: n + 1, score, unit, recent: later, sorted: ordered }
}

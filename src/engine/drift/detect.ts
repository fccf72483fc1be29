/**
 * Detectors that take one value after the other, as pure functions: a state and a value in, the next state out.
 * In: a state (`newDetector()` to begin), a value in order of time, rules. Out: a new state; its `alarm` says whether the level moved.
 * In TypeScript only: one step costs less than a crossing. The column form for the tests runs in both engines.
 */
import { cusumStep } from '../../reference/drift/cusum.ts'
import { pageHinkleyStep } from '../../reference/drift/page-hinkley.ts'
import { newState, type DetectorRules, type DetectorState } from '../../reference/drift/state.ts'
import { hydraError, show } from '../../errors/index.ts'
import { between, optionsAt } from '../door.ts'
import { from0At, wholeAt } from './change-options.ts'

export type { DetectorState } from '../../reference/drift/state.ts'

export interface DetectorOptions {
  /** Differences up to this many standard deviations are let pass. @defaultValue 0.5 */
  readonly slack?: number
  /** Evidence above this, in standard deviations, is an alarm. @defaultValue 8 */
  readonly threshold?: number
  /** Values to learn the usual from, a whole number from 2. @defaultValue 30 */
  readonly warmup?: number
}

const usual: DetectorRules = { slack: 0.5, threshold: 8, warmup: 30 }

function rulesOf(options: DetectorOptions | undefined, caller: string): DetectorRules {
  if (options === undefined) return usual
  const given = optionsAt(options, ['slack', 'threshold', 'warmup'], caller)
  return {
    slack: from0At(given['slack'], 'slack', usual.slack),
    threshold: between(given['threshold'], 'threshold', 0, Infinity, usual.threshold),
    warmup: wholeAt(given['warmup'], 'warmup', 2, 1e9, usual.warmup),
  }
}

const figures = ['n', 'mean', 'squares', 'up', 'down', 'alarm'] as const

function stateAt(state: DetectorState): DetectorState {
  if (typeof state === 'object' && state !== null && figures.every((name) => typeof state[name] === 'number')) return state
  throw hydraError('4004', { parameter: 'state', expected: 'a state of a detector (newDetector() begins)', got: show(state) })
}

function numberAt(value: number): number {
  if (typeof value === 'number') return value
  throw hydraError('4004', { parameter: 'value', expected: 'a number', got: show(value) })
}

/**
 * The state of a detector that has seen nothing.
 *
 * @example
 * ```ts
 * import { newDetector } from 'hydra-profiler/stats'
 * newDetector().n // 0
 * ```
 * @since 0.1.0
 */
export const newDetector = (): DetectorState => newState

/**
 * One step of a two-sided CUSUM: sums how far values lie beyond the slack from the mean of the first `warmup` ones, in their standard deviations.
 *
 * @param state - left as it is
 * @param value - a value that is not finite changes nothing
 * @returns the next state: `alarm` is 1 after a rise, -1 after a fall, else 0; after an alarm the next step begins anew
 * @throws HYD-4004 an option out of range, not a state, not a number; HYD-1002, HYD-1003 options
 * @example
 * ```ts
 * import { cusum, newDetector } from 'hydra-profiler/stats'
 * let state = newDetector()
 * for (const x of [1, 2, 1, 2, 9, 9, 9]) state = cusum(state, x, { warmup: 4 })
 * ```
 * Sources: Page 1954; Montgomery 2012.
 * @since 0.1.0
 */
export function cusum(state: DetectorState, value: number, options?: DetectorOptions): DetectorState {
  return cusumStep(stateAt(state), numberAt(value), rulesOf(options, 'cusum'))
}

/**
 * One step of a two-sided Page-Hinkley test: as `cusum`, but mean and standard deviation learn on, so that a slow creep raises no alarm.
 *
 * @param state - left as it is
 * @param value - a value that is not finite changes nothing
 * @returns the next state, as of `cusum`
 * @throws as `cusum`
 * @example
 * ```ts
 * import { newDetector, pageHinkley } from 'hydra-profiler/stats'
 * let state = newDetector()
 * for (const x of [1, 2, 1, 2, 9, 9, 9]) state = pageHinkley(state, x, { warmup: 4 })
 * ```
 * Sources: Page 1954; Hinkley 1971.
 * @since 0.1.0
 */
export function pageHinkley(state: DetectorState, value: number, options?: DetectorOptions): DetectorState {
  return pageHinkleyStep(stateAt(state), numberAt(value), rulesOf(options, 'pageHinkley'))
}

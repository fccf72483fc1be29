/** State of a detector that takes one value after the other; see ./online.ts.  Twin: crates/hydra-core/src/drift/online.rs */

/** Plain numbers: it may be kept as JSON. */
export interface DetectorState {
  /** Values taken since the start or the last alarm. */
  readonly n: number
  /** Mean of what is usual. */
  readonly mean: number
  /** Sum of squares about it. */
  readonly squares: number
  /** Evidence for a rise, in standard deviations. */
  readonly up: number
  /** Evidence for a fall. */
  readonly down: number
  /** 1: the values have risen, -1: they have fallen, 0: neither. */
  readonly alarm: number
}

/** When a detector speaks, in standard deviations. */
export interface DetectorRules {
  /** Differences up to this are let pass. */
  readonly slack: number
  /** Evidence above this is an alarm. */
  readonly threshold: number
  /** Values to learn from, at least 2. */
  readonly warmup: number
}

export const newState: DetectorState = { n: 0, mean: 0, squares: 0, up: 0, down: 0, alarm: 0 }

/** The state before its next value: begun anew after an alarm. */
export const opened = (state: DetectorState): DetectorState => (state.alarm === 0 ? state : newState)

/** Learns one more value of what is usual. */
export function learn(state: DetectorState, value: number): DetectorState {
  const n = state.n + 1
  const d = value - state.mean
  const mean = state.mean + d / n
  return { ...state, n, mean, squares: state.squares + d * (value - mean) }
}

/** How many standard deviations a value lies from what is usual. */
export function distance(state: DetectorState, value: number, known: number): number {
  const d = value - state.mean
  return d === 0 ? 0 : d / Math.sqrt(state.squares / (known - 1))
}

export const atLeast0 = (x: number): number => (x > 0 ? x : 0)

/** Sets the alarm. */
export function judged(state: DetectorState, threshold: number): DetectorState {
  if (state.up > threshold) return { ...state, alarm: 1 }
  return { ...state, alarm: state.down > threshold ? -1 : 0 }
}

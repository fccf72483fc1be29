/**
 * CUSUM: sums up how far values lie beyond a slack from what was usual, in standard deviations, each way apart.
 * In: a state, a value, rules. Out: the next state. z = (value - mean) / sd of the first `warmup` values;
 * up = max(0, up + z - slack), down = max(0, down - z - slack); alarm above the threshold.
 * Source: Page 1954; Montgomery 2012 (tabular form).  Twin: crates/hydra-core/src/drift/cusum.rs
 */
import { atLeast0, distance, judged, learn, opened, type DetectorRules, type DetectorState } from './state.ts'

/** As in the header. */
export function cusumStep(before: DetectorState, value: number, { slack, threshold, warmup }: DetectorRules): DetectorState {
  const state = opened(before)
  if (!Number.isFinite(value)) return state
  if (state.n < warmup) return learn(state, value)
  const z = distance(state, value, warmup)
  const [up, down] = [atLeast0(state.up + z - slack), atLeast0(state.down - z - slack)]
  return judged({ ...state, n: state.n + 1, up, down }, threshold)
}

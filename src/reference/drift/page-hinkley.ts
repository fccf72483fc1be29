/**
 * Page-Hinkley: compares each value with the mean of all before it, sums up the differences, and looks how far that sum has
 * left its lowest (rise) or highest (fall) point.
 * In: a state, a value, rules. Out: the next state. z = (value - mean so far) / sd so far, from `warmup` values on;
 * up = max(0, up + z - slack) is the distance of the sum from its lowest point; down likewise. The mean learns on all the time.
 * Beside cusum: what is usual may creep; a slow creep raises no alarm.
 * Source: Page 1954; Hinkley 1971; Mouss et al. 2004.  Twin: crates/hydra-core/src/drift/page_hinkley.rs
 */
import { atLeast0, distance, judged, learn, opened, type DetectorRules, type DetectorState } from './state.ts'

/** As in the header. */
export function pageHinkleyStep(
  before: DetectorState,
  value: number,
  { slack, threshold, warmup }: DetectorRules,
): DetectorState {
  const state = opened(before)
  if (!Number.isFinite(value)) return state
  if (state.n < warmup) return learn(state, value)
  const z = distance(state, value, state.n)
  const [up, down] = [atLeast0(state.up + z - slack), atLeast0(state.down - z - slack)]
  return judged({ ...learn(state, value), up, down }, threshold)
}

/**
 * What the detectors that take one value after the other share: the state, and learning what is usual.
 * In: a state and a value. Out: the next state; nothing is changed in place.
 * The first `warmup` values give mean and sd (Welford), which then stay; after an alarm the next value begins anew.
 * A value that is not finite leaves the state as it was. Values of one kind only (sd 0): any other is infinitely far.
 * Twin: crates/hydra-core/src/drift/online.rs
 */
import { cusumStep } from './cusum.ts'
import { pageHinkleyStep } from './page-hinkley.ts'
import { newState, type DetectorState } from './state.ts'

/** Runs a detector (0 cusum, 1 page-hinkley) over a column: per value its six numbers of state. Status 0 or 4004. */
export function onlineStates(method: number, values: Float64Array, params: Float64Array, out: Float64Array): number {
  const [slack, threshold, warmup] = params
  if (slack === undefined || threshold === undefined || warmup === undefined || params.length !== 3) return 4004
  if (!(slack >= 0 && threshold > 0 && warmup >= 2) || out.length < values.length * 6) return 4004
  if (method !== 0 && method !== 1) return 4004
  const step = method === 0 ? cusumStep : pageHinkleyStep
  let state: DetectorState = newState
  for (let i = 0; i < values.length; i += 1) {
    state = step(state, values[i]!, { slack, threshold, warmup })
    out.set([state.n, state.mean, state.squares, state.up, state.down, state.alarm], i * 6)
  }
  return 0
}

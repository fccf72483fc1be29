/** Runs of flagged values. In: scores and flags. Out: where each run begins and ends, and its highest score. */

/** A run of flagged values: indexes `start` up to, not including, `end`; `peak` has the highest score, the first of equals. */
export interface AnomalyEvent {
  readonly start: number
  readonly end: number
  readonly peak: number
}

/** As in the header. */
export function eventsOf(scores: Float64Array, flags: Uint8Array): AnomalyEvent[] {
  const events: AnomalyEvent[] = []
  for (let i = 0; i < flags.length; i += 1) {
    if (flags[i] === 0) continue
    const start = i
    let peak = i
    while (i < flags.length && flags[i] === 1) {
      if (scores[i]! > scores[peak]!) peak = i
      i += 1
    }
    events.push({ start, end: i, peak })
  }
  return events
}

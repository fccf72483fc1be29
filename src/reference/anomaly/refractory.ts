/**
 * Which scores become flags: those above the threshold and, with a refractory span, above every score of the last `span` points.
 * In: scores >= 0 in order of time, threshold, span (0: none, -1: growing). Out: 1 or 0 a score.
 * Why: one upset raises many scores in a row, and only its beginning and its climb are news.
 * A growing span is 15 % of the points seen, 300 at least: the longer the past, the rarer is what deserves a flag.
 * The largest of the last scores by a queue that falls from its front to its back: O(1) a point.
 * Source: Lemire 2006 (the queue).  Twin: crates/hydra-core/src/anomaly/refractory.rs
 */

/** The span that grows. */
export const growing = -1

/** The span before the point of an index. */
function spanAt(span: number, index: number): number {
  if (span !== growing) return span
  const share = Math.floor((index * 3) / 20)
  return share > 300 ? share : 300
}

/** As in the header. */
export function mark(scores: Float64Array, threshold: number, span: number, marks: Float64Array): void {
  /** Indexes whose scores fall; those from `front` on are still in the span. */
  const queue = new Uint32Array(span === 0 ? 0 : scores.length)
  let front = 0
  let back = 0
  for (let i = 0; i < scores.length; i += 1) {
    const score = scores[i]!
    const reach = spanAt(span, i)
    while (front < back && queue[front]! + reach < i) front += 1
    const before = front < back ? scores[queue[front]!]! : -1
    marks[i] = score > threshold && score > before ? 1 : 0
    if (span === 0) continue
    while (back > front && scores[queue[back - 1]!]! <= score) back -= 1
    queue[back++] = i
  }
}

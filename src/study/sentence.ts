/** The one line that a run ends in, made to be shared: "6 heads profiled, average success 94.2 %, 1 m 32 s (estimated 1 m 30 s)". */
import type { HeadStudy } from './types.ts'

/** What the line speaks of. */
export interface Closing {
  readonly names: readonly string[]
  readonly heads: Readonly<Record<string, HeadStudy>>
  readonly partial: boolean
  readonly elapsedMs: number
  readonly estimatedMs: number | undefined
}

/** A time as people say it: 850 ms, 4.2 s, 1 m 32 s, 2 h 5 m. */
export function spokenTime(durationMs: number): string {
  if (durationMs < 999.5) return `${durationMs < 9.95 ? durationMs.toFixed(1) : durationMs.toFixed(0)} ms`
  if (durationMs < 59_950) return `${(durationMs / 1000).toFixed(1)} s`
  const seconds = Math.round(durationMs / 1000)
  if (seconds < 3600) return `${Math.floor(seconds / 60)} m ${seconds % 60} s`
  const minutes = Math.round(seconds / 60)
  return `${Math.floor(minutes / 60)} h ${minutes % 60} m`
}

function averageSuccess(heads: readonly HeadStudy[]): string {
  if (heads.length === 0) return 'no trial was finished'
  const sum = heads.reduce((total, { summary }) => total + summary.successRate, 0)
  return `average success ${((sum / heads.length) * 100).toFixed(1)} %`
}

/**
 * The closing line. The average is over heads that had trials, each counting once; heads that could not be run are named as such.
 */
export function closingLine({ names, heads, partial, elapsedMs, estimatedMs }: Closing): string {
  const tried = names.map((name) => heads[name]).filter((head) => head !== undefined && head.summary.trials > 0) as HeadStudy[]
  const missing = names.length - tried.length
  const parts = [`${names.length} ${names.length === 1 ? 'head' : 'heads'} profiled`, averageSuccess(tried)]
  if (missing > 0 && tried.length > 0) parts.push(`${missing} without a trial`)
  const estimate = estimatedMs === undefined ? '' : ` (estimated ${spokenTime(estimatedMs)})`
  return `${parts.join(', ')}, ${spokenTime(elapsedMs)}${estimate}${partial ? ', stopped early' : ''}`
}

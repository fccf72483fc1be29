/** What the picture of a study says in words: the figures of each row, a caption, and all of it for those who do not see it. */
import type { HeadStudy } from '../../study/types.ts'
import { distributionOf, type Distribution, type TimeAxis } from '../distribution.ts'
import { formatDuration } from '../duration.ts'
import { failureCounts } from '../failures.ts'
import { shownName } from '../names.ts'
import { percent } from '../number.ts'
import { byMedian } from '../study-table.ts'
import { bracket } from '../time-unit.ts'
import type { StudyView } from '../types.ts'

/** What the picture is made of. */
export type SvgStudy = StudyView & { readonly id: string; readonly name?: string | undefined }

export interface Row {
  readonly head: HeadStudy
  readonly distribution: Distribution | undefined
  /** `1.23 ms [1.22, 1.24]`, or why there is nothing. */
  readonly figures: string
}

/** Each in its own unit: how they compare is what the picture shows. */
function figuresOf({ summary }: HeadStudy): string {
  const { median, interval } = summary.durationMs
  if (median === undefined) return 'no good trial'
  return interval === undefined ? formatDuration(median) : `${formatDuration(median)} ${bracket(median, interval, undefined)}`
}

/** A row a head, the fastest first. */
export const rowsOf = (study: SvgStudy): Row[] =>
  byMedian(study).map((head) => ({ head, distribution: distributionOf(head), figures: figuresOf(head) }))

/** What the picture says, for those who do not see it. */
export function description(rows: readonly Row[], axis: TimeAxis | undefined): string {
  const heads = rows.map(({ head: { name, summary, failures }, figures }) => {
    const failed = failureCounts(failures)
    return `${shownName(name, 200)}: median ${figures}, ${summary.successes} of ${summary.trials} right${failed === '' ? '' : ` (${failed})`}.`
  })
  const ends = axis === undefined ? '' : ` The axis goes from ${formatDuration(axis.low)} to ${formatDuration(axis.high)}${axis.isLog ? ' and is logarithmic' : ''}.` // prettier-ignore
  return `A density of the times of each head, the fastest first, with its median and the 95 % interval of the median.${ends} ${heads.join(' ')}`
}

/** What the marks mean, under the title. */
export function caption(rows: readonly Row[], axis: TimeAxis | undefined): string {
  const all = rows.reduce((sum, { distribution }) => sum + (distribution?.all ?? 0), 0)
  const shown = rows.reduce((sum, { distribution }) => sum + (distribution?.times.length ?? 0), 0)
  const beyond = all === shown ? '' : `, ${percent((all - shown) / all)} of the trials lie beyond`
  return `time of a call${axis?.isLog === true ? ', logarithmic' : ''}; | median, bar its 95 % interval, hill the density (each to its own peak) from p1 to p99 of each head${beyond}`
}

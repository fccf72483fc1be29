/**
 * Where the CPU time goes: the functions whose share differs most between the fastest head and each other one.
 * In: a study with CPU profiles. Out: lines, one block a pair; of one head alone its own largest shares. Places are relative.
 * Times are those under the profiler, which are longer than those of the trials; so shares stand first.
 */
import { cpuDifferences, cpuShares, type CpuDifference, type CpuShare, type HeadCpuProfile } from '../study/index.ts'
import { formatDuration } from './duration.ts'
import { shownName } from './names.ts'
import { percent } from './number.ts'
import { plain } from './paint.ts'
import { tableLines, type Cell, type Column } from './table.ts'
import { byMedian } from './study-table.ts'
import type { ReportOptions, StudyView } from './types.ts'

export interface CpuTableOptions extends ReportOptions {
  /** Absolute: places are shown relative to it. */
  readonly folder: string
  /** Functions of a pair. @defaultValue 6 */
  readonly most?: number
}

const right = (title: string): Column => ({ title, align: 'right' })
const shareCell = (share: CpuShare | undefined): Cell => ({ text: share === undefined ? '–' : percent(share.share) })
const timeCell = (share: CpuShare | undefined): Cell => ({ text: formatDuration(share?.callMs) })

function pairLines(a: HeadCpuProfile, b: HeadCpuProfile, { folder, most = 6, paint = plain }: CpuTableOptions): string[] {
  const [nameA, nameB] = [shownName(a.head, 20), shownName(b.head, 20)]
  const rows = cpuDifferences(a, b, folder).slice(0, most)
  const columns = [{ title: 'function' }, right(nameA), right(nameB), right(`${nameA} a call`), right(`${nameB} a call`), { title: 'place' }] // prettier-ignore
  const cells = (row: CpuDifference): Cell[] => [
    { text: shownName(row.function) },
    shareCell(row.a),
    shareCell(row.b),
    timeCell(row.a),
    timeCell(row.b),
    { text: shownName(row.place, 60), brush: paint.dim },
  ]
  const title = paint.bold(`Where the CPU time goes: ${nameA} and ${nameB}`)
  return [title, ...tableLines(columns, rows.map(cells), paint)]
}

function ownLines(one: HeadCpuProfile, { folder, most = 6, paint = plain }: CpuTableOptions): string[] {
  const columns = [{ title: 'function' }, right('share'), right('a call'), { title: 'place' }]
  const cells = (share: CpuShare): Cell[] => [{ text: shownName(share.function) }, shareCell(share), timeCell(share), { text: shownName(share.place, 60), brush: paint.dim }] // prettier-ignore
  const rows = cpuShares(one, folder).slice(0, most).map(cells)
  return [paint.bold(`Where the CPU time of ${shownName(one.head, 20)} goes`), ...tableLines(columns, rows, paint)]
}

/** Blocks of lines, the heads fastest first; none without CPU profiles. */
export function cpuDifferenceLines(study: StudyView, profiles: readonly HeadCpuProfile[], options: CpuTableOptions): string[][] {
  const order = byMedian(study).map(({ name }) => name)
  const [fastest, ...others] = [...profiles].sort((p, q) => order.indexOf(p.head) - order.indexOf(q.head))
  if (fastest === undefined) return []
  return others.length === 0 ? [ownLines(fastest, options)] : others.map((other) => pairLines(fastest, other, options))
}

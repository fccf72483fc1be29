/** Weights as bars with their reasons, largest first. In: a weights file. Out: lines. */
import type { WeightsFile } from '../weigh/types.ts'
import { bar } from './bars.ts'
import { shownName } from './names.ts'
import { percent } from './number.ts'
import { plain } from './paint.ts'
import { tableLines } from './table.ts'
import type { ReportOptions } from './types.ts'

const barColumns = 24

/** The reason begins with name and weight, which the table shows already. */
const bareReason = (reason: string, name: string): string => {
  const rest = reason.startsWith(`${name}: `) ? reason.slice(name.length + 2) : reason
  return rest.replace(/^[\d.<> ]+%: /, '')
}

/** @param options.reasons - whether the reason of each weight is shown; true when left out */
export function weightsTable(
  file: WeightsFile,
  { paint = plain, reasons = true, columns = Infinity }: ReportOptions & { reasons?: boolean } = {},
): string[] {
  const entries = Object.entries(file.weights).sort(([, a], [, b]) => b - a)
  const most = entries[0]?.[1] ?? 1
  const rows = entries.map(([name, weight]) => [
    { text: shownName(name) },
    { text: percent(weight), brush: paint.bold },
    { text: bar(weight / most, barColumns), brush: paint.cyan },
    { text: reasons ? shownName(bareReason(file.reasons[name] ?? '', name), 200) : '', brush: paint.dim },
  ])
  return tableLines(
    [
      { title: 'head', least: 8 },
      { title: 'weight', align: 'right' },
      { title: file.policy, rank: 2 },
      { title: reasons ? 'why' : '', rank: 1, least: 20 },
    ],
    rows,
    paint,
    columns,
  )
}

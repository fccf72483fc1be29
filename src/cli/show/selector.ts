/** How the command shows a selector: one line a head, the largest share first. In: explanations. Out: lines for stdout. */
import { percent, shownName, significant, tableLines, type Cell, type Column } from '../../report/index.ts'
import type { HeadExplanation, SelectorExplanation } from '../../select/index.ts'
import type { Context } from '../context.ts'

export interface SelectorView {
  readonly explanation: SelectorExplanation
  readonly heads: readonly HeadExplanation[]
}

const columns: readonly Column[] = [
  { title: 'head', least: 8 },
  { title: 'state' },
  { title: 'share', align: 'right' },
  { title: 'count', align: 'right' },
  { title: 'mean', align: 'right' },
  { title: '95 %', rank: 4 },
  { title: 'pending', align: 'right', rank: 3 },
  { title: 'ejections', align: 'right', rank: 2 },
  { title: 'why', rank: 1, least: 24 },
]

function cellsOf(head: HeadExplanation, { paint }: Context): Cell[] {
  const { interval, mean, state } = head
  const brush = state === 'closed' ? paint.green : state === 'open' ? paint.red : paint.yellow
  const range = interval === undefined ? '' : `[${interval[0].toFixed(3)}, ${interval[1].toFixed(3)}]`
  return [
    { text: shownName(head.head) },
    { text: state, brush },
    { text: percent(head.probability), brush: paint.bold },
    { text: significant(head.count, 4) },
    { text: mean === undefined ? '' : mean.toFixed(3) },
    { text: range, brush: paint.dim },
    { text: String(head.pending) },
    { text: String(head.ejections) },
    { text: shownName(head.reason, 200), brush: paint.dim },
  ]
}

export function selectorLines({ explanation, heads }: SelectorView, context: Context): string[] {
  const rows = [...heads].sort((a, b) => b.probability - a.probability).map((head) => cellsOf(head, context))
  return [...tableLines(columns, rows, context.paint, context.columns), '', shownName(explanation.text, 1000)]
}

/** The parts of the picture of a study: the hill of a density, the bar of an interval, rows, marks of the axis. In: places. Out: elements. */
import type { Distribution, TimeAxis } from '../distribution.ts'
import { shownName } from '../names.ts'
import { densityOf, densitySteps } from './density.ts'
import { columnsOf, drawnName, pixels, sizes, type Layout } from './layout.ts'
import { element, fixed, textElement } from './markup.ts'
import type { Row } from './rows.ts'
import { ticksOf } from './ticks.ts'

function hill({ times }: Distribution, axis: TimeAxis, { left, plot }: Layout, base: number): string {
  const heights = densityOf(times.map(axis.place))
  const seen = Array.from(heights, (height, i) => ({ height, i })).filter(({ i }) =>
    [i - 1, i, i + 1].some((at) => (heights[at] ?? 0) > 0.004),
  )
  const x = (i: number): number => left + (i / densitySteps) * plot
  const points = seen.map(({ height, i }) => `${fixed(x(i))} ${fixed(base - height * sizes.hill)}`)
  const [first, last] = [x(seen[0]?.i ?? 0), x(seen.at(-1)?.i ?? 0)]
  return element('path', {
    class: 'hill',
    d: `M${fixed(first)} ${fixed(base)}L${points.join('L')}L${fixed(last)} ${fixed(base)}Z`,
  })
}

/** Bar of the interval and mark of the median. */
function marks({ head }: Row, axis: TimeAxis, { left, plot }: Layout, base: number): string[] {
  const { median, interval } = head.summary.durationMs
  if (median === undefined) return []
  const x = (ms: number): number => left + Math.min(1, Math.max(0, axis.place(ms))) * plot
  const [low, high] = (interval ?? [median, median]).map(x) as [number, number]
  const bar = element('rect', { class: 'bar', x: low, y: base - 2, width: Math.max(1, high - low), height: 4 })
  const at = x(median)
  return [bar, element('line', { class: 'median', x1: at, x2: at, y1: base - sizes.hill, y2: base + 3, 'stroke-width': 1.5 })]
}

/** One head. */
export function rowMarkup(row: Row, index: number, layout: Layout): string {
  const { width, nameColumns, axis, left, plot } = layout
  const base = layout.top + (index + 1) * sizes.row - 8
  const baseline = element('line', { class: 'line', x1: left, x2: left + plot, y1: base, y2: base })
  const drawn = axis === undefined || row.distribution === undefined ? [] : [hill(row.distribution, axis, layout, base), ...marks(row, axis, layout, base)] // prettier-ignore
  const texts = { y: base - 8, 'font-size': sizes.text }
  return element('g', { class: index === 0 ? 'row best' : 'row' },
    textElement('title', {}, `${shownName(row.head.name, 200)}: ${row.figures}`),
    baseline, ...drawn,
    textElement('text', { class: 'ink name', x: sizes.margin, ...texts }, drawnName(row.head.name, nameColumns)),
    textElement('text', { class: 'ink figures', x: width - sizes.margin, 'text-anchor': 'end', ...texts }, row.figures),
  ) // prettier-ignore
}

/** Marks of the axis with their labels, below the rows. */
export function axisMarkup(rows: number, { axis, left, plot, top }: Layout): string {
  if (axis === undefined) return ''
  const bottom = top + rows * sizes.row
  const ticks = ticksOf(axis, plot, (label) => pixels(columnsOf(label) + 1, sizes.small))
  return ticks
    .map(({ durationMs, label }) => {
      const x = left + axis.place(durationMs) * plot
      const line = element('line', { class: 'line', x1: x, x2: x, y1: top, y2: bottom, 'stroke-dasharray': '2 3' })
      return line + textElement('text', { class: 'faint tick', x, y: bottom + 14, 'text-anchor': 'middle', 'font-size': sizes.small }, label) // prettier-ignore
    })
    .join('')
}

/** Lines of text from a height on. */
export function lines(texts: readonly string[], y: number, size: number, look: string): string {
  return texts.map((text, i) => textElement('text', { class: look, x: sizes.margin, y: y + i * (size + 4), 'font-size': size }, text)).join('') // prettier-ignore
}

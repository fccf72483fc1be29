/**
 * A small plot of terminal characters: one point a head, time on one axis and a metric on the other, the Pareto front filled.
 * In: points with positive or zero values. Out: lines. Axes are logarithmic where all values are positive and span a factor of 3 or more:
 * times of heads differ by factors, and on a linear axis all but the slowest would fall together.
 * Labels go right of their point, else left, else the point gets a letter that the legend explains.
 */
import { plain, type Paint } from './paint.ts'
import { graphemes, pad, textWidth } from './width.ts'

export interface Point {
  readonly label: string
  readonly x: number
  readonly y: number
  /** On the front: no other point is better in both. */
  readonly front: boolean
}

export interface ScatterOptions {
  readonly width: number
  readonly height: number
  readonly xTitle: string
  readonly yTitle: string
  readonly formatX: (value: number) => string
  readonly formatY: (value: number) => string
  readonly paint?: Paint
}

/** Place of a value on an axis of `cells` cells. */
export function axis(values: readonly number[], cells: number): (value: number) => number {
  const [low, high] = [Math.min(...values), Math.max(...values)]
  const scale = low > 0 && high / low >= 3 ? Math.log : (value: number): number => value
  const span = scale(high) - scale(low)
  return (value) => (span === 0 ? Math.floor(cells / 2) : Math.round(((scale(value) - scale(low)) / span) * (cells - 1)))
}

type Grid = string[][]

const isFree = (grid: Grid, row: number, from: number, length: number): boolean =>
  from >= 0 &&
  from + length <= (grid[row]?.length ?? 0) &&
  (grid[row] ?? []).slice(from, from + length).every((cell) => cell === ' ')

/** Writes text into cells; a wide character takes two, the second of them empty. */
function write(grid: Grid, row: number, from: number, text: string): void {
  let column = from
  for (const part of graphemes(text)) {
    const cells = grid[row]
    if (cells === undefined || textWidth(part) === 0) continue
    cells[column] = part
    for (let extra = 1; extra < textWidth(part); extra += 1) cells[column + extra] = ''
    column += textWidth(part)
  }
}

/** @returns whether the label found a place beside its point */
function writeLabel(grid: Grid, row: number, column: number, label: string): boolean {
  const length = textWidth(label)
  const from = isFree(grid, row, column + 1, length + 2) ? column + 2 : column - 1 - length
  if (from < column && !isFree(grid, row, from - 1, length + 1)) return false
  write(grid, row, from, label)
  return true
}

const letter = (index: number): string => String.fromCharCode(97 + (index % 26))

/** Points that fall into one cell are one mark with all their labels. */
interface Mark {
  readonly row: number
  readonly column: number
  readonly points: Point[]
}

function marksOf(points: readonly Point[], toRow: (y: number) => number, toColumn: (x: number) => number): Mark[] {
  const marks = new Map<string, Mark>()
  for (const point of points) {
    const [row, column] = [toRow(point.y), toColumn(point.x)]
    const mark = marks.get(`${row} ${column}`)
    if (mark === undefined) marks.set(`${row} ${column}`, { row, column, points: [point] })
    else mark.points.push(point)
  }
  return [...marks.values()]
}

const signOf = (points: readonly Point[]): string => (points.some(({ front }) => front) ? '●' : '○')
const labelOf = (points: readonly Point[]): string => points.map(({ label }) => label).join(', ')

/** Draws points and labels; what found no room comes back as lines of a legend. */
function draw(grid: Grid, marks: readonly Mark[]): string[] {
  const legend: string[] = []
  for (const { points, row, column } of marks) write(grid, row, column, signOf(points))
  for (const { points, row, column } of marks) {
    if (writeLabel(grid, row, column, labelOf(points))) continue
    const sign = letter(legend.length)
    write(grid, row, column, sign)
    legend.push(`${sign} ${signOf(points)} ${labelOf(points)}`)
  }
  return legend
}

/**
 * @returns lines of the plot: title of the vertical axis, the field with its ends labelled, the horizontal axis, a legend where needed
 * @since 0.1.0
 */
export function scatterLines(points: readonly Point[], options: ScatterOptions): string[] {
  const { width, height, formatX, formatY, paint = plain } = options
  if (points.length === 0) return []
  const [xs, ys] = [points.map(({ x }) => x), points.map(({ y }) => y)]
  const [toColumn, toRow] = [axis(xs, width), axis(ys, height)]
  const grid: Grid = Array.from({ length: height }, () => Array.from({ length: width }, () => ' '))
  const legend = draw(
    grid,
    marksOf(points, (y) => height - 1 - toRow(y), toColumn),
  )
  const [low, high] = [formatY(Math.min(...ys)), formatY(Math.max(...ys))]
  const margin = Math.max(textWidth(low), textWidth(high))
  const tick = (row: number): string => (row === 0 ? high : row === height - 1 ? low : '')
  const field = grid.map((cells, row) => `  ${paint.dim(`${pad(tick(row), margin, 'right')} │`)}${cells.join('')}`.trimEnd())
  const [left, right] = [formatX(Math.min(...xs)), formatX(Math.max(...xs))]
  const base = `  ${' '.repeat(margin)} └${'─'.repeat(width)}`
  const ends = `  ${' '.repeat(margin + 2)}${left}${pad(right, width - textWidth(left), 'right')}`
  const title = `  ${pad(options.yTitle, margin, 'right')}   ${options.xTitle} →`
  return [paint.dim(title), ...field, paint.dim(base), paint.dim(ends), ...legend.map((line) => `  ${line}`)]
}

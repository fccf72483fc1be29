/**
 * Aligned columns of text. In: columns with titles, rows of cells. Out: lines without trailing blanks, none wider than the terminal.
 * Widths are those of the terminal (width.ts); cells are painted after they are padded, so colours never shift a column.
 */
import { fitColumns, type Fitting } from './fit.ts'
import { plain, type Brush, type Paint } from './paint.ts'
import { clipMiddle, pad, textWidth } from './width.ts'

export interface Column {
  readonly title: string
  readonly align?: 'left' | 'right'
  /** In a narrow terminal the column with the smallest rank goes first; without one it stays. */
  readonly rank?: number
  /** Its cells may be cut in the middle, down to so many columns. */
  readonly least?: number
}

export interface Cell {
  readonly text: string
  readonly brush?: Brush
}

type Rows = readonly (readonly Cell[])[]

const gap = '  '
const indent = '  '
const frame = (cells: number): number => indent.length + gap.length * Math.max(0, cells - 1)

/** Columns that are empty in every row and have no title are left out. */
const isUsed = ({ title }: Column, index: number, rows: Rows): boolean =>
  title !== '' || rows.some((row) => (row[index]?.text ?? '') !== '')

function fittingOf({ title, rank, least }: Column, index: number, rows: Rows): Fitting {
  const width = Math.max(textWidth(title), ...rows.map((row) => textWidth(row[index]?.text ?? '')))
  return { width, ...(rank === undefined ? {} : { rank }), ...(least === undefined ? {} : { least }) }
}

interface Fitted {
  /** Places of the columns that are shown. */
  readonly used: readonly number[]
  readonly widths: ReadonlyMap<number, number>
  /** Columns of the terminal that are still free. */
  readonly free: number
}

/** Which columns of a table are shown in so many columns of a terminal, and how wide they are. */
export function fitTable(columns: readonly Column[], rows: Rows, limit = Infinity): Fitted {
  const places = columns.flatMap((column, index) => (isUsed(column, index, rows) ? [index] : []))
  const { kept, widths, free } = fitColumns(places.map((index) => fittingOf(columns[index]!, index, rows)), limit, frame) // prettier-ignore
  const used = kept.map((place) => places[place]!)
  return { used, widths: new Map(kept.map((place) => [places[place]!, widths[place]!])), free }
}

/**
 * @param rows - one cell a column; a missing one is empty
 * @param limit - columns of the terminal; without one nothing is left out
 * @returns the line of titles, then a line a row
 */
export function tableLines(columns: readonly Column[], rows: Rows, paint: Paint = plain, limit = Infinity): string[] {
  const { used, widths } = fitTable(columns, rows, limit)
  const line = (cells: readonly Cell[]): string => {
    const parts = used.map((index, place) => {
      const { text: whole, brush } = cells[index] ?? { text: '' }
      const width = widths.get(index) ?? 0
      const text = clipMiddle(whole, width)
      const isLast = place === used.length - 1 && columns[index]?.align !== 'right'
      const filled = isLast ? text : pad(text, width, columns[index]?.align)
      return brush === undefined || text === '' ? filled : filled.replace(text, () => brush(text))
    })
    return (indent + parts.join(gap)).trimEnd()
  }
  return [line(columns.map(({ title }) => ({ text: title, brush: paint.dim }))), ...rows.map(line)]
}

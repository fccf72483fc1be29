/**
 * Aligned columns of text. In: columns with titles, rows of cells. Out: lines without trailing blanks.
 * Widths are those of the terminal (width.ts); cells are painted after they are padded, so colours never shift a column.
 */
import { plain, type Brush, type Paint } from './paint.ts'
import { pad, textWidth } from './width.ts'

export interface Column {
  readonly title: string
  readonly align?: 'left' | 'right'
}

export interface Cell {
  readonly text: string
  readonly brush?: Brush
}

const gap = '  '
const indent = '  '

/** Columns that are empty in every row and have no title are left out. */
const usedColumns = (columns: readonly Column[], rows: readonly (readonly Cell[])[]): number[] =>
  columns.flatMap(({ title }, index) => (title !== '' || rows.some((row) => (row[index]?.text ?? '') !== '') ? [index] : []))

/**
 * @param rows - one cell a column; a missing one is empty
 * @returns the line of titles, then a line a row
 */
export function tableLines(columns: readonly Column[], rows: readonly (readonly Cell[])[], paint: Paint = plain): string[] {
  const used = usedColumns(columns, rows)
  const widths = columns.map(({ title }, index) =>
    Math.max(textWidth(title), ...rows.map((row) => textWidth(row[index]?.text ?? ''))),
  )
  const line = (cells: readonly Cell[]): string => {
    const parts = used.map((index, place) => {
      const { text, brush } = cells[index] ?? { text: '' }
      const last = place === used.length - 1 && columns[index]?.align !== 'right'
      const filled = last ? text : pad(text, widths[index] ?? 0, columns[index]?.align)
      return brush === undefined || text === '' ? filled : filled.replace(text, () => brush(text))
    })
    return (indent + parts.join(gap)).trimEnd()
  }
  return [line(columns.map(({ title }) => ({ text: title, brush: paint.dim }))), ...rows.map(line)]
}

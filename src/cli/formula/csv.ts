/**
 * CSV as RFC 4180 has it: commas, quotes, line feeds within quotes; the first line names the columns.
 * In: text. Out: names and rows of texts. Fails: HYD-1003 with the line of what cannot be read.
 */
import { refusal } from '../arguments/refusal.ts'

const refuse = (expected: string, line: number): Error => refusal('--data', `${expected}`, `line ${line}`)

/** One field from `at` on, and where it ends. */
function field(text: string, at: number, line: number): readonly [value: string, end: number] {
  if (text[at] !== '"') {
    let end = at
    while (end < text.length && text[end] !== ',' && text[end] !== '\n') end += 1
    const value = text.slice(at, end)
    return [value.endsWith('\r') ? value.slice(0, -1) : value, end]
  }
  let [value, from] = ['', at + 1]
  for (;;) {
    const quote = text.indexOf('"', from)
    if (quote < 0) throw refuse('CSV whose quotes are closed', line)
    value += text.slice(from, quote)
    from = quote + 1
    if (text[from] !== '"') break
    value += '"'
    from += 1
  }
  if (text[from] === '\r' && text[from + 1] === '\n') from += 1
  if (from < text.length && text[from] !== ',' && text[from] !== '\n')
    throw refuse('CSV with a comma after each quoted field', line)
  return [value, from]
}

/** All lines as fields; lines without anything are left out. */
function lines(text: string): string[][] {
  const all: string[][] = []
  let [row, at]: [string[], number] = [[], 0]
  while (at < text.length) {
    const [value, end] = field(text, at, all.length + 1)
    row.push(value)
    at = end + 1
    if (end < text.length && text[end] === ',' && at < text.length) continue
    if (text[end] === ',') row.push('')
    if (row.length > 1 || row[0] !== '') all.push(row)
    row = []
  }
  return all
}

export function readCsv(text: string): { readonly names: readonly string[]; readonly rows: readonly (readonly string[])[] } {
  const [names = [], ...rows] = lines(text)
  const uneven = rows.findIndex((row) => row.length !== names.length)
  if (uneven >= 0) throw refuse(`CSV of ${names.length} fields a line`, uneven + 2)
  const twice = names.find((name, i) => names.indexOf(name) !== i)
  if (twice !== undefined) throw refusal('--data', 'CSV whose columns have different names', twice)
  return { names, rows }
}

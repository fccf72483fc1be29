/**
 * Rows from a file: a JSON object, an array of objects, JSON lines, or CSV; `-` is standard input.
 * In: the text. Out: rows in order, and the type of each column. What a catalogue knows keeps its type; other columns have the type they look like.
 * Fails: HYD-6002 a file that cannot be read, HYD-1003 what is none of these, HYD-2006 a text that is no value of its column.
 */
import { readFile } from 'node:fs/promises'
import { text as readAll } from 'node:stream/consumers'
import type { FormulaVariable, MetricCatalogue } from '../../formula/index.ts'
import { fileFailed } from '../../files/index.ts'
import { refusal } from '../arguments/refusal.ts'
import { readCsv } from './csv.ts'
import { typeOfTexts, typeOfValues, valueOf, type Row } from './values.ts'

export interface Table {
  readonly rows: readonly Row[]
  readonly types: ReadonlyMap<string, FormulaVariable['type']>
}

const expected = 'a JSON object, an array of objects, JSON lines or CSV'

async function contentOf(file: string): Promise<string> {
  try {
    const content = file === '-' ? await readAll(process.stdin) : await readFile(file, 'utf8')
    return content.replace(/^\ufeff/, '')
  } catch (error) {
    throw fileFailed('read', file, error)
  }
}

function parsed(text: string, place: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch (error) {
    throw refusal('--data', expected, `${place}: ${(error as Error).message}`)
  }
}

function asRow(value: unknown, place: string): Row {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Row
  throw refusal('--data', expected, `${place} that is no object`)
}

/** A document, or one a line. */
function jsonRows(content: string): readonly Row[] {
  if (content.startsWith('[')) {
    return (parsed(content, 'the file') as unknown[]).map((value, i) => asRow(value, `row ${i + 1}`))
  }
  const lines = content.split('\n').filter((line) => line.trim() !== '')
  const isLines = lines.length > 1 && lines[0]!.trimEnd().endsWith('}')
  if (!isLines) return [asRow(parsed(content, 'the file'), 'a value')]
  return lines.map((line, i) => asRow(parsed(line, `line ${i + 1}`), `line ${i + 1}`))
}

function jsonTable(content: string, catalogue: MetricCatalogue): Table {
  const rows = jsonRows(content)
  const names = new Set(rows.flatMap((row) => Object.keys(row)))
  const typeOf = (name: string): FormulaVariable['type'] =>
    Object.hasOwn(catalogue, name)
      ? catalogue[name]!.type
      : typeOfValues(rows.map((row) => (Object.hasOwn(row, name) ? row[name] : undefined)))
  return { rows, types: new Map([...names].map((name) => [name, typeOf(name)])) }
}

function csvTable(content: string, catalogue: MetricCatalogue): Table {
  const { names, rows } = readCsv(content)
  const types = names.map((name, i) =>
    Object.hasOwn(catalogue, name) ? catalogue[name]!.type : typeOfTexts(rows.map((row) => row[i]!)),
  )
  const typed = rows.map((row) => {
    const values = Object.create(null) as Record<string, unknown>
    names.forEach((name, i) => (values[name] = valueOf(name, row[i]!, types[i]!)))
    return values
  })
  return { rows: typed, types: new Map(names.map((name, i) => [name, types[i]!])) }
}

export async function readTable(file: string, catalogue: MetricCatalogue): Promise<Table> {
  const content = await contentOf(file)
  const start = content.trimStart()
  if (start === '') throw refusal('--data', expected, 'an empty file')
  return start.startsWith('{') || start.startsWith('[') ? jsonTable(start, catalogue) : csvTable(content, catalogue)
}

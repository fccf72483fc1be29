/**
 * Where a fault lies, for people: line and column from 1, and the line with a caret under it.
 * Lines over 120 characters are cut round the caret; controls and direction marks are shown as text of their own width.
 */
import { visible } from '../errors/index.ts'
import { blanksFor } from './wide.ts'

export interface Place {
  readonly line: number
  readonly column: number
  /** The line, and under it `^~~~`. */
  readonly caret: string
}

const longest = 120
const half = 60

interface Line {
  readonly number: number
  readonly start: number
  readonly text: string
}

/** The line that holds an offset; CR LF ends one line. */
function lineAt(text: string, offset: number): Line {
  let [number, start, at] = [1, 0, 0]
  for (; at < offset; at += 1) {
    const c = text[at]
    if (c !== '\n' && !(c === '\r' && text[at + 1] !== '\n')) continue
    number += 1
    start = at + 1
  }
  while (at < text.length && text[at] !== '\n' && text[at] !== '\r') at += 1
  return { number, start, text: text.slice(start, at) }
}

/** Cuts a long line, never through a pair. */
function cut(line: string, column: number): { readonly from: number; readonly to: number } {
  if (line.length <= longest) return { from: 0, to: line.length }
  const from = Math.max(0, Math.min(column - half, line.length - longest))
  const isLow = (at: number): boolean => line.charCodeAt(at) >= 0xdc00 && line.charCodeAt(at) <= 0xdfff
  const to = from + longest
  return { from: isLow(from) ? from + 1 : from, to: isLow(to) ? to - 1 : to }
}

const shown = (text: string): string => text.split('\t').map(visible).join('\t')

export function placeOf(text: string, start: number, end: number): Place {
  const line = lineAt(text, Math.min(start, text.length))
  const column = Math.min(start, text.length) - line.start
  const { from, to } = cut(line.text, column)
  const before = `${from > 0 ? '…' : ''}${shown(line.text.slice(from, column))}`
  const marked = shown(line.text.slice(column, Math.min(to, line.start + line.text.length < end ? to : end - line.start)))
  const tail = `${shown(line.text.slice(column, to))}${to < line.text.length ? '…' : ''}`
  const mark = `^${'~'.repeat(Math.max(0, blanksFor(marked).length - 1))}`
  return { line: line.number, column: column + 1, caret: `${before}${tail}\n${blanksFor(before)}${mark}` }
}

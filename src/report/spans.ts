/**
 * Sentences with colours, broken between words. In: parts of a text, each with its brush. Out: lines of at most so many columns.
 * Why parts: a line is measured before it is painted, so colours take no room; a word longer than a line is cut in the middle.
 */
import type { Brush } from './paint.ts'
import { clipMiddle, textWidth } from './width.ts'

export type Span = string | { readonly text: string; readonly brush: Brush }

export interface Breaks {
  /** Columns of a line; Infinity: one line. */
  readonly columns: number
  /** What the first line begins with, and the others. */
  readonly first?: string
  readonly rest?: string
}

interface Piece {
  readonly text: string
  readonly brush: Brush | undefined
}

/** Words, each of one or more pieces: what stands between two blanks. */
function wordsOf(spans: readonly Span[]): Piece[][] {
  const words: Piece[][] = [[]]
  for (const span of spans) {
    const { text, brush } = typeof span === 'string' ? { text: span, brush: undefined } : span
    text.split(' ').forEach((part, i) => {
      if (i > 0) words.push([])
      if (part !== '') words.at(-1)!.push({ text: part, brush })
    })
  }
  return words.filter((word) => word.length > 0)
}

const bare = (word: readonly Piece[]): string => word.map(({ text }) => text).join('')
const painted = (word: readonly Piece[]): string =>
  word.map(({ text, brush }) => (brush === undefined ? text : brush(text))).join('')

/** Lines of a sentence. */
export function spanLines(spans: readonly Span[], { columns, first = '', rest = first }: Breaks): string[] {
  const lines: string[] = []
  let [line, used, isEmpty] = [first, textWidth(first), true]
  for (const word of wordsOf(spans)) {
    const width = textWidth(bare(word))
    if (!isEmpty && used + 1 + width > columns) {
      lines.push(line)
      ;[line, used, isEmpty] = [rest, textWidth(rest), true]
    }
    const room = columns - used
    line += (isEmpty ? '' : ' ') + (isEmpty && width > room ? clipMiddle(bare(word), Math.max(1, room)) : painted(word))
    used += (isEmpty ? 0 : 1) + width
    isEmpty = false
  }
  return isEmpty ? lines : [...lines, line]
}

/** All of it in one line. */
export const spanText = (spans: readonly Span[]): string =>
  spans.map((span) => (typeof span === 'string' ? span : span.brush(span.text))).join('')

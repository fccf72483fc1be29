/**
 * How many columns of a terminal a text takes, and how to cut and fill it.
 * In: any text. Out: columns; CJK and emoji take two, combining marks none (Unicode UAX 11 and UAX 29).
 * Why by grapheme: an emoji family is seven code points, one picture, two columns.
 */

/** Made when a text that is not ASCII comes: it costs more than the whole start of the command. */
let segmenter: Intl.Segmenter | undefined
const pictures = /\p{Emoji_Presentation}|\p{Extended_Pictographic}\ufe0f|[\u{1f1e6}-\u{1f1ff}]/u
const nothing = /^[\p{Mn}\p{Me}\p{Cf}\p{Cc}]+$/u
const wide =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}]/u

const plain = /^[\x20-\x7e]*$/

export function graphemes(text: string): string[] {
  segmenter ??= new Intl.Segmenter('en', { granularity: 'grapheme' })
  return Array.from(segmenter.segment(text), ({ segment }) => segment)
}

const widthOf = (grapheme: string): number => {
  if (nothing.test(grapheme)) return 0
  return wide.test(grapheme) || pictures.test(grapheme) ? 2 : 1
}

type Measure = (text: string) => number

/** Columns that a text takes in a terminal. */
export const textWidth = (text: string): number =>
  plain.test(text) ? text.length : graphemes(text).reduce((sum, grapheme) => sum + widthOf(grapheme), 0)

/** As many graphemes from the front as fit into `columns`. */
function take(parts: readonly string[], columns: number, measure: Measure): string {
  let [out, used] = ['', 0]
  for (const part of parts) {
    used += measure(part)
    if (used > columns) break
    out += part
  }
  return out
}

/**
 * Cuts in the middle, so that names which differ at their ends stay apart: `compress-with-…-level-11`.
 *
 * @param measure - columns of a text; those of a terminal when left out
 */
export function clipMiddle(text: string, columns: number, measure: Measure = textWidth): string {
  if (measure(text) <= columns) return text
  const parts = graphemes(text)
  const front = take(parts, Math.ceil((columns - 1) / 2), measure)
  const back = take([...parts].reverse(), Math.floor((columns - 1) / 2), measure)
  return `${front}…${graphemes(back).reverse().join('')}`
}

/** Fills with blanks up to `columns`; longer texts stay as they are. */
export function pad(text: string, columns: number, align: 'left' | 'right' = 'left'): string {
  const blanks = ' '.repeat(Math.max(0, columns - textWidth(text)))
  return align === 'left' ? text + blanks : blanks + text
}

/** Breaks a text between words into lines of at most `columns`; longer words stand alone. */
export function wrap(text: string, columns: number): string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`
    if (line !== '' && textWidth(longer) > columns) lines.push(line)
    line = line !== '' && textWidth(longer) > columns ? word : longer
  }
  return line === '' ? lines : [...lines, line]
}

/** How many columns a character takes in a terminal, for the place of a caret: 2 for East Asian wide ones and emoji, 0 for marks on others. */
const wide: readonly (readonly [number, number])[] = [
  [0x1100, 0x115f], [0x2e80, 0x303e], [0x3041, 0x33ff], [0x3400, 0x4dbf], [0x4e00, 0x9fff], [0xa000, 0xa4cf], [0xac00, 0xd7a3],
  [0xf900, 0xfaff], [0xfe30, 0xfe6f], [0xff00, 0xff60], [0xffe0, 0xffe6], [0x1f300, 0x1f64f], [0x1f680, 0x1f6ff], [0x1f900, 0x1f9ff],
  [0x20000, 0x3fffd],
] // prettier-ignore
const within = (c: number, ranges: readonly (readonly [number, number])[]): boolean => ranges.some(([a, b]) => c >= a && c <= b)

const columnsOf = (c: number): number => (within(c, [[0x0300, 0x036f], [0x200b, 0x200d]]) ? 0 : within(c, wide) ? 2 : 1) // prettier-ignore

/** Blanks as wide as a text; tabs stay. */
export function blanksFor(text: string): string {
  let blanks = ''
  for (const c of text) blanks += c === '\t' ? '\t' : ' '.repeat(columnsOf(c.codePointAt(0)!))
  return blanks
}

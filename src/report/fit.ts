/**
 * Makes a table as narrow as the terminal. In: widths of columns, which may be narrower, which may go. Out: the columns that stay, their widths.
 * Order: columns that give way shrink to what is still easy to read; then columns go, the least important first; then those that give way shrink
 * as far as they can. What is gained by a column that went is given back to those that shrank.
 */

export interface Fitting {
  /** Columns of text that it needs. */
  readonly width: number
  /** The smaller, the earlier it goes; undefined: it stays. */
  readonly rank?: number
  /** How narrow it may get; undefined: it is never cut. */
  readonly least?: number
}

/** Columns a name should keep as long as there are others to leave out. */
const comfortable = 20

const narrow = ({ width, least }: Fitting): number =>
  least === undefined || width <= comfortable ? width : Math.max(least, comfortable)

/** Hands out the room that is left, from the first to the last that shrank. */
function widen(parts: readonly Fitting[], kept: readonly number[], start: readonly number[], room: number): number[] {
  let left = room
  return parts.map(({ width }, i) => {
    if (!kept.includes(i)) return 0
    const more = Math.min(width - start[i]!, Math.max(0, left))
    left -= more
    return start[i]! + more
  })
}

/**
 * @param limit - columns there are
 * @param frame - columns that a row of so many cells needs beside them: margins and gaps
 * @returns places of the columns that stay; the width of each, 0 for those that went; columns that are still free
 */
export function fitColumns(
  parts: readonly Fitting[],
  limit: number,
  frame: (cells: number) => number,
): { readonly kept: readonly number[]; readonly widths: readonly number[]; readonly free: number } {
  let kept = parts.map((_, i) => i)
  const total = (of: readonly number[], width: (part: Fitting) => number): number =>
    of.reduce((sum, i) => sum + width(parts[i]!), frame(of.length))
  while (total(kept, narrow) > limit) {
    const going = kept
      .filter((i) => parts[i]!.rank !== undefined)
      .reduce<number | undefined>(
        (worst, i) => (worst === undefined || parts[i]!.rank! <= parts[worst]!.rank! ? i : worst),
        undefined,
      )
    if (going === undefined) break
    kept = kept.filter((i) => i !== going)
  }
  const isTight = total(kept, narrow) > limit
  const start = parts.map((part) =>
    isTight ? (part.least === undefined ? part.width : Math.min(part.least, part.width)) : narrow(part),
  )
  const room = limit - kept.reduce((sum, i) => sum + start[i]!, frame(kept.length))
  const widths = widen(parts, kept, start, room)
  return { kept, widths, free: limit - kept.reduce((sum, i) => sum + widths[i]!, frame(kept.length)) }
}

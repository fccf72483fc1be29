/**
 * Colours that stay with their heads, and that people with any colour vision can tell apart.
 * In: names. Out: for each one of eight colours and a line style. A name's place is its hash; where two meet, the one that comes first in
 * ascending order keeps it and the other takes the next free one. So a head keeps its colour when others come or go, mostly, and always
 * when they are only named in another order. Above eight heads the next line style begins.
 * Source: Okabe and Ito 2008, Color Universal Design (grey in place of black); FNV-1a for the hash.
 */
import { fnv32 } from '../reference/random/fnv.ts'
import type { LineStyle } from './types.ts'

export const palette = ['#0072b2', '#e69f00', '#009e73', '#cc79a7', '#d55e00', '#56b4e9', '#f0e442', '#595959'] as const
const lines: readonly LineStyle[] = ['solid', 'dashed', 'dotted', 'dash-dot']

export interface HeadColour {
  readonly colour: string
  readonly line: LineStyle
}

/** The least used place at or after the preferred one. */
function place(used: readonly number[], preferred: number): number {
  const least = used.reduce((a, b) => (b < a ? b : a))
  let at = preferred
  while (used[at]! > least) at = (at + 1) % used.length
  return at
}

const ascending = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** A colour and a line style for every name. */
export function coloursOf(names: readonly string[]): ReadonlyMap<string, HeadColour> {
  const used = palette.map(() => 0)
  const colours = new Map<string, HeadColour>()
  for (const name of [...names].sort(ascending)) {
    const at = place(used, fnv32(name) % palette.length)
    colours.set(name, { colour: palette[at]!, line: lines[used[at]! % lines.length]! })
    used[at] = used[at]! + 1
  }
  return colours
}

/** Functions of the language that are made of others, and the order of texts. An argument without value (NaN) gives none. */
import { exp, log, log10, log2 } from '../math/index.ts'
import { max, min } from './scalar.ts'

export const clamp = (x: number, low: number, high: number): number => min(max(x, low), high)

export const sigmoid = (x: number): number => 1 / (1 + exp(-x))

/** log(x, base): by the very functions log2 and log10 for those bases as literals, else ln x / ln base. */
export function logarithm(base: number | undefined): (x: number, base: number) => number {
  if (base === 2) return log2
  return base === 10 ? log10 : (x, other) => log(x) / log(other)
}

/** Units from 0xd800 on moved so that the order of units is that of code points. */
function place(unit: number): number {
  if (unit < 0xd800) return unit
  return unit < 0xe000 ? unit + 0x2000 : unit - 0x800
}

/** Below 0, 0 or above 0: order of two texts by Unicode code points. */
export function compareText(a: string, b: string): number {
  const shorter = a.length < b.length ? a.length : b.length
  for (let i = 0; i < shorter; i += 1) {
    const [x, y] = [a.charCodeAt(i), b.charCodeAt(i)]
    if (x !== y) return place(x) - place(y)
  }
  return a.length - b.length
}

/** Whether a comparison holds, by the sign of the order of its sides. */
export const orderHolds: Readonly<Record<string, (order: number) => boolean>> = {
  '<': (order) => order < 0,
  '<=': (order) => order <= 0,
  '>': (order) => order > 0,
  '>=': (order) => order >= 0,
  '==': (order) => order === 0,
  '!=': (order) => order !== 0,
}

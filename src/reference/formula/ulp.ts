/**
 * The doubles next to a double: bounds that hold in spite of rounding.
 * In: a double that is no NaN. Out: the next one up or down; the ends stay at the infinities. Both zeros count as one.
 * No twin yet.
 */
import { fromWords, highWord, lowWord } from '../math/bits.ts'

const smallest = 5e-324

/** Away from zero by one step, for positive finite x. */
function grown(x: number): number {
  const low = (lowWord(x) + 1) | 0
  return fromWords(low === 0 ? highWord(x) + 1 : highWord(x), low)
}

/** Towards zero by one step, for positive x. */
function shrunk(x: number): number {
  const low = lowWord(x)
  return fromWords(low === 0 ? highWord(x) - 1 : highWord(x), (low - 1) | 0)
}

/** The next double above. */
export function nextUp(x: number): number {
  if (x === Infinity) return x
  if (x === 0) return smallest
  return x > 0 ? grown(x) : -shrunk(-x)
}

/** The next double below. */
export const nextDown = (x: number): number => -nextUp(-x)

/** How far a ported function may be off, in steps; the ports are below one. */
const portedError = 4

export function wideUp(x: number): number {
  let end = x
  for (let i = 0; i < portedError; i += 1) end = nextUp(end)
  return end
}

export const wideDown = (x: number): number => -wideUp(-x)

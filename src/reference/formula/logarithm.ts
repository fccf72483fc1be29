/**
 * ln over a chunk: the steps of `log`, each over all rows, so that bits are read from memory long after they were written.
 * In: up to a chunk of numbers. Out: what `log` gives, bit for bit; subnormal, infinite, negative numbers, zeros and NaN go to `log` itself.
 * Why: moving a double through memory to see its bits stalls a row at a time; this takes half the time.
 * Twin: `ln` in crates/hydra-core/src/formula/vector.rs
 */
import { highPlace } from '../math/bits.ts'
import { ln2Hi, ln2Lo, log, logSeries } from '../math/log.ts'
import { rowsOfChunk, type NumberKernel } from './chunk.ts'

const reduced = new Float64Array(rowsOfChunk)
const words = new Int32Array(reduced.buffer)
const powers = new Int32Array(rowsOfChunk)
const toOne = 0x3ff00000 - 0x3fe6a09e

/** x = 2^k (1 + f): k into `powers`, 1 + f into `reduced`; answers how many rows are rare, whose k is then 4096. */
function reduce(n: number): number {
  let rare = 0
  for (let i = 0; i < n; i += 1) {
    const word = words[2 * i + highPlace]!
    const isRare = word < 0x00100000 || word >= 0x7ff00000
    const shifted = word + toOne
    powers[i] = isRare ? 4096 : (shifted >> 20) - 0x3ff
    words[2 * i + highPlace] = (shifted & 0x000fffff) + 0x3fe6a09e
    if (isRare) rare += 1
  }
  return rare
}

/** The natural logarithm of each. */
export const ln: NumberKernel = (n, out, oi, a, ai) => {
  for (let i = 0; i < n; i += 1) reduced[i] = a[ai + i]!
  const rare = reduce(n)
  for (let i = 0; i < n; i += 1) {
    const k = powers[i]!
    const f = reduced[i]! - 1
    const halfSquare = 0.5 * f * f
    const s = f / (2 + f)
    out[oi + i] = s * (halfSquare + logSeries(s)) + k * ln2Lo - halfSquare + f + k * ln2Hi
  }
  if (rare === 0) return
  for (let i = 0; i < n; i += 1) if (powers[i] === 4096) out[oi + i] = log(a[ai + i]!)
}

/** Chunks: rows that are worked on together, and the form of kernels.  Twin: crates/hydra-core/src/formula/chunk.rs */

/** Rows of a chunk. */
export const rowsOfChunk = 512

/** First row and rows of a chunk. */
export interface Chunk {
  start: number
  n: number
}

/** `n` rows into `out` from `oi` on, of columns `a` and `b` from `ai` and `bi` on. Places instead of subarrays: nothing is allocated. */
type Kernel<In, Out> = (n: number, out: Out, oi: number, a: In, ai: number, b: In, bi: number) => void
export type NumberKernel = Kernel<Float64Array, Float64Array>
export type CompareKernel = Kernel<Float64Array, Uint8Array>
export type MaskKernel = Kernel<Uint8Array, Uint8Array>

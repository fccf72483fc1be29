/** The kernel of correlations, of one shape in both engines. Columns in, rows out, a status back: 0, 4001 or 4004. */
import { correlatePairs } from '../../reference/correlate/index.ts'

export interface CorrelateKernels {
  /** A row a pair: src/reference/correlate/index.ts. */
  correlatePairs(method: number, values: Float64Array, pairs: Uint32Array, params: Float64Array, out: Float64Array): number
}

/** What the addon has beside it: the names that a test compares. */
export interface CorrelateNames {
  correlationColumns(): string[]
}

export const correlateReference: CorrelateKernels = { correlatePairs }

/** The kernels of intervals and tests, of one shape in both engines. Columns in, columns out, a status back: 0, 4001 or 4004. */
import { adjustPValues } from '../../reference/stats/adjust.ts'
import { bootstrapIntervals } from '../../reference/stats/bootstrap/index.ts'
import { compareSamples } from '../../reference/stats/compare/index.ts'
import { confidenceSequence } from '../../reference/stats/confidence-sequence.ts'

export interface InferenceKernels {
  /** One family of p-values: src/reference/stats/adjust.ts. */
  adjustPValues(method: number, p: Float64Array, family: number, out: Float64Array): number
  /** A row a pair of samples: src/reference/stats/compare/index.ts. */
  compareSamples(test: number, values: Float64Array, offsets: Uint32Array, params: Float64Array, out: Float64Array): number
  /** A row a sample: src/reference/stats/bootstrap/index.ts. */
  bootstrapIntervals(
    statistic: number,
    method: number,
    values: Float64Array,
    offsets: Uint32Array,
    params: Float64Array,
    out: Float64Array,
  ): number
  /** Low and high of one mean: src/reference/stats/confidence-sequence.ts. */
  confidenceSequence(x: Float64Array, alpha: number, out: Float64Array): number
}

/** What the addon has beside them: the names that a test compares. */
export interface InferenceNames {
  adjustMethods(): string[]
  compareTests(): string[]
  compareColumns(): string[]
  /** Statistics, then methods. */
  bootstrapNames(): string[]
}

export const inferenceReference: InferenceKernels = { adjustPValues, bootstrapIntervals, compareSamples, confidenceSequence }

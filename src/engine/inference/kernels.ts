/** The kernels of intervals and tests, of one shape in both engines. Columns in, columns out, a status back: 0, 4001 or 4004. */
import { adjustPValues } from '../../reference/stats/adjust.ts'

export interface InferenceKernels {
  /** One family of p-values: src/reference/stats/adjust.ts. */
  adjustPValues(method: number, p: Float64Array, family: number, out: Float64Array): number
}

/** What the addon has beside them: the names that a test compares. */
export interface InferenceNames {
  adjustMethods(): string[]
}

export const inferenceReference: InferenceKernels = { adjustPValues }

/** The kernel of anomaly scores, of one shape in both engines. A column in, a column out, a status back: 0, 4001 or 4004. */
import { anomalyScores } from '../../reference/anomaly/index.ts'

export interface AnomalyKernels {
  /** Scores, marks and a remark: src/reference/anomaly/index.ts. */
  anomalyScores(method: number, values: Float64Array, params: Float64Array, out: Float64Array): number
}

/** What the addon has beside them: the names that a test compares. */
export interface AnomalyNames {
  anomalyMethods(): string[]
}

export const anomalyReference: AnomalyKernels = { anomalyScores }

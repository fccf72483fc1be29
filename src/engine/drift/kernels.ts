/** The kernels of change points and shifts, of one shape in both engines. Columns in, a column out, a status back: 0, 4001 or 4004. */
import { changePoints } from '../../reference/drift/index.ts'
import { onlineStates } from '../../reference/drift/online.ts'
import { sampleShifts } from '../../reference/stats/shift.ts'

export interface DriftKernels {
  /** A mark a value: src/reference/drift/index.ts. */
  changePoints(method: number, values: Float64Array, offsets: Uint32Array, params: Float64Array, out: Float64Array): number
  /** Six numbers of state a value: src/reference/drift/online.ts. */
  onlineStates(method: number, values: Float64Array, params: Float64Array, out: Float64Array): number
  /** A row a pair of samples: src/reference/stats/shift.ts. */
  sampleShifts(values: Float64Array, offsets: Uint32Array, confidence: number, out: Float64Array): number
}

/** What the addon has beside them: the names that a test compares. */
export interface DriftNames {
  changeMethods(): string[]
  shiftColumns(): string[]
}

export const driftReference: DriftKernels = { changePoints, onlineStates, sampleShifts }

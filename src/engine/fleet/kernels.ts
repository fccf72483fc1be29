/** The kernels of figures of many heads, of one shape in both engines. Columns in, columns or rows out, a status back: 0, 4001 or 4004. */
import { analyzeRows } from '../../reference/fleet/analysis.ts'
import { efficiencies } from '../../reference/fleet/efficiency.ts'
import { joinRuns } from '../../reference/fleet/spread.ts'
import { stabilityScores } from '../../reference/fleet/stability.ts'

export interface FleetKernels {
  /** Columns of heads, and four figures of the fleet: src/reference/fleet/stability.ts. */
  stabilityScores(
    values: Float64Array,
    history: Float64Array,
    offsets: Uint32Array,
    params: Float64Array,
    out: Float64Array,
  ): number
  /** Columns of heads: src/reference/fleet/efficiency.ts. */
  efficiencies(values: Float64Array, out: Float64Array): number
  /** A row a part: src/reference/fleet/analysis.ts. */
  analyzeRows(
    times: Float64Array,
    sizes: Float64Array,
    offsets: Uint32Array,
    best: Float64Array,
    params: Float64Array,
    out: Float64Array,
  ): number
  /** A row a head: src/reference/fleet/spread.ts. */
  joinRuns(values: Float64Array, machines: Uint32Array, offsets: Uint32Array, params: Float64Array, out: Float64Array): number
}

/** What the addon has beside them: the names that a test compares. */
export interface FleetNames {
  fleetColumns(): string[][]
}

export const fleetReference: FleetKernels = { analyzeRows, efficiencies, joinRuns, stabilityScores }

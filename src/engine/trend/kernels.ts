/** The kernels of trends, of one shape in both engines. Columns in, rows out, a status back: 0, 4001, 4004 or 4007. */
import { fitLines } from '../../reference/trend/index.ts'
import { leastSquares } from '../../reference/trend/least-squares.ts'

export interface TrendKernels {
  /** A row a series: src/reference/trend/index.ts. */
  fitLines(
    method: number,
    x: Float64Array,
    y: Float64Array,
    offsets: Uint32Array,
    params: Float64Array,
    out: Float64Array,
  ): number
  /** One fit of a polynomial or of several columns: src/reference/trend/least-squares.ts. */
  leastSquares(x: Float64Array, y: Float64Array, params: Float64Array, out: Float64Array): number
}

/** What the addon has beside them: the names that a test compares. */
export interface TrendNames {
  lineColumns(): string[]
}

export const trendReference: TrendKernels = { fitLines, leastSquares }

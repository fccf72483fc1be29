/** Columns that a formula reads, and what comes out. Types only. */
import type { EngineOption } from '../../engine/index.ts'

type NumberArray = Int8Array | Uint8Array | Uint8ClampedArray | Int16Array | Uint16Array | Int32Array | Uint32Array | Float32Array

/** Numbers: a Float64Array is read in place, all else is copied; NaN, null and undefined have no value. */
export type NumberColumn = Float64Array | NumberArray | readonly (number | null | undefined)[]
/** Booleans: bytes of 0 and 1, or true, false, null and undefined. */
export type BooleanColumn = Uint8Array | readonly (boolean | null | undefined)[]
export type StringColumn = readonly (string | null | undefined)[]

/** A column with marks beside it: true or 1 where there is no value. The result of a boolean rule is one. */
export interface MarkedColumn<Values> {
  readonly values: Values
  readonly missing?: Uint8Array | readonly boolean[] | undefined
}

/** A series in each row: row r is values[offsets[r]] to before values[offsets[r + 1]]. */
export interface SeriesColumn {
  readonly values: Float64Array
  readonly offsets: Uint32Array
}

/** A series alone is the same one in every row. */
export type FormulaColumn =
  NumberColumn | BooleanColumn | StringColumn | MarkedColumn<BooleanColumn | StringColumn> | SeriesColumn | Float64Array

export type FormulaColumns = Readonly<Record<string, FormulaColumn | undefined>>

export interface ColumnsOptions extends EngineOption {
  /** How many rows there are; needed only where no column says it. */
  readonly rows?: number
  /** Filled and returned as `values`: a Float64Array of numbers, a Uint8Array of a boolean rule; one element a row, no memory of a column. */
  readonly out?: Float64Array | Uint8Array
}

export interface ManyColumnsOptions extends EngineOption {
  readonly rows?: number
  /** By rule. */
  readonly out?: Readonly<Record<string, Float64Array | Uint8Array | undefined>>
}

export type ColumnResult =
  | {
      readonly type: 'number'
      /** NaN where there is no value. */
      readonly values: Float64Array
      readonly missing?: undefined
      readonly missingCount: number
      readonly trueCount?: undefined
    }
  | {
      readonly type: 'boolean'
      /** 1 where true; 0 where false, and where there is no value. Of a set's rule that is true nowhere it is made when first read. */
      readonly values: Uint8Array
      /** 1 where there is no value; left out where every row has one. */
      readonly missing?: Uint8Array
      readonly missingCount: number
      readonly trueCount: number
    }
  | {
      readonly type: 'string'
      /** undefined where there is no value. */
      readonly values: (string | undefined)[]
      readonly missing?: undefined
      readonly missingCount: number
      readonly trueCount?: undefined
    }

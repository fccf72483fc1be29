/** What every importer makes of a foreign file: heads with their raw samples, in ms per call. */

export interface ForeignHead {
  readonly name: string
  /** One value a sample, ms per call. */
  readonly samplesMs: Float64Array
  /** A sample that failed: its exit code was not 0. */
  readonly failed?: Uint8Array
  /** CPU time of the whole head per sample is known to some tools only as a mean: left out. */
  readonly unit: 'call' | 'batch'
}

/** Understands a parsed JSON value; undefined when it is not of this tool. */
export type Importer = (data: unknown) => ForeignHead[] | undefined

export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** A list of finite numbers, none negative; undefined for anything else. */
export function numbersOf(value: unknown, factor: number): Float64Array | undefined {
  const isList = Array.isArray(value) || value instanceof Float64Array
  if (!isList || value.length === 0) return undefined
  const out = new Float64Array(value.length)
  for (let i = 0; i < value.length; i += 1) {
    const number: unknown = value[i]
    if (typeof number !== 'number' || !(number >= 0 && number < Infinity)) return undefined
    out[i] = number * factor
  }
  return out
}

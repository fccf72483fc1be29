/**
 * What the addon exports: the kernels, which the reference has too, and what the loader asks of it.
 * Columns in, columns out, a number back: 0 for success, 1 for a remark, else the number of an error of the catalog.
 * Only this room sees it. The Rust side is crates/hydra-napi; a test holds this list against what is opened.
 */
import type { AnomalyKernels, AnomalyNames } from './anomaly/kernels.ts'
import type { DriftKernels, DriftNames } from './drift/kernels.ts'
import type { InferenceKernels, InferenceNames } from './inference/kernels.ts'
import type { CorrelateKernels, CorrelateNames } from './correlate/kernels.ts'
import type { FleetKernels, FleetNames } from './fleet/kernels.ts'
import type { FormulaKernels, FormulaNames } from './formula/kernels.ts'
import type { TrendKernels, TrendNames } from './trend/kernels.ts'

/** The functions of both engines, of one shape, so that a caller need not know which it has. */
export interface Kernels
  extends AnomalyKernels, DriftKernels, TrendKernels, InferenceKernels, CorrelateKernels, FleetKernels, FormulaKernels {
  summarizeGroups(values: Float64Array, offsets: Uint32Array, mask: number, confidence: number, out: Float64Array): number
  successIntervals(
    method: number,
    successes: Float64Array,
    trials: Float64Array,
    confidence: number,
    low: Float64Array,
    high: Float64Array,
  ): number
  /** Columns of pairs in, verdict material out: src/reference/stats/pairs.ts. */
  judgePairs(
    values: Float64Array,
    epochs: Uint32Array,
    offsets: Uint32Array,
    rules: Uint32Array,
    points: Float64Array,
    confidence: number,
    out: Float64Array,
  ): number
  /** Figures beside the fast columns: src/reference/stats/describe.ts. */
  describeGroups(values: Float64Array, offsets: Uint32Array, params: Float64Array, out: Float64Array): number
  autocorrelations(values: Float64Array, offsets: Uint32Array, lag: number, out: Float64Array): number
  /** A column as a sketch: src/reference/sketch/column.ts. */
  sketchColumn(values: Float64Array, bits: number, moments: number, out: Float64Array): number
  /** Six columns of heads in, weights and evidence out; a sum of notes, or below 0 a refusal: src/reference/weight/columns.ts. */
  weightColumns(policy: number, values: Float64Array, params: Float64Array, out: Float64Array): number
}

export interface Addon
  extends Kernels, AnomalyNames, DriftNames, TrendNames, InferenceNames, CorrelateNames, FleetNames, FormulaNames {
  abi(): number
  version(): string
  /** Names of the summary's columns, in order, as the core has them. */
  summaryFields(): string[]
  /** Names of the columns of judgePairs that come before its p-values, in order, as the core has them. */
  pairColumns(): string[]
  /** Names of the methods of successIntervals, by number, as the core has them. */
  successMethods(): string[]
  /** Names of the weight policies, in order, as the core has them. */
  weightPolicies(): string[]
  /** One function of the shared mathematics over a column (with a second one for pow): the parity tests of the port. */
  mathColumn(name: string, x: Float64Array, y: Float64Array, out: Float64Array): number
  /** Draws of a seeded stream: the parity tests of the port. */
  randomColumn(seed: number, stream: string, below: number, out: Float64Array): number
  /** What the core's own sketch says, for the parity tests: figures, its bytes, and whether it reads bytes. */
  sketchFigures(values: Float64Array, bits: number, points: Float64Array, out: Float64Array): number
  sketchBytes(values: Float64Array, bits: number, moments: boolean, out: Float64Array): number
  sketchAccepts(bytes: Uint8Array): number
  /** What this thread has used up to now: src/engine/usage.ts. Answers how many places were filled. */
  snapshot(out: Float64Array): number
  /** A function that fills one row of `figures` after the other, from the place on that memory[0] tells. */
  openSnapshots(memory: Float64Array, figures: number): () => void
  /** Panics: the only way to test that a panic in the core is an error here and not the end of the process. */
  panicForTest(): void
}

/** What the reports need to see of a study; `Study` of src/study fits, and so does a small object in a test. */
import type { Better, ByName, Comparison, HeadStudy, InputInfo, MetricComparison, NoiseFloor } from '../study/types.ts'
import type { Paint } from './paint.ts'

export interface StudyView {
  /** Names of the heads, in the order they were given. */
  readonly names: readonly string[]
  readonly heads: ByName<HeadStudy>
  readonly comparisons: readonly Comparison[]
  readonly metrics: ByName<Better>
  /** The head that all others were held against; else the fastest. */
  readonly reference?: string | undefined
  readonly noiseFloor?: NoiseFloor | undefined
  readonly inputs?: readonly InputInfo[]
  /** Its comparisons on a metric, or on the trials of one input. */
  compareOn?(on: { readonly metric?: string; readonly input?: string }): readonly (Comparison | MetricComparison)[]
}

export interface ReportOptions {
  /** Colours; none when left out. */
  readonly paint?: Paint
  /** Columns of the terminal; 100 for tables and plots when left out, and no end for sentences. */
  readonly columns?: number
}

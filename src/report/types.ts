/** What the reports need to see of a study; `Study` of src/study fits, and so does a small object in a test. */
import type { Better, ByName, Comparison, HeadStudy } from '../study/types.ts'
import type { Paint } from './paint.ts'

export interface StudyView {
  /** Names of the heads, in the order they were given. */
  readonly names: readonly string[]
  readonly heads: ByName<HeadStudy>
  readonly comparisons: readonly Comparison[]
  readonly metrics: ByName<Better>
}

export interface ReportOptions {
  /** Colours; none when left out. */
  readonly paint?: Paint
  /** Columns of the terminal; 100 when left out. */
  readonly columns?: number
}

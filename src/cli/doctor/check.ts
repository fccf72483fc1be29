/** What one check of the doctor says. */

export interface Check {
  readonly name: string
  readonly state: 'ok' | 'warn' | 'fail'
  /** What was found, in one sentence. */
  readonly text: string
  readonly code?: string
  /** More of what was found, for --json and --verbose. */
  readonly details?: string
  /** What to do about it. */
  readonly remedy?: string
}

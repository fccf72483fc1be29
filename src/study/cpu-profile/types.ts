/** A CPU profile as V8 gives it, and what is made of it. Times of samples in microseconds, shares 0 to 1. */

export interface CallFrame {
  readonly functionName: string
  /** `file:`, `node:`, or empty for code that has no file. */
  readonly url: string
  /** From 0; -1 where there is none. */
  readonly lineNumber: number
  readonly columnNumber: number
}

export interface ProfileNode {
  readonly id: number
  readonly callFrame: CallFrame
  readonly children?: readonly number[]
}

/** The text of a .cpuprofile file: opens in Chrome DevTools and in speedscope. */
export interface V8CpuProfile {
  readonly nodes: readonly ProfileNode[]
  readonly startTime: number
  readonly endTime: number
  /** Node that was running at each sample. */
  readonly samples?: readonly number[]
  /** Time from the sample before to each sample. */
  readonly timeDeltas?: readonly number[]
}

/** The CPU profile of one head, recorded after its trials. */
export interface HeadCpuProfile {
  readonly head: string
  /** Calls that were made under the profiler. */
  readonly calls: number
  readonly profile: V8CpuProfile
}

/** What one function took of the CPU time of a head, without the functions it called. */
export interface CpuShare {
  readonly function: string
  /** `src/a.ts:12`, relative to the folder given; of files outside it the last parts only; empty for code without a file. */
  readonly place: string
  /** Of all time in the head. */
  readonly share: number
  /** ms a call of the head. */
  readonly callMs: number
}

/** One function in two heads. */
export interface CpuDifference {
  readonly function: string
  readonly place: string
  readonly a: CpuShare | undefined
  readonly b: CpuShare | undefined
  /** Share in a less share in b: -1 to 1. */
  readonly difference: number
}

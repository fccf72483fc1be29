/**
 * What a profile file holds: its shape as types, and the numbers of a column as JSON can carry them.
 * `success_rate` is percent and `avg_time` seconds, for people and other programs; everything Hydra computes with is in `columns`.
 */
import type { Better, ClockChoice, Environment, Failures, HeadKind, HeadRecord, Isolation, Stopped } from '../../study/types.ts'
import type { EngineInfo } from '../../engine/types.ts'

export const profileSchema = 1
export const profileCommand = 'npx hydra-profiler profile'
export const profileKind = { kind: 'profile', command: profileCommand } as const

/** A number of a column: NaN (nothing reported) is null; what JSON has no number for is its name. */
export type Cell = number | null | '-0' | 'Infinity' | '-Infinity'

/** A value as a cell; exact both ways, bit for bit, but for the payload of NaN. */
export function toCell(value: number): Cell {
  if (Number.isNaN(value)) return null
  if (Object.is(value, -0)) return '-0'
  if (Number.isFinite(value)) return value
  return value > 0 ? 'Infinity' : '-Infinity'
}

/** The number of a cell; undefined for what no cell can be. */
export function fromCell(cell: unknown): number | undefined {
  if (typeof cell === 'number') return cell
  if (cell === null) return Number.NaN
  return cell === '-0' || cell === 'Infinity' || cell === '-Infinity' ? Number(cell) : undefined
}

/** Columns that a trial may do without. */
export const optionalColumns = ['cpuMs', 'heapBytes', 'gcMs', 'involuntarySwitches', 'pageFaults'] as const
export type OptionalColumn = (typeof optionalColumns)[number]

export interface ColumnsData {
  readonly wallMs: readonly Cell[]
  readonly cpuMs?: readonly Cell[]
  readonly heapBytes?: readonly Cell[]
  readonly gcMs?: readonly Cell[]
  readonly involuntarySwitches?: readonly Cell[]
  readonly pageFaults?: readonly Cell[]
  readonly outcome: readonly number[]
  readonly block: readonly number[]
  readonly epoch: readonly number[]
  readonly input: readonly number[]
  readonly metrics: Readonly<Record<string, readonly Cell[]>>
}

/** What all profiles of a study share, and the place of this one among them. */
export interface StudyData {
  readonly id: string
  readonly name?: string
  /** Place of this head, from 0, and how many heads there are. */
  readonly index: number
  readonly heads: number
  readonly seed: number
  readonly mode: 'fixed' | 'adaptive'
  readonly trials: number
  readonly partial: boolean
  readonly elapsedMs: number
  readonly estimatedMs?: number
  readonly margin?: number
  readonly confidence?: number
  /** The head that all others were held against, and the clock, where they were asked for. */
  readonly reference?: string
  readonly clock?: ClockChoice
  readonly concurrency?: number
  readonly ratePerSecond?: number
  readonly engine: EngineInfo
  readonly environment: Partial<Environment>
  readonly inputs: readonly { readonly name: string }[]
  readonly metrics: Readonly<Record<string, Better>>
  readonly warnings: readonly unknown[]
}

export interface SelfCheckData {
  readonly rebuilt: boolean
  readonly twin: ColumnsData
}

export interface ProfileData {
  readonly schema: number
  readonly name: string
  /** Percent: successes / trials * 100; 0 without trials. */
  readonly success_rate: number
  /** Seconds: total time of successes / max(successes, 1). */
  readonly avg_time: number
  readonly timestamp: string
  readonly trials: number
  readonly successes: number
  readonly failures: Failures
  readonly cost?: number
  readonly kind: HeadKind
  readonly isolation: Isolation
  readonly unit: 'call' | 'batch'
  readonly callsPerTrial: number
  readonly version?: string
  readonly paced?: HeadRecord['paced']
  readonly rssBytes?: number
  readonly rebuilt?: boolean
  readonly steady?: boolean
  readonly cpuScope?: 'thread' | 'process'
  readonly helperShare?: number
  /** Time of an empty loop that was taken off each call, in ns. */
  readonly loopNs?: number
  /** Trials in a row at each of its turns; 1 when left out. */
  readonly trialsPerVisit?: number
  readonly isolates?: number
  /** Why an adaptive study measured it no further. */
  readonly stopped?: Stopped
  /** Figures for readers; computed again from `columns` when loaded. */
  readonly summary: unknown
  /** Durations of successes as a sketch: its bytes in base64, the version among them. Files of before have none. */
  readonly sketch?: string
  readonly study: StudyData
  readonly firstFailures: readonly unknown[]
  readonly columns: ColumnsData
  /** The trials of its twin, in the file of the head that has one. */
  readonly selfCheck?: SelfCheckData
}

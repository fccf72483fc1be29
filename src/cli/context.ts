/** What every command is handed: the parsed words, ways to talk, the interrupt. Built once by main.ts. */
import type { Paint } from '../report/index.ts'
import type { Parsed } from './arguments/types.ts'
import type { Log } from './terminal/log.ts'
import type { Interrupt } from './terminal/signals.ts'

export interface Context {
  readonly parsed: Parsed
  readonly log: Log
  /** Data for stdout; a line feed is the caller's. */
  readonly out: (text: string) => void
  /** Colours of stdout. */
  readonly paint: Paint
  /** Columns of stdout for tables; where it is no terminal those of COLUMNS, else 100. */
  readonly columns: number
  /** Columns at which sentences are broken: a terminal's; Infinity elsewhere, for a line is what programs search by. */
  readonly sentences: number
  /** False for a terminal that shows ASCII only. */
  readonly unicode: boolean
  readonly interrupt: Interrupt
  readonly json: boolean
  readonly verbose: boolean
  readonly quiet: boolean
  readonly cwd: string
  readonly env: NodeJS.ProcessEnv
  readonly now: () => Date
  /** Of stderr, for the bar. */
  readonly bar: {
    readonly write: (text: string) => void
    readonly columns: () => number
    readonly paint: Paint
    readonly unicode: boolean
    readonly terminal: boolean
  }
}

/** A command: gives the exit code. */
export type Run = (context: Context) => Promise<number>

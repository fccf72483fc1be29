/** Options of a call over columns. */
import { engineChoice, type EngineChoice } from '../../engine/index.ts'
import { refusedOption } from './refuse.ts'

export interface CallOptions {
  readonly engine: EngineChoice | undefined
  readonly rows: unknown
  readonly out: unknown
}

const known: readonly string[] = ['engine', 'rows', 'out']

/** @throws HYD-1003 options that are no object or unknown, no engine */
export function columnsOptionsAt(options: unknown): CallOptions {
  if (options === undefined) return { engine: undefined, rows: undefined, out: undefined }
  const isGood = typeof options === 'object' && options !== null && Object.keys(options).every((key) => known.includes(key))
  if (!isGood) throw refusedOption('options', `an object with ${known.join(', ')}`, options)
  const { engine, rows, out } = options as Partial<CallOptions>
  return { engine: engine === undefined ? undefined : engineChoice(engine), rows, out }
}

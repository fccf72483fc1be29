/**
 * Log lines on stderr: `[2026-01-31 12:00:00] [INFO] message` for people (local time), one JSON object a line for programs (UTC).
 * A fault of a formula is followed by its line and a caret, where lines are for people.
 * In: a level and a message, or a HydraError. Out: lines; control characters of foreign text are shown, never obeyed.
 */
import { visible, type HydraError } from '../../errors/index.ts'
import type { Paint } from '../../report/index.ts'

export type Level = 'debug' | 'info' | 'warning' | 'error'

export interface LogOptions {
  readonly format: 'text' | 'json'
  readonly quiet: boolean
  readonly verbose: boolean
  readonly paint: Paint
  readonly write: (text: string) => void
  readonly now: () => Date
}

export interface Log {
  debug(message: string): void
  info(message: string): void
  warning(message: string): void
  error(message: string): void
  /** A HydraError at the level of its severity, with its code and remedy. */
  fault(error: HydraError): void
}

const two = (value: number): string => String(value).padStart(2, '0')

/** Local time as `2026-01-31 12:00:00`. */
export const stamp = (at: Date): string =>
  `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())} ${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}`

const order: Readonly<Record<Level, number>> = { debug: 0, info: 1, warning: 2, error: 3 }

function textLine(level: Level, message: string, { paint, now }: LogOptions): string {
  const brush = { debug: paint.dim, info: paint.cyan, warning: paint.yellow, error: paint.red }[level]
  return `${paint.dim(`[${stamp(now())}]`)} ${brush(`[${level.toUpperCase()}]`)} ${visible(message)}\n`
}

/** Ends with a full stop before the remedy, unless the message has an end of its own. */
const sentence = (text: string): string => (/[.!?]$/.test(text) ? text : `${text}.`)

/** The line of a formula that is at fault, and the caret under it; nothing for other faults. */
function caretLines({ details: { caret }, severity }: HydraError, { dim, red, yellow }: Paint): string {
  if (typeof caret !== 'string') return ''
  const [line = '', mark = ''] = caret.split('\n')
  return `    ${dim(line)}\n    ${(severity === 'error' ? red : yellow)(mark)}\n`
}

export function createLog(options: LogOptions): Log {
  const least = options.quiet ? order.warning : options.verbose ? order.debug : order.info
  const put = (level: Level, message: string, more: Record<string, unknown> = {}): void => {
    if (order[level] < least) return
    if (options.format === 'text') options.write(textLine(level, message, options))
    else options.write(`${JSON.stringify({ time: options.now().toISOString(), level, message, ...more })}\n`)
  }
  const levelOf = { error: 'error', warning: 'warning', notice: 'info' } as const
  return {
    debug: (message) => put('debug', message),
    info: (message) => put('info', message),
    warning: (message) => put('warning', message),
    error: (message) => put('error', message),
    fault: (error) => {
      const level = levelOf[error.severity]
      if (options.format === 'json') put(level, error.message, { code: error.code, where: error.where, hint: error.hint })
      else put(level, `${error.code} ${sentence(error.message)} ${error.hint}`.trimEnd())
      const caret = options.format === 'text' && order[level] >= least ? caretLines(error, options.paint) : ''
      if (caret !== '') options.write(caret)
    },
  }
}

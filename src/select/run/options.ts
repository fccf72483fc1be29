/** The door of run() and call(): what a call asks for, on top of what the selector was made with. */
import { refusal, recordAt, wholeAt } from '../options.ts'
import type { NamedHead } from '../heads.ts'
import type { CallOptions, Classify } from './types.ts'

/** Of a selector; Infinity where there is no limit. */
export interface CallSettings {
  readonly attempts: number
  readonly timeoutMs: number
  readonly totalTimeoutMs: number
  readonly firstTimeoutMs: number
  readonly hedgeAfterMs: number
  readonly classify: Classify | undefined
  /** Without options a call needs no timer. */
  readonly isPlain: boolean
  /** Every head can be called. */
  readonly isCallable: boolean
}

/** Of one call. */
export interface Plan extends Pick<
  CallSettings,
  'attempts' | 'timeoutMs' | 'totalTimeoutMs' | 'firstTimeoutMs' | 'hedgeAfterMs'
> {
  readonly signal: AbortSignal | undefined
  readonly context: string | undefined
  readonly exclude: readonly string[]
  readonly sticky: string | undefined
}

type Read = Readonly<Record<string, unknown>>

function limitAt(from: Read, key: string, otherwise: number): number {
  const value = from[key]
  if (value === undefined) return otherwise
  if (typeof value === 'number' && value > 0) return value
  throw refusal(key, 'a number of milliseconds above 0', value)
}

const limitsAt = (from: Read, otherwise: Omit<Plan, 'signal' | 'context' | 'exclude' | 'sticky'>): typeof otherwise => ({
  attempts: wholeAt(from, 'attempts', otherwise.attempts, 1, 1e6),
  timeoutMs: limitAt(from, 'timeoutMs', otherwise.timeoutMs),
  totalTimeoutMs: limitAt(from, 'totalTimeoutMs', otherwise.totalTimeoutMs),
  firstTimeoutMs: limitAt(from, 'firstTimeoutMs', otherwise.firstTimeoutMs),
  hedgeAfterMs: limitAt(from, 'hedgeAfterMs', otherwise.hedgeAfterMs),
})

/** Keys of createSelector() that are of calls. */
export const callKeys = ['attempts', 'timeoutMs', 'totalTimeoutMs', 'firstTimeoutMs', 'hedgeAfterMs', 'classify'] as const

export function callSettingsAt(from: Read, heads: readonly NamedHead[]): CallSettings {
  const none = { timeoutMs: Infinity, totalTimeoutMs: Infinity, firstTimeoutMs: Infinity, hedgeAfterMs: Infinity }
  const limits = limitsAt(from, { attempts: Math.min(2, heads.length), ...none })
  const { classify } = from
  if (classify !== undefined && typeof classify !== 'function') throw refusal('classify', 'a function', classify)
  const least = Math.min(limits.timeoutMs, limits.totalTimeoutMs, limits.firstTimeoutMs, limits.hedgeAfterMs)
  return {
    ...limits,
    classify: classify as Classify | undefined,
    isPlain: least === Infinity && heads.every(({ timeoutMs }) => timeoutMs === undefined),
    isCallable: heads.every(({ run }) => run !== undefined),
  }
}

const keys = [
  'signal',
  'context',
  'exclude',
  'sticky',
  'attempts',
  'timeoutMs',
  'totalTimeoutMs',
  'firstTimeoutMs',
  'hedgeAfterMs',
]

function signalAt(value: unknown): AbortSignal | undefined {
  if (value === undefined || (typeof value === 'object' && value !== null && 'aborted' in value)) return value as AbortSignal
  throw refusal('signal', 'an AbortSignal', value)
}

/** @throws HYD-1002 an unknown option, HYD-1003 a value refused, or heads that are names only */
export function planOf(settings: CallSettings, options: CallOptions | undefined): Plan {
  if (!settings.isCallable) throw refusal('heads', 'functions, or definitions with run, to be called', 'names')
  const from = options === undefined ? {} : recordAt(options, 'options of a call', keys)
  return {
    ...limitsAt(from, settings),
    signal: signalAt(from['signal']),
    context: options?.context,
    exclude: options?.exclude === undefined ? [] : [...options.exclude],
    sticky: options?.sticky,
  }
}

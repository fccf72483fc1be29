/** How failures of calls are told: the code of each, and the one error when all have failed. */
import { describeThrown, hydraError, type HydraError } from '../../errors/index.ts'
import { byName } from '../../study/index.ts'
import { statusOf } from './classify.ts'
import type { CallAttempt } from './types.ts'

/** A failed attempt with what was thrown. */
export interface Failed extends CallAttempt {
  readonly error: unknown
}

/** The code, HTTP status or name of what was thrown; never throws. */
export function codeOf(error: unknown): string {
  try {
    const { code, name } = (typeof error === 'object' && error !== null ? error : {}) as { code?: unknown; name?: unknown }
    if (typeof code === 'string' && code !== '') return code
    const status = statusOf(error)
    if (status !== undefined) return String(status)
    return typeof name === 'string' && name !== '' ? name : typeof error
  } catch {
    return 'unreadable'
  }
}

/** HYD-5009: `cause` holds the errors in the order of attempts, `details` the errors by head, and the attempts. */
export function allFailed(failed: readonly Failed[], heads: number): HydraError {
  const what = failed.map(({ head, error }) => `"${head}": ${describeThrown(error)}`).join('; ')
  const errors = failed.map(({ error }) => error)
  const details = {
    errors: byName(failed.map(({ head, error }) => [head, error] as const)),
    attempts: failed.map(({ head, code, durationMs }) => ({ head, code, durationMs })),
  }
  const params = { tried: failed.length, heads, what: what.slice(0, 2000) }
  return hydraError('5009', params, { cause: new AggregateError(errors, what), details })
}

/** An answer over HTTP that is none. */
export class HttpError extends Error {
  override readonly name = 'HttpError'
  readonly status: number
  readonly headers: unknown
  readonly response: unknown

  constructor(response: { readonly status: number; readonly statusText: string; readonly headers: unknown }) {
    super(`HTTP ${response.status} ${response.statusText}`.trimEnd())
    this.status = response.status
    this.headers = response.headers
    this.response = response
  }
}

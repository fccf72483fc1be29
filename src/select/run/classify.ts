/**
 * Whose fault was it? The judgement of errors where the user gives none of his own.
 * In: what was thrown: errors of fetch wrappers, SDKs and Node, with `status`, `statusCode`, `response.status` or `code`, and headers.
 * Out: 'caller' for a call that no head would take, an ejection for a refused key or a wish to be left alone, else 'head'.
 * Sources: RFC 9110 sections 10.2.3 (Retry-After) and 15 (status codes).
 */
import { ambient } from '../../engine/index.ts'
import type { Fault } from './types.ts'

/** The call is wrong, whoever is asked. */
const callers: ReadonlySet<number> = new Set([400, 404, 405, 406, 411, 412, 413, 414, 415, 416, 417, 422, 431])
/** A key that is not taken, an account that is empty: it will not be better the next time. */
const refused: ReadonlySet<unknown> = new Set([401, 402, 403, 'insufficient_quota', 'invalid_api_key'])
/** How long a head is out that refused. */
const refusedMs = 300_000

type Fields = Readonly<Record<string, unknown>>
const fieldsOf = (value: unknown): Fields => (typeof value === 'object' && value !== null ? (value as Fields) : {})

function asStatus(value: unknown): number | undefined {
  const status = typeof value === 'string' && /^\d{3}$/.test(value) ? Number(value) : value
  return typeof status === 'number' && status >= 100 && status <= 599 ? status : undefined
}

/** The HTTP status that an error tells of. */
export function statusOf(error: unknown): number | undefined {
  const { status, statusCode, response, code } = fieldsOf(error)
  const answer = fieldsOf(response)
  const given = [status, statusCode, answer['status'], answer['statusCode'], code]
  return given.map(asStatus).find((value) => value !== undefined)
}

/** The text of a header: of a Headers or Map, or of a record in any case. */
function headerOf(headers: unknown, name: string): string | undefined {
  const from = fieldsOf(headers)
  const get: unknown = from['get']
  const key = Object.keys(from).find((own) => own.toLowerCase() === name)
  const value: unknown = typeof get === 'function' ? get.call(headers, name) : key === undefined ? undefined : from[key]
  const first: unknown = Array.isArray(value) ? value[0] : value
  return typeof first === 'string' || typeof first === 'number' ? String(first).trim() : undefined
}

const isCount = (text: string | undefined): text is string => text !== undefined && /^\d+(\.\d+)?$/.test(text)

/** Seconds, or a date; a date is held against the server's own clock where it tells it. */
function waitOf(headers: unknown, wallMs: () => number): number | undefined {
  const exact = headerOf(headers, 'retry-after-ms')
  if (isCount(exact)) return Number(exact)
  const text = headerOf(headers, 'retry-after')
  if (text === undefined) return undefined
  if (isCount(text)) return 1000 * Number(text)
  const until = Date.parse(text)
  if (Number.isNaN(until)) return undefined
  const told = Date.parse(headerOf(headers, 'date') ?? '')
  return Math.max(0, until - (Number.isNaN(told) ? wallMs() : told))
}

/** For how long an error asks to be left alone, ms. */
export function retryAfterOf(error: unknown, wallMs: () => number = ambient.wall): number | undefined {
  const { headers, response } = fieldsOf(error)
  const places = [headers, fieldsOf(response)['headers'], error]
  return places.map((place) => waitOf(place, wallMs)).find((ms) => ms !== undefined)
}

/**
 * Whose fault an error is, where `classify` is not given: 400 404 405 406 411 to 417 422 431 the caller's; 401 402 403 a head that is out for
 * five minutes; `Retry-After` a head that is out for so long; all else, time-outs and lost connections among it, the head's.
 *
 * @param error - what a head threw
 * @returns 'head', 'caller', or { ejectMs }
 * @example
 * ```ts
 * import { classifyError } from 'hydra-profiler'
 * classifyError({ status: 404 }) // 'caller'
 * classifyError({ status: 429, headers: { 'Retry-After': '7' } }) // { ejectMs: 7000 }
 * classifyError(new Error('ECONNRESET')) // 'head'
 * ```
 * Source: RFC 9110.
 * @since 0.1.0
 */
export function classifyError(error: unknown): Fault {
  const status = statusOf(error)
  if (status !== undefined && callers.has(status)) return 'caller'
  const { code, error: inner } = fieldsOf(error)
  if (refused.has(status) || refused.has(code) || refused.has(fieldsOf(inner)['code'])) return { ejectMs: refusedMs }
  const ms = retryAfterOf(error)
  return ms !== undefined && ms > 0 ? { ejectMs: ms } : 'head'
}

/**
 * Describes any value without ever throwing: thrown things, details, refused options.
 * In: anything, hostile getters and proxies included. Out: short text, or plain JSON data.
 */

const maxText = 500
const maxDepth = 4
const maxItems = 20

const guarded = <T>(read: () => T, fallback: T): T => {
  try {
    return read()
  } catch {
    return fallback
  }
}

const clip = (text: string): string => (text.length > maxText ? `${text.slice(0, maxText)}…` : text)

const hidden = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\u2028\u2029]/g

/** Makes control characters, escapes and bidi marks visible, so that no text can rule a terminal or a log. */
export const visible = (text: string): string =>
  text.replace(hidden, (c) => `\\x${c.charCodeAt(0).toString(16).padStart(2, '0')}`)

/** A value as people write it: `"10"`, `NaN`, `[object]`; never throws, at most 80 characters. */
export function show(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value.length > 60 ? `${value.slice(0, 60)}…` : value)
  if (typeof value === 'bigint') return `${value}n`
  if (typeof value === 'number') return Object.is(value, -0) ? '-0' : String(value)
  if (typeof value === 'function') return 'a function'
  if (typeof value === 'object' && value !== null)
    return guarded(() => (Array.isArray(value) ? `an array of ${value.length}` : 'an object'), 'an object')
  return guarded(() => String(value), 'a value')
}

/** The kind of a value, for messages: 'string', 'null', 'array', 'object'. */
export function kindOf(value: unknown): string {
  if (value === null) return 'null'
  return guarded(() => Array.isArray(value), false) ? 'array' : typeof value
}

/** What was thrown, in one line: `TypeError: x is not a function`, `undefined`, `"text"`. Never throws. */
export function describeThrown(thrown: unknown): string {
  if (typeof thrown !== 'object' || thrown === null) return clip(visible(show(thrown)))
  const name = guarded(() => (thrown as Error).name, undefined)
  const message = guarded(() => (thrown as Error).message, undefined)
  const label = typeof name === 'string' && name !== '' ? name : 'an object'
  return clip(visible(typeof message === 'string' && message !== '' ? `${label}: ${message}` : label))
}

/** Plain JSON data of a value: errors as `{ name, message, code }`, depth 4, 20 entries, 500 characters; cycles cut. */
export function toPlain(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return clip(value)
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value)
  if (typeof value === 'boolean' || value === null || value === undefined) return value
  if (typeof value !== 'object') return show(value)
  if (depth >= maxDepth) return '…'
  return guarded(() => plainObject(value, depth), '[unreadable]')
}

function plainObject(value: object, depth: number): unknown {
  if (Array.isArray(value)) return value.slice(0, maxItems).map((item) => toPlain(item, depth + 1))
  if (value instanceof Error) {
    const code = guarded(() => (value as { code?: unknown }).code, undefined)
    return { name: toPlain(value.name), message: toPlain(value.message), ...(code === undefined ? {} : { code: toPlain(code) }) }
  }
  const out: Record<string, unknown> = Object.create(null) as Record<string, unknown>
  for (const key of Object.keys(value).slice(0, maxItems)) {
    out[key] = toPlain(
      guarded(() => (value as Record<string, unknown>)[key], '[unreadable]'),
      depth + 1,
    )
  }
  return out
}

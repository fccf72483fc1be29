/**
 * What an answer, or an error, says of when to ask again.
 * In: anything that a head returned or threw. Out: ms to wait; undefined where it does not ask for that.
 * Read: `retryAfter` (seconds, as the header has them), the header Retry-After (seconds, or a date; RFC 9110, 10.2.3) in `headers` or
 * `response.headers`, as Headers or as a plain record. It counts for the statuses 429 and 503, and where no status is told.
 * A 429 without a time is asked again after a second, then two, four and so on; a 503 without one is a failure like others.
 */
type Fields = Readonly<Record<string, unknown>>

const header = 'retry-after'
const firstMs = 1000
const busy = 429
const away = 503

const fieldsOf = (value: unknown): Fields | undefined =>
  typeof value === 'object' && value !== null ? (value as Fields) : undefined

/** A field of a foreign object; a getter that throws has none. */
function read(fields: Fields | undefined, key: string): unknown {
  try {
    return fields?.[key]
  } catch {
    // What cannot be read says nothing; the call itself is judged as ever.
    return undefined
  }
}

function headerOf(headers: unknown): unknown {
  const fields = fieldsOf(headers)
  const get = read(fields, 'get')
  if (fields === undefined || typeof get !== 'function') {
    const key = Object.keys(fields ?? {}).find((name) => name.toLowerCase() === header)
    return key === undefined ? undefined : read(fields, key)
  }
  try {
    return Reflect.apply(get, headers, [header])
  } catch {
    // As above.
    return undefined
  }
}

/** Seconds as a number or text, or a date, from `today`, as ms. */
export function delayMs(value: unknown, today: number): number | undefined {
  const text = typeof value === 'number' ? String(value) : typeof value === 'string' ? value.trim() : ''
  if (/^\d+(\.\d+)?$/.test(text)) return Number(text) * 1000
  const at = /[a-z]/i.test(text) ? Date.parse(text) : NaN
  if (!Number.isFinite(at)) return undefined
  return at > today ? at - today : 0
}

function statusOf(all: readonly (Fields | undefined)[]): number | undefined {
  for (const fields of all) {
    const status = read(fields, 'status') ?? read(fields, 'statusCode')
    if (typeof status === 'number') return status
  }
  return undefined
}

/**
 * @param attempt - how often it was asked again already
 * @param today - ms of the day, for dates
 */
export function retryAfterMs(answer: unknown, attempt: number, today: number): number | undefined {
  const own = fieldsOf(answer)
  const all = [own, fieldsOf(read(own, 'response')), fieldsOf(read(own, 'cause'))]
  const status = statusOf(all)
  if (status !== undefined && status !== busy && status !== away) return undefined
  for (const fields of all) {
    const told = delayMs(read(fields, 'retryAfter'), today) ?? delayMs(headerOf(read(fields, 'headers')), today)
    if (told !== undefined) return told
  }
  return status === busy ? firstMs * 2 ** (attempt < 10 ? attempt : 10) : undefined
}

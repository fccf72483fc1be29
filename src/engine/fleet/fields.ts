/**
 * Rows that callers give, as records of known fields.
 * In: anything. Out: a list without holes, records whose every key is known, or an error that names the place.
 * Why: a misspelt field that is left out in silence is a wrong answer that looks right.
 */
import { didYouMean, hydraError, kindOf, show } from '../../errors/index.ts'

/** HYD-1003 with the place. */
export function wrongKind(option: string, expected: string, value: unknown): Error {
  return hydraError('1003', { option, expected, got: show(value), type: kindOf(value) }, { where: { option } })
}

/**
 * A list as it is, holes as `undefined`, so that whoever reads its members sees them.
 *
 * @throws HYD-1003 not an array
 */
export function listAt(value: unknown, option: string, expected: string): readonly unknown[] {
  if (!Array.isArray(value)) throw wrongKind(option, expected, value)
  return Array.from(value as readonly unknown[])
}

/**
 * A record of known fields.
 *
 * @throws HYD-1003 not a record, HYD-1002 a field that is not known
 */
export function fieldsAt(
  value: unknown,
  what: string,
  expected: string,
  known: readonly string[],
): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw wrongKind(what, expected, value)
  const key = Object.keys(value).find((name) => !known.includes(name))
  if (key === undefined) return value as Readonly<Record<string, unknown>>
  const suggestion = didYouMean(key, known, `Fields of ${what}: ${known.join(', ')}.`)
  const params = { kind: 'field', key, place: ` of ${what}`, known: known.join(', '), suggestion }
  throw hydraError('1002', params, { where: { option: `${what}.${key}` } })
}

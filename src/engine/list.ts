/**
 * Lists of things, read one by one: a hole is met like anything else that is wrong, with its place.
 * In: anything, a reader. Out: what the reader made of each; HYD-1003 for what is no list. map and every pass over holes, so they are not used.
 */
import { hydraError, kindOf, show } from '../errors/index.ts'
import { typedKind } from './door.ts'

/** HYD-1003: names typed arrays by their kind. */
export function refuseKind(option: string, expected: string, value: unknown): never {
  const kind = typedKind(value)
  const got = typeof kind === 'string' ? `a ${kind}` : show(value)
  throw hydraError('1003', { option, expected, got, type: kindOf(value) }, { where: { option } })
}

/** @throws HYD-1003 no list, and what `read` throws */
export function listAt<T>(value: unknown, option: string, expected: string, read: (one: unknown, place: string) => T): T[] {
  if (!Array.isArray(value)) return refuseKind(option, expected, value)
  const list: readonly unknown[] = value
  const all: T[] = []
  for (let i = 0; i < list.length; i += 1) all.push(read(list[i], `${option}[${i}]`))
  return all
}

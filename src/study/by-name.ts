/**
 * Records by name that hold any text as a key: no prototype, so `__proto__`, `constructor` and the empty of meaning are plain names.
 * Integer-like names stand first in any object: who needs the order given keeps a list of names beside it.
 */
import type { ByName } from './types.ts'

/** A frozen record without a prototype. */
export function byName<T>(entries: Iterable<readonly [string, T]>): ByName<T> {
  const record = Object.create(null) as Record<string, T>
  for (const [name, value] of entries) record[name] = value
  return Object.freeze(record)
}

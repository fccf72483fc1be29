/** What the checks of a configuration know of its file. */
import type { Faults } from './faults.ts'

export interface Source {
  /** Absolute. */
  readonly file: string
  /** Of the file; relative paths start here. */
  readonly folder: string
  /** JSON or YAML: no functions, and `{ file }` among the inputs is a file's text. */
  readonly isData: boolean
  readonly faults: Faults
}

/** A plain record: not a list, a Map, a URL or an instance of a class. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) return false
  const proto: unknown = Object.getPrototypeOf(value)
  return proto === null || Object.getPrototypeOf(proto) === null
}

/** The value of an own key; undefined when there is none. */
export const own = (record: object, key: string): unknown =>
  Object.hasOwn(record, key) ? (record as Readonly<Record<string, unknown>>)[key] : undefined

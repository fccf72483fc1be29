/** The table of errors/catalog.json with types: codes, names, and the parameters each message needs. */
import table from '../../errors/catalog.json' with { type: 'json' }
import type { MessageParameters } from './codes.ts'

/** The number of an error, as in the catalog: 1003. */
export type ErrorNumber = keyof MessageParameters
/** The public code of an error: 'HYD-1003'. Codes are stable and never used again for something else. */
export type ErrorCode = `HYD-${ErrorNumber}`
/** What the message of an error must be given; every parameter is required, so no message has a hole. */
export type ErrorParams<N extends ErrorNumber> = Readonly<Record<MessageParameters[N], string | number>>

export type Severity = 'error' | 'warning' | 'notice'

export interface CatalogEntry {
  readonly name: string
  readonly severity: Severity
  readonly retryable: boolean
  readonly exit: number
  readonly message: string
  readonly hint: string
  readonly params: Readonly<Record<string, string>>
  readonly since: string
}

const entries: ReadonlyMap<string, CatalogEntry> = new Map(Object.entries(table as unknown as Record<string, CatalogEntry>))

/** All numbers, ascending. */
export const errorNumbers = (): ErrorNumber[] => [...entries.keys()].sort() as ErrorNumber[]

/** The entry of one number; there is one for every ErrorNumber. */
export function catalogEntry(number: ErrorNumber): CatalogEntry {
  const entry = entries.get(number)
  if (entry === undefined) throw new TypeError(`errors/catalog.json has no entry ${number}`)
  return entry
}

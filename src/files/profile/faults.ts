/** Errors and warnings of a study, saved as data, as HydraErrors again. */
import { errorNumbers, HydraError, type ErrorNumber, type HydraErrorOptions, type Where } from '../../errors/index.ts'
import type { Field } from './reader.ts'

const known: ReadonlySet<string> = new Set(errorNumbers())
/** What an error counts as whose code came later than this version: its own code is kept in the details. */
const unknownCode: ErrorNumber = '3001'

function whereOf(field: Field): Where {
  const out = Object.create(null) as Record<string, string | number>
  for (const [key, { value }] of field.entries()) if (typeof value === 'string' || typeof value === 'number') out[key] = value
  return { ...out }
}

/**
 * Reads one saved error.
 *
 * @throws Misfit
 */
export function decodeFault(field: Field): HydraError {
  const code = field.get('code').text()
  const number = code.slice('HYD-'.length)
  const isKnown = code.startsWith('HYD-') && known.has(number)
  const details = field.get('details').optional((from) => from.record()) ?? {}
  const cause = field.get('cause').value
  const options: HydraErrorOptions = {
    where: field.get('where').optional(whereOf) ?? {},
    details: isKnown ? details : { ...details, savedCode: code },
    ...(cause === undefined ? {} : { cause }),
  }
  return new HydraError(
    isKnown ? (number as ErrorNumber) : unknownCode,
    field.get('message').text(),
    field.get('hint').text(),
    options,
  )
}

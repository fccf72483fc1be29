/** Errors across the border of an isolate: there as data, here as errors again. What was thrown stays behind; its description crosses. */
import { describeThrown, HydraError, type ErrorNumber } from '../../errors/index.ts'
import type { ErrorText } from './protocol.ts'

/** What a head threw in an isolate, as the host sees it. */
export class Described extends Error {
  override readonly name: string

  constructor(what: string) {
    const [, name = 'Error', message = what] = /^([A-Z]\w*): (.*)$/s.exec(what) ?? []
    super(message)
    this.name = name
  }
}

export function toText(error: HydraError): ErrorText {
  const { code, message, hint, where, cause } = error
  const { details } = error.toJSON() as { details: object }
  return {
    number: code.slice(4) as ErrorNumber,
    message, hint,
    where: { ...where },
    details: { ...details },
    cause: cause === undefined ? undefined : describeThrown(cause),
  } // prettier-ignore
}

export function fromText({ number, message, hint, where, details, cause }: ErrorText): HydraError {
  const common = { where, details: details as Readonly<Record<string, unknown>> }
  return new HydraError(number, message, hint, cause === undefined ? common : { ...common, cause: new Described(cause) })
}

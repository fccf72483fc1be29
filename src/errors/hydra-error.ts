/**
 * The one error type of Hydra, and how to tell it.
 * In: a number of the catalog with its parameters. Out: an Error with code, place and remedy.
 * Branded by Symbol.for, so that two copies of the package, or two realms, know each other's errors.
 */
import { catalogEntry, type ErrorCode, type ErrorNumber, type ErrorParams, type Severity } from './catalog.ts'
import { toPlain } from './plain.ts'

const brand = Symbol.for('hydra.error')

/** Where a fault lies; only what is known is there. Lines and columns count from 1, trials from 0. */
export interface Where {
  readonly file?: string
  readonly line?: number
  readonly column?: number
  /** Of a formula's text, in UTF-16 units, and how many of them. */
  readonly offset?: number
  readonly length?: number
  readonly head?: string
  readonly trial?: number
  readonly option?: string
  readonly path?: string
  readonly command?: string
}

export interface HydraErrorOptions {
  readonly where?: Where
  readonly cause?: unknown
  readonly details?: Readonly<Record<string, unknown>>
}

/**
 * A failure that Hydra expected: what, where and why in `message`, what to do in `hint`.
 *
 * @example
 * ```ts
 * import { isHydraError, profile } from 'hydra-profiler'
 * try {
 *   await profile({ heads: {} })
 * } catch (error) {
 *   if (!isHydraError(error)) throw error
 *   error.code // 'HYD-1007'
 * }
 * ```
 * @since 0.1.0
 */
export class HydraError extends Error {
  override readonly name = 'HydraError'
  readonly code: ErrorCode
  readonly where: Where
  readonly hint: string
  readonly details: Readonly<Record<string, unknown>>
  readonly severity: Severity
  readonly retryable: boolean

  constructor(number: ErrorNumber, message: string, hint: string, options: HydraErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause })
    const entry = catalogEntry(number)
    this.code = `HYD-${number}`
    this.where = options.where ?? {}
    this.hint = hint
    this.details = options.details ?? {}
    this.severity = entry.severity
    this.retryable = entry.retryable
    Object.defineProperty(this, brand, { value: true })
  }

  /** The exit code that the command ends with when this error stops it. */
  get exitCode(): number {
    return catalogEntry(this.code.slice(4) as ErrorNumber).exit
  }

  /** One line: `HYD-1003 trials must be …, got 0 (number). Give trials …` */
  override toString(): string {
    return `${this.code} ${this.message}. ${this.hint}`.trimEnd()
  }

  /** Safe for JSON: bounded in depth and text, cycles cut. */
  toJSON(): Record<string, unknown> {
    const { code, message, where, hint, severity, retryable } = this
    return {
      schema: 1,
      code,
      message,
      where,
      hint,
      severity,
      retryable,
      details: toPlain(this.details),
      cause: toPlain(this.cause),
    }
  }
}

const fill = (template: string, params: Readonly<Record<string, string | number>>): string =>
  template.replace(/\{(\w+)\}/g, (_, name: string) => String(params[name] ?? `{${name}}`))

/**
 * Makes the error of a catalog number.
 *
 * @param number - of the catalog, as text: '1003'
 * @param params - one value for each parameter that the entry names
 */
export function hydraError<N extends ErrorNumber>(number: N, params: ErrorParams<N>, options?: HydraErrorOptions): HydraError {
  const entry = catalogEntry(number)
  const values = params as Readonly<Record<string, string | number>>
  return new HydraError(number, fill(entry.message, values), fill(entry.hint, values), options)
}

/** True for every HydraError, also of another copy of the package or another realm. */
export function isHydraError(value: unknown): value is HydraError {
  return typeof value === 'object' && value !== null && (value as Record<symbol, unknown>)[brand] === true
}

/**
 * Collects what is wrong with options, so that all of it is told at once and before anything runs.
 * One fault is thrown as it is; several as the first one, with the list in `details.errors`.
 */
import { didYouMean, HydraError, hydraError, kindOf, show, type ErrorNumber } from '../../errors/index.ts'

const mostListed = 20

export class Faults {
  readonly #errors: HydraError[] = []

  add(error: HydraError): void {
    this.#errors.push(error)
  }

  /** HYD-1003: a known option with a value it cannot have. */
  refuse(option: string, expected: string, got: unknown, head?: string): void {
    const params = { option, expected, got: show(got), type: kindOf(got) }
    this.add(hydraError('1003', params, { where: head === undefined ? { option } : { option, head } }))
  }

  /** HYD-1002 for every own key that is not known. */
  checkKeys(given: object, known: readonly string[], kind: string, place: string): void {
    for (const key of Object.keys(given)) {
      if (known.includes(key)) continue
      const suggestion = didYouMean(key, known, `Leave it out, or use one of those.`)
      this.add(hydraError('1002', { kind, key, place, known: known.join(', '), suggestion }, { where: { option: key } }))
    }
  }

  /** Throws what was found, if anything. */
  throwAny(): void {
    const [first, ...more] = this.#errors
    if (first === undefined) return
    if (more.length === 0) throw first
    const errors = this.#errors.slice(0, mostListed)
    const others = `(and ${more.length} more: ${more.slice(0, 3).map(({ message }) => message).join('; ')}${more.length > 3 ? '; …' : ''})` // prettier-ignore
    const number = first.code.slice(4) as ErrorNumber
    const details = { ...first.details, errors, count: this.#errors.length }
    throw new HydraError(number, `${first.message} ${others}`, first.hint, { where: first.where, details })
  }
}

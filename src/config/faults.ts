/**
 * Faults of a configuration: each with file, line and column where they are known, all of them told at once.
 * In: what is wrong, and the path of keys that leads there. Out: HydraErrors; several become the first one with the list in its details.
 */
import { relative } from 'node:path'
import { didYouMean, HydraError, hydraError, kindOf, show, visible, type ErrorNumber, type Where } from '../errors/index.ts'

export type KeyPath = readonly (string | number)[]

/** Lines and columns count from 1. */
export interface Place {
  readonly line: number
  readonly column: number
}

const mostListed = 20

/** A file as people see it: relative to the working folder when inside. */
export function shownFile(file: string): string {
  const inside = relative(process.cwd(), file)
  return visible(inside === '' || inside.startsWith('..') ? file : inside)
}

/** `studies.encode.heads["a b"].command[2]` */
export const spellPath = (path: KeyPath): string =>
  path.reduce<string>((text, key) => {
    if (typeof key === 'number') return `${text}[${key}]`
    if (!/^[\w$-]+$/.test(key)) return `${text}[${show(key)}]`
    return text === '' ? key : `${text}.${key}`
  }, '')

/** HYD-1001: a file that cannot be read, with its place. */
export function unreadable(file: string, reason: string, place?: Place, cause?: unknown): HydraError {
  const shown = shownFile(file)
  const at = place === undefined ? '' : ` at line ${place.line}, column ${place.column}`
  return hydraError('1001', { file: shown, reason: `${reason}${at}` }, { where: { file: shown, ...place }, cause })
}

/** HYD-1004: beyond a limit. */
export const tooLarge = (file: string, problem: string, limit: string, place: Place | undefined = undefined): HydraError =>
  hydraError('1004', { file: shownFile(file), problem, limit }, { where: { file: shownFile(file), ...place } })

/** HYD-1006: text that no configuration may hold. */
export function forbidden(file: string, problem: string, place?: Place): HydraError {
  const at = place === undefined ? '' : ` at line ${place.line}, column ${place.column}`
  return hydraError('1006', { file: shownFile(file), problem: `${problem}${at}` }, { where: { file: shownFile(file), ...place } })
}

/** Collects what is wrong with the values of a configuration. */
export class Faults {
  readonly #errors: HydraError[] = []
  readonly #file: string
  readonly #placeOf: (path: KeyPath) => Place | undefined

  constructor(file: string, placeOf: (path: KeyPath) => Place | undefined) {
    this.#file = file
    this.#placeOf = placeOf
  }

  #where(path: KeyPath): { readonly where: Where; readonly at: string } {
    const file = shownFile(this.#file)
    const place = this.#placeOf(path)
    const at = place === undefined ? file : `${file}:${place.line}:${place.column}`
    return { where: { file, option: spellPath(path), ...place }, at }
  }

  add(error: HydraError): void {
    this.#errors.push(error)
  }

  /** HYD-1003: a known key with a value it cannot have. */
  refuse(path: KeyPath, expected: string, got: unknown): void {
    const { where, at } = this.#where(path)
    const option = path.length === 0 ? `what ${at} gives` : `${spellPath(path)} in ${at}`
    this.add(hydraError('1003', { option, expected, got: show(got), type: kindOf(got) }, { where }))
  }

  /** HYD-1002: a key, or the kind of a head, that is not known. */
  unknown(path: KeyPath, kind: string, key: string, known: readonly string[]): void {
    const { where, at } = this.#where(path)
    const parent = spellPath(path.slice(0, -1))
    const place = `${parent === '' ? '' : ` in ${parent}`} of ${at}`
    const suggestion = didYouMean(key, known, 'Leave it out, or use one of those.')
    this.add(hydraError('1002', { kind, key: visible(key), place, known: known.join(', '), suggestion }, { where }))
  }

  /** Throws what was found, if anything. */
  throwAny(): void {
    const [first, ...more] = this.#errors
    if (first === undefined) return
    if (more.length === 0) throw first
    const listed = more.slice(0, 3).map(({ message }) => message)
    const message = `${first.message} (and ${more.length} more: ${listed.join('; ')}${more.length > 3 ? '; …' : ''})`
    const details = { errors: this.#errors.slice(0, mostListed), count: this.#errors.length }
    throw new HydraError(first.code.slice(4) as ErrorNumber, message, first.hint, { where: first.where, details })
  }
}

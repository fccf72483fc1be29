/**
 * Which head changed what all heads share: it replaced Date, or added to Object.prototype.
 * In: told which heads ran, and when there is time to look. Out: HYD-3011 for each head that changed something.
 * A change belongs to the heads that ran since the look before: after set-ups, first calls and tuning that is one head; later, where looks
 * are rare, it may be one of several. Looks are never within a timed section, and beside the ones that are always taken they stay below
 * 0.05 % of the time.
 */
import { hydraError, show, type HydraError } from '../../errors/index.ts'
import { now } from '../builtins.ts'
import { BuiltIns } from './built-ins.ts'

const share = 0.0005
const mostNamed = 5

const listed = (names: readonly string[]): string =>
  names.slice(0, mostNamed).join(', ') + (names.length > mostNamed ? ` and ${names.length - mostNamed} more` : '')

export class Changes {
  readonly #builtIns = new BuiltIns()
  readonly #startedAt = now()
  #spentMs = 0
  /** Since the last look. */
  readonly #ran = new Set<string>()
  readonly #found: { readonly heads: readonly string[]; readonly names: string[] }[] = []

  /** Some code of heads ran. @param isNew - code that had not run before: a look is taken in any case, else as there is time */
  ran(heads: readonly string[], isNew = false): void {
    for (const head of heads) this.#ran.add(head)
    if (isNew || this.#spentMs <= share * (now() - this.#startedAt)) this.#look()
  }

  /**
   * Something that should not fail did: perhaps a head replaced what our own code uses. All is put back.
   *
   * @returns HYD-3011 when something had been replaced; undefined when that was not it
   */
  mend(): HydraError | undefined {
    // A look first, where it can be taken: it tells the names.
    let names: string[] = []
    try {
      names = this.#builtIns.changed()
    } catch {
      names = []
    }
    if (!this.#builtIns.restore()) return undefined
    const heads = [...this.#ran]
    if (names.length > 0 && heads.length > 0) this.#take(heads, names)
    this.#builtIns.changed()
    this.#ran.clear()
    if (this.#found.length === 0)
      this.#found.push({ heads: heads.length > 0 ? heads : ['(unknown)'], names: ['what this package itself uses'] })
    return this.warnings().at(-1)
  }

  /** After the last trial. */
  end(): void {
    this.#look()
  }

  #look(): void {
    if (this.#ran.size === 0) return
    const startedAt = now()
    const names = this.#builtIns.changed()
    if (names.length > 0) this.#take([...this.#ran], names)
    this.#ran.clear()
    this.#spentMs += now() - startedAt
  }

  warnings(): HydraError[] {
    return this.#found.map(({ heads, names }) => {
      const [first] = heads as [string]
      const who = heads.length === 1 ? `head ${show(first)}` : `one of the heads ${listed(heads.map((head) => show(head)))}`
      const where = heads.length === 1 ? { where: { head: first } } : {}
      return hydraError('3011', { who, what: listed(names) }, { ...where, details: { heads, names } })
    })
  }

  /** Who changed a thing before, and ran again, has changed it again. */
  #take(heads: readonly string[], names: readonly string[]): void {
    const before = this.#found.filter((one) => one.heads.every((head) => heads.includes(head))).flatMap((one) => one.names)
    const fresh = names.filter((name) => !before.includes(name))
    if (fresh.length === 0) return
    const known = this.#found.find((one) => one.heads.join('\0') === heads.join('\0'))
    if (known === undefined) this.#found.push({ heads, names: fresh })
    else known.names.push(...fresh)
  }
}

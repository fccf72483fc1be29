/**
 * Saves the state of a selector when it has changed: at most once a second, no timer; and once more at the end.
 * In: a selector, a store, changes as they come. Out: states in the store, joined with what other processes have put there. A save that fails
 * harms no pick: it is warned of, and tried again at the next change. One save at a time.
 */
import { describeThrown, hydraError, isHydraError, warnOnce, type HydraError } from '../../errors/index.ts'
import type { Selector } from '../selector.ts'
import type { Snapshot } from '../snapshot/shape.ts'
import type { SelectorStore } from './types.ts'

const leastMs = 1000
const mostMarks = 20

export class Keeper {
  readonly #selector: Selector
  readonly #store: SelectorStore
  readonly #now: () => number
  readonly #off: (() => void) | undefined
  #isDirty: boolean
  #isClosed = false
  #savedAt: number
  #saving: Promise<void> | undefined
  /** Of the last state that was written from here, and of those after it that may have been. */
  #marks: string[] = []
  #nextTicket = 0

  /** @param loaded - what the store held; undefined where it held nothing */
  constructor(selector: Selector, store: SelectorStore, now: () => number, loaded: Snapshot | undefined) {
    this.#selector = selector
    this.#store = store
    this.#now = now
    this.#savedAt = now()
    this.#isDirty = loaded === undefined
    if (loaded !== undefined) this.#told(loaded)
    this.#off = store.atExit?.({ isNeeded: () => this.#isNew, change: (state) => this.#joined(state) })
  }

  /** Picks alone are saved at the end only. */
  get #isNew(): boolean {
    return this.#isDirty || this.#selector.snapshot().nextTicket !== this.#nextTicket
  }

  /** Something is new. */
  changed(): void {
    this.#isDirty = true
    if (this.#saving !== undefined || this.#isClosed) return
    const passedMs = this.#now() - this.#savedAt
    if (passedMs >= 0 && passedMs < leastMs) return
    this.#save().catch((thrown: unknown) => warnOnce(notSaved(thrown)))
  }

  /** Saves what has not been saved. @throws what the store throws */
  async flush(): Promise<void> {
    while (this.#saving !== undefined) await this.#saving.catch(() => undefined)
    if (this.#isNew) await this.#save()
  }

  async close(): Promise<void> {
    await this.flush()
    this.#isClosed = true
    this.#off?.()
  }

  #save(): Promise<void> {
    this.#savedAt = this.#now()
    this.#saving = this.#write()
      .then(
        () => void this.#marks.splice(0, this.#marks.length - 1),
        (thrown: unknown) => {
          this.#isDirty = true
          throw thrown
        },
      )
      .finally(() => (this.#saving = undefined))
    return this.#saving
  }

  async #write(): Promise<void> {
    const store = this.#store
    if (store.update !== undefined) return store.update((state) => this.#joined(state))
    const state = await store.load()
    return store.save(this.#joined(state))
  }

  /** Takes in what others have put there; what is from here is known. */
  #joined(state: unknown): Snapshot {
    const selector = this.#selector
    if (state !== undefined && state !== null && !this.#marks.includes(markOf(state as Snapshot))) {
      selector.merge(state)
      const { origin } = state as Snapshot
      if (origin === selector.explain().origin) warnOnce(hydraError('5023', { origin }))
    }
    this.#isDirty = false
    const own = selector.snapshot()
    this.#told(own)
    return own
  }

  #told(state: Snapshot): void {
    this.#marks = [...this.#marks.slice(-mostMarks), markOf(state)]
    this.#nextTicket = state.nextTicket
  }
}

const markOf = ({ origin, savedAt, nextTicket, atMs }: Snapshot): string => `${origin} ${savedAt} ${nextTicket} ${atMs}`

function notSaved(thrown: unknown): HydraError {
  const remedy = isHydraError(thrown) ? thrown.hint : 'Look at the store.'
  return hydraError('5021', { reason: describeThrown(thrown), remedy }, { cause: thrown })
}

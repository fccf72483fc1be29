/**
 * openSelector(): a selector whose state outlives the process, and may be shared with others.
 * In: options of createSelector(), a store. Out: a selector that goes on from what the store holds, and puts there what it learns.
 */
import { ambient } from '../../engine/index.ts'
import type { Core } from '../core.ts'
import { refusal } from '../options.ts'
import { coreOf, coreRestored, Selector } from '../selector.ts'
import { readSnapshot } from '../snapshot/shape.ts'
import type { SelectorOptions } from '../types.ts'
import { Keeper } from './keeper.ts'
import type { SelectorStore } from './types.ts'

export interface OpenOptions<I = unknown, O = unknown> extends SelectorOptions<I, O> {
  readonly store: SelectorStore
}

/** A selector whose state is kept in a store. */
export class StoredSelector extends Selector {
  readonly #keeper: Keeper

  constructor(core: Core, keep: (selector: Selector) => Keeper) {
    super(core)
    this.#keeper = keep(this)
    core.changed = () => this.#keeper.changed()
  }

  /** Saves what is new, now. @throws what the store throws: HYD-6002, HYD-6003, HYD-5020 of a file; HYD-5013, HYD-6004 what it holds is no state */
  flush(): Promise<void> {
    return this.#keeper.flush()
  }

  /** Saves what is new, and no more from then on. @throws as flush() */
  close(): Promise<void> {
    return this.#keeper.close()
  }
}

function storeAt(value: unknown): SelectorStore {
  const { load, save } = (value ?? {}) as Partial<SelectorStore>
  if (typeof load === 'function' && typeof save === 'function') return value as SelectorStore
  throw refusal('store', 'an object with load() and save(), such as fileStore(path)', value)
}

/**
 * A selector that goes on from what a store holds, and saves what it learns: on change, at most once a second, no timer, and at the end.
 *
 * Where the store holds nothing, it is a new one by the options. Where it holds a state, options given here win over those of the state.
 * Each process learns under an origin of its own; what others have put into the store is joined with each save, so that several
 * processes share what they learn. With `origin` given, and last saved by it, picks go on as if nothing had been.
 *
 * @param options - those of createSelector(), and `store`: fileStore(path), or anything with `load` and `save`
 * @throws HYD-5013 what the store holds is no state, HYD-6004 it is of a newer version, what the store throws (a file: HYD-6002, HYD-6003,
 * HYD-5020), and what createSelector() throws; the store is then as it was
 * @example
 * ```ts
 * import { openSelector } from 'hydra-profiler'
 * let saved: unknown
 * const store = { load: async () => saved, save: async (state: unknown) => void (saved = state) }
 * const selector = await openSelector({ heads: ['a', 'b'], store })
 * selector.observe(selector.pick(), { ok: true, durationMs: 3 })
 * await selector.close()
 * ```
 * @since 0.1.0
 */
export async function openSelector(options: OpenOptions): Promise<StoredSelector> {
  const { store: given, ...own } = options
  const store = storeAt(given)
  const found = await store.load()
  const state = found === undefined || found === null ? undefined : readSnapshot(found)
  // Two processes that begin from one state must not draw the same lots.
  const fresh = state !== undefined && own.seed === undefined && own.origin !== state.origin ? { seed: ambient.bits() } : {}
  const core = state === undefined ? coreOf(own) : coreRestored(state, { ...own, ...fresh })
  return new StoredSelector(core, (selector) => new Keeper(selector, store, core.settings.now, state))
}

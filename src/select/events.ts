/** Typed events: who listens to what. A listener that throws does not harm the selector; it is counted, and warned of once. */
import { hydraError, warnOnce } from '../errors/index.ts'
import { describeThrown } from '../errors/index.ts'
import type { SelectorEvents } from './types.ts'

export type EventName = keyof SelectorEvents
type Listener = (event: never) => void

export class Events {
  readonly #listeners = new Map<EventName, Set<Listener>>()
  /** Listeners and hooks that threw. */
  failed = 0

  /** @returns what takes the listener off again */
  on<K extends EventName>(name: K, listener: (event: SelectorEvents[K]) => void): () => void {
    const listeners = this.#listeners.get(name) ?? new Set()
    this.#listeners.set(name, listeners)
    listeners.add(listener)
    return () => void listeners.delete(listener)
  }

  emit<K extends EventName>(name: K, event: SelectorEvents[K]): void {
    for (const listener of this.#listeners.get(name) ?? []) this.guard(() => (listener as (e: SelectorEvents[K]) => void)(event))
  }

  /** Calls users' code that must not stop a pick. */
  guard(call: () => void): void {
    try {
      call()
    } catch (thrown) {
      this.failed += 1
      warnOnce(hydraError('5016', { what: describeThrown(thrown) }))
    }
  }
}

/** Where the state of a selector is kept between runs and among processes. Types only: who writes files or talks to servers lies elsewhere. */
import type { Snapshot } from '../snapshot/shape.ts'

/** What is left to do when the process ends. */
export interface LastChange {
  /** There is something that has not been saved. */
  readonly isNeeded: () => boolean
  readonly change: (state: unknown) => Snapshot
}

/**
 * Keeps one state. `load` and `save` are enough; `update` keeps others out between reading and writing, where several processes share the state.
 */
export interface SelectorStore {
  /** What was saved last; undefined or null: nothing yet. */
  load(): Promise<unknown>
  save(state: Snapshot): Promise<void>
  /** Reads, changes and writes as one step. What `change` throws is passed on, and nothing is written. */
  update?(change: (state: unknown) => Snapshot): Promise<void>
  /** Does a last change at the end of the process, without waiting. @returns what takes it off again */
  atExit?(last: LastChange): () => void
}

/**
 * Whose code is running: the trial that a call, and everything it starts, belongs to.
 * Carried by AsyncLocalStorage through timers, promises and events, so that what fails later is charged to its head.
 */
import { AsyncLocalStorage } from 'node:async_hooks'
import type { How } from './ended.ts'

export class Scope {
  readonly head: string
  /** Set when the head tried to end the process: what it called, `process.exit(0)`. */
  exit: string | undefined
  /** Ends the wait for the head, while there is one. */
  stop: ((how: How, value: unknown) => void) | undefined
  readonly #orphan: (head: string, thrown: unknown) => void

  constructor(head: string, orphan: (head: string, thrown: unknown) => void) {
    this.head = head
    this.#orphan = orphan
  }

  /** A failure that nobody awaits. */
  orphan(thrown: unknown): void {
    this.#orphan(this.head, thrown)
  }

  /** The head tried to end the process. */
  exited(what: string): void {
    this.exit ??= what
    this.stop?.('exit', what)
  }
}

const storage = new AsyncLocalStorage<Scope>()

/** The scope of the running code; undefined outside all trials. */
export const currentScope = (): Scope | undefined => storage.getStore()

/** Runs `call` in a scope. */
export const within = <T>(scope: Scope, call: () => T): T => storage.run(scope, call)

/** Makes `scope` that of the running code from here to the end of the `within` around it. */
export const enter = (scope: Scope): void => storage.enterWith(scope)

/** Runs `call` in no scope: for timers that serve many trials. */
export const outside = <T>(call: () => T): T => storage.exit(call)

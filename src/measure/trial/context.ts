/**
 * What a head is called with beside its input. The signal is made when it is asked for: most heads never do, and making one costs
 * more than many a trial.
 */
import { Abort } from '../builtins.ts'
import type { CallContext } from '../types.ts'

export class TrialContext implements CallContext {
  readonly head: string
  readonly trial: number
  #controller: AbortController | undefined
  #ended: { readonly reason: unknown } | undefined

  constructor(head: string, trial: number) {
    this.head = head
    this.trial = trial
  }

  get signal(): AbortSignal {
    if (this.#controller === undefined) {
      this.#controller = new Abort()
      if (this.#ended !== undefined) this.#controller.abort(this.#ended.reason)
    }
    return this.#controller.signal
  }

  /** Tells the head to stop; the first reason counts. */
  abort(reason: unknown): void {
    this.#ended ??= { reason }
    this.#controller?.abort(this.#ended.reason)
  }
}

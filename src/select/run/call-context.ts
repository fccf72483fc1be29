/**
 * What a head is told of its call. The signal is made when the head first reads it: most heads do not, and making one costs more than a pick.
 */
import type { CallContext } from '../types.ts'

export class HeadCall implements CallContext {
  readonly head: string
  readonly attempt: number
  readonly remainingMs: number
  #controller: AbortController | undefined = undefined
  #isAborted = false
  #reason: unknown = undefined

  constructor(head: string, attempt: number, remainingMs: number) {
    this.head = head
    this.attempt = attempt
    this.remainingMs = remainingMs
  }

  get signal(): AbortSignal {
    if (this.#controller === undefined) {
      this.#controller = new AbortController()
      if (this.#isAborted) this.#controller.abort(this.#reason)
    }
    return this.#controller.signal
  }

  abort(reason: unknown): void {
    this.#isAborted = true
    this.#reason = reason
    this.#controller?.abort(reason)
  }
}

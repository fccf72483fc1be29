/**
 * What a head is told of its call. The signal is made when the head first reads it: most heads do not, and making one costs more than a pick.
 */
import type { CallContext } from '../types.ts'

export class HeadCall implements CallContext {
  readonly head: string
  readonly attempt: number
  readonly remainingMs: number
  #controller: AbortController | undefined = undefined
  #aborted: { readonly reason: unknown } | undefined = undefined

  constructor(head: string, attempt: number, remainingMs: number) {
    this.head = head
    this.attempt = attempt
    this.remainingMs = remainingMs
  }

  get signal(): AbortSignal {
    if (this.#controller === undefined) {
      this.#controller = new AbortController()
      if (this.#aborted !== undefined) this.#controller.abort(this.#aborted.reason)
    }
    return this.#controller.signal
  }

  abort(reason: unknown): void {
    this.#aborted = { reason }
    this.#controller?.abort(reason)
  }
}

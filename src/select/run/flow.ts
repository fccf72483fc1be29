/**
 * Chunks on their way from a head to the caller, watched: when the first one came, how they ended, how long the head let the caller wait.
 * Time that the caller takes between chunks is not the head's, and counts for nothing.
 * In: a source. Out: chunks; one call of `ended`, whatever happens: the end, a fault, a caller that stops early, or that forgets the stream.
 */
import type { Chunks, Source } from './source.ts'

export type Ending = { readonly kind: 'done' } | { readonly kind: 'broken'; readonly error: Error } | { readonly kind: 'stopped' }

interface FlowParts {
  readonly source: Source
  readonly now: () => number
  readonly beganAt: number
  readonly ended: (ending: Ending) => void
}

type Step = IteratorResult<unknown>

/** Streams that nobody holds any more are stopped. */
const forgotten = new FinalizationRegistry<Flow>((flow) => void flow.return())

export class Flow implements Chunks {
  readonly #parts: FlowParts
  #first: Step | undefined = undefined
  #waiting = 1
  #waitsSince: number
  #waitedMs = 0
  #ending: Ending | undefined = undefined
  readonly #pending = new Set<(error: unknown) => void>()

  constructor(parts: FlowParts) {
    this.#parts = parts
    this.#waitsSince = parts.beganAt
  }

  /** How long the head has let wait so far. */
  get waitedMs(): number {
    return this.#waitedMs + (this.#waiting > 0 ? this.#parts.now() - this.#waitsSince : 0)
  }

  /** Waits for the first chunk. Answers false where there is none. */
  async begin(): Promise<boolean> {
    const first = await this.#parts.source.read()
    this.#waits(-1)
    if (first.done === true) this.#end({ kind: 'done' })
    this.#first = first
    return first.done !== true
  }

  /** The output for the caller. */
  wrap(): object {
    const { output, held } = this.#parts.source.wrap(this)
    if (this.#ending === undefined) forgotten.register(held, this, this)
    return output
  }

  next(): Promise<Step> {
    const first = this.#first
    this.#first = undefined
    if (this.#ending?.kind === 'broken') return Promise.reject(this.#ending.error)
    if (first !== undefined) return Promise.resolve(first)
    if (this.#ending !== undefined) return Promise.resolve({ done: true, value: undefined })
    return this.#read()
  }

  return(value?: unknown): Promise<Step> {
    this.#first = undefined
    this.#stop({ kind: 'stopped' }, undefined)
    return Promise.resolve({ done: true, value })
  }

  /** It must not go on: too late, or given up by the caller. */
  fail(error: unknown): void {
    this.#stop({ kind: 'broken', error: error as Error }, error)
    for (const reject of this.#pending) reject(error)
    this.#pending.clear()
  }

  #stop(ending: Ending, reason: unknown): void {
    if (this.#ending !== undefined) return
    this.#end(ending)
    this.#parts.source.cancel(reason)
  }

  #read(): Promise<Step> {
    this.#waits(1)
    return new Promise((resolve, reject) => {
      this.#pending.add(reject)
      const settle = (): void => {
        this.#pending.delete(reject)
        this.#waits(-1)
      }
      this.#parts.source.read().then(
        (step) => {
          settle()
          if (step.done === true) this.#end({ kind: 'done' })
          resolve(step)
        },
        (error: Error) => {
          settle()
          this.#end({ kind: 'broken', error })
          reject(error)
        },
      )
    })
  }

  #waits(change: 1 | -1): void {
    if (this.#ending !== undefined) return
    const at = this.#parts.now()
    if (this.#waiting > 0) this.#waitedMs += at - this.#waitsSince
    this.#waitsSince = at
    this.#waiting += change
  }

  #end(ending: Ending): void {
    if (this.#ending !== undefined) return
    this.#waitedMs = this.waitedMs
    this.#waiting = 0
    this.#ending = ending
    forgotten.unregister(this)
    this.#parts.ended(ending)
  }
}

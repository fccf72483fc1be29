/**
 * Calls of a head that run beside each other: each with a scope and a limit of its own.
 * In: a head, the place of its visit. Out: trials that are taken down as they end; an abort ends all that are running.
 */
import type { HeadRun, Visit } from '../head-run.ts'
import { Deadline } from '../trial/deadline.ts'
import type { TrialResult } from '../trial/run.ts'
import type { Scope } from '../trial/scope.ts'
import type { Watchdog } from '../trial/watchdog.ts'

export class Calls {
  readonly #free: Deadline[] = []
  readonly #all: Deadline[] = []
  readonly #running = new Set<Scope>()
  readonly #done: (head: HeadRun) => void
  readonly #watchdog: Watchdog
  #ended: (() => void) | undefined

  /** @param watchdog - told when calls begin and end: while the event loop turns, one of them does within the limit */
  constructor(done: (head: HeadRun) => void, watchdog: Watchdog) {
    this.#done = done
    this.#watchdog = watchdog
  }

  get running(): number {
    return this.#running.size
  }

  /**
   * Makes one call, to its end.
   *
   * @param lateMs - how long it was due before it was made: part of its time
   */
  async make(head: HeadRun, visit: Visit, trial: number, lateMs: number): Promise<void> {
    const [scope, deadline] = [head.scope(), this.#limit()]
    this.#running.add(scope)
    this.#watch(head)
    try {
      const result = await head.attempt(visit.block, trial, { scope, deadline })
      if (result !== undefined) this.#take(head, { ...result, wallMs: result.wallMs + lateMs }, visit)
    } finally {
      this.#running.delete(scope)
      this.#watch(head)
      this.#free.push(deadline)
      this.#ended?.()
    }
  }

  #watch({ name, plan }: HeadRun): void {
    if (this.#running.size === 0) this.#watchdog.end()
    else this.#watchdog.pulse(name, plan.timeoutMs)
  }

  /** Resolves when a call ends. */
  async ended(): Promise<void> {
    await new Promise<void>((resolve) => (this.#ended = resolve))
    this.#ended = undefined
  }

  /** Ends the wait for all that are running. */
  abort(reason: unknown): void {
    for (const scope of this.#running) scope.stop?.('aborted', reason)
  }

  close(): void {
    for (const deadline of this.#all) deadline.close()
  }

  /** A head that was given up meanwhile has its trials already. */
  #take(head: HeadRun, result: TrialResult, visit: Visit): void {
    if (head.dropped) return
    head.take(result, visit)
    this.#done(head)
  }

  #limit(): Deadline {
    const free = this.#free.pop()
    if (free !== undefined) return free
    const deadline = new Deadline()
    this.#all.push(deadline)
    return deadline
  }
}

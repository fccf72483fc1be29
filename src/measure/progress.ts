/**
 * Tells how far a study is: at most ten times a second and once at the end, between trials.
 * A callback of the user that throws is reported once, as a warning, and not called again.
 */
import { describeThrown, hydraError, type HydraError } from '../errors/index.ts'
import { now } from './builtins.ts'
import type { Progress } from './types.ts'

const leastGapMs = 100

/** Calls a user's callback; after it threw once, no more. */
export class Callback<T> {
  #call: ((value: T) => unknown) | undefined
  readonly #name: string
  readonly #warn: (warning: HydraError) => void

  constructor(name: string, call: ((value: T) => unknown) | undefined, warn: (warning: HydraError) => void) {
    this.#name = name
    this.#call = call
    this.#warn = warn
  }

  give(value: T): void {
    if (this.#call === undefined) return
    try {
      const answer = this.#call(value)
      if (answer instanceof Promise) answer.catch((thrown: unknown) => this.#drop(thrown))
    } catch (thrown) {
      this.#drop(thrown)
    }
  }

  #drop(thrown: unknown): void {
    if (this.#call === undefined) return
    this.#call = undefined
    const params = { callback: this.#name, what: describeThrown(thrown) }
    this.#warn(hydraError('3013', params, { where: { option: this.#name }, cause: thrown }))
  }
}

/** How far a study is. */
export class ProgressMeter {
  readonly #callback: Callback<Progress>
  readonly #total: number
  readonly #limitMs: number | undefined
  readonly #startedAt = now()
  #phase: Progress['phase'] = 'setup'
  #phaseAt = now()
  #toldAt = -Infinity
  #done = 0
  #head = ''
  /** The closest pair so far. */
  ratio: Progress['ratio']

  /**
   * @param total - trials to do; Infinity where time is the limit
   * @param limitMs - the time there is
   */
  constructor(callback: Callback<Progress>, total: number, limitMs?: number) {
    this.#callback = callback
    this.#total = total
    this.#limitMs = limitMs
  }

  get elapsedMs(): number {
    return now() - this.#startedAt
  }

  enter(phase: Progress['phase']): void {
    this.#phase = phase
    this.#phaseAt = now()
  }

  /** Trials were finished, or skipped. */
  advance(head: string, trials: number): void {
    this.#head = head
    this.#done += trials
    this.#tell(false)
  }

  /** A head was prepared or warmed up. */
  touch(head: string): void {
    this.advance(head, 0)
  }

  finish(): void {
    this.#tell(true)
  }

  #tell(atEnd: boolean): void {
    const at = now()
    if (!atEnd && at - this.#toldAt < leastGapMs) return
    this.#toldAt = at
    const { elapsedMs } = this
    const [done, total] = [this.#done, atEnd && this.#limitMs !== undefined ? this.#done : this.#foreseen(at)]
    const etaMs = this.#phase === 'trials' && done > 0 ? this.#left(at, total) : undefined
    const live = this.ratio === undefined ? {} : { ratio: this.ratio }
    this.#callback.give({ phase: this.#phase, done, total, head: this.#head, elapsedMs, etaMs, ...live })
  }

  /** Trials in all: those asked for, or as many as the time allows at this pace. */
  #foreseen(at: number): number {
    if (this.#limitMs === undefined) return this.#total
    const share = (at - this.#phaseAt) / (this.#limitMs - (this.#phaseAt - this.#startedAt))
    const byTime = this.#phase === 'trials' && share > 0 && share < 1 ? Math.ceil(this.#done / share) : this.#done
    return byTime < this.#total ? byTime : this.#total
  }

  #left(at: number, total: number): number {
    if (this.#limitMs === undefined) return ((at - this.#phaseAt) / this.#done) * (total - this.#done)
    const left = this.#limitMs - (at - this.#startedAt)
    return left > 0 ? left : 0
  }
}

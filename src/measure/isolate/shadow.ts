/** What the host knows of batches that are run in an isolate; numbers of calls that it changes go along with the next visit. */
import { grow } from '../batched.ts'
import { clampCalls } from '../trial/calibrate.ts'
import type { Batches } from '../head-run.ts'
import type { BatchText } from './protocol.ts'

export class BatchShadow implements Batches {
  readonly batchMs: number
  readonly loopMs: number
  readonly isShared: boolean
  readonly #calls: number[]
  #isChanged = false
  /** What a batch took in the last warm-up. */
  warmMs: number | undefined

  constructor({ calls, batchMs, loopMs, isShared }: BatchText) {
    this.#calls = [...calls]
    this.batchMs = batchMs
    this.loopMs = loopMs
    this.isShared = isShared
  }

  /** By place of the input. */
  get calls(): readonly number[] {
    return [...this.#calls]
  }

  get perCallMs(): number {
    return this.batchMs / this.callsOf(0)
  }

  callsOf(input: number): number {
    return this.#calls[input] ?? this.#calls.reduce((least, calls) => (calls < least ? calls : least), Infinity)
  }

  setCalls(input: number, calls: number): void {
    this.#calls[input] = clampCalls(calls)
    this.#isChanged = true
  }

  grow(input: number): boolean {
    return grow(this, input)
  }

  /** What was changed since the last time; undefined when nothing was. */
  changed(): readonly number[] | undefined {
    const calls = this.#isChanged ? [...this.#calls] : undefined
    this.#isChanged = false
    return calls
  }
}

/**
 * When the garbage collector ran, for telling which trial it ran in.
 * In: a clock, and spans of trials by it. Out: ms of collections that began within a span. Entries come late, so spans are asked about at the
 * end, after the event loop has had its turn.
 * Why by its start: a collection stops the thread, so it ends in the trial that it began in, but for the time between two of them.
 * Where Node does not tell of collections there is no watch, and the figure is absent.
 */
import { PerformanceObserver } from 'node:perf_hooks'
import { usagePlaces } from '../../engine/index.ts'
import { now } from '../builtins.ts'
import { floats } from '../column.ts'
import { allFigures, type Clock } from '../trial/clock.ts'

/** From when, and for how long, a trial was measured, by the study's clock, in ms. */
export interface Span {
  readonly fromMs: number
  readonly toMs: number
  /** Calls between which it is divided. */
  readonly calls: number
}

/** Collections in order: when each began, and how many ms all up to it took together. */
export class Collections {
  readonly #starts = floats(64)
  readonly #sums = floats(64)
  #sumMs = 0

  add(startMs: number, durationMs: number): void {
    this.#sumMs += durationMs
    this.#starts.add(startMs)
    this.#sums.add(this.#sumMs)
  }

  get count(): number {
    return this.#starts.size
  }

  /** Those after the first so many: starts and durations in turns. */
  after(count: number): number[] {
    const told: number[] = []
    for (let i = count; i < this.#starts.size; i += 1)
      told.push(this.#starts.at(i), this.#sums.at(i) - (i === 0 ? 0 : this.#sums.at(i - 1)))
    return told
  }

  /** Ms of the collections that began from `fromMs` up to, not including, `toMs`. */
  between(fromMs: number, toMs: number): number {
    return this.#until(toMs) - this.#until(fromMs)
  }

  #until(ms: number): number {
    let [low, high] = [0, this.#starts.size]
    while (low < high) {
      const middle = (low + high) >> 1
      if (this.#starts.at(middle) < ms) low = middle + 1
      else high = middle
    }
    return low === 0 ? 0 : this.#sums.at(low - 1)
  }
}

/** Watches the collector of this thread, until it is closed. */
export class GcWatch {
  readonly collections = new Collections()
  readonly #observer: PerformanceObserver

  private constructor(offsetMs: number) {
    this.#observer = new PerformanceObserver((list) => {
      for (const { startTime, duration } of list.getEntries()) this.collections.add(startTime + offsetMs, duration)
    })
    this.#observer.observe({ entryTypes: ['gc'] })
  }

  /** Undefined where Node does not tell. */
  static open(clock: Clock): GcWatch | undefined {
    const told: unknown = Reflect.get(PerformanceObserver, 'supportedEntryTypes')
    if (!Array.isArray(told) || !told.includes('gc')) return undefined
    const row = new Float64Array(allFigures)
    clock.read(row)
    return new GcWatch(row[usagePlaces.wallMs]! - now())
  }

  close(): void {
    this.#observer.disconnect()
  }

  /** Ms of collections in a trial, for each of its calls. */
  within({ fromMs, toMs, calls }: Span): number {
    return this.collections.between(fromMs, toMs) / calls
  }
}

/**
 * Runs the batches of a block in a row, with one reading of the clocks between neighbours.
 * In: the batches, rows for the readings. Out: how each ended; row i was read before batch i, row i + 1 after it.
 * Why in a row: a reading costs a third of a us; shared by neighbours it is less than 0.5 % of a batch of 100 us. Whatever is done with
 * the answers is done after the last batch.
 */
import { heapUsed } from '../builtins.ts'
import { armed } from './armed.ts'
import type { Clock } from './clock.ts'
import { runLink, type BatchEnd, type Link } from './lane.ts'
import { within } from './scope.ts'

/** Readings of the clocks, kept from chain to chain. */
export class Readings {
  readonly #rows: Float64Array[] = []
  readonly heap: number[] = []
  readonly #figures: number
  readonly withHeap: boolean

  /** @param figures - how many figures the clock is asked for */
  constructor(figures: number, withHeap: boolean) {
    this.#figures = figures
    this.withHeap = withHeap
  }

  row(at: number): Float64Array {
    while (this.#rows.length <= at) this.#rows.push(new Float64Array(this.#figures))
    return this.#rows[at]!
  }

  /** What a figure grew by during batch `at`; undefined when it is not read or not known. */
  grown(at: number, figure: number): number | undefined {
    const growth = figure < this.#figures ? this.row(at + 1)[figure]! - this.row(at)[figure]! : NaN
    return growth === growth ? growth : undefined
  }

  heapGrown(at: number): number | undefined {
    return this.withHeap ? this.heap[at + 1]! - this.heap[at]! : undefined
  }
}

/** How a batch ended that was ended: its time is that of one call. */
const blocked: BatchEnd = { calls: 1, thrown: undefined, output: undefined, isBlocked: true }

/**
 * Runs a chain of one batch or more; never throws.
 *
 * @param limitMs - of all of it, where it is armed: the batch that it ends in is the last one
 */
export function runChain(links: readonly Link[], clock: Clock, readings: Readings, limitMs?: number): BatchEnd[] {
  const { withHeap, heap } = readings
  readings.row(links.length)
  const ends: BatchEnd[] = []
  const run = (): void => {
    if (withHeap) heap[0] = heapUsed()
    clock.read(readings.row(0))
    for (let i = 0; i < links.length; i += 1) {
      ends[i] = runLink(links[i]!)
      clock.read(readings.row(i + 1))
      if (withHeap) heap[i + 1] = heapUsed()
    }
  }
  return within(links[0]!.scope, () => {
    if (limitMs === undefined) run()
    else if (armed(run, limitMs) === undefined) {
      ends.push(blocked)
      clock.read(readings.row(ends.length))
      if (withHeap) heap[ends.length] = heapUsed()
    }
    return ends
  })
}

/**
 * Runs the links of a chain in a row, with one reading of the clocks between neighbours.
 * In: the links, memory for the readings. Out: how each ended; row i was read before link i, row i + 1 after it.
 * Why in a row: a reading costs a third of a us; shared by neighbours it is less than 0.5 % of a batch of 100 us. Whatever is done with
 * the answers is done after the last batch.
 */
import { usagePlaces } from '../../engine/index.ts'
import { heapUsed } from '../builtins.ts'
import { armed } from './armed.ts'
import type { Clock } from './clock.ts'
import { runLink, type BatchEnd, type Link } from './lane.ts'
import { within } from './scope.ts'

/** Most links of a chain. */
export const mostLinks = 1024

/** Readings of the clocks, kept from chain to chain: row 0 before the first link, row i + 1 after link i. */
export class Readings {
  readonly #figures: number
  readonly #withHeap: boolean
  readonly #memory: Float64Array
  readonly #read: () => void
  readonly #heap = new Float64Array(mostLinks + 1)
  #rows = 0

  /** @param figures - how many figures the clock is asked for */
  constructor(clock: Clock, figures: number, withHeap: boolean) {
    this.#figures = figures
    this.#withHeap = withHeap
    this.#memory = new Float64Array(1 + figures * (mostLinks + 1))
    this.#read = clock.open(this.#memory, figures)
  }

  /** Before a chain: the heap first, so that the clocks are read next to the work. */
  begin(): void {
    this.#memory[0] = 1
    this.#rows = 0
    if (this.#withHeap) this.#heap[0] = heapUsed()
    this.#read()
  }

  /** After a link. */
  next(): void {
    this.#read()
    this.#rows += 1
    if (this.#withHeap) this.#heap[this.#rows] = heapUsed()
  }

  /** How many links were read after. */
  get links(): number {
    return this.#rows
  }

  /** Wall ms before link `at`. */
  wallAt(at: number): number {
    return this.#memory[1 + at * this.#figures + usagePlaces.wallMs]!
  }

  /** What a figure grew by during link `at`; undefined when it is not read or not known. */
  grown(at: number, figure: number): number | undefined {
    if (figure >= this.#figures) return undefined
    const place = 1 + at * this.#figures + figure
    const growth = this.#memory[place + this.#figures]! - this.#memory[place]!
    return growth === growth ? growth : undefined
  }

  heapGrown(at: number): number | undefined {
    return this.#withHeap ? this.#heap[at + 1]! - this.#heap[at]! : undefined
  }
}

/** How a batch ended that was ended: its time is that of one call. */
const blocked: BatchEnd = { calls: 1, thrown: undefined, output: undefined, isBlocked: true }

/**
 * Runs a chain of one batch or more; never throws.
 *
 * @param links - at most `mostLinks`
 * @param limitMs - of all of it, where it is armed: the batch that it ends in is the last one
 */
export function runChain(links: readonly Link[], readings: Readings, limitMs?: number): BatchEnd[] {
  const ends: BatchEnd[] = []
  const run = (): void => {
    readings.begin()
    for (let i = 0; i < links.length; i += 1) {
      ends[i] = runLink(links[i]!)
      readings.next()
    }
  }
  return within(links[0]!.scope, () => {
    if (limitMs === undefined) run()
    else if (armed(run, limitMs) === undefined) {
      // The link that was under way, or one that ended just then.
      ends[readings.links] = blocked
      readings.next()
    }
    return ends
  })
}

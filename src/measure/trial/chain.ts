/**
 * Runs the links of a chain in a row, with one reading of the clocks between neighbours.
 * In: the links, memory for the readings. Out: how each ended; row i was read before link i, row i + 1 after it.
 * Why in a row: a reading costs a third of a us; shared by neighbours it is less than 0.5 % of a batch of 100 us. Whatever is done with
 * the answers is done after the last batch.
 */
import { usagePlaces } from '../../engine/index.ts'
import { heapUsed } from '../builtins.ts'
import { armed } from './armed.ts'
import { isWhole } from './batch-end.ts'
import { leanFigures, type Clock } from './clock.ts'
import { figurePlaces } from './figures.ts'
import { runLink, type BatchEnd, type Link } from './lane.ts'
import { within } from './scope.ts'

/** Most links of a chain. */
export const mostLinks = 512

/**
 * Readings of the clocks, kept from chain to chain. A link lies between two rows; the row after it is the one before the next, unless
 * something was done between them.
 */
export class Readings {
  readonly #figures: number
  readonly #withHeap: boolean
  readonly #memory: Float64Array
  readonly #read: () => void
  readonly #heap = new Float64Array(2 * mostLinks)
  /** Of each link, the row before it. */
  readonly #before = new Uint32Array(mostLinks + 1)
  #rows = 0
  #links = 0

  /** @param figures - how many figures the clock is asked for */
  constructor(clock: Clock, figures: number, withHeap: boolean) {
    this.#figures = figures
    this.#withHeap = withHeap
    this.#memory = new Float64Array(1 + figures * 2 * mostLinks)
    this.#read = clock.open(this.#memory, figures)
  }

  /** Before a chain. */
  begin(): void {
    this.#memory[0] = 1
    this.#rows = this.#links = 0
    this.again()
  }

  /** Before a link, where something was done since the one before it: the heap first, so that the clocks are read next to the work. */
  again(): void {
    if (this.#withHeap) this.#heap[this.#rows] = heapUsed()
    this.#read()
    this.#before[this.#links] = this.#rows
    this.#rows += 1
  }

  /** After a link. */
  next(): void {
    this.#read()
    if (this.#withHeap) this.#heap[this.#rows] = heapUsed()
    this.#links += 1
    this.#before[this.#links] = this.#rows
    this.#rows += 1
  }

  /** How many links were read after. */
  get links(): number {
    return this.#links
  }

  /** From the beginning of the chain to the last reading. */
  get elapsedMs(): number {
    const last = (this.#rows - 1) * this.#figures
    return this.#memory[1 + last + usagePlaces.wallMs]! - this.#memory[1 + usagePlaces.wallMs]!
  }

  /** What link `at` used, and when it ran, as a row, but for its calls. In one piece: it is run for every trial, before it is compiled too. */
  fill(row: Float64Array, at: number): void {
    const [memory, heap, before] = [this.#memory, this.#heap, this.#before[at]!]
    const from = 1 + before * this.#figures
    const to = from + this.#figures
    const isWide = this.#figures > leanFigures
    row[figurePlaces.fromMs] = memory[from + usagePlaces.wallMs]!
    row[figurePlaces.toMs] = memory[to + usagePlaces.wallMs]!
    row[figurePlaces.wallMs] = row[figurePlaces.toMs]! - row[figurePlaces.fromMs]!
    row[figurePlaces.cpuMs] = memory[to + usagePlaces.threadCpuMs]! - memory[from + usagePlaces.threadCpuMs]!
    row[figurePlaces.switches] = isWide
      ? memory[to + usagePlaces.involuntarySwitches]! - memory[from + usagePlaces.involuntarySwitches]!
      : NaN
    row[figurePlaces.faults] = isWide ? memory[to + usagePlaces.pageFaults]! - memory[from + usagePlaces.pageFaults]! : NaN
    row[figurePlaces.heapBytes] = this.#withHeap ? heap[before + 1]! - heap[before]! : NaN
  }

  /** Did the heap shrink during a link? Then garbage was collected. */
  get isCollecting(): boolean {
    for (let link = 0; this.#withHeap && link < this.#links; link += 1) {
      const before = this.#before[link]!
      if (this.#heap[before + 1]! < this.#heap[before]!) return true
    }
    return false
  }
}

/** How a batch ended that was ended: its time is that of one call. */
const blocked: BatchEnd = { calls: 1, thrown: undefined, output: undefined, isBlocked: true }

/** What ends a chain before its last link. */
export interface ChainBounds {
  /** It is not begun with another link after so many ms. */
  readonly mostMs: number
  /** A call that takes longer is the last one. */
  readonly callMs: number
  /** Of all of it, where it is armed: the link that it ends in is the last one. */
  readonly limitMs?: number | undefined
}

/** Shows an answer to who wants to see it; the clocks are then read anew. */
function show({ judge, answered, isSingle = false }: Link, end: BatchEnd, readings: Readings): void {
  end.isWhole = isWhole(end)
  if (!end.isWhole) return
  answered?.(end.output)
  if (judge !== undefined) end.judgement = judge(end.output)
  if (isSingle) end.output = undefined
  if (judge !== undefined || answered !== undefined) readings.again()
}

/** Where somebody is to be waited for, or a head is called otherwise from here on, nothing may follow. */
function goesOn({ isSingle = false }: Link, end: BatchEnd, { callMs }: ChainBounds): boolean {
  if (end.judgement instanceof Promise || (end.tookMs ?? 0) > callMs) return false
  return end.isWhole === true || (isSingle && end.thrown !== undefined && end.exit === undefined)
}

/**
 * Runs a chain of one link or more; never throws.
 *
 * @param links - at most `mostLinks`
 * @returns how the links ended that were run
 */
export function runChain(links: readonly Link[], readings: Readings, bounds: ChainBounds): BatchEnd[] {
  const { mostMs, limitMs } = bounds
  const ends: BatchEnd[] = []
  let at = 0
  const run = (): void => {
    readings.begin()
    for (let more = true; more && at < links.length; at += 1) {
      const [link, end] = [links[at]!, runLink(links[at]!)]
      ends[at] = end
      readings.next()
      show(link, end, readings)
      more = goesOn(link, end, bounds) && readings.elapsedMs < mostMs
    }
  }
  return within(links[0]!.scope, () => {
    if (limitMs === undefined) run()
    else if (armed(run, limitMs) === undefined) {
      // The link that was under way, or who was shown its answer.
      ends[at] = { ...blocked }
      if (readings.links === at) readings.next()
    }
    return ends
  })
}

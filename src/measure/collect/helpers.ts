/**
 * How much CPU time other threads of the process take while a head runs: those that help collect garbage are left out of its own CPU time.
 * In: readings of the clock around chains of batches, one chain in eight. Out: thread and process CPU time of the heads in them.
 * Why not around each batch: reading the process's time costs 2 us. Heads of one chain share its figure, which is enough to tell whether CPU
 * time may judge them.
 */
import { usagePlaces } from '../../engine/index.ts'
import { allFigures, type Clock } from '../trial/clock.ts'

const { threadCpuMs, processCpuMs } = usagePlaces
const every = 8

/** CPU time of a head's own thread, and of the others meanwhile. */
export class Helpers {
  #ownMs = 0
  #otherMs = 0

  add(ownMs: number | undefined, otherMs: number | undefined): void {
    if (ownMs === undefined || otherMs === undefined) return
    this.#ownMs += ownMs
    this.#otherMs += otherMs
  }

  /** Time of the others / own time; undefined when nothing was read. */
  get share(): number | undefined {
    if (!(this.#ownMs > 0)) return undefined
    return this.#otherMs > 0 ? this.#otherMs / this.#ownMs : 0
  }
}

export class HelperCheck {
  readonly #clock: Clock
  readonly #rows = [new Float64Array(allFigures), new Float64Array(allFigures)] as const
  #chains = 0

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** Runs a chain; now and then with a reading around it, which the helpers of its heads are told. */
  around<T>(run: () => T, heads: Iterable<Helpers>): T {
    this.#chains += 1
    if (this.#clock.cpuScope !== 'thread' || this.#chains % every !== 0) return run()
    const [before, after] = this.#rows
    this.#clock.read(before)
    const result = run()
    this.#clock.read(after)
    const ownMs = after[threadCpuMs]! - before[threadCpuMs]!
    const otherMs = after[processCpuMs]! - before[processCpuMs]! - ownMs
    for (const head of heads) head.add(ownMs, otherMs)
    return result
  }
}

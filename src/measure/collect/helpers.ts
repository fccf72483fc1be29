/**
 * How much CPU time other threads of the process take to collect the garbage of a head: it is left out of the time of its own thread.
 * In: readings of the clock around chains of batches, one chain in eight, or around a single call; whether garbage was collected meanwhile.
 * Out: CPU time of the helpers / own CPU time. What other threads do where nothing is collected is taken off: they compile, which a head that
 * is made anew in every epoch asks for all the time, and which says nothing of garbage.
 * Why not around each batch: reading the process's time costs 2 us. Heads of one chain share its figure, which is enough to tell whether CPU
 * time may judge them.
 */
import { usagePlaces } from '../../engine/index.ts'
import { allFigures, type Clock } from '../trial/clock.ts'

const { threadCpuMs, processCpuMs } = usagePlaces
const every = 8

interface Sum {
  ownMs: number
  otherMs: number
}

/** CPU time of a head's own thread, and of the others meanwhile. */
export class Helpers {
  readonly #collecting: Sum = { ownMs: 0, otherMs: 0 }
  readonly #clear: Sum = { ownMs: 0, otherMs: 0 }

  /** @param isCollecting - of a single call it is not known at once: it counts as one in which garbage was collected */
  add(ownMs: number | undefined, otherMs: number | undefined, isCollecting = true): void {
    if (ownMs === undefined || otherMs === undefined) return
    const sum = isCollecting ? this.#collecting : this.#clear
    sum.ownMs += ownMs
    sum.otherMs += otherMs
  }

  /** Time of the helpers / own time; undefined when nothing was read. */
  get share(): number | undefined {
    const [collecting, clear] = [this.#collecting, this.#clear]
    const ownMs = collecting.ownMs + clear.ownMs
    if (!(ownMs > 0)) return undefined
    const usual = clear.ownMs > 0 ? clear.otherMs / clear.ownMs : 0
    const helpMs = collecting.otherMs - usual * collecting.ownMs
    return helpMs > 0 ? helpMs / ownMs : 0
  }
}

export class HelperCheck {
  readonly #clock: Clock
  readonly #rows = [new Float64Array(allFigures), new Float64Array(allFigures)] as const
  #chains = 0

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /**
   * Runs a chain; now and then with a reading around it, which the helpers of its heads are told.
   *
   * @param heads - asked after it: whose chain it was. @param isCollecting - was garbage collected in it
   */
  around<T>(run: () => T, heads: () => Iterable<Helpers>, isCollecting: (result: T) => boolean): T {
    this.#chains += 1
    if (this.#clock.cpuScope !== 'thread' || this.#chains % every !== 0) return run()
    const [before, after] = this.#rows
    this.#clock.read(before)
    const result = run()
    this.#clock.read(after)
    const ownMs = after[threadCpuMs]! - before[threadCpuMs]!
    const otherMs = after[processCpuMs]! - before[processCpuMs]! - ownMs
    const collecting = isCollecting(result)
    for (const head of heads()) head.add(ownMs, otherMs, collecting)
    return result
  }
}

/** A head that is a function of this process: called in its scope, with CPU time and heap read around the call. */
import { usagePlaces } from '../../engine/index.ts'
import { heapUsed } from '../builtins.ts'
import { armedCall, callOnce, type Limits } from '../trial/call.ts'
import { allFigures, openClock, type Clock } from '../trial/clock.ts'
import type { Call, CallSettings, Ended } from '../trial/ended.ts'
import { within } from '../trial/scope.ts'
import type { Body } from './prepared.ts'

const { wallMs, threadCpuMs, involuntarySwitches, pageFaults, processCpuMs } = usagePlaces

const known = (value: number): number | undefined => (value === value ? value : undefined)

/** Readings around one call at a time; a call that settles later has rows of its own. */
class Around {
  readonly #clock: Clock
  readonly #before: Float64Array
  readonly #after: Float64Array
  readonly #heap: number

  constructor(clock: Clock, before: Float64Array, after: Float64Array) {
    this.#clock = clock
    this.#before = before
    this.#after = after
    this.#heap = heapUsed()
    clock.read(before)
  }

  /** What a call used. One that was waited for may have been served by other threads: then it is the whole process. */
  used(ended: Ended, waited: boolean): Ended {
    this.#clock.read(this.#after)
    const grown = (place: number): number | undefined => known(this.#after[place]! - this.#before[place]!)
    const cpuMs = grown(waited ? processCpuMs : threadCpuMs)
    const otherCpuMs = known(this.#after[processCpuMs]! - this.#before[processCpuMs]! - (cpuMs ?? NaN))
    const thread = waited ? {} : { switches: grown(involuntarySwitches), faults: grown(pageFaults), otherCpuMs }
    const span = { fromMs: this.#before[wallMs]!, toMs: this.#after[wallMs]!, calls: 1 }
    return { ...ended, ...thread, waited, cpuMs, span, heapBytes: heapUsed() - this.#heap }
  }
}

/**
 * Makes a function callable as a head.
 *
 * @param body - holds the function that is called: it may be replaced by a copy between calls
 * @param onLate - told each time a call settles after its limit
 */
export function callFunction(body: Pick<Body, 'run'>, onLate: () => void): Call {
  const clock = openClock()
  const rows = [new Float64Array(allFigures), new Float64Array(allFigures)] as const
  return (input, { context, scope, deadline, limitMs, isBesideOthers, isArmed = false }: CallSettings) => {
    const limits: Limits = { scope, deadline, limitMs, onLate, isUnwatched: isArmed }
    const call = (): Ended | Promise<Ended> => {
      if (isBesideOthers === true) return callOnce(body.run, input, context, limits)
      const around = new Around(clock, ...rows)
      const ended = callOnce(body.run, input, context, limits)
      return ended instanceof Promise ? ended.then((later) => around.used(later, true)) : around.used(ended, false)
    }
    // What arming costs lies outside of all readings.
    return within(scope, () => (isArmed ? armedCall(call, limitMs) : call()))
  }
}

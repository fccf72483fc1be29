/**
 * A head whose trials are single calls, run in chains like batches: one reading of the clocks between neighbours, one arming for all of them.
 * In: the function. Out: links to be run in a chain, and their ends as trials.
 * For functions that answer at once, without hooks around each call, and whose answers are judged at once, if at all. A head or a judge
 * that is to be waited for once is from then on.
 */
import { usagePlaces } from '../engine/index.ts'
import type { Chained, Load } from './chained.ts'
import { howOf, isWhole } from './trial/batch-end.ts'
import type { Readings } from './trial/chain.ts'
import { allFigures, type Clock } from './trial/clock.ts'
import type { Ended } from './trial/ended.ts'
import { timeBatch, Lane, type BatchEnd, type Link } from './trial/lane.ts'
import { callTimed, trainTimed, type Run } from './trial/loop.ts'
import { warmUntilSteady, type Bounds } from './warm-steady.ts'

const { wallMs, threadCpuMs, involuntarySwitches, pageFaults } = usagePlaces

/** Of our own work between two readings, the call left out; more than that is somebody else's. */
const mostOwnMs = 0.004

/** CPU time of the call alone: what stood beside it between the readings is taken off. */
function ownCpuMs(cpuMs: number | undefined, besideMs: number): number | undefined {
  if (cpuMs === undefined) return undefined
  const own = cpuMs - (besideMs < mostOwnMs ? besideMs : mostOwnMs)
  return own > 0 ? own : 0
}

export class Singles implements Chained {
  readonly #lane: Lane
  readonly #clock: Clock
  readonly #row = new Float64Array(allFigures)
  /** About what a call takes. */
  readonly callMs: number
  /** And with who looks at its answer. */
  readonly turnMs: number

  constructor(run: Run, clock: Clock, callMs: number, turnMs: number) {
    trainTimed()
    this.#lane = new Lane(run, callTimed)
    this.#clock = clock
    this.callMs = callMs
    this.turnMs = turnMs
  }

  /** The same for a copy of the head. */
  twin(run: Run): Singles {
    return new Singles(run, this.#clock, this.callMs, this.turnMs)
  }

  renew(run: Run): void {
    this.#lane.call(run)
  }

  /** @returns whether calls got steady; undefined when one failed */
  warm({ input, scope, context }: Load, bounds: Bounds): boolean | undefined {
    const time = (): number | undefined => {
      const { end } = timeBatch(this.#lane.link(input, 1, scope, context), this.#clock, this.#row, wallMs)
      return isWhole(end) ? end.tookMs : undefined
    }
    return warmUntilSteady(time, bounds)?.isSteady
  }

  link(_: number, { input, scope, context }: Load): Link {
    return this.#lane.link(input, 1, scope, context, true)
  }

  endedOf(end: BatchEnd, readings: Readings, at: number, limitMs: number): Ended {
    const took = end.tookMs ?? readings.grown(at, wallMs) ?? 0
    const [how, value] = howOf(end, took, limitMs)
    return {
      how,
      value,
      wallMs: took,
      cpuMs: ownCpuMs(readings.grown(at, threadCpuMs), (readings.grown(at, wallMs) ?? took) - took),
      span: readings.span(at, 1),
      heapBytes: readings.heapGrown(at),
      switches: readings.grown(at, involuntarySwitches),
      faults: readings.grown(at, pageFaults),
    }
  }
}

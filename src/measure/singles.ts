/**
 * A head whose trials are single calls, run in chains like batches: one reading of the clocks between neighbours, one arming for all of them.
 * In: the function. Out: links to be run in a chain, and their ends as trials.
 * For functions that answer at once, without hooks around each call, and whose answers are judged at once, if at all. A head or a judge
 * that is to be waited for once is from then on.
 */
import { usagePlaces } from '../engine/index.ts'
import type { Chained, Load } from './chained.ts'
import { isWhole } from './trial/batch-end.ts'
import type { Readings } from './trial/chain.ts'
import { leanFigures, type Clock } from './trial/clock.ts'
import { figurePlaces } from './trial/figures.ts'
import { timeBatch, Lane, type BatchEnd, type Link } from './trial/lane.ts'
import { callTimed, trainTimed, type Run } from './trial/loop.ts'
import { warmUntilSteady, type Bounds } from './warm-steady.ts'

const { wallMs } = usagePlaces

/** Of our own work between two readings, the call left out; more than that is somebody else's. */
const mostOwnMs = 0.004

/** CPU time of the call alone: what stood beside it between the readings is taken off. */
function ownCpuMs(cpuMs: number, besideMs: number): number {
  const own = cpuMs - (besideMs < mostOwnMs ? besideMs : mostOwnMs)
  return own < 0 ? 0 : own
}

export class Singles implements Chained {
  readonly #lane: Lane
  readonly #clock: Clock
  readonly #row = new Float64Array(leanFigures)
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

  fill(row: Float64Array, { tookMs }: BatchEnd, readings: Readings, at: number): number {
    readings.fill(row, at)
    const betweenMs = row[figurePlaces.wallMs]!
    const took = tookMs ?? betweenMs
    row[figurePlaces.wallMs] = took
    row[figurePlaces.cpuMs] = ownCpuMs(row[figurePlaces.cpuMs]!, betweenMs - took)
    row[figurePlaces.calls] = 1
    return took
  }
}

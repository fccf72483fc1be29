/**
 * A head measured in batches: how many calls for which input, and what a batch says of one call.
 * In: a lane, calibrated. Out: links to be run in a chain, and their ends as trials, every figure divided by the calls.
 * The time of an empty loop of the same shape is taken off, where it was found to matter: below 100 ns a call.
 */
import { usagePlaces } from '../engine/index.ts'
import { isWhole } from './trial/batch-end.ts'
import type { Chained, Load } from './chained.ts'
import type { Readings } from './trial/chain.ts'
import { calibrate, clampCalls, type Calibrated } from './trial/calibrate.ts'
import { leanFigures, type Clock } from './trial/clock.ts'
import { figurePlaces } from './trial/figures.ts'
import { Lane, timeBatch, type BatchEnd, type Link } from './trial/lane.ts'
import type { Run } from './trial/loop.ts'
import { warmUntilSteady } from './warm-steady.ts'

const { wallMs, threadCpuMs } = usagePlaces

/** Heads whose call takes longer are called from a loop that was compiled before. */
const trainedMs = 4e-4

/** Heads whose call takes longer keep their loop: where its code lies changes less than a thousandth of their time, compiling it costs a ms. */
const keptMs = 2e-3

/** Batches whose median sets the calls. */
const refining = 9

/** Batches shorter than this share of what they shall take have too few calls. */
const shortShare = 0.7

const medianOf = (times: readonly number[]): number => [...times].sort((a, b) => a - b)[Math.floor(times.length / 2)]!

interface Growing {
  readonly batchMs: number
  readonly warmMs: number | undefined
  callsOf(input: number): number
  setCalls(input: number, calls: number): void
}

/** More calls where the last warm-up found a batch short, here or in an isolate. @returns whether it did */
export function grow(batches: Growing, input: number): boolean {
  const { warmMs: ms, batchMs } = batches
  if (ms === undefined || !(ms > 0) || ms >= shortShare * batchMs) return false
  batches.setCalls(input, (batches.callsOf(input) * batchMs) / ms)
  return true
}

export class Batched implements Chained {
  readonly #lane: Lane
  readonly #clock: Clock
  readonly #row = new Float64Array(leanFigures)
  /** By place of the input. */
  readonly #calls: number[] = []
  /** ms a call that belong to the loop. */
  loopMs = 0
  /** Median ms of the last batches of the last warm-up; undefined when it had too few. */
  #warmMs: number | undefined
  /** The loop is one that was compiled before its head was called in it. */
  #hasTrained = false

  /** CPU time of a batch. */
  readonly batchMs: number

  constructor(run: Run, clock: Clock, batchMs: number) {
    this.#lane = new Lane(run)
    this.#clock = clock
    this.batchMs = batchMs
  }

  /** The same for another loop. */
  twin(run: Run): Batched {
    const twin = new Batched(run, this.#clock, this.batchMs)
    twin.#calls.push(...this.#calls)
    twin.loopMs = this.loopMs
    return twin
  }

  /** About what a call takes. */
  get perCallMs(): number {
    return this.batchMs / this.callsOf(0)
  }

  get isShared(): boolean {
    return this.#lane.isShared
  }

  renew(run: Run): void {
    const isTrained = this.perCallMs > trainedMs
    if (this.#hasTrained && this.perCallMs > keptMs) return this.#lane.call(run)
    this.#lane.renew(run, isTrained)
    this.#hasTrained = isTrained
  }

  /** Calls of a batch on an input; of one that was not calibrated the fewest there are. */
  callsOf(input: number): number {
    return this.#calls[input] ?? this.#calls.reduce((least, calls) => (calls < least ? calls : least), Infinity)
  }

  /** What was found, by place of the input. */
  get allCalls(): readonly number[] {
    return this.#calls
  }

  /** Before calibrating anew. */
  forget(): void {
    this.#calls.length = 0
  }

  /** Finds the calls of a batch for an input, the fewest of several readings; undefined when a call fails. */
  calibrate(input: number, load: Load): Calibrated | undefined {
    const time = (calls: number): number | undefined => this.#time(load, calls)
    const found = calibrate(time, this.batchMs)
    if (found !== undefined && found.calls < (this.#calls[input] ?? Infinity)) this.#calls[input] = found.calls
    return found
  }

  /**
   * Runs batches until they are steady: at least `leastMs`, at most `mostMs`.
   *
   * @returns whether they got steady; undefined when a call failed
   */
  warm(input: number, load: Load, leastMs: number, mostMs: number): boolean | undefined {
    const warmed = warmUntilSteady(() => this.#time(load, this.callsOf(input)), { leastMs, mostMs })
    if (warmed === undefined) return undefined
    this.#warmMs = warmed.times.length < refining ? undefined : medianOf(warmed.times.slice(-refining))
    return warmed.isSteady
  }

  /**
   * Gives batches on an input more calls where the last warm-up, on that input, found them short: they were counted while the code was
   * slow. Never fewer.
   *
   * @returns whether it did
   */
  grow(input: number): boolean {
    return grow(this, input)
  }

  /** What a batch took in the last warm-up. */
  get warmMs(): number | undefined {
    return this.#warmMs
  }

  /** Sets the calls by the median of some batches; false when a call failed. */
  refine(input: number, load: Load): boolean {
    const calls = this.callsOf(input)
    const times: number[] = []
    for (let batch = 0; batch < refining; batch += 1) {
      const ms = this.#time(load, calls)
      if (ms === undefined) return false
      times.push(ms)
    }
    const median = medianOf(times)
    if (median > 0) this.setCalls(input, (calls * this.batchMs) / median)
    return true
  }

  /** Another number of calls for an input. */
  setCalls(input: number, calls: number): void {
    this.#calls[input] = clampCalls(calls)
  }

  /** The next batch. `scale` is near 1: the same for all heads of a block. */
  link(input: number, { input: value, scope, context }: Load, scale: number): Link {
    return this.#lane.link(value, clampCalls(this.callsOf(input) * scale), scope, context)
  }

  /** What batch `at` of a chain says of one call. @returns what it took in all */
  fill(row: Float64Array, { calls }: BatchEnd, readings: Readings, at: number): number {
    readings.fill(row, at)
    const tookMs = row[figurePlaces.wallMs]!
    row[figurePlaces.wallMs] = this.#net(tookMs, calls)
    row[figurePlaces.cpuMs] = this.#net(row[figurePlaces.cpuMs]!, calls)
    row[figurePlaces.heapBytes]! /= calls
    row[figurePlaces.switches]! /= calls
    row[figurePlaces.faults]! /= calls
    row[figurePlaces.calls] = calls
    return tookMs
  }

  #net(totalMs: number, calls: number): number {
    const net = totalMs / calls - this.loopMs
    return net < 0 ? 0 : net
  }

  #time({ input, scope, context }: Load, calls: number): number | undefined {
    // The CPU time of the whole process has that of the compiler in it.
    const place = this.#clock.cpuScope === 'thread' ? threadCpuMs : wallMs
    const { ms, end } = timeBatch(this.#lane.link(input, calls, scope, context), this.#clock, this.#row, place)
    return isWhole(end) ? ms : undefined
  }
}

/**
 * Takes down the trials of one head: columns, counts of failures, the first five errors.
 * In: results of trials, in order. Out: the columns of a HeadRecord. A figure that no trial had is absent, never 0.
 */
import type { HydraError } from '../errors/index.ts'
import { byName, outcomeCode, type Columns, type Failures, type Outcome } from '../study/index.ts'
import type { GcWatch, Span } from './collect/watch.ts'
import { bytes, floats, words, type Column } from './column.ts'
import type { TrialResult } from './trial/run.ts'

const mostErrors = 5

type Count = { -readonly [K in keyof Failures]: Failures[K] }

/** Where a trial stands. */
export interface Spot {
  readonly block: number
  readonly epoch: number
  readonly input: number
}

const unknownSpan: Span = { fromMs: NaN, toMs: NaN, calls: 1 }

/** The column under its name; nothing where no trial had the figure. */
const known = <K extends string>(name: K, column: Float64Array): { readonly [P in K]?: Float64Array } =>
  (column.some((value) => value === value) ? { [name]: column } : {}) as { readonly [P in K]?: Float64Array }

export class Recorder {
  readonly failures: Count = { wrong: 0, error: 0, timeout: 0, aborted: 0, exit: 0, late: 0, skipped: 0 }
  readonly firstFailures: HydraError[] = []
  readonly #wallMs: Column<Float64Array>
  readonly #cpuMs: Column<Float64Array>
  readonly #heapBytes: Column<Float64Array>
  readonly #spans: readonly [from: Column<Float64Array>, to: Column<Float64Array>, calls: Column<Float64Array>]
  readonly #switches: Column<Float64Array>
  readonly #faults: Column<Float64Array>
  readonly #outcome: Column<Uint8Array>
  readonly #block: Column<Uint32Array>
  readonly #epoch: Column<Uint32Array>
  readonly #input: Column<Uint32Array>
  readonly #metrics = new Map<string, Column<Float64Array>>()
  /** Largest peak that a trial reported. */
  peakRssBytes: number | undefined

  constructor(expected: number) {
    this.#wallMs = floats(expected)
    this.#cpuMs = floats(expected)
    this.#heapBytes = floats(expected)
    this.#spans = [floats(expected), floats(expected), floats(expected)]
    this.#switches = floats(expected)
    this.#faults = floats(expected)
    this.#outcome = bytes(expected)
    this.#block = words(expected)
    this.#epoch = words(expected)
    this.#input = words(expected)
  }

  /** Trials taken down so far. */
  get trials(): number {
    return this.#outcome.size
  }

  /** Names of the metrics that were reported, in order of appearance. */
  get metricNames(): readonly string[] {
    return [...this.#metrics.keys()]
  }

  add(result: TrialResult, { block, epoch, input }: Spot): void {
    const { outcome, rssBytes, error, metrics } = result
    const trial = this.trials
    this.#addFigures(result)
    this.#outcome.add(outcomeCode(outcome))
    this.#block.add(block)
    this.#epoch.add(epoch)
    this.#input.add(input)
    for (const [name, value] of metrics) this.#addMetric(name, value, trial)
    if (rssBytes !== undefined && rssBytes > (this.peakRssBytes ?? 0)) this.peakRssBytes = rssBytes
    this.#countFailure(outcome)
    if (error !== undefined) this.addError(error)
  }

  addError(error: HydraError): void {
    if (this.firstFailures.length < mostErrors) this.firstFailures.push(error)
  }

  /** @param gc - the collections of the study; without it what they took is absent */
  columns(gc?: Pick<GcWatch, 'within'>): Columns {
    const { trials } = this
    const metrics = [...this.#metrics].map(([name, column]) => {
      column.fillTo(trials, NaN)
      return [name, column.done()] as const
    })
    return {
      wallMs: this.#wallMs.done(),
      ...known('cpuMs', this.#cpuMs.done()),
      ...known('heapBytes', this.#heapBytes.done()),
      ...(gc === undefined ? {} : known('gcMs', this.#gcMs(gc))),
      ...known('involuntarySwitches', this.#switches.done()),
      ...known('pageFaults', this.#faults.done()),
      outcome: this.#outcome.done(),
      block: this.#block.done(),
      epoch: this.#epoch.done(),
      input: this.#input.done(),
      metrics: byName(metrics),
    }
  }

  #addFigures({ wallMs, cpuMs = NaN, heapBytes = NaN, switches = NaN, faults = NaN, span }: TrialResult): void {
    this.#wallMs.add(wallMs)
    this.#cpuMs.add(cpuMs)
    this.#heapBytes.add(heapBytes)
    this.#switches.add(switches)
    this.#faults.add(faults)
    this.#addSpan(span)
  }

  #addSpan({ fromMs, toMs, calls }: Span = unknownSpan): void {
    const [from, to, of] = this.#spans
    from.add(fromMs)
    to.add(toMs)
    of.add(calls)
  }

  /** Ms of collections a call; of a trial that nobody watched, NaN. */
  #gcMs(gc: Pick<GcWatch, 'within'>): Float64Array {
    const [from, to, of] = this.#spans
    return Float64Array.from({ length: from.size }, (_, i) => {
      const span = { fromMs: from.at(i), toMs: to.at(i), calls: of.at(i) }
      return span.fromMs === span.fromMs ? gc.within(span) : NaN
    })
  }

  #addMetric(name: string, value: number, trial: number): void {
    let column = this.#metrics.get(name)
    if (column === undefined) this.#metrics.set(name, (column = floats(trial + 1)))
    column.fillTo(trial, NaN)
    column.add(value)
  }

  #countFailure(outcome: Outcome): void {
    if (outcome !== 'success') this.failures[outcome] += 1
  }
}

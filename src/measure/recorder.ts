/**
 * Takes down the trials of one head: columns, counts of failures, the first five errors.
 * In: results of trials, in order. Out: the columns of a HeadRecord. A figure that no trial had is absent, never 0.
 */
import type { HydraError } from '../errors/index.ts'
import { byName, outcomeCode, type Columns, type Failures, type Outcome } from '../study/index.ts'
import type { GcWatch, Span } from './collect/watch.ts'
import { floats, Rows, type Column } from './column.ts'
import { figurePlaces, figuresOfTrial } from './trial/figures.ts'
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
  readonly #figures: Rows<Float64Array>
  /** Outcome, block, epoch and input. */
  readonly #spots: Rows<Uint32Array>
  readonly #row = new Float64Array(figuresOfTrial)
  readonly #spot = new Uint32Array(4)
  readonly #metrics = new Map<string, Column<Float64Array>>()
  /** Largest peak that a trial reported. */
  peakRssBytes: number | undefined

  constructor(expected: number) {
    this.#figures = new Rows((length) => new Float64Array(length), figuresOfTrial, expected)
    this.#spots = new Rows((length) => new Uint32Array(length), 4, expected)
  }

  /** Trials taken down so far. */
  get trials(): number {
    return this.#spots.size
  }

  /** Names of the metrics that were reported, in order of appearance. */
  get metricNames(): readonly string[] {
    return [...this.#metrics.keys()]
  }

  add(result: TrialResult, { block, epoch, input }: Spot): void {
    const { outcome, rssBytes, error, metrics } = result
    const trial = this.trials
    this.addRow(this.#rowOf(result), outcomeCode(outcome), block, epoch, input)
    for (const [name, value] of metrics) this.#addMetric(name, value, trial)
    if (rssBytes !== undefined && rssBytes > (this.peakRssBytes ?? 0)) this.peakRssBytes = rssBytes
    this.#countFailure(outcome)
    if (error !== undefined) this.addError(error)
  }

  /** A trial that has nothing else to tell. @param row - its figures (trial/figures.ts): copied */
  addRow(row: Float64Array, outcome: number, block: number, epoch: number, input: number): void {
    this.#figures.add(row)
    this.#spot[0] = outcome
    this.#spot[1] = block
    this.#spot[2] = epoch
    this.#spot[3] = input
    this.#spots.add(this.#spot)
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
    const figures = (name: keyof typeof figurePlaces): Float64Array =>
      this.#figures.column(new Float64Array(trials), figurePlaces[name])
    const words = (place: number): Uint32Array => this.#spots.column(new Uint32Array(trials), place)
    return {
      wallMs: figures('wallMs'),
      ...known('cpuMs', figures('cpuMs')),
      ...known('heapBytes', figures('heapBytes')),
      ...(gc === undefined ? {} : known('gcMs', this.#gcMs(gc))),
      ...known('involuntarySwitches', figures('switches')),
      ...known('pageFaults', figures('faults')),
      outcome: this.#spots.column(new Uint8Array(trials), 0),
      block: words(1),
      epoch: words(2),
      input: words(3),
      metrics: byName(metrics),
    }
  }

  #rowOf({ wallMs, cpuMs, heapBytes, switches, faults, span = unknownSpan }: TrialResult): Float64Array {
    const row = this.#row
    row[figurePlaces.wallMs] = wallMs
    row[figurePlaces.cpuMs] = cpuMs ?? NaN
    row[figurePlaces.heapBytes] = heapBytes ?? NaN
    row[figurePlaces.switches] = switches ?? NaN
    row[figurePlaces.faults] = faults ?? NaN
    row[figurePlaces.fromMs] = span.fromMs
    row[figurePlaces.toMs] = span.toMs
    row[figurePlaces.calls] = span.calls
    return row
  }

  /** Ms of collections a call; of a trial that nobody watched, NaN. */
  #gcMs(gc: Pick<GcWatch, 'within'>): Float64Array {
    const at = (row: number, figure: keyof typeof figurePlaces): number => this.#figures.at(row, figurePlaces[figure])
    return Float64Array.from({ length: this.trials }, (_, i) => {
      const span = { fromMs: at(i, 'fromMs'), toMs: at(i, 'toMs'), calls: at(i, 'calls') }
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

/**
 * A study: everything that came of one profiling run, with figures and verdicts computed from its trials.
 * In: the record (what is saved), how sure the verdicts shall be. Out: heads, comparisons, warnings; the same record gives the same study.
 * Saving is a port: rooms above hand in who writes files, so that this room stays pure.
 */
import type { EngineOption } from '../engine/index.ts'
import { hydraError } from '../errors/index.ts'
import { byName } from './by-name.ts'
import { checkClock, checkLevels, compareAll, defaultConfidence, defaultMargin, type CompareOn } from './compare.ts'
import { closingLine } from './sentence.ts'
import { studyJson } from './json.ts'
import { summarizeHeads } from './summary.ts'
import type {
  ByName,
  ClockChoice,
  Comparison,
  HeadRecord,
  HeadStudy,
  HeadSummary,
  MetricComparison,
  NoiseFloor,
  StudyRecord,
} from './types.ts'
import { engineChoiceOf } from './verdict/judge-pairs.ts'
import { noiseFloor, remoteFloor } from './verdict/noise-floor.ts'
import { lookShare } from './verdict/sequential.ts'

/** Who writes a study to a folder: one profile file a head. Answers with what it wrote. */
export interface StudyStore {
  save(study: Study, folder: string): Promise<unknown>
}

export interface StudyOptions extends EngineOption {
  /** The smallest ratio that matters, less 1. @defaultValue the record's, else .01 */
  readonly margin?: number
  /** Two-sided level of all verdicts together. @defaultValue the record's, else .98 */
  readonly confidence?: number
  /** The clock that the verdicts go by. @defaultValue the record's, else 'auto' */
  readonly clock?: ClockChoice
  /** The head that all others are held against. @defaultValue the record's, else none: all pairs */
  readonly reference?: string
  readonly store?: StudyStore
}

const defaultFolder = 'hydra_profiles'

/** Everything but the memory of the process, which stands in the summary. */
function withSummary(head: HeadRecord, summary: HeadSummary): HeadStudy {
  const study: HeadStudy & { rssBytes?: number | undefined } = { ...head, summary }
  delete study.rssBytes
  return study
}

/**
 * One profiling run over all heads. Made by `profile` and `loadStudy`.
 *
 * @since 0.1.0
 */
export class Study {
  readonly schema = 1
  /** What was recorded and is saved; everything else here is computed from it. */
  readonly record: StudyRecord
  /** Names of the heads in the order given; keys of `heads` that look like whole numbers stand first there. */
  readonly names: readonly string[]
  readonly heads: ByName<HeadStudy>
  /** All heads against the reference if there is one; else every pair up to 8 heads, beyond that each head against the fastest. */
  readonly comparisons: readonly Comparison[]
  readonly margin: number
  readonly confidence: number
  readonly clock: ClockChoice
  /** Undefined too when the head recorded as such is not among those loaded. */
  readonly reference: string | undefined
  /** What the machine tells apart in equal things: from the built-in A/A check; undefined when the study has none, or too short a one. */
  readonly noiseFloor: NoiseFloor | undefined
  readonly #engine: EngineOption
  readonly #store: StudyStore | undefined

  constructor(record: StudyRecord, options: StudyOptions = {}) {
    this.record = record
    this.margin = options.margin ?? record.margin ?? defaultMargin
    this.confidence = options.confidence ?? record.confidence ?? defaultConfidence
    this.clock = options.clock ?? record.clock ?? 'auto'
    this.reference = options.reference ?? record.heads.find(({ name }) => name === record.reference)?.name
    this.#store = options.store
    this.#engine = engineChoiceOf(options)
    checkLevels(this.margin, this.confidence)
    checkClock(this.clock)
    const summaries = summarizeHeads(record, this.#engine)
    const heads = record.heads.map((head, i) => withSummary(head, summaries[i]!))
    this.names = heads.map(({ name }) => name)
    this.heads = byName(heads.map((head) => [head.name, head] as const))
    this.noiseFloor = this.#floor()
    this.comparisons = compareAll(this, this.reference, this.#engine)
  }

  #floor(): NoiseFloor | undefined {
    const levels = { confidence: this.confidence, clock: this.clock, ...this.#engine }
    const { selfCheck } = this.record
    if (selfCheck === undefined) return remoteFloor(Object.values(this.heads), levels)
    const head = selfCheck === undefined ? undefined : this.heads[selfCheck.head]
    return head === undefined ? undefined : noiseFloor(head, selfCheck, levels)
  }

  /** The part of the level that one look has: a study that may stop early is looked at more than once. */
  get lookShare(): number {
    return this.mode === 'adaptive' ? lookShare : 1
  }

  get id(): string {
    return this.record.id
  }
  get name(): string | undefined {
    return this.record.name
  }
  get createdAt(): string {
    return this.record.createdAt
  }
  get seed(): number {
    return this.record.seed
  }
  get mode(): StudyRecord['mode'] {
    return this.record.mode
  }
  get trials(): number {
    return this.record.trials
  }
  get environment(): StudyRecord['environment'] {
    return this.record.environment
  }
  get engine(): StudyRecord['engine'] {
    return this.record.engine
  }
  get inputs(): StudyRecord['inputs'] {
    return this.record.inputs
  }
  get metrics(): StudyRecord['metrics'] {
    return this.record.metrics
  }
  get warnings(): StudyRecord['warnings'] {
    return this.record.warnings
  }
  /** True when it was stopped early: what is here was finished. */
  get partial(): boolean {
    return this.record.partial
  }
  get elapsedMs(): number {
    return this.record.elapsedMs
  }
  get estimatedMs(): number | undefined {
    return this.record.estimatedMs
  }

  compareOn(on: CompareOn & { readonly metric: string }): MetricComparison[]
  compareOn(on: CompareOn & { readonly metric?: undefined }): Comparison[]
  compareOn(on: CompareOn): (Comparison | MetricComparison)[]
  /**
   * The comparisons of the study on something else than all its times: on a metric, on the trials of one input, or on both.
   *
   * @param on - name of a metric, name of an input
   * @returns one comparison a pair, all of them holding together; of a metric the verdict is 'better' or 'worse'
   * @throws HYD-1002 no such metric or input
   * @example
   * ```ts
   * import { profile } from 'hydra-profiler'
   * const heads = { short: () => 'ab', long: () => 'abcdef' }
   * const study = await profile({ heads, trials: 20, metrics: (text: string) => ({ bytes: text.length }) })
   * study.compareOn({ metric: 'bytes' })[0]?.verdict // 'better': short against long
   * ```
   */
  compareOn(on: CompareOn): (Comparison | MetricComparison)[] {
    return compareAll(this, this.reference, { ...on, ...this.#engine })
  }

  /** "6 heads profiled, average success 94.2 %, 1 m 32 s (estimated 1 m 30 s)" */
  get sentence(): string {
    return closingLine(this)
  }

  /**
   * Writes one profile file a head; all of them or none.
   *
   * @param folder - made when missing; a named study gets a folder of its own inside
   * @throws HYD-6001 a name that cannot be stored, HYD-6002 the disk refused
   */
  async save(folder: string = defaultFolder): Promise<void> {
    if (this.#store === undefined) throw hydraError('9999', { what: 'a study without a store was saved' })
    await this.#store.save(this, folder)
  }

  /** Figures and verdicts as plain data for JSON; the columns of trials are in the profile files. */
  toJSON(): Record<string, unknown> {
    return studyJson(this)
  }
}

/**
 * Computes a study from its record.
 *
 * @param record - recorded, or read from files
 * @throws HYD-1003 margin or confidence out of range, HYD-9002 the native engine asked for and missing
 */
export const createStudy = (record: StudyRecord, options: StudyOptions = {}): Study => new Study(record, options)

/**
 * Sketches: the distribution of any number of values in a few kilobytes, which merges in any order to the same bytes.
 * In: values one by one, or by column. Out: quantiles within one bucket, exact sums, bytes. Single values and merges are done here, in
 * TypeScript (a call into the addon would cost ten times an insert); columns by the engine that pays.
 */
import { hydraError, kindOf, show } from '../../errors/index.ts'
import { meanOfSketch, sumOfSketch, varianceOfSketch } from '../../reference/sketch/exact-sum.ts'
import { readSketch, writeSketch } from '../../reference/sketch/codec.ts'
import { addColumn, addOne } from '../../reference/sketch/log-linear.ts'
import { coarsened, mergeInto } from '../../reference/sketch/merge.ts'
import { quantileOfSketch, rankOfSketch } from '../../reference/sketch/read.ts'
import { emptyState, type SketchState } from '../../reference/sketch/state.ts'
import { engineChoice, resolveEngine } from '../choose.ts'
import { optionsAt, sampleAt, typedKind } from '../door.ts'
import type { EngineChoice, EngineOption } from '../types.ts'
import { addNative } from './bulk.ts'
import { bitsAt, flagAt, shareAt } from './options.ts'

export interface SketchOptions {
  /** Bits of the mantissa that tell buckets apart, 1 to 12; the error of a quantile is at most 2^-(bits + 1), 0.78 % at 6. @defaultValue 6 */
  readonly bits?: number
  /** Sum squares too, for `variance`. @defaultValue false */
  readonly moments?: boolean
}

export interface MergeOptions {
  /** Go down to the fewer bits of the two, and drop moments that one of them lacks, instead of HYD-4005. @defaultValue false */
  readonly coarsen?: boolean
}

/** A sketch as JSON: figures to look at, and the bytes, in base64, that it is made from again. */
export interface SketchJson {
  readonly bits: number
  readonly moments: boolean
  readonly count: number
  readonly rejected: number
  readonly min: number | undefined
  readonly max: number | undefined
  readonly sum: number | undefined
  readonly bytes: string
}

/** 'undefined' rather than an infinity or an answer from no values. */
const known = (x: number): number | undefined => (x - x === 0 ? x : undefined)

let stateOf: (sketch: Sketch) => SketchState

/** A mergeable sketch: see `createSketch`. Every figure is in the unit of the values. */
class Sketch {
  #state: SketchState

  static {
    stateOf = (sketch) => sketch.#state
  }

  constructor(state: SketchState) {
    this.#state = state
  }

  get bits(): number {
    return this.#state.bits
  }
  get moments(): boolean {
    return this.#state.moments
  }
  /** How many finite values. */
  get count(): number {
    return this.#state.count
  }
  /** How many values were NaN or infinite: counted, and in no other figure. */
  get rejected(): number {
    return this.#state.rejected
  }
  /** Exact; `undefined` while there is no value. -0 counts as 0. */
  get min(): number | undefined {
    return known(this.#state.min)
  }
  get max(): number | undefined {
    return known(this.#state.max)
  }
  /** The exact sum, rounded once; 0 for no values, `undefined` beyond the doubles. */
  get sum(): number | undefined {
    return known(sumOfSketch(this.#state))
  }
  /** The exact mean, rounded once; `undefined` for no values. */
  get mean(): number | undefined {
    return this.#state.count === 0 ? undefined : meanOfSketch(this.#state)
  }
  /** The exact variance (n - 1), rounded once; `undefined` without `moments`, below two values or beyond the doubles. */
  get variance(): number | undefined {
    return this.#state.moments && this.#state.count > 1 ? known(varianceOfSketch(this.#state)) : undefined
  }

  /**
   * Adds one value; NaN and infinities are counted in `rejected`.
   *
   * @throws HYD-4006 not a number
   */
  add(value: number): this {
    if (typeof value !== 'number') throw hydraError('4006', { what: 'value', got: `${show(value)} (${kindOf(value)})` })
    addOne(this.#state, value)
    return this
  }

  /**
   * Adds a column, as so many calls of `add` would, whichever engine does it.
   *
   * @throws HYD-4006 not numbers, HYD-1002 and HYD-1003 options, HYD-9002 engine 'native' and no addon
   */
  addMany(values: Float64Array | readonly number[], options?: EngineOption): this {
    const engine = engineChoice(optionsAt(options, ['engine'], 'addMany')['engine'] as EngineChoice | undefined)
    const column = sampleAt(values, 'values')
    if (resolveEngine(engine, { job: 'sketch', size: column.length }) === 'native') addNative(this.#state, column)
    else addColumn(this.#state, column)
    return this
  }

  /**
   * Adds all that another sketch holds, which stays as it is. Any order and any tree of merges gives the same bytes.
   *
   * @throws HYD-4005 other bits or moments (unless `coarsen`), or no sketch; HYD-4004 more than 2^53 - 1 values in all
   */
  merge(other: Sketch, options?: MergeOptions): this {
    const coarsen = flagAt(optionsAt(options, ['coarsen'], 'merge')['coarsen'], 'coarsen', false)
    const from =
      other instanceof Sketch ? stateOf(other) : refuse('what was to be merged', `it is no sketch but ${kindOf(other)}`)
    const own = this.#state
    const isAlike = own.bits === from.bits && own.moments === from.moments
    if (!isAlike && !coarsen) {
      const kind = ({ bits, moments }: SketchState): string => `${bits} bits ${moments ? 'with' : 'without'} moments`
      refuse('the sketch to be merged', `it has ${kind(from)}, this one ${kind(own)}`)
    }
    if (!Number.isSafeInteger(own.count + from.count) || !Number.isSafeInteger(own.rejected + from.rejected)) {
      throw hydraError('4004', { parameter: 'count', expected: 'at most 2^53 - 1 in all', got: String(own.count + from.count) })
    }
    if (!isAlike) {
      const bits = own.bits < from.bits ? own.bits : from.bits
      this.#state = coarsened(own, bits, own.moments && from.moments)
    }
    mergeInto(this.#state, from)
    return this
  }

  /**
   * The value of rank floor((count - 1) p), within 2^-(bits + 1) of it; min and max exactly at 0 and 1.
   *
   * @param p - 0 to 1
   * @throws HYD-4004 p outside 0 to 1, HYD-4002 no values
   */
  quantile(p: number): number {
    const share = shareAt(p)
    if (this.#state.count === 0) throw hydraError('4002', { what: 'a quantile', needed: 'at least 1 value', got: 'none' })
    return quantileOfSketch(this.#state, share)
  }

  /**
   * How many values are at most v, those of v's own bucket all counted: 0 below min, `count` from max on.
   *
   * @throws HYD-4004 not a number, or NaN
   */
  rank(v: number): number {
    if (typeof v !== 'number' || v !== v) throw hydraError('4004', { parameter: 'v', expected: 'a number', got: show(v) })
    return this.#state.count === 0 ? 0 : rankOfSketch(this.#state, v)
  }

  /** The one byte string of this state: equal sketches have equal bytes. `sketchFromBytes` reads it. */
  toBytes(): Uint8Array {
    return writeSketch(this.#state)
  }

  toJSON(): SketchJson {
    const { bits, moments, count, rejected, min, max, sum } = this
    return { bits, moments, count, rejected, min, max, sum, bytes: Buffer.from(this.toBytes()).toString('base64') }
  }
}
export type { Sketch }

function refuse(what: string, reason: string): never {
  throw hydraError('4005', { what, reason })
}

/**
 * An empty sketch: a log-linear histogram with exact sums. Adding, merging and coarsening give the same bytes in any order.
 *
 * A page of buckets is made for each power of two that occurs: 0.5 KB at 6 bits, so durations take 5 to 20 KB however many they are.
 *
 * @throws HYD-4004 bits not a whole number from 1 to 12, HYD-1002 and HYD-1003 options
 * @example
 * ```ts
 * import { createSketch } from 'hydra-profiler/stats'
 * const monday = createSketch().addMany([10, 20, 30])
 * const week = createSketch().add(40).merge(monday)
 * week.count // 4
 * week.sum // 100
 * week.quantile(1) // 40
 * ```
 * Source: DDSketch (Masson, Rim and Lee 2019), with a linear mantissa.
 * @since 0.1.0
 */
export function createSketch(options?: SketchOptions): Sketch {
  const given = optionsAt(options, ['bits', 'moments'], 'createSketch')
  return new Sketch(emptyState(bitsAt(given['bits']), flagAt(given['moments'], 'moments', false)))
}

/**
 * A sketch from the bytes of `toBytes`.
 *
 * @throws HYD-4005 any other bytes: damaged, cut short, with something left over, of another version; HYD-1003 not bytes
 * @example
 * ```ts
 * import { createSketch, sketchFromBytes } from 'hydra-profiler/stats'
 * const bytes = createSketch().addMany([1, 2, 3]).toBytes()
 * sketchFromBytes(bytes).mean // 2
 * ```
 * @since 0.1.0
 */
export function sketchFromBytes(bytes: Uint8Array): Sketch {
  if (typedKind(bytes) !== 'Uint8Array') {
    throw hydraError(
      '1003',
      { option: 'bytes', expected: 'a Uint8Array', got: show(bytes), type: kindOf(bytes) },
      { where: { option: 'bytes' } },
    )
  }
  const state = readSketch(Uint8Array.prototype.slice.call(bytes))
  return typeof state === 'string' ? refuse('the bytes of a sketch', state) : new Sketch(state)
}

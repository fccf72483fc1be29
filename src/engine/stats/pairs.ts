/**
 * Many pairs of heads judged in one crossing: the centre of d = ln(a / b) over the blocks of each, its interval, p at some points.
 * In: d of all pairs side by side, their epochs, a rule a pair. Out: one JudgedPair a pair, in order; `undefined` where there are too few.
 */
import { hydraError, show } from '../../errors/index.ts'
import { pairColumns } from '../../reference/stats/pairs.ts'
import { engineChoice } from '../choose.ts'
import { between, offsetsAt, optionsAt, sampleAt } from '../door.ts'
import { notFinite, unexpectedStatus } from '../errors.ts'
import { kernelsFor } from '../kernels.ts'
import { pairMethods, type EngineChoice, type EngineOption, type Interval, type PairMethod } from '../types.ts'

/** rebuilt: in every epoch; kept: all along; fresh: a new process each time; plain: code layout has no part in the values. */
export const pairRules = ['rebuilt', 'kept', 'fresh', 'plain'] as const
export type PairRule = (typeof pairRules)[number]

export interface PairColumns {
  /** All values in one column, finite. */
  readonly values: Float64Array
  /** The epoch of each value, ascending within a pair. */
  readonly epochs: Uint32Array
  /** One place more than there are pairs. */
  readonly offsets: Uint32Array
  readonly rules: readonly PairRule[]
}

export interface PairOptions extends EngineOption {
  /** Of each interval, between 0 and 1. @defaultValue 0.98 */
  readonly confidence?: number
  /** Where p is asked for, in the unit of the values. @defaultValue [] */
  readonly points?: readonly number[]
}

export interface JudgedPair {
  /** The median, or by signed rank the Hodges-Lehmann estimate; undefined without values. */
  readonly estimate: number | undefined
  /** Undefined below the number of blocks that the confidence needs. */
  readonly interval: Interval | undefined
  /** What the interval was widened by on each side. */
  readonly allowance: number
  readonly method: PairMethod
  /** Epochs that count: those of fewer than 3 blocks are merged with their neighbour. */
  readonly epochs: number
  readonly blocks: number
  /** Two-sided p of "the centre lies where the estimate does, seen from the point", one a point. */
  readonly p: readonly number[]
}

function readRow(out: Float64Array, pairs: number, i: number, points: number): JudgedPair {
  const at = (column: number): number => out[column * pairs + i]!
  const [estimate, low, high, allowance, blocks] = [at(0), at(1), at(2), at(3), at(6)]
  return {
    estimate: blocks === 0 ? undefined : estimate,
    interval: low <= high ? [low, high] : undefined,
    allowance: blocks === 0 ? 0 : allowance,
    method: pairMethods[at(4)]!,
    epochs: at(5),
    blocks,
    p: Array.from({ length: points }, (_, point) => at(pairColumns.length + point)),
  }
}

function rulesAt(rules: readonly PairRule[], pairs: number): Uint32Array {
  if (rules.length !== pairs) throw hydraError('4008', { what: 'rules and pairs', lengths: `${rules.length} and ${pairs}` })
  return Uint32Array.from(rules, (rule) => {
    const place = pairRules.indexOf(rule)
    if (place >= 0) return place
    throw hydraError('4004', { parameter: 'rules', expected: `one of ${pairRules.join(', ')}`, got: show(rule) })
  })
}

function checkEpochs(epochs: Uint32Array, size: number, offsets: Uint32Array): void {
  if (epochs.length !== size) throw hydraError('4008', { what: 'values and epochs', lengths: `${size} and ${epochs.length}` })
  for (let pair = 0; pair + 1 < offsets.length; pair += 1) {
    for (let i = offsets[pair]! + 1; i < offsets[pair + 1]!; i += 1) {
      if (epochs[i]! >= epochs[i - 1]!) continue
      throw hydraError('4004', {
        parameter: 'epochs',
        expected: 'ascending within a pair',
        got: `${epochs[i]} after ${epochs[i - 1]}`,
      })
    }
  }
}

function pointsAt(points: readonly number[]): Float64Array {
  const column = sampleAt(points, 'points')
  if (!column.every(Number.isFinite)) throw notFinite('points', column)
  return column
}

/**
 * Judges many pairs at once: the clustered sign test where there are 4 epochs of 3 blocks or more, the exact signed-rank test for fewer than
 * 30 runs of commands, else the exact sign test; where layout cannot be seen in the values the interval is widened by an allowance for it.
 *
 * @param columns - d of all pairs, in any unit
 * @returns one row a pair, the same bits on both engines
 * @throws HYD-4001 a value not finite, HYD-4004 offsets, epochs, rules or confidence out of range, HYD-4006 not numbers, HYD-4008 columns of
 * different lengths, HYD-1002 and HYD-1003 options, HYD-9002 engine 'native' and no addon
 */
export function judgePairs({ values, epochs, offsets, rules }: PairColumns, options: PairOptions = {}): JudgedPair[] {
  const given = optionsAt(options, ['confidence', 'points', 'engine'], 'judgePairs')
  const confidence = between(given['confidence'], 'confidence', 0, 1, 0.98)
  const engine = engineChoice(given['engine'] as EngineChoice | undefined)
  const column = sampleAt(values, 'values')
  const bounds = offsetsAt(offsets, column.length)
  const pairs = bounds.length - 1
  checkEpochs(epochs, column.length, bounds)
  const [numbers, points] = [rulesAt(rules, pairs), pointsAt(options.points ?? [])]
  const out = new Float64Array((pairColumns.length + points.length) * pairs)
  const kernels = kernelsFor(engine, { job: 'pairs', size: bounds[pairs]! - bounds[0]! })
  const status = kernels.judgePairs(column, epochs, bounds, numbers, points, confidence, out)
  if (status === 4001) throw notFinite('values', column)
  if (status !== 0) throw unexpectedStatus('judgePairs', status)
  return Array.from({ length: pairs }, (_, i) => readRow(out, pairs, i, points.length))
}

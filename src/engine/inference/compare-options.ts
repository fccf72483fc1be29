/**
 * The options of compareSamples, checked once, and its samples.
 * In: what the caller gave. Out: numbers that the kernel takes, or an error that names the option.
 */
import { hydraError, show } from '../../errors/index.ts'
import { compareTests } from '../../reference/stats/compare/index.ts'
import { isWalked, splitsOf } from '../../reference/stats/compare/orders.ts'
import { engineChoice } from '../choose.ts'
import { between, optionsAt, sampleAt, wordAt } from '../door.ts'
import { wholeAt } from '../drift/change-options.ts'
import type { EngineChoice, EngineOption } from '../types.ts'
import { finiteAt, type Values } from './gather.ts'

export type CompareTest = (typeof compareTests)[number]
export type Alternative = 'two-sided' | 'less' | 'greater'

export interface CompareOptions extends EngineOption {
  /**
   * 'brunner-munzel': larger or smaller, whatever the shapes and spreads. 'mann-whitney': the same where shapes are alike, exact for small samples.
   * 'permutation': of the means. 'signed-rank': of pairs whose differences are symmetric. @defaultValue 'brunner-munzel', 'signed-rank' when paired
   */
  readonly test?: CompareTest
  /** Whether value i of a belongs to value i of b; for 'signed-rank' (always) and 'permutation'. @defaultValue false */
  readonly paired?: boolean
  /** 'less': a tends to be smaller than b. Intervals stay two-sided. @defaultValue 'two-sided' */
  readonly alternative?: Alternative
  /** Of all intervals, between 0 and 1. @defaultValue 0.95 */
  readonly confidence?: number
  /** Of the draws of 'permutation', a whole number. @defaultValue 1 */
  readonly seed?: number
  /** NaN and infinities: refuse (HYD-4001), or leave them out (when paired, their pairs). @defaultValue 'raise' */
  readonly nonFinite?: 'raise' | 'omit'
}

export interface CompareRequest {
  readonly test: number
  /** Paired, alternative, confidence, seed. */
  readonly params: Float64Array
  readonly isPaired: boolean
  readonly omit: boolean
  readonly engine: EngineChoice
}

const known = ['test', 'paired', 'alternative', 'confidence', 'seed', 'nonFinite', 'engine']
const alternatives: readonly Alternative[] = ['two-sided', 'less', 'greater']
const mostSeed = Number.MAX_SAFE_INTEGER

function refuse(option: string, expected: string, got: unknown): never {
  throw hydraError('1003', { option, expected, got: show(got), type: typeof got }, { where: { option } })
}

function pairedAt(paired: unknown, test: CompareTest | undefined): boolean {
  if (paired !== undefined && typeof paired !== 'boolean') refuse('paired', 'true or false', paired)
  if (test === 'signed-rank' && paired === false) refuse('paired', 'true with signed-rank', paired)
  if ((test === 'brunner-munzel' || test === 'mann-whitney') && paired === true) {
    refuse('test', 'signed-rank or permutation with paired samples', test)
  }
  return paired ?? test === 'signed-rank'
}

/** @throws HYD-1002, HYD-1003, HYD-4004 */
export function readCompareOptions(options: CompareOptions | undefined, caller: string): CompareRequest {
  const given = optionsAt(options, known, caller)
  const named = given['test'] === undefined ? undefined : wordAt<CompareTest>(given['test'], 'test', compareTests, 'permutation')
  const isPaired = pairedAt(given['paired'], named)
  const alternative = wordAt(given['alternative'], 'alternative', alternatives, 'two-sided')
  const confidence = between(given['confidence'], 'confidence', 0, 1, 0.95)
  const seed = wholeAt(given['seed'], 'seed', -mostSeed, mostSeed, 1)
  return {
    test: compareTests.indexOf(named ?? (isPaired ? 'signed-rank' : 'brunner-munzel')),
    params: Float64Array.of(Number(isPaired), alternatives.indexOf(alternative), confidence, seed),
    isPaired,
    omit: wordAt(given['nonFinite'], 'nonFinite', ['raise', 'omit'], 'raise') === 'omit',
    engine: engineChoice(given['engine'] as EngineChoice | undefined),
  }
}

/** Two samples, and how many values (of pairs: pairs) were left out. */
export interface ReadPair {
  readonly a: Float64Array
  readonly b: Float64Array
  readonly rejected: number
}

function readPaired(a: Float64Array, b: Float64Array, what: string): ReadPair {
  if (a.length !== b.length) throw hydraError('4008', { what, lengths: `${a.length} and ${b.length}` })
  const keep = (_: number, i: number): boolean => Number.isFinite(a[i]) && Number.isFinite(b[i])
  const [x, y] = [a.filter(keep), b.filter(keep)]
  return { a: x, b: y, rejected: a.length - x.length }
}

/** @throws HYD-4001, HYD-4006, HYD-4008 */
export function readPair(a: Values, b: Values, { isPaired, omit }: CompareRequest, place = ''): ReadPair {
  const [nameA, nameB] = [`${place}a`, `${place}b`]
  const [first, second] = [sampleAt(a, nameA), sampleAt(b, nameB)]
  if (isPaired && omit) return readPaired(first, second, `${nameA} and ${nameB}`)
  const [x, y] = [finiteAt(first, nameA, omit), finiteAt(second, nameB, omit)]
  if (isPaired) return readPaired(x, y, `${nameA} and ${nameB}`)
  return { a: x, b: y, rejected: first.length - x.length + second.length - y.length }
}

const mostWork = 1e10
/** Operations a pair, a value and a split: walks for the shift, draws for a permutation, splits that are counted. */
const eachPair = 2e4
const eachSplit = 100
const eachValue = { permutation: 1e4, others: 1e3 }

function countedSplits({ a, b }: ReadPair): number {
  const [n, m] = [a.length, b.length]
  return n > 1 && m > 1 && isWalked(n, m) ? splitsOf(n + m, n < m ? n : m) : 0
}

/** @throws HYD-4004 when the call would take more than 1e10 operations */
export function refuseLong(pairs: readonly ReadPair[], { test }: CompareRequest): void {
  const cost = compareTests[test] === 'permutation' ? eachValue.permutation : eachValue.others
  const values = pairs.reduce((sum, { a, b }) => sum + a.length + b.length, 0)
  const splits = compareTests[test] === 'brunner-munzel' ? pairs.reduce((sum, pair) => sum + countedSplits(pair), 0) : 0
  if (values * cost + splits * eachSplit + pairs.length * eachPair <= mostWork) return
  const most = `at most ${mostWork / cost} values or ${mostWork / eachPair} pairs in all for this test, fewer if p is counted`
  throw hydraError('4004', { parameter: 'samples', expected: most, got: `${values} values in ${pairs.length} pairs` })
}

/**
 * The options of bootstrapInterval, checked once.
 * In: what the caller gave. Out: numbers that the kernel takes, or an error that names the option.
 */
import { hydraError, show } from '../../errors/index.ts'
import { bootstrapMethods, bootstrapStatistics, rankOfEnd } from '../../reference/stats/bootstrap/index.ts'
import { engineChoice } from '../choose.ts'
import { between, optionsAt, wordAt } from '../door.ts'
import { wholeAt } from '../drift/change-options.ts'
import type { EngineChoice, EngineOption } from '../types.ts'

export type BootstrapMethod = (typeof bootstrapMethods)[number]
/** 'p95', 'p99.9': a quantile of type 7; the trimmed mean leaves out 20 % at each end. */
export type BootstrapStatistic = 'mean' | 'median' | 'trimmed-mean' | 'sd' | `p${number}`

export interface BootstrapOptions extends EngineOption {
  /** @defaultValue 'mean' */
  readonly statistic?: BootstrapStatistic
  /** @defaultValue 'studentised' for the mean, 'bca' for others */
  readonly method?: BootstrapMethod
  /** From 2 / (1 - confidence) - 1 to 1 000 000. @defaultValue 1999 */
  readonly resamples?: number
  /** A whole number. @defaultValue 1 */
  readonly seed?: number
  /** Between 0 and 0.999998. @defaultValue 0.95 */
  readonly confidence?: number
  /** Draw runs of so many neighbours: for samples in order of time. The sample should hold many of them. */
  readonly blockLength?: number
  /** NaN and infinities: refuse the sample (HYD-4001), or leave them out. @defaultValue 'raise' */
  readonly nonFinite?: 'raise' | 'omit'
}

export interface BootstrapRequest {
  readonly statistic: number
  readonly method: number
  readonly resamples: number
  /** p, resamples, seed, confidence, block length. */
  readonly params: Float64Array
  readonly omit: boolean
  readonly engine: EngineChoice
}

const known = ['statistic', 'method', 'resamples', 'seed', 'confidence', 'blockLength', 'nonFinite', 'engine']
const named: readonly unknown[] = bootstrapStatistics.slice(0, 4)
const quantile = 4
const mostSeed = Number.MAX_SAFE_INTEGER
export const mostResamples = 1_000_000

function refuse(code: '1003' | '4004', option: string, expected: string, got: unknown): never {
  if (code === '1003') throw hydraError('1003', { option, expected, got: show(got), type: typeof got }, { where: { option } })
  throw hydraError('4004', { parameter: option, expected, got: show(got) }, { where: { option } })
}

/** The number of a statistic, and its p. */
function statisticAt(value: unknown): [number: number, p: number] {
  if (value === undefined) return [0, 0]
  const place = named.indexOf(value)
  if (place >= 0) return [place, 0]
  const match = typeof value === 'string' ? /^p(\d{1,2}(?:\.\d{1,3})?)$/.exec(value) : null
  const percent = Number(match?.[1] ?? 0)
  if (percent === 0) return refuse('1003', 'statistic', `${named.join(', ')} or a percentile such as p95`, value)
  return [quantile, percent / 100]
}

function methodAt(value: unknown, statistic: number): number {
  const fallback = statistic === 0 ? 'studentised' : 'bca'
  const method = wordAt<BootstrapMethod>(value, 'method', bootstrapMethods, fallback)
  if (method === 'studentised' && statistic !== 0)
    refuse('1003', 'method', 'bca or percentile unless the statistic is mean', value)
  return bootstrapMethods.indexOf(method)
}

/** Names the resamples that would do, or the confidence where none would. */
function refuseFew(resamples: number, confidence: number, tail: number): never {
  const needed = Math.ceil(1 / tail) - 1
  if (needed <= mostResamples) refuse('4004', 'resamples', `at least ${needed} for this confidence`, resamples)
  return refuse('4004', 'confidence', `at most ${1 - 2 / mostResamples}, for which ${mostResamples} resamples do`, confidence)
}

/** @throws HYD-1002, HYD-1003, HYD-4004 */
export function readBootstrapOptions(options: BootstrapOptions | undefined, caller: string): BootstrapRequest {
  const given = optionsAt(options, known, caller)
  const [statistic, p] = statisticAt(given['statistic'])
  const method = methodAt(given['method'], statistic)
  const resamples = wholeAt(given['resamples'], 'resamples', 1, mostResamples, 1999)
  const seed = wholeAt(given['seed'], 'seed', -mostSeed, mostSeed, 1)
  const confidence = between(given['confidence'], 'confidence', 0, 1, 0.95)
  const block = wholeAt(given['blockLength'], 'blockLength', 1, 2 ** 31, 0)
  const tail = (1 - confidence) * 0.5
  if (rankOfEnd(resamples, tail) < 1) refuseFew(resamples, confidence, tail)
  return {
    statistic,
    method,
    resamples,
    params: Float64Array.of(p, resamples, seed, confidence, block),
    omit: wordAt(given['nonFinite'], 'nonFinite', ['raise', 'omit'], 'raise') === 'omit',
    engine: engineChoice(given['engine'] as EngineChoice | undefined),
  }
}

const mostWork = 1e10

/** @throws HYD-4004 when the call would take more than 1e10 operations */
export function refuseLong(values: number, samples: number, { resamples }: BootstrapRequest): void {
  if ((values + 10 * samples) * resamples <= mostWork) return
  const most = Math.floor(mostWork / resamples)
  const expected = `at most ${most} values at ${resamples} resamples, each sample counting for 10 more`
  throw hydraError('4004', { parameter: 'samples', expected, got: `${values} values in ${samples} samples` })
}

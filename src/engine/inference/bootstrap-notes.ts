/**
 * Which ends of a bootstrap interval a sample can give, and why others are unknown.
 * In: the request, the size of the sample, the figures. Out: the figures with ends left out that resampling alone would invent; notes.
 * A quantile p of n values: the largest lies above it with probability 1 - p^n. Where p^n is above the tail, (1 - confidence) / 2, no value of the
 * sample is an upper end; likewise (1 - p)^n and the lower one. Resamples know nothing beyond the sample, so they cannot help.
 * Source: David and Nagaraja 2003, Order Statistics, section 7.1.
 */
import type { BootstrapRequest } from './bootstrap-options.ts'

export interface BootstrapNote {
  readonly field: 'low' | 'high' | 'estimate'
  /**
   * HYD-4002: too few values (or blocks) for the figure, the statistic and the confidence. 'no-spread': of the means of too many resamples the spread
   * is 0, as with two values. 'overflow': beyond the doubles.
   */
  readonly code: 'HYD-4002' | 'no-spread' | 'overflow'
}

export interface Ends {
  readonly low: number | undefined
  readonly high: number | undefined
  readonly estimate: number | undefined
}

const median = 1
const sd = 3
const quantile = 4

/** share^n <= tail, in at most n steps. */
function isRare(share: number, n: number, tail: number): boolean {
  let chance = 1
  for (let i = 0; i < n && chance > tail; i += 1) chance *= share
  return chance <= tail
}

const shareOf = ({ statistic, params }: BootstrapRequest): number | undefined =>
  statistic === median ? 0.5 : statistic === quantile ? params[0] : undefined

/** Whether n values can give a lower, and an upper end; true for what is no quantile. */
function canEnd(request: BootstrapRequest, n: number): readonly [low: boolean, high: boolean] {
  const p = shareOf(request)
  if (p === undefined) return [true, true]
  const tail = (1 - request.params[3]!) * 0.5
  return [isRare(1 - p, n, tail), isRare(p, n, tail)]
}

/** The ends that n values can give. */
export function knownEnds({ low, high, estimate }: Ends, request: BootstrapRequest, n: number): Ends {
  const [hasLow, hasHigh] = canEnd(request, n)
  return { low: hasLow ? low : undefined, high: hasHigh ? high : undefined, estimate }
}

function codeOfEnd(isGiven: boolean, request: BootstrapRequest, n: number, isKnown: boolean): BootstrapNote['code'] {
  if (n < 2 || n < 2 * request.params[4]! || !isGiven) return 'HYD-4002'
  return request.method === 0 && isKnown ? 'no-spread' : 'overflow'
}

/** One note a figure that is `undefined`, in order. */
export function notesOfBootstrap({ low, high, estimate }: Ends, request: BootstrapRequest, n: number): BootstrapNote[] {
  const [hasLow, hasHigh] = canEnd(request, n)
  const isKnown = estimate !== undefined
  const few = n === 0 || (n === 1 && request.statistic === sd)
  const notes: BootstrapNote[] = []
  if (low === undefined) notes.push({ field: 'low', code: codeOfEnd(hasLow, request, n, isKnown) })
  if (high === undefined) notes.push({ field: 'high', code: codeOfEnd(hasHigh, request, n, isKnown) })
  if (!isKnown) notes.push({ field: 'estimate', code: few ? 'HYD-4002' : 'overflow' })
  return notes
}

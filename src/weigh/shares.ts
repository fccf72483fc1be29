/**
 * Weights that came from somewhere: Weights, a record, a Map, what a file held.
 * Out: name -> share, in order, checked: each finite and from 0 to 1, all together 1 within 1e-9.
 */
import { hydraError, kindOf, show } from '../errors/index.ts'
import { refusal } from './options.ts'
import type { WeightsLike } from './types.ts'

/** How far from 1 a sum may be: files hold decimal fractions. */
const tolerance = 1e-9

function checkShare(name: string, value: unknown, field: string): number {
  if (typeof value === 'number' && value >= 0 && value <= 1 + tolerance) return value
  const got = typeof value === 'number' ? show(value) : `${show(value)} (${kindOf(value)})`
  throw hydraError('5001', { head: name, field, expected: 'a number from 0 to 1', got }, { where: { head: name } })
}

const hasEntries = (weights: object): weights is { entries(): Iterable<readonly [string, number]> } =>
  typeof (weights as { entries?: unknown }).entries === 'function'

/**
 * Shares by name.
 *
 * @param what - how messages call them: 'weights before'
 * @throws HYD-1003 no weights at all, HYD-5001 a weight that is negative, above 1 or not finite, or a sum that is not 1
 */
export function sharesOf(weights: WeightsLike, what = 'weight'): ReadonlyMap<string, number> {
  const given: unknown = weights
  if (typeof given !== 'object' || given === null || Array.isArray(given)) throw refusal(what, 'weights by name of head', given)
  const entries = hasEntries(given) ? [...given.entries()] : Object.entries(given)
  const shares = new Map(entries.map(([name, value]) => [name, checkShare(name, value, what)]))
  let sum = 0
  for (const share of shares.values()) sum += share
  if (Math.abs(sum - 1) <= tolerance) return shares
  const head = shares.keys().next().value ?? ''
  throw hydraError('5001', { head, field: `the sum of ${what}`, expected: '1 within 1e-9', got: show(sum) })
}

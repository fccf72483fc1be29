/**
 * Quantiles of the beta distribution: the x below which a share p lies.
 * In: p in (0, 1), a, b > 0 (up to 2^53). Out: x and 1 - x, each to full precision, so that ends near 1 lose nothing.
 * The shares below and above x: the fraction of Didonato and Morris, which takes x and y = 1 - x side by side and loses nothing where one of
 * them is small (that of `beta` does), by Lentz, at most 500 steps; where a and b are both at least 10^4, so that the continued fraction would need too many steps, by the saddle point: Phi(w) + phi(w)
 * (1/w - 1/u), w = sign sqrt(2 D), D = the deviances of a and b from (a + b) x and (a + b) y, u = ((a + b) x - a) / sqrt(a b / (a + b)); at
 * w = 0 the bracket is (b - a) / (3 sqrt(a b (a + b))). Error of x below 1e-10 of itself.
 * The root: on its side of 1/2, 36 halvings on the bit pattern, then two Newton steps that must stay in the bracket.
 * Why not Newton alone: tails of 1e-300 and a = 1/2 have no good start; halving bits needs none.
 * Source: Didonato and Morris 1992 (algorithm 708); Loader 2000; Lugannani and Rice 1980.  Twin: crates/hydra-core/src/math/beta_quantile.rs
 * Golden: fixtures/golden/stats/success-methods.json
 */
import { exp } from './exp.ts'
import { fromKey, keyOf } from './keys.ts'
import { normalCdf } from './normal.ts'
import { deviance, rawDensityAt } from './saddle.ts'

const large = 1e4
const near = 1e-3
const maxSteps = 500
const halvings = 36
const newtonSteps = 2
const rootOfTwoPi = Math.sqrt(6.283185307179586)

type Pair = readonly [number, number]

/** The m-th step of the fraction: what stands above, and what stands below. */
function step(m: number, x: number, y: number, a: number, b: number): Pair {
  const t = a + 2 * m
  const product = (m * (b - m) * x) / (t - 1)
  const above = product * (((a + m - 1) * (a + b + m - 1) * x) / (t - 1))
  const lambda = a * y - b * x + 1 + m * (1 + y)
  return [above, m + product + ((a + m) * lambda) / (t + 1)]
}

/** The share below x, where x is at most about a / (a + b). */
function byFraction(x: number, y: number, a: number, b: number): number {
  let value = (a * (a * y - b * x + 1)) / (a + 1)
  let c = value
  let d = 0
  for (let m = 1; m <= maxSteps; m += 1) {
    const [above, below] = step(m, x, y, a, b)
    d = 1 / (below + above * d)
    c = below + above / c
    const factor = c * d
    value *= factor
    if (Math.abs(factor - 1) < 2.220446049250313e-16) break
  }
  return (rawDensityAt(a, b, x, y) * (a * (b / (a + b)))) / value
}

function bySaddlePoint(x: number, y: number, a: number, b: number): Pair {
  const n = a + b
  const d = deviance(a, n * x) + deviance(b, n * y)
  const root = Math.sqrt(2 * d)
  const gap = n * x - a
  const w = gap < 0 ? -root : root
  const bracket = root < near ? (b - a) / (3 * Math.sqrt(a * (b * n))) : 1 / w - Math.sqrt(a * (b / n)) / gap
  const more = (exp(-d) / rootOfTwoPi) * bracket
  return [normalCdf(w) + more, normalCdf(-w) - more]
}

/** Shares below and above x. */
function shares(x: number, y: number, a: number, b: number): Pair {
  if (a >= large && b >= large) return bySaddlePoint(x, y, a, b)
  if (a * y < b * x) {
    const above = byFraction(y, x, b, a)
    return [1 - above, above]
  }
  const below = byFraction(x, y, a, b)
  return [below, 1 - below]
}

/** A beta distribution, and the share that is wanted below or above x. */
interface Wanted {
  readonly p: number
  readonly a: number
  readonly b: number
  readonly isAbove: boolean
}

/** How much more of the distribution lies below x than is wanted. */
function excess({ p, a, b, isAbove }: Wanted, x: number): number {
  const [below, above] = shares(x, 1 - x, a, b)
  return isAbove ? p - above : below - p
}

function density({ a, b }: Wanted, x: number): number {
  const y = 1 - x
  return (rawDensityAt(a, b, x, y) * (a * (b / (a + b)))) / (x * y)
}

/** The root in (0, 1/2]. */
function rootOf(wanted: Wanted): number {
  let low = 0n
  let high = keyOf(0.5)
  for (let i = 0; i < halvings; i += 1) {
    const middle = low + (high - low) / 2n
    if (excess(wanted, fromKey(middle)) < 0) low = middle
    else high = middle
  }
  let x = fromKey(low + (high - low) / 2n)
  for (let i = 0; i < newtonSteps; i += 1) {
    const next = x - excess(wanted, x) / density(wanted, x)
    if (next >= fromKey(low) && next <= fromKey(high)) x = next
  }
  return x
}

/** As in the header: x and 1 - x. */
export function betaQuantile(p: number, a: number, b: number): Pair {
  const wanted = { p, a, b, isAbove: false }
  if (excess(wanted, 0.5) >= 0) {
    const x = rootOf(wanted)
    return [x, 1 - x]
  }
  const y = rootOf({ p, a: b, b: a, isAbove: true })
  return [1 - y, y]
}

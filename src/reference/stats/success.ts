/**
 * Intervals for success rates, many at once.
 * In: the number of a method of `successMethods`, successes k and trials n as columns, whole, 0 <= k <= n; confidence between 0 and 1.
 * Out: low and high, 0 to 1; status 0 or 4004. n = 0 gives [0, 1].
 * z = the normal quantile of (1 + confidence) / 2, tail = (1 - confidence) / 2.
 * wilson: b = k + z^2 / 2 + z sqrt(k (n - k) / n + z^2 / 4); high = b / (n + z^2), low = (k^2 / n) / b: the two roots of one equation, so
 * that neither end loses digits by subtraction. low is exactly 0 at k = 0, high exactly 1 at k = n.
 * clopper-pearson: low = the tail quantile of beta(k, n - k + 1), high = the upper one of beta(k + 1, n - k); never covers too little.
 * jeffreys: quantiles of beta(k + 1/2, n - k + 1/2), low 0 at k = 0, high 1 at k = n.
 * agresti-coull: the normal interval of k + z^2 / 2 in n + z^2, held within 0 and 1.
 * Source: Wilson 1927; Clopper and Pearson 1934; Brown, Cai, DasGupta 2001; Agresti and Coull 1998.
 * Twin: crates/hydra-core/src/stats/success.rs  Golden: fixtures/golden/stats/success.json, success-methods.json
 */
import { betaQuantile } from '../math/beta-quantile.ts'
import { normalQuantile } from '../math/index.ts'

/** The methods, by number. */
export const successMethods = ['wilson', 'clopper-pearson', 'jeffreys', 'agresti-coull'] as const

/** Wilson's, by number. */
export const wilsonMethod = successMethods.indexOf('wilson')

type Ends = readonly [low: number, high: number]

const isCount = (x: number): boolean => x >= 0 && x <= 9007199254740992 && Math.floor(x) === x

function fits(successes: Float64Array, trials: Float64Array, confidence: number, low: Float64Array, high: Float64Array): boolean {
  const n = trials.length
  if (!(confidence > 0 && confidence < 1) || successes.length !== n || low.length < n || high.length < n) return false
  for (let i = 0; i < n; i += 1) if (!isCount(trials[i]!) || !isCount(successes[i]!) || successes[i]! > trials[i]!) return false
  return true
}

/** Wilson's interval of k of n, n above 0, which need not be whole; z is the normal quantile. */
export function wilson(k: number, n: number, z: number): Ends {
  const z2 = z * z
  const b = k + z2 * 0.5 + z * Math.sqrt(k * ((n - k) / n) + z2 * 0.25)
  const bound = b / (n + z2)
  return [k === 0 ? 0 : (k * (k / n)) / b, k === n || bound > 1 ? 1 : bound]
}

const clopperPearson = (k: number, n: number, tail: number): Ends => [
  k === 0 ? 0 : betaQuantile(tail, k, n - k + 1)[0],
  k === n ? 1 : betaQuantile(tail, n - k, k + 1)[1],
]

const jeffreys = (k: number, n: number, tail: number): Ends => [
  k === 0 ? 0 : betaQuantile(tail, k + 0.5, n - k + 0.5)[0],
  k === n ? 1 : betaQuantile(tail, n - k + 0.5, k + 0.5)[1],
]

function agrestiCoull(k: number, n: number, z: number): Ends {
  const z2 = z * z
  const all = n + z2
  const centre = (k + z2 * 0.5) / all
  const other = (n - k + z2 * 0.5) / all
  const reach = z * Math.sqrt((centre * other) / all)
  const [low, high] = [centre - reach, centre + reach]
  return [low > 0 ? low : 0, high < 1 ? high : 1]
}

function endsOf(method: number, k: number, n: number, z: number, tail: number): Ends {
  if (n === 0) return [0, 1]
  if (method === 0) return wilson(k, n, z)
  if (method === 1) return clopperPearson(k, n, tail)
  return method === 2 ? jeffreys(k, n, tail) : agrestiCoull(k, n, z)
}

export function successIntervals(
  method: number,
  successes: Float64Array,
  trials: Float64Array,
  confidence: number,
  low: Float64Array,
  high: Float64Array,
): number {
  if (!(method < successMethods.length) || !fits(successes, trials, confidence, low, high)) return 4004
  const tail = (1 - confidence) * 0.5
  const z = -normalQuantile(tail)
  for (let i = 0; i < trials.length; i += 1) {
    const ends = endsOf(method, successes[i]!, trials[i]!, z, tail)
    low[i] = ends[0]
    high[i] = ends[1]
  }
  return 0
}

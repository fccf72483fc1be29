/**
 * Change points by Bayes: the likeliest cutting of a series into normal segments of unknown mean and variance.
 * In: a series in order of time. Out: 0 at each first value of a new segment.
 * Values are standardised by mean and sd of the whole; prior of a segment: normal-gamma, mean 0, kappa 1, alpha 1, beta 1;
 * hazard 1/100 at each value. A value's likelihood given its segment is Student's t with 2 alpha degrees of freedom, centre mu,
 * scale^2 = beta (kappa + 1) / (alpha kappa). The run lengths are followed as in the paper; of each the best history is kept,
 * and the best of all at the end is read backwards. Run lengths 40 nats below the best are let go.
 * Gamma(alpha + 1/2) / Gamma(alpha) comes by g(alpha + 1/2) = alpha / g(alpha), so no lgamma is needed.
 * Source: Adams and MacKay 2007; Murphy 2007 (normal-gamma).  Twin: crates/hydra-core/src/drift/bocpd.rs
 */
import { log } from '../math/index.ts'
import { meanAndSd, type Search } from './search.ts'

const lnStay = -0.010050335853501442 // ln 0.99
const lnChange = -4.605170185988091 // ln 0.01
const pi = 3.141592653589793
const halfSqrtPi = 0.886226925452758 // Gamma(3/2) / Gamma(1)
const letGo = 40

/** A segment that began at `start` and has not ended: its posterior and the log likelihood of its best history. */
interface Run {
  readonly start: number
  likelihood: number
  mu: number
  kappa: number
  alpha: number
  beta: number
  gammaRatio: number
}

const begin = (start: number, likelihood: number): Run =>
  ({ start, likelihood, mu: 0, kappa: 1, alpha: 1, beta: 1, gammaRatio: halfSqrtPi }) // prettier-ignore

function take(run: Run, y: number): void {
  const d = y - run.mu
  const spread = (2 * run.beta * (run.kappa + 1)) / run.kappa
  const density = log(run.gammaRatio) - 0.5 * log(pi * spread) - (run.alpha + 0.5) * log(1 + (d * d) / spread)
  run.likelihood += density
  run.beta += (run.kappa * d * d) / (2 * (run.kappa + 1))
  run.mu += d / (run.kappa + 1)
  run.kappa += 1
  run.gammaRatio = run.alpha / run.gammaRatio
  run.alpha += 0.5
}

/** The run with the largest likelihood, the first of equals. */
function bestOf(runs: readonly Run[]): Run {
  let best = runs[0]!
  for (const run of runs) if (run.likelihood > best.likelihood) best = run
  return best
}

/** The runs that go on, and the one that begins at a place after the best of them. */
function branch(runs: readonly Run[], last: Run, place: number): Run[] {
  const best = last.likelihood
  for (const run of runs) run.likelihood += lnStay
  const kept = runs.filter(({ likelihood }) => likelihood > best - letGo)
  kept.push(begin(place, best + lnChange))
  return kept
}

/** Marks the segments. */
export function markBocpd(series: Float64Array, _: Search, marks: Float64Array): void {
  const [mean, sd] = meanAndSd(series)
  if (sd === 0) return
  const before = new Uint32Array(series.length)
  let runs = [begin(0, 0)]
  for (let i = 0; i < series.length; i += 1) {
    if (i > 0) {
      const last = bestOf(runs)
      before[i] = last.start
      runs = branch(runs, last, i)
    }
    for (const run of runs) take(run, (series[i]! - mean) / sd)
  }
  for (let start = bestOf(runs).start; start > 0; start = before[start]!) marks[start] = 0
}

/**
 * Betting confidence sequence: an interval for the mean of values in [0, 1] that holds at every look at once.
 * In: values in their order, alpha between 0 and 1. Out: low and high, within 0 to 1; low above high where no single mean fits; a status, 0, 4001 or 4004.
 * mu_t = (1/2 + sum x)/(t + 1), v_t = (1/4 + sum (x_i - mu_i)^2)/(t + 1), bet_t = sqrt(2 ln(2/alpha)/(v_{t-1} t ln(1 + t))), fixed before x_t.
 * Who bets that the mean is above m has prod(1 + min(bet, .5/m)(x - m)), who bets below has prod(1 - min(bet, .5/(1 - m))(x - m)). If m is the
 * mean, neither ever reaches 2/alpha but with chance alpha. Kept are the m for which neither ever did. The first wealth falls as m rises, the second
 * rises, so each end is found by bisection, to 2^-40, rounded outwards; the upper end is the lower one of 1 - x.
 * Why products and no logarithms: a factor is at least 1/2, so a product that gets small is moved up by 2^500, and the bisection costs no log.
 * Source: Waudby-Smith and Ramdas 2024, Estimating means of bounded random variables by betting (hedged capital, predictable plug-in).
 * Twin: crates/hydra-core/src/stats/confidence_sequence.rs  Golden: fixtures/golden/stats/confidence-sequence.json
 */
import { log } from '../math/index.ts'

const halvings = 40
/** 2^500 and 2^-500. */
const large = 3.273390607896142e150
const small = 3.054936363499605e-151

/** What is staked at each value, known before it; `squares` is v_{t-1} t. */
function betsOf(x: Float64Array, alpha: number): Float64Array {
  const stake = 2 * log(2 / alpha)
  const bets = new Float64Array(x.length)
  let sum = 0.5
  let squares = 0.25
  for (let i = 0; i < x.length; i += 1) {
    const t = i + 1
    bets[i] = Math.sqrt(stake / (squares * log(1 + t)))
    sum += x[i]!
    const off = x[i]! - sum / (t + 1)
    squares += off * off
  }
  return bets
}

/** Whether the wealth of who bets that the mean is above m ever reaches the goal. */
function isAbove(x: Float64Array, bets: Float64Array, m: number, goal: number): boolean {
  const most = 0.5 / m
  let wealth = 1
  let moved = 0
  for (let i = 0; i < x.length; i += 1) {
    const bet = bets[i]!
    wealth *= 1 + (bet < most ? bet : most) * (x[i]! - m)
    if (wealth < small) {
      wealth *= large
      moved += 1
    } else if (moved === 0) {
      if (wealth >= goal) return true
    } else if (wealth >= 1) {
      wealth *= small
      moved -= 1
    }
  }
  return false
}

/** The least m that is kept, rounded down. */
function lowEnd(x: Float64Array, bets: Float64Array, goal: number): number {
  if (!isAbove(x, bets, 0, goal)) return 0
  let low = 0
  let high = 1
  for (let i = 0; i < halvings; i += 1) {
    const middle = 0.5 * (low + high)
    if (isAbove(x, bets, middle, goal)) low = middle
    else high = middle
  }
  return low
}

/** As in the header; `out` holds low and high. */
export function confidenceSequence(x: Float64Array, alpha: number, out: Float64Array): number {
  if (!(alpha > 0 && alpha < 1) || out.length !== 2) return 4004
  if (x.some((value) => value !== value)) return 4001
  if (x.some((value) => !(value >= 0 && value <= 1))) return 4004
  const goal = 2 / alpha
  const mirrored = x.map((value) => 1 - value)
  out[0] = lowEnd(x, betsOf(x, alpha), goal)
  out[1] = 1 - lowEnd(mirrored, betsOf(mirrored, alpha), goal)
  return 0
}

/**
 * A distribution-free interval for the median: which order statistics, and how to blend two of them.
 * In: n >= 1, confidence between 0 and 1. Out: rank k (from 1) and a share: low = x(k) towards x(k+1), high = x(n-k+1) towards x(n-k).
 * T(k) = P(B <= k - 1), B binomial(n, 1/2); k is the last rank with T(k) <= tail, tail = (1 - confidence) / 2.
 * I = (tail - T(k)) / P(B = k); share = (n - k) I / (k + (n - 2k) I).
 * Order of operations: central term of 2m = n or n - 1 by exact integers below m = 16, else by Stirling's series (Loader 2000); for odd n
 * times (2m + 1) / (2 (m + 1)); down from the mode, P(j - 1) = P(j) j / (n - j + 1), to j = 0 or P < tail 2^-60; then up again, adding.
 * Why down first: adding from the far end keeps full relative precision, and n = 1e6 costs a few thousand steps, not a million.
 * Undefined when even the extremes do not reach the confidence: n < 6 at 95 %, n < 7 at 98 %.
 * Source: Hettmansperger and Sheather 1986.  Twin: crates/hydra-core/src/stats/median_interval.rs  Golden: fixtures/golden/stats/median-interval.json
 */
import { exp } from '../math/index.ts'

export interface MedianRanks {
  /** From 1; 0 when there is no interval. */
  readonly k: number
  /** 0 to 1: how far from x(k) towards x(k+1). */
  readonly share: number
}

const twoTo60Inverse = 8.673617379884035e-19
const none: MedianRanks = { k: 0, share: 0 }

/** C(2m, m) / 4^m. */
export function centralTerm(m: number): number {
  if (m >= 16) {
    const r = 1 / m
    const s = r * r
    const series = r * (-0.125 + s * (1 / 192 + s * (-1 / 640 + s * (17 / 14336 + s * (-31 / 18432)))))
    return exp(series) / Math.sqrt(Math.PI * m)
  }
  let whole = 1
  let power = 1
  for (let i = 1; i <= m; i += 1) {
    whole = (whole * (4 * i - 2)) / i
    power *= 4
  }
  return whole / power
}

/** P(B = floor(n / 2)). */
export function modeTerm(n: number): number {
  const m = Math.floor(n / 2)
  const central = centralTerm(m)
  return n === 2 * m ? central : (central * (2 * m + 1)) / (2 * (m + 1))
}

function computeRanks(n: number, confidence: number): MedianRanks {
  const tail = (1 - confidence) * 0.5
  const negligible = tail * twoTo60Inverse
  const mode = Math.floor(n / 2)
  let j = mode
  let p = modeTerm(n)
  while (j > 0 && p >= negligible) {
    p = (p * j) / (n - j + 1)
    j -= 1
  }
  let below = 0
  while (j < mode && below + p <= tail) {
    below += p
    p = (p * (n - j)) / (j + 1)
    j += 1
  }
  if (j === 0) return none
  const part = (tail - below) / p
  const share = ((n - j) * part) / (j + (n - 2 * j) * part)
  return { k: j, share: share < 1 ? share : 1 }
}

let lastN = -1
let lastConfidence = -1
let last = none

/** As described above; the last answer is kept, since the samples of one call mostly have one size. */
export function medianRanks(n: number, confidence: number): MedianRanks {
  if (n === lastN && confidence === lastConfidence) return last
  last = n < 1 ? none : computeRanks(n, confidence)
  lastN = n
  lastConfidence = confidence
  return last
}

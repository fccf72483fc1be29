/**
 * The signed-rank test of pairs: is the centre of a - b above or below 0?
 * In: pairs. Out: W+, the sum of the ranks of |a - b| over the pairs with a > b, ties averaged; p both ways.
 * Pairs without a difference are left out. Exact up to 50 differences without ties; else normal: mean n (n + 1) / 4, variance
 * n (n + 1) (2n + 1) / 24 - sum (t^3 - t) / 48, continuity 1/2. No difference at all: p = 1.
 * Source: Wilcoxon 1945; Pratt 1959 on zeros, which this leaves out.  Twin: crates/hydra-core/src/stats/compare/signed_rank.rs
 */
import { normalCdf } from '../../math/index.ts'
import { ranksOf, tiesOf, type Ties } from '../../trend/ranks.ts'
import { signedRankDistribution } from '../wilcoxon.ts'
import { ascending, differences, halving, type Tested } from './shared.ts'

const mostExact = 50

function byCounting(n: number, w: number): [larger: number, smaller: number] {
  const distribution = signedRankDistribution(n)
  return [distribution[distribution.length - 1 - w]!, distribution[w]!]
}

function byNormal(n: number, w: number, ties: Ties): [larger: number, smaller: number] {
  const product = n * (n + 1)
  const variance = (product * (2 * n + 1)) / 24 - (ties.triples + 3 * ties.pairs) / 48
  const deviation = Math.sqrt(variance)
  const gap = w - product / 4
  return [normalCdf(-(gap - 0.5) / deviation), normalCdf((gap + 0.5) / deviation)]
}

/** As in the header. */
export function signedRankTest(a: Float64Array, b: Float64Array): Tested {
  const gaps = differences(a, b, halving(a, b)).filter((d) => d !== 0)
  const sizes = gaps.map((d) => Math.abs(d))
  const sorted = ascending(sizes)
  const n = gaps.length
  const ties = tiesOf(n, (i, j) => sorted[i] === sorted[j])
  const ranks = ranksOf(sizes)
  let statistic = 0
  for (let i = 0; i < n; i += 1) if (gaps[i]! > 0) statistic += ranks[i]!
  const isExact = n <= mostExact && ties.pairs === 0
  const [larger, smaller] = isExact ? byCounting(n, statistic) : byNormal(n, statistic, ties)
  return { larger, smaller, statistic, isExact }
}

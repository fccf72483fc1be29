/**
 * The Brunner-Munzel test: does one sample tend to be larger, whatever their shapes and spreads?
 * In: the dominance of two samples. Out: W > 0 where b tends to be larger; p by Student with Satterthwaite's degrees.
 * W = -balance / sqrt(n V(q) + m V(r)), the usual form with the ranks reckoned away; degrees (n V(q) + m V(r))^2 / ((n V(q))^2 / (n - 1) +
 * (m V(r))^2 / (m - 1)).
 * Variance 0: all pairs point one way, then p = 1 / C(n + m, n) one-sided, the least that any order of the values could give, exactly; or all
 * values are equal, then p = 1. One value in a sample and neither of the two: unknown.
 * Source: Brunner and Munzel 2000.  Twin: crates/hydra-core/src/stats/compare/brunner_munzel.rs
 */
import { studentTail } from '../../math/student.ts'
import { isAllEqual, isSeparated, type Dominance } from './dominance.ts'
import type { Tested } from './shared.ts'

/** 1 / C(n + m, n). */
function oneOrder(n: number, m: number): number {
  const [fewer, more] = n < m ? [n, m] : [m, n]
  let p = 1
  for (let i = 1; i <= fewer && p > 0; i += 1) p *= i / (more + i)
  return p
}

const certain = (larger: number, smaller: number, isExact: boolean): Tested => ({ larger, smaller, statistic: NaN, isExact })

/** As in the header. */
export function brunnerMunzel(dominance: Dominance): Tested {
  const { n, m, balance, q, r } = dominance
  if (isSeparated(dominance)) {
    const p = oneOrder(n, m)
    return balance > 0 ? certain(p, 1, true) : certain(1, p, true)
  }
  if (isAllEqual(dominance)) return certain(1, 1, false)
  if (n < 2 || m < 2) return certain(NaN, NaN, false)
  const [ofA, ofB] = [n * q, m * r]
  const variance = ofA + ofB
  const degrees = (variance * variance) / ((ofA * ofA) / (n - 1) + (ofB * ofB) / (m - 1))
  const statistic = -balance / Math.sqrt(variance)
  const tail = studentTail(Math.abs(statistic), degrees)
  const [larger, smaller] = statistic < 0 ? [tail, 1 - tail] : [1 - tail, tail]
  return { larger, smaller, statistic, isExact: false }
}

/**
 * The Brunner-Munzel test: does one sample tend to be larger, whatever their shapes and spreads?
 * In: the dominance of two samples. Out: W > 0 where b tends to be larger; p by Student with Satterthwaite's degrees.
 * W = -balance / sqrt(n V(q) + m V(r)), the usual form with the ranks reckoned away; degrees (n V(q) + m V(r))^2 / ((n V(q))^2 / (n - 1) +
 * (m V(r))^2 / (m - 1)). Up to 20 000 splits of the values: counted over all of them instead (see orders), for the t approximation is far too small
 * in its tail there; above, no p below 1 / C(n + m, n), the least that any order of the values could give.
 * Variance 0: all pairs point one way, then p is that least one, exactly; or all values are equal, then p = 1. One value in a sample and
 * neither of the two: unknown.
 * Source: Brunner and Munzel 2000; Neubert and Brunner 2007.  Twin: crates/hydra-core/src/stats/compare/brunner_munzel.rs
 */
import { studentTail } from '../../math/student.ts'
import { isAllEqual, isSeparated, type Dominance } from './dominance.ts'
import { byEverySplit, isWalked } from './orders.ts'
import { noLessThan, oneOrder, type Tested } from './shared.ts'

const certain = (larger: number, smaller: number, isExact: boolean): Tested => ({ larger, smaller, statistic: NaN, isExact })

/** As in the header; the dominance is that of a and b, ascending. */
export function brunnerMunzel(a: Float64Array, b: Float64Array, dominance: Dominance): Tested {
  const { n, m, balance, q, r } = dominance
  if (isSeparated(dominance)) {
    const p = oneOrder(n, m)
    return balance > 0 ? certain(p, 1, true) : certain(1, p, true)
  }
  if (isAllEqual(dominance)) return certain(1, 1, false)
  if (n < 2 || m < 2) return certain(NaN, NaN, false)
  const [ofA, ofB] = [n * q, m * r]
  const variance = ofA + ofB
  const statistic = -balance / Math.sqrt(variance)
  if (isWalked(n, m)) {
    const [larger, smaller] = byEverySplit(a, b)
    return { larger, smaller, statistic, isExact: true }
  }
  const degrees = (variance * variance) / ((ofA * ofA) / (n - 1) + (ofB * ofB) / (m - 1))
  const tail = studentTail(Math.abs(statistic), degrees)
  const [larger, smaller] = statistic < 0 ? [tail, 1 - tail] : [1 - tail, tail]
  return noLessThan(oneOrder(n, m), { larger, smaller, statistic, isExact: false })
}

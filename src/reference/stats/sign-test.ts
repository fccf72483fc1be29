/**
 * The exact sign test: how likely it is that so few of n values lie on one side of their median.
 * In: n values, `against` of them on the wrong side of a point or on it. Out: the two-sided p of "the median lies beyond it".
 * p = 2 P(B <= against), B binomial(n, 1/2); 1 from one half of the values on. Ties with the point count against the claim.
 * Order of operations: from the mode down, P(j - 1) = P(j) j / (n - j + 1), to `against`; then on down, adding, until a term is below
 * 2^-60 of the sum.
 * Its interval, the values of rank k and n - k + 1, is that of median-interval without its blend: exact, not nearly.
 * Source: Arbuthnott 1710; Dixon and Mood 1946.  Twin: crates/hydra-core/src/stats/sign_test.rs  Golden: fixtures/golden/stats/sign-test.json
 */
import { modeTerm } from './median-interval.ts'

const twoTo60Inverse = 8.673617379884035e-19

/** As in the header; 1 without values. */
export function signP(n: number, against: number): number {
  if (2 * against + 1 >= n) return 1
  let j = Math.floor(n / 2)
  let p = modeTerm(n)
  while (j > against) {
    p = (p * j) / (n - j + 1)
    j -= 1
  }
  let sum = p
  while (j > 0 && p > sum * twoTo60Inverse) {
    p = (p * j) / (n - j + 1)
    j -= 1
    sum += p
  }
  return 2 * sum
}

/** Distance of Bernoulli distributions (Kullback and Leibler 1951), and its upper confidence bound. */
import { log } from '../../reference/math/index.ts'

const least = 1e-12

/** kl(p, q) of success shares from 0 to 1. */
export function kl(p: number, q: number): number {
  const x = p < 0 ? 0 : p > 1 ? 1 : p
  const y = q < least ? least : q > 1 - least ? 1 - least : q
  const success = x > 0 ? x * log(x / y) : 0
  return x < 1 ? success + (1 - x) * log((1 - x) / (1 - y)) : success
}

/**
 * The greatest q with n kl(mean, q) <= limit: Newton from above, where kl is convex, so that it never falls below the root.
 */
export function klBound(mean: number, n: number, limit: number): number {
  const p = mean < 0 ? 0 : mean > 1 ? 1 : mean
  const level = limit / n
  if (!(level > 0)) return p
  if (p >= 1) return 1
  // Pinsker: kl >= 2 (p - q)^2, so that this is never below the root.
  let q = p + Math.sqrt(level / 2)
  if (q > 1 - least) q = 1 - least
  for (let i = 0; i < 16; i += 1) {
    const distance = kl(p, q) - level
    const slope = (q - p) / (q * (1 - q))
    const next = q - distance / slope
    if (!(next < q) || !(next > p)) break
    const isClose = q - next < 1e-9
    q = next
    if (isClose) break
  }
  return q
}

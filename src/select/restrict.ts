/**
 * Draws among the heads that can be had now: some are excluded, full, or have only a part of their share for a while.
 * In: a vector, and how much of its share each head may have (0 to 1). Out: a head and with which probability it was drawn: p f / sum of p f.
 * By rejection, eight times at most; then by walking along the shares. Both draw from the same probabilities.
 */
import type { Random } from '../reference/random/sfc32.ts'
import type { Vector } from './vector.ts'

export interface Drawn {
  readonly head: number
  readonly probability: number
}

const mostTries = 8

/** How much of the picks goes to heads that can be had. */
export function massOf(vector: Vector, heads: number, factorOf: (head: number) => number): number {
  let mass = 0
  for (let head = 0; head < heads; head += 1) mass += vector.probabilityOf(head) * factorOf(head)
  return mass
}

export function drawAmong(vector: Vector, heads: number, factorOf: (head: number) => number, random: Random): Drawn | undefined {
  const mass = massOf(vector, heads, factorOf)
  if (!(mass > 0)) return undefined
  const drawn = (head: number): Drawn => ({ head, probability: (vector.probabilityOf(head) * factorOf(head)) / mass })
  for (let tries = 0; tries < mostTries; tries += 1) {
    const head = vector.draw(random)
    const factor = factorOf(head)
    if (factor >= 1 || (factor > 0 && random.float() < factor)) return drawn(head)
  }
  return drawn(walk(heads, (head) => vector.probabilityOf(head) * factorOf(head), mass, random))
}

/** One head by its share of a sum above 0, found by walking along the shares. */
export function walk(heads: number, shareOf: (head: number) => number, sum: number, random: Random): number {
  let left = random.float() * sum
  let last = -1
  for (let head = 0; head < heads; head += 1) {
    const own = shareOf(head)
    if (own <= 0) continue
    last = head
    left -= own
    if (left < 0) break
  }
  return last
}

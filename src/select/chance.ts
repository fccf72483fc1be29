/**
 * Draws from the distributions that policies need: normal, gamma, beta.
 * In: a stream of random bits. Out: numbers; the same stream gives the same ones on every machine, since logarithms are the ported ones.
 * Normal: ziggurat of 128 layers (Marsaglia and Tsang 2000). Gamma: squeeze and reject (Marsaglia and Tsang 2000). Beta: of two gammas.
 */
import { exp, log } from '../reference/math/index.ts'
import type { Random } from '../reference/random/sfc32.ts'

const layers = 128
/** Where the tail begins, and the area of a layer. */
const tailAt = 3.442619855899
const area = 9.91256303526217e-3
const twoTo31 = 2147483648

const density = (x: number): number => exp(-0.5 * x * x)

/** Right ends of the layers from the widest on; the first is that of a box as large as the lowest layer with its tail. */
const edges = new Float64Array(layers + 1)
edges[0] = area / density(tailAt)
edges[1] = tailAt
for (let i = 2; i < layers; i += 1) edges[i] = Math.sqrt(-2 * log(area / edges[i - 1]! + density(edges[i - 1]!)))
const heights = Float64Array.from(edges, (x, i) => (i === layers ? 1 : density(x)))

/** Beyond the last edge. */
function tail(random: Random, isNegative: boolean): number {
  for (;;) {
    const x = -log(1 - random.float()) / tailAt
    const y = -log(1 - random.float())
    if (y + y >= x * x) return isNegative ? -tailAt - x : tailAt + x
  }
}

/** A draw from the standard normal distribution. */
export function normal(random: Random): number {
  for (;;) {
    const bits = random.next()
    const layer = bits & (layers - 1)
    const signed = (random.next() | 0) / twoTo31
    const x = signed * edges[layer]!
    if (Math.abs(x) < edges[layer + 1]!) return x
    if (layer === 0) return tail(random, signed < 0)
    const y = heights[layer]! + (heights[layer + 1]! - heights[layer]!) * random.float()
    if (y < density(x)) return x
  }
}

/** What draws from Gamma(shape, 1) need, made once for many; shapes at least 1. */
export class Shapes {
  readonly #d: Float64Array
  readonly #c: Float64Array

  constructor(count: number) {
    this.#d = new Float64Array(count)
    this.#c = new Float64Array(count)
  }

  set(slot: number, shape: number): void {
    this.#d[slot] = shape - 1 / 3
    this.#c[slot] = 1 / Math.sqrt(9 * (shape - 1 / 3))
  }

  draw(slot: number, random: Random): number {
    return gammaOf(random, this.#d[slot]!, this.#c[slot]!)
  }
}

/** A draw from a gamma distribution; d = shape - 1/3, c = 1 / sqrt(9 d). */
function gammaOf(random: Random, d: number, c: number): number {
  for (;;) {
    const x = normal(random)
    const root = 1 + c * x
    if (root <= 0) continue
    const v = root * root * root
    const u = random.next() / (2 * twoTo31)
    const square = x * x
    if (u < 1 - 0.0331 * square * square) return d * v
    if (log(u) < 0.5 * square + d * (1 - v + log(v))) return d * v
  }
}

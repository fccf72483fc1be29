/**
 * Policies that promise a small regret whatever the rewards are, against losses L += (1 - reward) / p of the head that was picked.
 * 'exp3': exp(-eta L), eta = sqrt(ln K / (K t)). Source: Auer, Cesa-Bianchi, Freund and Schapire 2002.
 * 'tsallis-inf': 4 / (eta (L - x))^2, eta = 2 / sqrt t, x such that they sum to 1, by Newton. Source: Zimmert and Seldin 2019.
 */
import { exp, log } from '../../reference/math/index.ts'
import { shareOut } from './shares.ts'
import type { Policy, PolicyKind, View } from './types.ts'

/** Scores of losses, of heads that are in. */
type Scores = (view: View, losses: Float64Array, t: number, scores: Float64Array) => void

function leastOf({ vector: { within, size } }: View, losses: Float64Array): number {
  let least = Infinity
  for (let i = 0; i < size; i += 1) if (losses[within[i]!]! < least) least = losses[within[i]!]!
  return least
}

function exponential(view: View, losses: Float64Array, t: number, scores: Float64Array): void {
  const { within, size } = view.vector
  const least = leastOf(view, losses)
  const eta = Math.sqrt(log(size) / (size * t))
  for (let i = 0; i < size; i += 1) scores[within[i]!] = exp(-eta * (losses[within[i]!]! - least))
}

function tsallis(view: View, losses: Float64Array, t: number, scores: Float64Array): void {
  const { within, size } = view.vector
  const least = leastOf(view, losses)
  const eta = 2 / Math.sqrt(t)
  // Below the least loss by what makes the best head alone 1: the sum is then at least 1, and Newton comes from there.
  let x = least - 2 / eta
  for (let round = 0; round < 30; round += 1) {
    let [sum, slope] = [0, 0]
    for (let i = 0; i < size; i += 1) {
      const root = eta * (losses[within[i]!]! - x)
      const score = 4 / (root * root)
      scores[within[i]!] = score
      sum += score
      slope += (2 * eta * score) / root
    }
    const step = (sum - 1) / slope
    x -= step
    if (Math.abs(step) < 1e-9 * (1 + Math.abs(x - least))) break
  }
}

class Adversarial implements Policy {
  readonly #view: View
  readonly #fill: Scores
  readonly #losses: Float64Array
  readonly #scores: Float64Array
  #t = 1

  constructor(view: View, fill: Scores) {
    this.#view = view
    this.#fill = fill
    this.#losses = new Float64Array(view.evidence.heads)
    this.#scores = new Float64Array(view.evidence.heads)
  }

  remake(): void {
    this.#fill(this.#view, this.#losses, this.#t, this.#scores)
    shareOut(this.#view, this.#scores)
  }

  observed(head: number, reward: number, probability: number): boolean {
    this.#losses[head]! += (1 - reward) / probability
    this.#t += 1
    return false
  }

  corrected(head: number, before: number, after: number, probability: number): void {
    this.#losses[head]! += (before - after) / probability
  }

  index(head: number): number {
    return this.#losses[head]!
  }

  save(): readonly number[] {
    return [this.#t, ...this.#losses]
  }

  load([t, ...losses]: readonly number[]): void {
    this.#t = t!
    this.#losses.set(losses)
  }
}

/** 2 % more observations. */
const every = (total: number): number => (total < 50 ? 1 : total > 12_800 ? 256 : total / 50)

const kindOf = (fill: Scores): PolicyKind => ({
  every,
  explore: 0,
  firstPlays: 0,
  learns: false,
  make: (view) => new Adversarial(view, fill),
})

export const exp3 = kindOf(exponential)
export const tsallisInf = kindOf(tsallis)

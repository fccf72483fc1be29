/**
 * The problems of the regret bench: rewards as functions of (run, head, step), the same for every policy.
 * Random numbers are a chain of the murmur3 finaliser over seed, run, head, step and stream, so that any language can make them.
 */
const seed = 20261121

function mix(value: number): number {
  let h = value >>> 0
  h ^= h >>> 16
  h = Math.imul(h, 0x85ebca6b)
  h ^= h >>> 13
  h = Math.imul(h, 0xc2b2ae35)
  return (h ^ (h >>> 16)) >>> 0
}

/** From (0, 1). */
export function uniform(run: number, head: number, step: number, stream: number, salt = seed): number {
  let h = mix(salt + Math.imul(run, 0x9e3779b1))
  h = mix(h + Math.imul(head + 1, 0x85ebca77))
  h = mix(h + Math.imul(step + 1, 0xc2b2ae3d))
  h = mix(h + Math.imul(stream + 1, 0x27d4eb2f))
  return (h + 0.5) / 4294967296
}

function normal(run: number, head: number, step: number, salt: number): number {
  const [u, v] = [uniform(run, head, step, 0, salt), uniform(run, head, step, 1, salt)]
  return Math.sqrt(-2 * Math.log(u)) * Math.cos(2 * Math.PI * v)
}

export interface Problem {
  readonly heads: number
  /** Expected reward of a head at a step. */
  mean(head: number, step: number): number
  reward(run: number, head: number, step: number, salt?: number): number
}

const bernoulli = (heads: number, mean: (head: number, step: number) => number): Problem => ({
  heads,
  mean,
  reward: (run, head, step, salt = seed) => (uniform(run, head, step, 0, salt) < mean(head, step) ? 1 : 0),
})
const fixed = (means: readonly number[]): Problem => bernoulli(means.length, (head) => means[head]!)

const medians = [100, 120, 150, 200, 400]
/** E max(0, 1 - ms / 2000) with 1 % failures, by the trapezoid rule over the normal density. */
const latencyMeans = medians.map((median) => {
  let sum = 0
  for (let i = -8000; i <= 8000; i += 1) {
    const z = i / 1000
    const ms = median * Math.exp(z)
    sum += ms < 2000 ? (1 - ms / 2000) * Math.exp((-z * z) / 2) : 0
  }
  return (0.99 * sum) / (1000 * Math.sqrt(2 * Math.PI))
})
const latency: Problem = {
  heads: 5,
  mean: (head) => latencyMeans[head]!,
  reward: (run, head, step, salt = seed) => {
    if (uniform(run, head, step, 2, salt) < 0.01) return 0
    return Math.max(0, 1 - (medians[head]! * Math.exp(normal(run, head, step, salt))) / 2000)
  },
}

const pieces = [[0.3, 0.5, 0.9], [0.3, 0.2, 0.9], [0.3, 0.2, 0.1], [0.7, 0.2, 0.1], [0.7, 0.5, 0.1]] // prettier-ignore
const steady = [0.99, 0.95, 0.9, 0.8]

export const problems: Readonly<Record<string, Problem>> = {
  bern9: fixed([0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9]),
  hard10: fixed([0.5, ...new Array<number>(9).fill(0.48)]),
  lowp10: fixed([0.1, 0.05, 0.05, 0.05, 0.02, 0.02, 0.02, 0.01, 0.01, 0.01]),
  hi6: fixed([0.999, 0.99, 0.98, 0.95, 0.9, 0.5]),
  lat5: latency,
  pw3: bernoulli(3, (head, step) => pieces[Math.min(4, Math.floor(step / 2000))]![head]!),
  outage4: bernoulli(4, (head, step) => (head === 0 && step >= 4000 && step < 6000 ? 0.05 : steady[head]!)),
}

/** Heads in another order in each run, so that no policy profits from being listed first. */
export function orderOf(run: number, heads: number): number[] {
  const order = Array.from({ length: heads }, (_, i) => i)
  for (let i = heads - 1; i > 0; i -= 1) {
    const j = Math.floor(uniform(run, i, 0, 9) * (i + 1))
    ;[order[i], order[j]] = [order[j]!, order[i]!]
  }
  return order
}

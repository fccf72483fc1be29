/** One comparison of two commands by one tool, in a process of its own: 20 pairs, as `hydra compare` takes them. */
import { compare } from '../../../src/measure/index.ts'
import { create } from '../../../src/reference/random/sfc32.ts'
import type { Comparison } from '../../../src/study/index.ts'
import { foundOf } from '../comparison.ts'
import type { Found, Outcome } from '../task.ts'
import { byHyperfine } from './hyperfine.ts'

export const commandTools = ['hydra', 'hydra, CPU time', 'hydra, wall time', 'hyperfine'] as const

export interface CommandTask {
  readonly tool: (typeof commandTools)[number]
  readonly a: readonly string[]
  readonly b: readonly string[]
  readonly pairs: number
  /** Share that b takes more. */
  readonly more: number
  readonly seed: number
}

async function byHydra({ tool, a, b, pairs, seed }: CommandTask): Promise<Found> {
  const heads = new Map([['a', { command: a }], ['b', { command: b }]]) // prettier-ignore
  const clock = tool === 'hydra' ? 'auto' : tool === 'hydra, CPU time' ? 'cpu' : 'wall'
  return foundOf((await compare(heads, { trials: pairs, clock, seed })) as Comparison)
}

export async function runPair(task: CommandTask): Promise<Outcome> {
  const startedAt = performance.now()
  const isTurned = create(task.seed, 'order').float() < 0.5
  if (task.tool !== 'hyperfine') return { ...(await byHydra(task)), ms: performance.now() - startedAt }
  const [first, second] = isTurned ? [task.b, task.a] : [task.a, task.b]
  const found = byHyperfine(first, second, task.pairs)
  const ms = performance.now() - startedAt
  if (!isTurned) return { ...found, ms }
  const claim = found.claim === undefined ? undefined : found.claim === 'a' ? 'b' : 'a'
  return { claim, ratio: 1 / found.ratio, ratioOfMedians: 1 / found.ratioOfMedians, ms }
}

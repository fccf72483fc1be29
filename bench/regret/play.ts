/**
 * One run of a player on a problem.
 * In: a player's name, a problem, the run, the salt of the rewards. Out: regret against the best mean at each step, and on its way there.
 */
import { makePlayer } from './players.ts'
import { orderOf, type Problem } from './problems.ts'

export const steps = 10_000
/** Regret is written down this often. */
export const stride = 100

function bestMean(problem: Problem, step: number): number {
  let best = -Infinity
  for (let head = 0; head < problem.heads; head += 1) best = Math.max(best, problem.mean(head, step))
  return best
}

/** Best means are the same for all; made once. */
const bests = new WeakMap<Problem, Float64Array>()
function bestsOf(problem: Problem): Float64Array {
  let known = bests.get(problem)
  if (known === undefined)
    bests.set(problem, (known = Float64Array.from({ length: steps }, (_, step) => bestMean(problem, step))))
  return known
}

/** @returns regret after each `stride` steps */
export function play(name: string, problem: Problem, run: number, salt: number): Float64Array {
  const order = orderOf(run, problem.heads)
  const player = makePlayer(name, problem.heads, salt + run)
  const best = bestsOf(problem)
  const path = new Float64Array(steps / stride)
  let regret = 0
  for (let step = 0; step < steps; step += 1) {
    const head = order[player.pick()]!
    player.observe(problem.reward(run, head, step, salt))
    regret += best[step]! - problem.mean(head, step)
    if ((step + 1) % stride === 0) path[(step + 1) / stride - 1] = regret
  }
  return path
}

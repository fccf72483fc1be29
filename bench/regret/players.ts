/**
 * Who plays the problems of the regret bench: the default selector, its policies by name, and the classic rule.
 * In: a name, heads, a seed. Out: picks and observations through the public selector; ejection is off, so that only learning decides.
 * A policy by its name learns alone: no search for changes, nothing spread evenly, as its paper and the peers have it.
 */
import { createSelector, type SelectorOptions, type SelectorPolicy } from '../../src/select/index.ts'
import { selectorPolicies } from '../../src/select/policy/index.ts'
import { BenchFailure } from '../words.ts'

export interface Player {
  pick(): number
  /** Of the pick that came last. */
  observe(reward: number): void
}

const namesOf = (heads: number): string[] => Array.from({ length: heads }, (_, i) => String(i))

function playerOf(options: SelectorOptions): Player {
  const selector = createSelector({ origin: 'regret', ejection: false, reward: 'success', ...options })
  let pick = { head: '', probability: 1, ticket: 0 }
  return {
    pick: () => {
      pick = selector.pick()
      return Number(pick.head)
    },
    observe: (reward) => selector.observe(pick, { ok: true, quality: reward }),
  }
}

/** The classic rule: 100 trials of each head in turn, then shares of their successes for good. */
function frozen(heads: number, seed: number): Player {
  const sums = new Array<number>(heads).fill(0)
  let [left, last, fixed] = [100 * heads, 0, undefined as Player | undefined]
  const freeze = (): Player => {
    const total = sums.reduce((sum, own) => sum + own, 0)
    const weights = Object.fromEntries(sums.map((own, head) => [String(head), total > 0 ? own / total : 1 / heads]))
    return playerOf({ heads: namesOf(heads), weights, policy: 'weighted', seed })
  }
  return {
    pick: () => {
      if (left > 0) return (last = left % heads)
      return (fixed ??= freeze()).pick()
    },
    observe: (reward) => {
      if (left > 0) sums[last]! += reward
      else fixed?.observe(reward)
      left -= 1
    },
  }
}

const alone: SelectorOptions = { drift: false, explore: 0 }

/** Names of players: `default`, `frozen`, a policy, or one with `-window`, which sees the last 800 rewards. */
export function makePlayer(name: string, heads: number, seed: number): Player {
  if (name === 'frozen') return frozen(heads, seed)
  const base = { heads: namesOf(heads), seed }
  if (name === 'default') return playerOf(base)
  const isWindow = name.endsWith('-window')
  const policy = (isWindow ? name.slice(0, -'-window'.length) : name) as SelectorPolicy
  if (!selectorPolicies.includes(policy))
    throw new BenchFailure(`no policy ${name}; there are: default, frozen, ${selectorPolicies.join(', ')}, each with -window`)
  const weights = policy === 'weighted' ? { weights: Object.fromEntries(base.heads.map((head) => [head, 1 / heads])) } : {}
  return playerOf({ ...base, ...weights, policy, ...alone, ...(isWindow && { drift: { method: 'window' } }) })
}

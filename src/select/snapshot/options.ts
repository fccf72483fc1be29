/** The settings of a snapshot as options again: they go through the same door as those of users. */
import { refusal } from '../options.ts'
import type { SelectorOptions } from '../types.ts'
import type { Snapshot } from './shape.ts'

type Plain = Readonly<Record<string, unknown>>

/** Without what JSON made null. */
const known = (record: unknown): Record<string, unknown> =>
  Object.fromEntries(Object.entries((record ?? {}) as Plain).filter(([, value]) => value !== null && value !== undefined))

function byHead(heads: readonly string[], values: unknown): Map<string, unknown> {
  const list = Array.isArray(values) ? (values as unknown[]) : []
  return new Map(heads.flatMap((name, i) => (list[i] === null || list[i] === undefined ? [] : [[name, list[i]] as const])))
}

function rewardOf(reward: Plain): Plain {
  return known({ reward: reward['reward'], scaleMs: reward['scaleMs'], costWeight: reward['costWeight'] })
}

/**
 * @param given - what the caller of restoreSelector says, which wins
 * @throws HYD-1003 the selector had a reward function, and none is given
 */
export function optionsOf({ settings, heads, origin }: Snapshot, given: SelectorOptions): SelectorOptions {
  const all = settings as Plain
  const { weights, ...numbers } = known(all['ofPolicy'])
  const reward = (all['reward'] ?? {}) as Plain
  if (reward['reward'] === null && given.reward === undefined)
    throw refusal('reward', 'the function that the selector had', undefined)
  const drift = known(all['drift'])
  const names = new Set(given.heads === undefined ? heads : undefined)
  const incumbent = heads[Number(all['incumbent'])]
  const isThere = (name: string): boolean => names.size === 0 || names.has(name)
  const shares = [...byHead(heads, weights)] as [string, number][]
  const capacity = Object.fromEntries([...byHead(heads, all['capacity'])].filter(([name]) => isThere(name)))
  return {
    heads: given.heads ?? heads,
    ...known({ policy: all['policy'], seed: all['seed'], floor: all['floor'], explore: all['explore'], priorTrials: all['priorTrials'], maxContexts: all['maxContexts'], originTtlMs: all['originTtlMs'], maxShare: all['maxShare'] }), // prettier-ignore
    ...numbers,
    ...rewardOf(reward),
    ...(shares.length > 0 && { weights: new Map(shares) }),
    ejection: all['ejection'] === null ? false : known(all['ejection']),
    drift: drift['method'] === 'none' ? false : drift,
    ...known({ slowStart: all['slowStart'], incumbent }),
    ...(Object.keys(capacity).length > 0 && { capacity }),
    origin,
    ...given,
  } as SelectorOptions
}

/** Puts flags, environment, configuration and defaults together. */
import { byName } from '../../study/index.ts'
import { isGiven, texts } from '../arguments/values.ts'
import type { Context } from '../context.ts'
import { commandLineHeads } from '../heads.ts'
import { flagsOf, given } from './flags.ts'
import type { Settings } from './types.ts'

export async function readSettings({ parsed }: Context): Promise<Settings> {
  const flags = flagsOf(parsed)
  const heads = commandLineHeads(texts(parsed, 'head'), isGiven(parsed, 'shell'))
  const { trials, warmup, seed, timeoutMs, margin, confidence, policy, floor, temperature, price, costWeight } = flags
  return {
    title: flags.title,
    name: undefined,
    study: { heads, ...given({ trials, warmup, seed, timeoutMs, margin, confidence }) } as never,
    weigh: given({ policy, floor, temperature, price, costWeight }) as never,
    judge: given({ margin, confidence }) as never,
    profiles: flags.profiles ?? 'hydra_profiles',
    weights: flags.weights ?? 'hydra_weights.json',
    dashboard: flags.dashboard ?? 'hydra_dashboard_config.json',
    refreshSeconds: undefined,
  }
}
void byName

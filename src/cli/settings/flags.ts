/** Options that were typed, by the names that the configuration has for them; only those that were given. */
import type { Settings } from '../../config/index.ts'
import { didYouMean, hydraError } from '../../errors/index.ts'
import { isolations } from '../../study/index.ts'
import { policyNames, type PolicyName } from '../../weigh/types.ts'
import type { Parsed } from '../arguments/types.ts'
import { above, choice, decimal, duration, isGiven, path, text, whole } from '../arguments/values.ts'
import { refusal } from '../arguments/refusal.ts'
import { given } from './given.ts'

export type Flags = Partial<Omit<Settings, 'giveUpAfter' | 'selfCheck' | 'refreshSeconds'>>

const smokeTrials = 10

function trials(parsed: Parsed): number | undefined {
  const number = whole(parsed, 'trials', 1, 1e9)
  if (number !== undefined && isGiven(parsed, 'smoke')) {
    throw refusal('--smoke', 'given without --trials', String(number), 'Choose one: --smoke is --trials 10.')
  }
  return isGiven(parsed, 'smoke') ? smokeTrials : number
}

const warmup = (parsed: Parsed): 'auto' | number | undefined =>
  text(parsed, 'warmup') === 'auto' ? 'auto' : whole(parsed, 'warmup', 0, 1e6)

/** @throws HYD-5003 for a policy that there is not, here and not after all was measured */
function policy(parsed: Parsed): PolicyName | undefined {
  const value = text(parsed, 'policy')
  if (value === undefined) return undefined
  const found = policyNames.find((name) => name === value)
  if (found !== undefined) return found
  const suggestion = didYouMean(value, policyNames, 'Choose one of the known ones.')
  throw hydraError('5003', { policy: value, known: policyNames.join(', '), suggestion }, { where: { option: 'policy' } })
}

/** @throws HYD-1003 beside a policy: one of them makes the weights */
function formula(parsed: Parsed): string | undefined {
  const value = text(parsed, 'formula')
  if (value === undefined || !isGiven(parsed, 'policy')) return value
  throw refusal('--formula', 'given without --policy', value, 'Choose one: a policy, or a formula of your own.')
}

const rebuilds = { auto: 'auto', always: true, never: false } as const

function rebuild(parsed: Parsed): 'auto' | boolean | undefined {
  const when = choice(parsed, 'rebuild', ['auto', 'always', 'never'] as const)
  return when === undefined ? undefined : rebuilds[when]
}

/** What `profile` and `compare` have in common: how long, and what verdicts go by. */
export const studyFlags = (parsed: Parsed): Pick<Flags, 'mode' | 'budgetMs' | 'clock' | 'reference'> =>
  given({
    mode: choice(parsed, 'mode', ['fixed', 'adaptive'] as const),
    budgetMs: duration(parsed, 'budget'),
    clock: choice(parsed, 'clock', ['auto', 'wall', 'cpu'] as const),
    reference: text(parsed, 'reference'),
  })

/** @throws HYD-1003 for the first value that cannot be, HYD-5003 */
export function flagsOf(parsed: Parsed): Flags {
  return given({
    title: text(parsed, 'title'),
    trials: trials(parsed),
    warmup: warmup(parsed),
    gc: choice(parsed, 'gc', ['none', 'once', 'each'] as const),
    concurrency: whole(parsed, 'concurrency', 1, 10_000),
    ratePerSecond: above(parsed, 'rate', 1e6),
    budgetCost: above(parsed, 'budget-cost', Number.MAX_VALUE),
    seed: whole(parsed, 'seed', 0, Number.MAX_SAFE_INTEGER),
    timeoutMs: duration(parsed, 'timeout'),
    ...studyFlags(parsed),
    rebuild: rebuild(parsed),
    unit: choice(parsed, 'unit', ['auto', 'call'] as const),
    isolation: choice(parsed, 'isolation', isolations),
    isolates: whole(parsed, 'isolates', 1, 1000),
    memoryMb: decimal(parsed, 'memory-mb', 64, 1e6),
    margin: decimal(parsed, 'margin', 0, 0.999),
    confidence: decimal(parsed, 'confidence', 0.5, 0.9999),
    policy: policy(parsed),
    formula: formula(parsed),
    floor: decimal(parsed, 'floor', 0, 1),
    temperature: decimal(parsed, 'temperature', 0, 1e6),
    price: text(parsed, 'price'),
    costWeight: decimal(parsed, 'cost-weight', 0, 1),
    profiles: path(parsed, 'profiles'),
    weights: path(parsed, 'weights'),
    dashboard: path(parsed, 'out'),
  })
}

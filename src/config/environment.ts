/** Settings of the environment: HYDRA_TRIALS, HYDRA_SEED, HYDRA_TIMEOUT_MS, HYDRA_PROFILES, HYDRA_WEIGHTS, HYDRA_DASHBOARD, HYDRA_POLICY. */
import { hydraError, show } from '../errors/index.ts'
import { fileRules, fits, studyRules, type Rule } from './rules.ts'
import type { SettingKey, Settings } from './types.ts'

const decimal = /^-?\d{1,16}(?:\.\d{1,9})?$/
const asNumber = (text: string): unknown => (decimal.test(text) ? Number(text) : text)
const asText = (text: string): unknown => text

const variables: readonly (readonly [name: string, key: SettingKey, read: (text: string) => unknown])[] = [
  ['HYDRA_TRIALS', 'trials', asNumber],
  ['HYDRA_SEED', 'seed', asNumber],
  ['HYDRA_TIMEOUT_MS', 'timeoutMs', asNumber],
  ['HYDRA_PROFILES', 'profiles', asText],
  ['HYDRA_WEIGHTS', 'weights', asText],
  ['HYDRA_DASHBOARD', 'dashboard', asText],
  ['HYDRA_POLICY', 'policy', asText],
]

const rules: ReadonlyMap<string, Rule> = new Map<string, Rule>([...studyRules, ...fileRules])

/** The variable that sets a key. */
export const variableOf = (key: SettingKey): string | undefined => variables.find(([, of]) => of === key)?.[0]

/**
 * Reads the settings of an environment; an empty variable counts as not set.
 *
 * @throws HYD-1003 naming the variable
 */
export function environmentSettings(env: Readonly<Record<string, string | undefined>>): Partial<Settings> {
  const settings: Partial<Record<SettingKey, unknown>> = {}
  for (const [name, key, read] of variables) {
    const text = env[name]
    if (text === undefined || text === '') continue
    const { expected } = rules.get(key)!
    if (!fits(rules.get(key)!, read(text))) {
      throw hydraError(
        '1003',
        { option: name, expected, got: show(text), type: 'environment variable' },
        { where: { option: name } },
      )
    }
    settings[key] = read(text)
  }
  return settings as Partial<Settings>
}

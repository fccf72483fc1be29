import { describe, expect, test } from 'vitest'
import { commands } from '../../src/cli/arguments/commands.ts'
import { globalOptions } from '../../src/cli/arguments/options.ts'
import { parseWords } from '../../src/cli/arguments/parse.ts'
import { decimal, duration, isGiven, text, texts, whole } from '../../src/cli/arguments/values.ts'
import { HydraError } from '../../src/errors/index.ts'

function fault(work: () => unknown): string {
  try {
    work()
  } catch (error) {
    if (error instanceof HydraError) return error.toString()
    throw error
  }
  return 'nothing was refused'
}
const trials = (value: string): number | undefined => whole(parseWords(['profile', `--trials=${value}`]), 'trials', 1, 1e9)

describe('words', () => {
  test('options before and after the command, short, joined, repeated; the last one counts', () => {
    const parsed = parseWords(['--json', 'profile', 'encode', '-vn', '5', '--head', 'a=x', '--head=b=y z', '--trials=7'])
    expect(parsed.command?.name).toBe('profile')
    expect(parsed.words).toEqual(['encode'])
    expect([isGiven(parsed, 'json'), isGiven(parsed, 'verbose'), isGiven(parsed, 'quiet')]).toEqual([true, true, false])
    expect([text(parsed, 'trials'), texts(parsed, 'head')]).toEqual(['7', ['a=x', 'b=y z']])
  })
  test('--num-tests is --trials', () => expect(text(parseWords(['profile', '--num-tests', '30']), 'trials')).toBe('30'))
  test('help COMMAND is COMMAND --help', () => {
    const parsed = parseWords(['help', 'weigh'])
    expect([parsed.command?.name, isGiven(parsed, 'help')]).toEqual(['weigh', true])
  })
  test('what stands after -- is no option', () => expect(parseWords(['profile', '--', '--json']).words).toEqual(['--json']))

  test.each([
    [['profil'], 'HYD-1008 unknown command "profil". Did you mean profile?'],
    [['frobnicate'], 'HYD-1008 unknown command "frobnicate". Known: profile, compare, weigh, dashboard-config, validate, pipeline, formula, pick, observe, watch, init, doctor, completion.'],
    [['profile', '--trails', '5'], 'HYD-1008 unknown option of profile "--trails". Did you mean --trials?'],
    [['weigh', '--trials', '5'], 'HYD-1008 unknown option of weigh "--trials". It belongs to profile, compare, validate, pipeline. Run `npx hydra-profiler weigh --help` for all options.'],
    [['profile', '--colour'], 'HYD-1008 unknown option of profile "--colour". Run `npx hydra-profiler profile --help` for all options.'],
    [['profile', '-x'], 'HYD-1008 unknown option of profile "-x". Run `npx hydra-profiler profile --help` for all options.'],
    [['profile', '--trials'], 'HYD-1003 --trials must be followed by N, got nothing. Write --trials N.'],
    [['profile', '--config', '--json'], 'HYD-1003 --config must be followed by FILE, got "--json" (string). Write --config FILE.'],
    [['profile', '--json=yes'], 'HYD-1003 --json must be given without a value, got "yes" (string). Write --json alone.'],
    [['profile', 'a', 'b'], 'HYD-1008 unknown word after profile "b". Usage: npx hydra-profiler profile [study] [options].'],
    [['completion', 'tcsh'], 'HYD-1003 completion must be followed by bash | zsh | fish, got "tcsh" (string). Write npx hydra-profiler completion bash|zsh|fish.'],
    [['profile', '--__proto__'], 'HYD-1008 unknown option of profile "--__proto__". Run `npx hydra-profiler profile --help` for all options.'],
    [['\u001b[31m'], 'HYD-1008 unknown command "\\x1b[31m". Known: profile, compare, weigh, dashboard-config, validate, pipeline, formula, pick, observe, watch, init, doctor, completion.'],
  ] as const)('%j: %s', (words, message) => expect(fault(() => parseWords(words))).toBe(message)) // prettier-ignore
})

describe('values', () => {
  test.each(['10abc', '1e12', '', ' 5', '0x10', '1.5', '-1', '0', 'NaN', '1000000001', '99999999999999999999', '１０'])(
    '--trials %j is refused',
    (value) => {
      expect(fault(() => trials(value))).toBe(`HYD-1003 --trials must be a whole number from 1 to 1000000000, got ${JSON.stringify(value)} (string). Give --trials a whole number from 1 to 1000000000.`) // prettier-ignore
    },
  )
  test.each([['1', 1], ['010', 10], ['1000000000', 1e9]] as const)('--trials %s is %d', (value, number) => expect(trials(value)).toBe(number)) // prettier-ignore
  test.each([['500ms', 500], ['2s', 2000], ['1.5m', 90_000], ['1h', 3_600_000], ['0.5ms', 0.5]] as const)('--timeout %s is %d ms', (value, ms) => {
    expect(duration(parseWords(['profile', '--timeout', value]), 'timeout')).toBe(ms)
  }) // prettier-ignore
  test.each(['500', '2  s', '0s', '-1s', '1e3ms', 's', '', '2S', '2sec'])('--timeout %j is refused', (value) => {
    expect(fault(() => duration(parseWords(['profile', `--timeout=${value}`]), 'timeout'))).toMatch(
      /^HYD-1003 --timeout must be a duration above 0 such as 500ms, 2s or 1\.5m, got /,
    )
  })
  test.each([['0', 0], ['0.05', 0.05], ['.5', 0.5], ['1', 1], ['1e-3', 0.001]] as const)('--floor %s is %d', (value, number) => {
    expect(decimal(parseWords(['weigh', '--floor', value]), 'floor', 0, 1)).toBe(number)
  }) // prettier-ignore
  test.each(['1.01', '5%', 'Infinity', '', '1e999', '0,5'])('--floor %j is refused', (value) => {
    expect(fault(() => decimal(parseWords(['weigh', `--floor=${value}`]), 'floor', 0, 1))).toMatch(
      /^HYD-1003 --floor must be a number from 0 to 1, got /,
    )
  })
})

describe('the table', () => {
  test('a name is an option with a value everywhere or nowhere, and no letter is used twice in a command', () => {
    const takesValue = new Map<string, boolean>()
    for (const { options } of commands) {
      const letters = [...globalOptions, ...options].flatMap(({ short }) => short ?? [])
      expect(letters.length).toBe(new Set(letters).size)
      for (const { name, value } of options) {
        expect(takesValue.get(name) ?? value !== undefined).toBe(value !== undefined)
        takesValue.set(name, value !== undefined)
      }
    }
  })
})

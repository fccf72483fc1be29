/**
 * Flags and environment that an isolate starts with: the parent's, without debuggers, profilers, coverage and test runners.
 * Why not simply none: a study run with `--import` of a loader has heads that need it too.
 */

const unwanted =
  /^--(?:inspect|debug|cpu-prof|heap-prof|prof(?:-|=|$)|test|experimental-test|experimental-default-config|watch|trace|diagnostic-dir|heapsnapshot|report|build-|check$|print|eval|interactive)/
const unwantedVariables =
  /^(?:NODE_V8_COVERAGE|NODE_TEST_CONTEXT|NODE_CHANNEL_.*|NODE_UNIQUE_ID|VITEST.*|JEST_.*|TAP.*|NYC_.*|NODE_INSPECT_.*)$/

/** Flags with their values where these stand apart: `--require file`. */
function grouped(flags: readonly string[]): string[][] {
  const groups: string[][] = []
  for (const flag of flags) {
    if (flag.startsWith('-') || groups.length === 0) groups.push([flag])
    else groups.at(-1)!.push(flag)
  }
  return groups
}

/** Files that test runners have their processes load. */
const runners = /[\\/](?:vitest|jest|mocha|nyc|c8|tap|ava)[\\/]/

const isWanted = ([flag = '', value = '']: readonly string[]): boolean =>
  !unwanted.test(flag) && !/^-[epi]$/.test(flag) && !runners.test(flag) && !runners.test(value)

/** @param flags - as process.execArgv has them */
export const cleanFlags = (flags: readonly string[]): string[] => grouped(flags).filter(isWanted).flat()

/** NODE_OPTIONS likewise; what was quoted stays as it is. */
function cleanOptions(options: string): string {
  const words = options.match(/(?:[^\s"]|"(?:\\.|[^"\\])*")+/g) ?? []
  return cleanFlags(words).join(' ')
}

export function cleanEnvironment(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const kept = Object.entries(environment).filter(([name]) => !unwantedVariables.test(name))
  const clean: NodeJS.ProcessEnv = Object.fromEntries(kept)
  const options = clean['NODE_OPTIONS']
  if (options !== undefined) clean['NODE_OPTIONS'] = cleanOptions(options)
  return clean
}

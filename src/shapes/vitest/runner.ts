/**
 * The runner for `vitest bench`: benches of one `describe` are one interleaved study, with verdicts below vitest's own table.
 * vitest asks its runner for tinybench (`importTinybench`), once for each suite; that is all that is replaced here.
 * Why it answers for tests too: vitest has one setting for both, so in `vitest run` this is vitest's own runner.
 * Needs vitest 4.1 or newer, the version whose main entry has its runners; it is resolved from the project, never bundled.
 */
import * as vitest from 'vitest'
import { plain } from '../../report/index.ts'
import type { Study } from '../../study/index.ts'
import { refusal } from '../refuse.ts'
import { judgementLines } from '../study-lines.ts'
import { tinybenchFor } from './group.ts'

/** console, not stdout: vitest shows it below the name of its file, and keeps quiet with --silent. */
function tell(study: Study): void {
  const lines = judgementLines(study, plain)
  // eslint-disable-next-line no-console -- see above
  if (lines.length > 0) console.log(lines.join('\n'))
}

interface Config {
  readonly mode?: string
}

type RunnerClass = new (config: never) => object

function classOf(name: 'BenchmarkRunner' | 'TestRunner'): RunnerClass {
  const found: unknown = Reflect.get(vitest, name)
  if (typeof found === 'function') return found as RunnerClass
  throw refusal('vitest', 'version 4.1 or newer for the runner hydra-profiler/bench/vitest', `no ${name}`)
}

/** vitest's own runner for what is run, its benches measured by Hydra. */
function runnerFor(config: Config): object {
  if (config.mode !== 'benchmark') return new (classOf('TestRunner'))(config as never)
  const runner = new (classOf('BenchmarkRunner'))(config as never)
  return Object.assign(runner, { importTinybench: () => Promise.resolve(tinybenchFor(tell)) })
}

/**
 * Set it as `test.runner` of a vitest configuration, by its path: `runner: 'hydra-profiler/bench/vitest'`.
 *
 * Benches of one `describe` (or of a file, outside of all) are one study: `time` of each, 500 ms when left out, is summed up to its
 * budget. `setup` and `teardown` run once for each bench; warm-up is Hydra's. Samples of short functions are means of batches.
 *
 * @throws HYD-1003 a vitest before 4.1
 * @since 0.1.0
 */
export const HydraRunner = function (this: unknown, config: Config): object {
  return runnerFor(config)
} as unknown as new (config: Config) => object

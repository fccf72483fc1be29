/**
 * profile(): one study of several heads.
 * In: heads and how to measure them. Out: a Study. Every head gets the same number of trials, in seeded palindromic blocks that
 * interleave the heads, so that drift and load hit all alike; a head that fails costs its own trials and nothing else.
 */
import { createStudy, type Study } from '../study/index.ts'
import { recipesOf } from './isolate/recipe.ts'
import { checkOptions } from './options.ts'
import { Session } from './session.ts'
import { saveCpuProfiles, store } from './store.ts'
import type { ProfileOptions } from './types.ts'

/**
 * Profiles heads: the same number of trials of each, interleaved, checked for the right answer.
 *
 * A head that throws, answers wrongly, takes too long, leaves promises behind or tries to end the process costs its own trials and nothing
 * else. So does one that blocks: inline it is ended at its limit where it is synchronous JavaScript (not in native code, nor after an
 * `await`); with `isolation: 'worker'` or `'process'` always, and `'process'` outlives its crash too. Below 14 trials there are figures and
 * no verdicts.
 *
 * With `mode: 'adaptive'` it ends as soon as all is decided, and heads that have nothing more to say stop before the others.
 *
 * @param options - `heads`: name -> function, `{ run, setup, ... }`, `{ module, export }` or `{ command: [program, ...] }`, as a record, a
 * Map or a list of pairs; `trials` of each head (100); `inputs`, `verify`, `metrics`; `mode`, `budgetMs`; `timeoutMs` of a call (10 000);
 * `seed` (1); `signal`; `isolation`, `isolates`, `memoryMb`; `concurrency` and `ratePerSecond` for calls that overlap or come at a rate; `gc` before trials; `budgetCost` in the unit of `cost`
 * @returns the study: `heads[name].summary`, `comparisons`, `warnings`; `partial` when `signal` or `budgetCost` stopped it. Failures of heads are in it
 * @throws HYD-1002 unknown option or kind of head, HYD-1003 a value refused, or a function that cannot go into an isolate, HYD-1005 two heads of one name, HYD-1007 no heads, HYD-9002
 * the native engine asked for and missing; several at once in `details.errors`. Nothing has run then
 * @example
 * ```ts
 * import { profile } from 'hydra-profiler'
 * const study = await profile({
 *   heads: { join: (words: string[]) => words.join(''), add: (words: string[]) => words.reduce((all, word) => all + word, '') },
 *   inputs: { few: ['a', 'b'], many: Array.from({ length: 100 }, String) },
 *   verify: (output: string, words: string[]) => output.length === words.reduce((sum, word) => sum + word.length, 0),
 *   trials: 20,
 * })
 * study.heads['join']?.summary.successRate // 1
 * ```
 * @since 0.1.0
 */
export async function profile(options: ProfileOptions): Promise<Study> {
  const checked = checkOptions(options)
  const session = new Session(checked, await recipesOf(checked))
  const record = await session.run()
  const { engine, margin, confidence } = checked
  const how = { store, margin, confidence, ...(engine === undefined ? {} : { engine }) }
  const study = session.settle(() => createStudy(record, how))
  if (typeof checked.cpuProfile === 'string') await saveCpuProfiles(study, checked.cpuProfile)
  return study
}

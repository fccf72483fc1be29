/**
 * withHydra(): a tinybench Bench whose run() is Hydra's.
 * In: a Bench of tinybench 2 to 6. Out: the same object: its tasks, events, options and table stay, `run` measures all tasks in one
 * interleaved study, `result` of each task is filled in the shape its users read, and `study` and `comparisons` are new.
 * Why the object is changed in place: `instanceof`, listeners and tasks that the user holds already must go on working.
 */
import { hydraError } from '../../errors/index.ts'
import { profile, type MeasureOptions } from '../../measure/index.ts'
import type { Study } from '../../study/index.ts'
import { refusal } from '../refuse.ts'
import { verdictWords } from '../verdict.ts'
import { addedBefore, checkAnswer, headOf, type Added, type BenchHooks } from './heads.ts'
import { resultOf } from './result.ts'
import type { HydraBench, TaskFunction, TaskOptions, TinyBench, TinyTask } from './types.ts'

/** Time of one task where the Bench names neither time nor iterations. */
const defaultTaskMs = 500

/** Puts own members over those of the class. */
function override(target: object, members: Readonly<Record<string, unknown>>): void {
  for (const [name, value] of Object.entries(members))
    Object.defineProperty(target, name, { value, writable: true, configurable: true, enumerable: false })
}

/** `time` of each task together is the time of the study; a time of 0 leaves `iterations` trials. */
export function limitsOf({ time, iterations }: TinyBench, tasks: number): Pick<MeasureOptions, 'trials' | 'budgetMs'> {
  if (time === 0 && iterations !== undefined && iterations > 0) return { trials: iterations }
  return { budgetMs: tasks * (time !== undefined && time > 0 ? time : defaultTaskMs) }
}

async function measure(
  bench: TinyBench & BenchHooks,
  added: ReadonlyMap<string, Added>,
  options: MeasureOptions,
): Promise<Study> {
  if (bench.concurrency !== undefined && bench.concurrency !== null)
    throw refusal('concurrency of the bench', 'left out: calls are measured one at a time', bench.concurrency)
  const { tasks, signal } = bench
  const heads = new Map(tasks.map((task) => [task.name, headOf(task, added.get(task.name) ?? addedBefore(task), bench)] as const))
  const isLimited = options.trials !== undefined || options.budgetMs !== undefined
  const stop = signal === undefined ? {} : { signal }
  return profile({ metrics: checkAnswer, ...stop, ...(isLimited ? {} : limitsOf(bench, tasks.length)), ...options, heads })
}

type Told = Pick<EventTarget, 'dispatchEvent'>

function tell(type: string, task: TinyTask, error: Error | undefined, targets: readonly Told[]): void {
  for (const target of targets) target.dispatchEvent(Object.assign(new Event(type), { task, error }))
}

/** Fills in the result of a task and tells its listeners, and those of the bench. @returns what made it fail */
function finish(bench: TinyBench, task: TinyTask, study: Study): Error | undefined {
  const result = resultOf(study, task.name)
  const { error } = result
  override(task, { result, runs: study.heads[task.name]?.summary.trials ?? 0 })
  if (error !== undefined) tell('error', task, error, [task, bench])
  tell('cycle', task, error, [task, bench])
  tell('complete', task, error, [task])
  return error
}

/** Results of a former run go, so that those of tinybench's classes are seen again. */
function forget(task: TinyTask): void {
  Reflect.deleteProperty(task, 'result')
  Reflect.deleteProperty(task, 'runs')
}

/** A Bench and what is known beside it. */
interface Wrapped<B extends TinyBench> {
  readonly bench: B
  readonly options: MeasureOptions
  readonly added: Map<string, Added>
  study: Study | undefined
}

/** Members that keep the list of tasks. */
function listMembers<B extends TinyBench>(wrapped: Wrapped<B>): Readonly<Record<string, unknown>> {
  const { bench, added } = wrapped
  const [add, remove, reset] = [bench.add.bind(bench), bench.remove.bind(bench), bench.reset.bind(bench)]
  return {
    add(name: string, fn: TaskFunction, options: TaskOptions = {}): B {
      add(name, fn, options)
      added.set(name, { fn, options })
      return bench
    },
    remove(name: string): B {
      remove(name)
      added.delete(name)
      return bench
    },
    reset(): void {
      bench.tasks.forEach(forget)
      wrapped.study = undefined
      reset()
    },
  }
}

async function run(wrapped: Wrapped<TinyBench>): Promise<readonly TinyTask[]> {
  const { bench, added, options } = wrapped
  if (bench.tasks.length === 0) return []
  bench.dispatchEvent(new Event('start'))
  for (const task of bench.tasks) tell('start', task, undefined, [task])
  const study = await measure(bench, added, options)
  wrapped.study = study
  const errors = bench.tasks.flatMap((task) => finish(bench, task, study) ?? [])
  bench.dispatchEvent(new Event('complete'))
  if (bench.throws === true && errors[0] !== undefined) throw errors[0]
  return bench.tasks
}

/** Members that measure and show. */
function runMembers(wrapped: Wrapped<TinyBench>): Readonly<Record<string, unknown>> {
  const { bench } = wrapped
  const table = bench.table.bind(bench)
  const verdictAt = (place: number): string =>
    wrapped.study === undefined ? '' : verdictWords(wrapped.study, bench.tasks[place]?.name ?? '')
  return {
    run: () => run(wrapped),
    runSync(): never {
      throw refusal('runSync() of the bench', 'replaced by `await bench.run()`: tasks take turns', 'runSync')
    },
    table: (convert?: never): unknown[] =>
      table(convert).map((row, place) => (row instanceof Object ? { ...row, Verdict: verdictAt(place) } : row)),
    // Versions 2 and 3 warm up by a method; the study does it by itself.
    ...(typeof Reflect.get(bench, 'warmup') === 'function' ? { warmup: () => Promise.resolve() } : {}),
  }
}

const isWrapped = <B extends TinyBench>(bench: B): bench is B & HydraBench => 'study' in bench

/**
 * Makes a tinybench Bench measure by Hydra: all tasks in turns, in one study, with verdicts. One line of a file changes.
 *
 * `time` of the bench, times its tasks, is the time of the whole run, warm-up included; with `time: 0` each task has `iterations` trials.
 * Short functions are timed in batches: then a sample, and so p99, is the mean of `result.callsPerTrial` calls. All `beforeAll` run before
 * the first trial and all `afterAll` after the last. A task that throws is `errored`; `throws: true` rejects with its error.
 *
 * @param bench - of tinybench 2 to 6; from version 6 on before its tasks are added, since it hides them
 * @param options - of `profile`: margin, confidence, trials, budgetMs, seed, verify, ...
 * @returns the same object; after `run()`: `tasks[i].result`, `table()` with a column `Verdict`, `study`, `comparisons`
 * @throws HYD-1003 from run(): tasks that cannot be read, a concurrency; from runSync(): always; else as `profile`
 * @example
 * ```ts
 * import { Bench } from 'tinybench'
 * import { withHydra } from 'hydra-profiler/bench'
 * const bench = withHydra(new Bench({ time: 50 }))
 * bench.add('slice', () => [1, 2, 3].slice()).add('spread', () => [...[1, 2, 3]])
 * await bench.run()
 * console.table(bench.table())
 * console.log(bench.comparisons[0]?.verdict) // 'faster', 'slower', 'equivalent' or 'undecided'
 * ```
 * @since 0.1.0
 */
export function withHydra<B extends TinyBench>(bench: B, options: MeasureOptions = {}): B & HydraBench {
  const wrapped: Wrapped<B> = { bench, options, added: new Map(), study: undefined }
  override(bench, { ...listMembers(wrapped), ...runMembers(wrapped) })
  Object.defineProperty(bench, 'study', { get: () => wrapped.study, configurable: true })
  Object.defineProperty(bench, 'comparisons', { get: () => wrapped.study?.comparisons ?? [], configurable: true })
  if (isWrapped(bench)) return bench
  throw hydraError('9999', { what: 'a Bench did not take the members of withHydra' })
}

/**
 * Tasks of a tinybench Bench as heads.
 * In: the bench, its tasks, what was given to `add`. Out: name -> definition. Hooks keep their `this` and are told the mode 'run'.
 * `beforeAll` and `afterAll` run once, before the first and after the last trial of ALL tasks: tasks take turns.
 * Why a function is bound only when it says `this`: a bound function has no source, and so could not be made anew in every epoch.
 */
import type { HeadDefinition } from '../../measure/index.ts'
import { refusal } from '../refuse.ts'
import type { Hook, TaskFunction, TaskOptions, TinyTask } from './types.ts'

export interface Added {
  readonly fn: TaskFunction
  readonly options: TaskOptions
}

/** Hooks of a bench, around all trials of a task. */
export interface BenchHooks {
  readonly setup?: unknown
  readonly teardown?: unknown
}

const isFunction = (value: unknown): value is (...words: unknown[]) => unknown => typeof value === 'function'
const isOptions = (value: unknown): value is TaskOptions => typeof value === 'object' && value !== null

/** What a task was added with before withHydra saw the bench. @throws HYD-1003 where its version of tinybench hides it */
export function addedBefore({ name, fn, fnOpts, opts }: TinyTask): Added {
  if (!isFunction(fn))
    throw refusal(`task "${name}"`, 'added after withHydra: const bench = withHydra(new Bench())', 'added before')
  const options = fnOpts ?? opts
  return { fn, options: isOptions(options) ? options : {} }
}

const saysThis = (fn: TaskFunction): boolean => /\bthis\b/.test(Function.prototype.toString.call(fn))

/** Refuses what would be measured as something else. */
export function checkAnswer(output: unknown): Record<string, number> {
  if (typeof output === 'object' && output !== null && 'overriddenDuration' in output)
    throw refusal(
      'the answer of a task',
      'without overriddenDuration: Hydra times the whole call; put the rest into beforeEach',
      output,
    )
  return {}
}

export function headOf(task: TinyTask, { fn, options }: Added, { setup, teardown }: BenchHooks): HeadDefinition {
  const run = saysThis(fn) ? fn.bind(task) : fn
  const each = (hook: Hook | undefined) => (hook === undefined ? undefined : () => hook.call(task, 'run'))
  const [beforeEach, afterEach] = [each(options.beforeEach), each(options.afterEach)]
  return {
    run,
    setup: async () => {
      if (isFunction(setup)) await setup(task, 'run')
      await options.beforeAll?.call(task, 'run')
    },
    teardown: async () => {
      await options.afterAll?.call(task, 'run')
      if (isFunction(teardown)) await teardown(task, 'run')
    },
    ...(beforeEach === undefined ? {} : { beforeEach }),
    ...(afterEach === undefined ? {} : { afterEach }),
  }
}

/**
 * The benches of one `describe` as vitest's runner knows them: the two classes that it takes from tinybench.
 * vitest's runner makes a Task for each bench of a suite first, then warms up and runs them one by one. Here the first `run` measures
 * all of them in one study; each `run` then tells its own result. A failure is told by the last one, since vitest stops waiting at it.
 */
import { profile, type HeadFunction, type MeasureOptions } from '../../measure/index.ts'
import type { Study } from '../../study/index.ts'
import { resultOf } from '../tinybench/result.ts'
import type { TaskResult } from '../tinybench/types.ts'
import { uniqueNames } from '../unique.ts'

/** Options of vitest's `bench`, as tinybench 2 has them. */
export interface GroupOptions {
  /** ms; 500 when left out. */
  readonly time?: number
  /** Trials where `time` is 0. */
  readonly iterations?: number
  readonly signal?: AbortSignal
  readonly setup?: (task: unknown, mode: 'run') => unknown
  readonly teardown?: (task: unknown, mode: 'run') => unknown
}

export interface GroupTask extends EventTarget {
  readonly name: string
  readonly result: TaskResult | undefined
  warmup(): Promise<void>
  run(): Promise<GroupTask>
}

interface Member {
  readonly name: string
  readonly fn: HeadFunction
  readonly options: GroupOptions
}

const benchMs = 500

/** Each bench adds its time; where all of them give 0, the most iterations count. */
function limitsOf(members: readonly Member[]): Pick<MeasureOptions, 'trials' | 'budgetMs'> {
  const budgetMs = members.reduce((sum, { options }) => sum + (options.time ?? benchMs), 0)
  const trials = members.reduce((most, { options }) => Math.max(most, options.iterations ?? 0), 0)
  return budgetMs === 0 && trials > 0 ? { trials } : { budgetMs: budgetMs > 0 ? budgetMs : members.length * benchMs }
}

function headOf({ fn, options: { setup, teardown } }: Member): object {
  const around = (hook: GroupOptions['setup']) => (hook === undefined ? undefined : () => hook(undefined, 'run'))
  const hooks = Object.entries({ setup: around(setup), teardown: around(teardown) }).filter(([, hook]) => hook !== undefined)
  return hooks.length === 0 ? fn : { run: fn, ...Object.fromEntries(hooks) }
}

/** All benches of a suite, measured once. */
class Group {
  readonly #members: Member[] = []
  readonly #tell: (study: Study) => void
  #names: readonly string[] = []
  #study: Promise<Study> | undefined

  constructor(tell: (study: Study) => void) {
    this.#tell = tell
  }

  /** @returns its place */
  join(member: Member): number {
    return this.#members.push(member) - 1
  }

  isLast(place: number): boolean {
    return place === this.#members.length - 1
  }

  async resultOf(place: number): Promise<TaskResult> {
    this.#study ??= this.#measure()
    return resultOf(await this.#study, this.#names[place]!)
  }

  async #measure(): Promise<Study> {
    this.#names = uniqueNames(this.#members.map(({ name }) => name))
    const heads = new Map(this.#members.map((member, place) => [this.#names[place]!, headOf(member)] as const))
    const signals = this.#members.flatMap(({ options }) => options.signal ?? [])
    const stop = signals.length === 0 ? {} : { signal: AbortSignal.any(signals) }
    const study = await profile({ ...limitsOf(this.#members), ...stop, heads: heads as never })
    this.#tell(study)
    return study
  }
}

/**
 * The classes that stand for tinybench's, for one suite.
 *
 * @param tell - told the study when it was measured
 */
export function tinybenchFor(tell: (study: Study) => void): { readonly Bench: unknown; readonly Task: unknown } {
  const group = new Group(tell)
  const failed: { readonly task: EventTarget; readonly event: Event }[] = []

  class Bench {
    readonly options: GroupOptions
    constructor(options: GroupOptions | undefined) {
      this.options = options ?? {}
    }
  }

  class Task extends EventTarget implements GroupTask {
    readonly name: string
    readonly #place: number
    result: TaskResult | undefined

    constructor({ options }: Bench, name: string, fn: HeadFunction) {
      super()
      this.name = name
      this.#place = group.join({ name, fn, options })
    }

    warmup(): Promise<void> {
      return Promise.resolve()
    }

    async run(): Promise<this> {
      this.result = await group.resultOf(this.#place)
      const event = (type: string): Event => Object.assign(new Event(type), { task: this })
      if (this.result.error === undefined) this.dispatchEvent(event('complete'))
      else failed.push({ task: this, event: event('error') })
      if (group.isLast(this.#place)) for (const one of failed) one.task.dispatchEvent(one.event)
      return this
    }
  }
  return { Bench, Task }
}

/**
 * One head during a study: prepared, set up, warmed up, measured, given up on, torn down.
 * In: its plan and what all heads share. Out: its HeadRecord. Whatever it does, only its own trials suffer.
 */
import { describeThrown, hydraError, isHydraError, type HydraError } from '../errors/index.ts'
import type { HeadRecord } from '../study/types.ts'
import { now, rssBytes } from './builtins.ts'
import type { HeadPlan, PreparedHead } from './head/prepared.ts'
import type { InputSource } from './inputs.ts'
import { Recorder } from './recorder.ts'
import { callOnce, type Limits } from './trial/call.ts'
import type { Deadline } from './trial/deadline.ts'
import { hookLimitMs, runHook } from './trial/hooks.ts'
import type { Metrics, Verify } from './trial/oracle.ts'
import { runTrial, type TrialResult } from './trial/run.ts'
import { Scope, within } from './trial/scope.ts'

/** What all heads of a study share. */
export interface Shared {
  readonly trials: number
  readonly giveUpAfter: number
  readonly inputs: InputSource
  readonly verify: Verify | undefined
  readonly metrics: Metrics | undefined
  readonly deadline: Deadline
  readonly orphan: (head: string, thrown: unknown) => void
  readonly warn: (warning: HydraError) => void
  /** Makes the scope the one that an abort ends. */
  readonly enter: (scope: Scope) => void
}

const inputFailed = (head: string, thrown: unknown): HydraError =>
  hydraError('3006', { head, hook: 'the generator of inputs', what: describeThrown(thrown) }, { where: { head }, cause: thrown })

export class HeadRun {
  readonly plan: HeadPlan
  readonly #shared: Shared
  readonly #recorder: Recorder
  #head: PreparedHead | undefined
  #isSetUp = false
  #timeoutsInARow = 0
  #rssBytes: number | undefined
  /** No further trials: it could not be set up, or was given up on. */
  dropped = false

  constructor(plan: HeadPlan, shared: Shared) {
    this.plan = plan
    this.#shared = shared
    this.#recorder = new Recorder(shared.trials)
  }

  get trials(): number {
    return this.#recorder.trials
  }

  get metricNames(): readonly string[] {
    return this.#recorder.metricNames
  }

  /** Counts a call that settled after its limit. */
  late(): void {
    this.#recorder.failures.late += 1
  }

  /** Prepares and sets it up; where that fails all its trials are skipped. */
  async setUp(): Promise<void> {
    const error = (await this.#prepare()) ?? (await this.#hook('setup'))
    if (error === undefined) return
    this.#recorder.addError(error)
    this.#drop()
  }

  /** After the last trial; a failure is a warning, what was measured stays. */
  async tearDown(): Promise<void> {
    if (!this.#isSetUp) return
    const error = await this.#hook('teardown')
    if (error !== undefined) this.#shared.warn(error)
  }

  /** A trial that is not counted, on the next input. @returns its result, and the ms that it took with all around it */
  async warmUp(
    trial: number,
  ): Promise<{ readonly outcome: TrialResult['outcome']; readonly tookMs: number; readonly wallMs: number }> {
    const startedAt = now()
    const { outcome, wallMs } = await this.#trial(-1 - trial, trial)
    return { outcome, wallMs, tookMs: now() - startedAt }
  }

  /** The next trial, in a block. */
  async measure(block: number): Promise<void> {
    const { inputs, giveUpAfter, trials } = this.#shared
    const result = await this.#trial(block, this.trials)
    this.#recorder.add(result, block, inputs.indexOf(block))
    this.#timeoutsInARow = result.outcome === 'timeout' ? this.#timeoutsInARow + 1 : 0
    if (this.#timeoutsInARow >= giveUpAfter && this.trials < trials) this.#drop()
    if (this.trials >= trials) this.#finish()
  }

  record(): HeadRecord {
    const { name, kind, cost } = this.plan
    const { failures, firstFailures } = this.#recorder
    const common = { name, kind, cost, unit: 'call' as const, callsPerTrial: 1, failures: { ...failures }, firstFailures }
    const isolation = kind === 'command' ? 'process' : 'inline'
    return { ...common, isolation, rssBytes: this.#recorder.peakRssBytes ?? this.#rssBytes, columns: this.#recorder.columns() }
  }

  #drop(): void {
    this.dropped = true
    this.#recorder.failures.skipped = this.#shared.trials - this.trials
    this.#finish()
  }

  #finish(): void {
    if (this.plan.kind !== 'command' && this.trials > 0) this.#rssBytes = rssBytes()
  }

  #scope(): Scope {
    const scope = new Scope(this.plan.name, this.#shared.orphan)
    this.#shared.enter(scope)
    return scope
  }

  #limits(): Limits {
    return { scope: this.#scope(), deadline: this.#shared.deadline, limitMs: hookLimitMs(this.plan.timeoutMs) }
  }

  async #prepare(): Promise<HydraError | undefined> {
    const limits = this.#limits()
    const running = within(limits.scope, () => callOnce(() => this.plan.prepare(), undefined, undefined, limits))
    const { how, value } = running instanceof Promise ? await running : running
    if (how === 'returned') {
      this.#head = value as PreparedHead
      return undefined
    }
    const head = this.plan.name
    const told = isHydraError(value) ? value.message : describeThrown(value)
    const what = how === 'timeout' ? `it took longer than ${limits.limitMs} ms` : told
    return hydraError('3006', { head, hook: 'the module', what }, { where: { head }, cause: value })
  }

  async #hook(name: 'setup' | 'teardown'): Promise<HydraError | undefined> {
    this.#isSetUp ||= name === 'setup'
    return runHook(name, this.#head?.hooks[name], undefined, this.#limits())
  }

  async #trial(block: number, trial: number): Promise<TrialResult> {
    const { inputs, verify, metrics, deadline } = this.#shared
    const { kind, name, timeoutMs: limitMs } = this.plan
    const scope = this.#scope()
    let input: unknown
    try {
      input = within(scope, () => inputs.valueOf(block))
    } catch (thrown) {
      const unknown = { wallMs: 0, cpuMs: undefined, heapBytes: undefined, rssBytes: undefined, metrics: [] }
      return { ...unknown, outcome: 'error', error: inputFailed(name, thrown) }
    }
    return runTrial(input, trial, { head: this.#head!, kind, limitMs, scope, deadline, verify, metrics })
  }
}

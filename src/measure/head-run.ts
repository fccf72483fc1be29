/**
 * One head during a study: prepared, set up, warmed up, measured, given up on, torn down.
 * In: its plan and what all heads share. Out: its HeadRecord. Whatever it does, only its own trials suffer.
 * Its trials are single calls (here), or batches of calls where tuning found them too short (src/measure/batched.ts).
 */
import { describeThrown, hydraError, isHydraError, type HydraError } from '../errors/index.ts'
import { outcomeCode } from '../study/index.ts'
import type { HeadRecord, Isolation, Stopped } from '../study/types.ts'
import { isSampled, type Answers } from './answers.ts'
import type { Batched } from './batched.ts'
import type { Chained } from './chained.ts'
import type { Warming } from './epoch.ts'
import { now, rssBytes } from './builtins.ts'
import type { CostBudget } from './cost.ts'
import { Helpers } from './collect/helpers.ts'
import type { GcWatch } from './collect/watch.ts'
import type { HeadPlan, PreparedHead } from './head/prepared.ts'
import type { InputSource } from './inputs.ts'
import { Recorder } from './recorder.ts'
import type { Singles } from './singles.ts'
import type { Arming } from './trial/armed.ts'
import { callOnce, type Limits } from './trial/call.ts'
import { openClock } from './trial/clock.ts'
import type { Deadline } from './trial/deadline.ts'
import { figurePlaces } from './trial/figures.ts'
import { hookLimitMs, runHook } from './trial/hooks.ts'
import type { Metrics, Verify } from './trial/oracle.ts'
import { notRun, runTrial, trialOf, type TrialResult, type TrialSettings } from './trial/run.ts'
import { Scope, within } from './trial/scope.ts'
import type { Tuning } from './tuning.ts'
import type { CommandOutput } from './types.ts'

/** A set-up that takes longer is not repeated when its head is made anew. */
const mostSetupMs = 20

/** What all heads of a study share. */
export interface Shared {
  /** Of each head; Infinity where time is the limit. */
  readonly trials: number
  readonly giveUpAfter: number
  readonly inputs: InputSource
  readonly verify: Verify | undefined
  readonly metrics: Metrics | undefined
  readonly deadline: Deadline
  readonly cost: CostBudget
  /** Ms that are left of a budget of time; Infinity without one. */
  readonly left: () => number
  /** What the garbage collector did; undefined where nobody tells. */
  readonly gc: Pick<GcWatch, 'within'> | undefined
  readonly orphan: (head: string, thrown: unknown) => void
  readonly warn: (warning: HydraError) => void
  /** Whether heads agree; undefined where nobody asks. */
  readonly answers: (Pick<Answers, 'take'> & Partial<Pick<Answers, 'digested'>>) | undefined
  /** Makes the scope the one that an abort ends. */
  readonly enter: (scope: Scope) => void
  /** Which calls are ended when they hold the thread; none where the host of an isolate sees to it. */
  readonly arming?: Arming
  /** Told of every trial that is taken down. */
  readonly taken?: (result: TrialResult) => void
}

/** What is known of the batches of a head. */
export type Batches = Pick<Batched, 'batchMs' | 'perCallMs' | 'isShared' | 'loopMs' | 'callsOf' | 'setCalls' | 'grow'>

/** A head that runs elsewhere is tuned, made anew and warmed up there. */
export interface Away {
  tune(tuning: Tuning): Promise<void>
  /** @param epoch - that begins */
  renew(epoch: number): Promise<void>
  warmAnew(block: number, warming: Warming): Promise<void>
}

/** Where a trial stands. */
export interface Visit {
  readonly block: number
  readonly epoch: number
  /** Of the calls of a batch: near 1, the same for all heads of a block. */
  readonly scale?: number
}

/** What a call has of its own that runs beside others. */
export interface Beside {
  readonly scope: Scope
  readonly deadline: Deadline
}

/** What the calls of the warm-up told. */
export interface Warmth {
  readonly calls: number
  /** All of them succeeded, and none answered with a promise. */
  readonly isPlain: boolean
  /** Of the last one. */
  readonly wallMs: number
  /** The least that a call took beside its own time: it was judged, and taken down. */
  readonly aroundMs: number
}

export class HeadRun {
  readonly plan: HeadPlan
  readonly shared: Shared
  readonly #recorder: Recorder
  /** What other threads of the process did while it ran. */
  readonly helpers = new Helpers()
  #head: PreparedHead | undefined
  #isSetUp = false
  #setupMs = 0
  #timeoutsInARow = 0
  #rssBytes: number | undefined
  #cpuScope: 'thread' | 'process' = openClock().cpuScope
  /** Of the last call; undefined before. */
  #lastMs: number | undefined
  #warmth: Warmth = { calls: 0, isPlain: true, wallMs: 0, aroundMs: Infinity }
  /** No further trials: it could not be set up, or was given up on. */
  dropped = false
  /** How it is measured in batches; undefined: a call a trial. */
  batched: Batched | undefined
  /** How its calls are run in chains, where each is a trial. */
  singles: Singles | undefined
  /** It can be made anew in every epoch; and it was. */
  canRebuild = false
  rebuilt = false
  steady: boolean | undefined
  /** Trials in a row at each of its turns. */
  trialsPerVisit = 1
  #stopped: Stopped | undefined

  constructor(plan: HeadPlan, shared: Shared) {
    this.plan = plan
    this.shared = shared
    this.#recorder = new Recorder(shared.trials)
  }

  get name(): string {
    return this.plan.name
  }

  get trials(): number {
    return this.#recorder.trials
  }

  get metricNames(): readonly string[] {
    return this.#recorder.metricNames
  }

  get warmth(): Warmth {
    return this.#warmth
  }

  /** There for a head that runs elsewhere. */
  get away(): Away | undefined {
    return undefined
  }

  get batches(): Batches | undefined {
    return this.batched
  }

  /** What is run in chains: its batches or its calls; undefined where each call is awaited. */
  get chained(): Chained | undefined {
    return this.batched ?? this.singles
  }

  /** From here on its calls are run one by one. */
  unchain(): void {
    this.batched = this.singles = undefined
  }

  /** It can be held against itself. */
  get canTwin(): boolean {
    return this.#head?.body !== undefined
  }

  /** CPU time of the collector's threads / of its own. */
  get helperShare(): number | undefined {
    return this.helpers.share
  }

  /** Fresh isolates that it ran in. */
  get isolates(): number {
    return 1
  }

  get isolation(): Isolation {
    return this.plan.isCommand === true ? 'process' : 'inline'
  }

  /** About what a call takes. */
  get callMs(): number {
    return this.batches?.perCallMs ?? this.singles?.callMs ?? this.#warmth.wallMs
  }

  /** About what a trial takes. */
  get trialMs(): number {
    return this.batches?.batchMs ?? this.singles?.callMs ?? this.#warmth.wallMs
  }

  /** About what a trial takes in a chain, with who looks at its answer. */
  get turnMs(): number {
    return this.batches?.batchMs ?? this.singles?.turnMs ?? this.#warmth.wallMs
  }

  /** About what a turn of it takes. */
  get visitMs(): number {
    return this.trialsPerVisit * this.trialMs
  }

  /** The head as prepared; undefined before, and where that failed. */
  get head(): PreparedHead | undefined {
    return this.#head
  }

  /** Counts a call that settled after its limit. */
  late(): void {
    this.#recorder.failures.late += 1
  }

  /** Prepares and sets it up; where that fails all its trials are skipped. */
  async setUp(): Promise<void> {
    const error = await this.prepare()
    if (error !== undefined) this.fail(error)
  }

  /** Makes it callable. @returns HYD-3006 when that failed */
  async prepare(): Promise<HydraError | undefined> {
    const failed = await this.#prepare()
    const startedAt = now()
    const error = failed ?? (await this.hook('setup'))
    this.#setupMs = now() - startedAt
    return error
  }

  /** Takes down what keeps it from any further trial. */
  protected fail(error: HydraError): void {
    this.#recorder.addError(error)
    this.#drop()
  }

  /**
   * What its set-up made is made anew, with the head: torn down, and set up once more. One that takes long (a server) is done once.
   *
   * @returns false when that failed: the rest of its trials is skipped
   */
  async setUpAnew(): Promise<boolean> {
    if (this.#head?.hooks.setup === undefined || this.#setupMs > mostSetupMs) return true
    const error = (await this.hook('teardown')) ?? (await this.hook('setup'))
    if (error !== undefined) this.fail(error)
    return error === undefined
  }

  /** After the last trial; a failure is a warning, what was measured stays. */
  async tearDown(): Promise<void> {
    if (!this.#isSetUp) return
    const error = await this.hook('teardown')
    if (error !== undefined) this.shared.warn(error)
  }

  /** Lets go of what it holds, whatever came before. */
  async close(): Promise<void> {}

  /** The same head once more, to be held against it: it needs no set-up of its own. */
  twin(): HeadRun {
    const twin = new HeadRun(this.plan, { ...this.shared, trials: Infinity, answers: undefined })
    const body = this.#head?.body
    twin.#head = body?.twin()
    twin.#warmth = this.#warmth
    twin.canRebuild = this.canRebuild
    twin.trialsPerVisit = this.trialsPerVisit
    if (body === undefined) return twin
    twin.batched = this.batched?.twin(body.original)
    twin.singles = this.singles?.twin(body.original)
    return twin
  }

  /** A trial that is not counted, on the next input. @returns its result, and the ms that it took with all around it */
  async warmUp(trial: number): Promise<TrialResult & { readonly tookMs: number }> {
    const startedAt = now()
    const result = (await this.attempt(-1 - trial, trial)) ?? trialOf(notRun, { outcome: 'aborted' })
    const tookMs = now() - startedAt
    this.warmed(result, tookMs)
    return { ...result, tookMs }
  }

  /** Takes down a call of the warm-up. */
  protected warmed(result: TrialResult, tookMs: number): void {
    const { calls, isPlain, aroundMs } = this.#warmth
    const around = tookMs - result.wallMs
    this.#lastMs = result.wallMs
    const plain = isPlain && result.outcome === 'success' && !result.waited
    this.#warmth = { calls: calls + 1, isPlain: plain, wallMs: result.wallMs, aroundMs: around < aroundMs ? around : aroundMs }
  }

  /** The next trial, as one call. @returns how it ended */
  async measure(visit: Visit): Promise<TrialResult['outcome']> {
    const result = await this.attempt(visit.block, this.trials)
    if (result === undefined) return 'aborted'
    this.take(result, visit)
    return result.outcome
  }

  /** Takes down a trial. */
  take(result: TrialResult, { block, epoch }: Visit): void {
    const { inputs, giveUpAfter, trials, taken } = this.shared
    taken?.(result)
    this.#lastMs = result.wallMs
    if (result.waited) this.#cpuScope = 'process'
    this.helpers.add(result.cpuMs, result.otherCpuMs)
    this.#recorder.add(result, { block, epoch, input: inputs.indexOf(block) })
    this.#timeoutsInARow = result.outcome === 'timeout' ? this.#timeoutsInARow + 1 : 0
    if (this.#timeoutsInARow >= giveUpAfter && this.trials < trials) this.#drop()
    if (this.trials >= trials) this.#finish()
  }

  /** Takes down a trial that succeeded, and of which there is nothing to tell but its figures. */
  takeRow(row: Float64Array, { block, epoch }: Visit): void {
    const { inputs, trials } = this.shared
    this.#lastMs = row[figurePlaces.wallMs]
    this.#timeoutsInARow = 0
    this.#recorder.addRow(row, outcomeCode('success'), block, epoch, inputs.indexOf(block))
    if (this.trials >= trials) this.#finish()
  }

  /** It is measured no further, and nothing that it was promised is missing. */
  stop(stopped: Stopped): void {
    this.#stopped = stopped
    this.#finish()
  }

  /** Does somebody want to see what it answers in this block? */
  wantsAnswer(block: number): boolean {
    const { answers, inputs } = this.shared
    return answers !== undefined && this.plan.kind !== 'remote' && isSampled(block, inputs.names.length)
  }

  /** What it answered in a block; of a command what it printed. Remote heads may answer as they like. */
  answered(block: number, answer: unknown): void {
    const { answers } = this.shared
    const { kind } = this.plan
    if (answers === undefined || kind === 'remote') return
    answers.take(this.name, block, kind === 'command' ? (answer as CommandOutput).stdout : answer)
  }

  record(): HeadRecord {
    const { name, kind, cost, version } = this.plan
    const paced = this.#head?.paced
    const { failures, firstFailures } = this.#recorder
    return {
      name, kind, cost,
      ...(version === undefined ? {} : { version }),
      ...(paced === undefined || paced.times === 0 ? {} : { paced: { ...paced } }),
      ...this.#manner(),
      ...(this.isolates > 1 ? { isolates: this.isolates } : {}),
      ...(this.trialsPerVisit > 1 ? { trialsPerVisit: this.trialsPerVisit } : {}),
      ...(this.#stopped === undefined ? {} : { stopped: this.#stopped }),
      isolation: this.isolation,
      rssBytes: this.#recorder.peakRssBytes ?? this.#rssBytes,
      columns: this.#recorder.columns(this.shared.gc),
      failures: { ...failures },
      firstFailures,
    } // prettier-ignore
  }

  /** How it was measured; nothing is said of what was not looked at. */
  #manner(): Pick<HeadRecord, 'unit' | 'callsPerTrial' | 'rebuilt' | 'steady' | 'cpuScope' | 'helperShare' | 'loopNs'> {
    const { batches, steady, rebuilt } = this
    const helperShare = this.#cpuScope === 'thread' ? this.helperShare : undefined
    const loopNs = (batches?.loopMs ?? 0) * 1e6
    return {
      unit: batches === undefined ? 'call' : 'batch',
      callsPerTrial: batches?.callsOf(0) ?? 1,
      rebuilt,
      ...(steady === undefined ? {} : { steady }),
      ...(this.plan.isCommand === true ? {} : { cpuScope: this.#cpuScope }),
      ...(helperShare === undefined ? {} : { helperShare }),
      ...(loopNs > 0 ? { loopNs } : {}),
    }
  }

  /** No further trials: those left are skipped. */
  giveUp(): void {
    if (!this.dropped) this.#drop()
  }

  #drop(): void {
    this.dropped = true
    const { trials } = this.shared
    this.#recorder.failures.skipped = trials === Infinity ? 0 : trials - this.trials
    this.#finish()
  }

  #finish(): void {
    if (this.isolation !== 'process' && this.trials > 0) this.#rssBytes = rssBytes()
  }

  scope(): Scope {
    const scope = new Scope(this.plan.name, this.shared.orphan)
    this.shared.enter(scope)
    return scope
  }

  /** Limits of what is run besides the trials. */
  limits(): Limits {
    return {
      scope: this.scope(),
      deadline: this.shared.deadline,
      limitMs: hookLimitMs(this.plan.timeoutMs),
      isArmed: this.shared.arming !== undefined,
    }
  }

  settings(scope: Scope): TrialSettings {
    const { verify, metrics, deadline, left, arming } = this.shared
    const isArmed = arming?.isDue(this.#lastMs) === true
    const { isCommand, timeoutMs: limitMs } = this.plan
    const kind = isCommand === true ? 'command' : this.plan.kind
    return { head: this.#head!, kind, limitMs, scope, deadline, left, verify, metrics, isArmed }
  }

  async hook(name: 'setup' | 'teardown'): Promise<HydraError | undefined> {
    this.#isSetUp ||= name === 'setup'
    return runHook(name, this.#head?.hooks[name], undefined, this.limits())
  }

  async #prepare(): Promise<HydraError | undefined> {
    const limits = this.limits()
    const running = within(limits.scope, () => callOnce(() => this.plan.prepare(), undefined, undefined, limits))
    const { how, value } = running instanceof Promise ? await running : running
    if (how === 'returned') {
      this.#head = value as PreparedHead
      return undefined
    }
    const head = this.plan.name
    const told = isHydraError(value) ? value.message : describeThrown(value)
    const what = how === 'timeout' || how === 'blocked' ? `it took longer than ${limits.limitMs} ms` : told
    return hydraError('3006', { head, hook: 'the module', what }, { where: { head }, cause: value })
  }

  /** One call with all around it, not yet taken down; undefined when there is no money left for it. */
  attempt(block: number, trial: number, beside?: Beside): Promise<TrialResult | undefined> {
    return this.shared.cost.pay(this.plan, () => this.#trial(block, trial, beside))
  }

  async #trial(block: number, trial: number, beside: Beside | undefined): Promise<TrialResult> {
    const scope = beside?.scope ?? this.scope()
    let input: unknown
    try {
      input = within(scope, () => this.shared.inputs.valueOf(block))
    } catch (thrown) {
      const head = this.plan.name
      const what = describeThrown(thrown)
      const error = hydraError('3006', { head, hook: 'the generator of inputs', what }, { where: { head }, cause: thrown })
      return trialOf(notRun, { outcome: 'error', error })
    }
    const settings = this.settings(scope)
    const onAnswer = (answer: unknown): void => this.answered(block, answer)
    if (beside === undefined) return runTrial(input, trial, { ...settings, onAnswer })
    return runTrial(input, trial, { ...settings, deadline: beside.deadline, isBesideOthers: true })
  }
}

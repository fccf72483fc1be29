/**
 * One run of a study, from the first set-up to its record.
 * In: checked options. Out: a StudyRecord. Phases: set-up, warm-up, trials in interleaved blocks, tear-down.
 * Stopped by its signal it keeps what was finished. While it runs the guard is up and the event loop is held open.
 */
import { randomUUID } from 'node:crypto'
import { describeThrown, hydraError, warnOnce, type HydraError } from '../errors/index.ts'
import { create } from '../reference/random/sfc32.ts'
import { byName, createStudy, type Better, type ByName, type Study, type StudyRecord } from '../study/index.ts'
import { Answers } from './answers.ts'
import { blockedRecord } from './blocked-record.ts'
import { breathe, Calendar, now } from './builtins.ts'
import { Changes } from './changes/changes.ts'
import { CostBudget, costSpent } from './cost.ts'
import { recordCpuProfiles } from './cpu-profile.ts'
import { environmentNow, environmentOf, loadNow } from './environment.ts'
import { epochsOfBudget, epochsOfTrials, paceOfBudget, paceOfTrials, type Pace } from './epoch.ts'
import { isFlow } from './flow/plan.ts'
import { runFlow } from './flow/run.ts'
import { HeadRun, type Shared } from './head-run.ts'
import { GcWatch } from './collect/watch.ts'
import { planHead } from './head/define.ts'
import { IsolatedHead } from './isolate/host.ts'
import type { Isolated } from './isolate/recipe.ts'
import { inputSource, type InputSource } from './inputs.ts'
import type { Checked } from './options.ts'
import { Live } from './live.ts'
import { Orphans } from './orphans.ts'
import { Predecessors } from './predecessors.ts'
import { Callback, ProgressMeter } from './progress.ts'
import { Arming } from './trial/armed.ts'
import { Deadline } from './trial/deadline.ts'
import { lowerGuard, raiseGuard } from './trial/guard.ts'
import type { Soon } from './trial/oracle.ts'
import { currentScope, type Scope } from './trial/scope.ts'
import { Watchdog } from './trial/watchdog.ts'
import { SelfCheck, shares } from './self-check.ts'
import { Review } from './review.ts'
import { runTrials } from './trials.ts'
import { evenVisits } from './visits.ts'
import { tune } from './tune.ts'
import { equaliseCalls } from './equalise.ts'
import { refusalOf, warningsOf } from './tuned.ts'
import { isTuned, planOf, tuningFrom, type Tuning } from './tuning.ts'
import { WarmBudget } from './warm-budget.ts'
import { warmUp } from './warmup.ts'

/** A study of synchronous heads would else keep signals and timers waiting. */
const breatheEveryMs = 20

/** What arming may cost beside its share of the time: of a profile, and as a share of a budget. */
const freeArmingMs = 50
const budgetArming = 0.01

/** Kept of a budget for tearing down and judging: a share, and at least so much. */
const closingShare = 0.02
const closingMs = 4

export class Session {
  readonly #options: Checked
  readonly #heads: readonly HeadRun[]
  readonly #byName: ReadonlyMap<string, HeadRun>
  readonly #watchdog: Watchdog
  readonly #deadline: Deadline
  readonly #orphans = new Orphans()
  #changes: Changes | undefined
  readonly #answers: Answers | undefined
  readonly #predecessors: Predecessors
  readonly #warnings: HydraError[] = []
  readonly #meter: ProgressMeter
  readonly #cost: CostBudget
  readonly #tuning: Tuning
  readonly #gc: GcWatch | undefined
  readonly #inputs: InputSource
  readonly #headDone: Callback<string>
  readonly #loadStart = loadNow()
  readonly #id = randomUUID()
  readonly #createdAt = new Calendar().toISOString()
  #refusal: HydraError | undefined
  /** A head replaced what the study itself uses, in a way that it could not go on with. */
  #broken: HydraError | undefined
  readonly #done = new Set<HeadRun>()
  readonly #live: Live | undefined
  #check: SelfCheck | undefined
  #scope: Scope | undefined
  #breathedAt = now()
  #estimatedMs: number | undefined
  #cpuProfiles: StudyRecord['cpuProfiles']

  /** @param isolated - how those heads come into isolates that do not run here */
  constructor(options: Checked, isolated: ReadonlyMap<string, Isolated>) {
    this.#options = options
    this.#watchdog = new Watchdog(
      options.heads.map(([name]) => name),
      (fault) => this.#blocked(fault),
    )
    this.#deadline = new Deadline(undefined, this.#watchdog)
    this.#cost = new CostBudget(options.budgetCost)
    this.#tuning = tuningFrom(planOf(options), (warning) => this.#warn(warning))
    this.#gc = GcWatch.open(this.#tuning.clock)
    this.#inputs = this.#watched(inputSource(options.inputs, options.seed))
    this.#answers = options.verify === undefined ? new Answers(this.#inputs) : undefined
    const shared = this.#shared()
    const late = (name: string): void => this.#byName.get(name)?.late()
    const plan = ([name, head]: Checked['heads'][number]): HeadRun => {
      const [own, place] = [planHead(name, head, options.timeoutMs, late), isolated.get(name)]
      return place === undefined ? new HeadRun(own, shared) : new IsolatedHead(own, shared, place, options.warmup)
    }
    this.#heads = options.heads.map(plan)
    this.#predecessors = new Predecessors(this.#heads)
    this.#byName = new Map(this.#heads.map((head) => [head.plan.name, head]))
    this.#tuning.collector.leaks.isRunning = (name) => this.#isRunning(this.#byName.get(name)!)
    const warn = (warning: HydraError): void => this.#warn(warning)
    const onProgress = new Callback('onProgress', options.onProgress, warn)
    this.#meter = new ProgressMeter(onProgress, options.trials * this.#heads.length, options.budgetMs)
    this.#headDone = new Callback('onHeadDone', options.onHeadDone, warn)
    const engine = options.engine === undefined ? {} : { engine: options.engine }
    this.#live = options.onProgress === undefined ? undefined : new Live(() => this.#draft(), engine)
  }

  async run(): Promise<StudyRecord> {
    const { signal } = this.#options
    signal?.addEventListener('abort', this.#abort)
    if (this.#heads.some((head) => isHere(head) && this.#mayWaitAtOnce(head))) this.#watchdog.open()
    raiseGuard()
    if (this.#heads.some(isHere)) this.#changes = new Changes()
    try {
      try {
        await this.#measure()
        await this.#profileCpu()
      } catch (thrown) {
        this.#broken = this.#mend(thrown)
      }
      for (const head of this.#all) await head.tearDown()
      await breathe()
      await breathe()
      this.#changes?.end()
    } finally {
      for (const head of this.#all) await head.close()
      lowerGuard()
      this.#gc?.close()
      this.#deadline.close()
      await this.#watchdog.close()
      signal?.removeEventListener('abort', this.#abort)
    }
    if (this.#refusal !== undefined) throw this.#refusal
    this.#meter.finish()
    return this.settle(() => this.#record())
  }

  /** Does what follows the last trial: once more where it fails of what a head had replaced, which is then put back. */
  settle<T>(make: () => T): T {
    const told = this.#warnings.length
    try {
      return make()
    } catch (thrown) {
      this.#mend(thrown)
      this.#warnings.length = told
      return make()
    }
  }

  readonly #abort = (): void => this.#scope?.stop?.('aborted', this.#options.signal?.reason)

  /** Heads and what runs beside them. */
  get #all(): readonly HeadRun[] {
    return this.#check === undefined ? this.#heads : [...this.#heads, this.#check.twin]
  }

  get #isStopped(): boolean {
    return this.#options.signal?.aborted === true || this.#cost.isSpent || this.#broken !== undefined
  }

  #shared(): Shared {
    const { trials, giveUpAfter, verify, metrics } = this.#options
    return {
      trials, giveUpAfter, verify, metrics,
      inputs: this.#inputs,
      answers: this.#answers,
      gc: this.#gc,
      cost: this.#cost,
      left: () => this.#left(),
      deadline: this.#deadline,
      orphan: (head, thrown) => this.#orphans.add(head, thrown),
      warn: (warning) => this.#warn(warning),
      enter: (scope) => void (this.#scope = scope),
      arming: new Arming(
        this.#options.budgetMs === undefined ? freeArmingMs : this.#options.budgetMs * budgetArming,
        () => this.#watchdog.open(),
      ),
    } // prettier-ignore
  }

  /** A generator of inputs may loop as a head may. Where calls overlap the watchdog is told of all of them together. */
  #watched(source: InputSource): InputSource {
    if (!source.changes || isFlow(this.#options)) return source
    const call = (block: number): unknown => source.valueOf(block)
    const valueOf = (block: number): unknown =>
      this.#deadline.watch(currentScope()?.head ?? '', this.#options.timeoutMs, () => call(block))
    return { ...source, valueOf }
  }

  /** Each isolate of a head finds again what the one before had found. */
  #warn(warning: HydraError): void {
    const { code, where } = warning
    if (code === 'HYD-3017' && this.#warnings.some((told) => told.code === code && told.where.head === where.head)) return
    this.#warnings.push(warning)
    warnOnce(warning)
  }

  /** Between calls: lets the event loop run now and then. @returns whether to go on */
  #between(): Soon<boolean> {
    const { ready } = this.#watchdog
    return ready === undefined && now() - this.#breathedAt <= breatheEveryMs ? !this.#isStopped : this.#breathe(ready)
  }

  async #breathe(ready: Promise<void> | undefined): Promise<boolean> {
    await ready
    await breathe()
    this.#breathedAt = now()
    return !this.#isStopped
  }

  /** Our own code failed: where a head had replaced what it uses, that is put back. @returns HYD-3011; throws on what had another cause */
  #mend(thrown: unknown): HydraError {
    const changed = this.#changes?.mend()
    if (changed === undefined) throw thrown
    return changed
  }

  async #measure(): Promise<void> {
    for (const head of this.#heads) {
      if (this.#isStopped) return
      await head.setUp()
      if (head.head?.hooks.setup !== undefined || head.plan.kind === 'module') this.#ran([head], true)
      this.#meter.touch(head.plan.name)
      if (head.dropped) this.#finished(head)
    }
    this.#meter.enter('warmup')
    await this.#warmUp()
    if (this.#refusal !== undefined) return
    this.#meter.enter('trials')
    await this.#runTrials()
  }

  async #warmUp(): Promise<void> {
    const { warmup, trials, giveUpAfter } = this.#options
    const between = async (head: string): Promise<boolean> => {
      this.#meter.touch(head)
      const ran = this.#byName.get(head)!
      this.#ran([ran], ran.warmth.calls === 1)
      return this.#between()
    }
    if (this.#isStopped) return
    const budget = new WarmBudget(this.#options.budgetMs, this.#heads.length, () => this.#meter.elapsedMs)
    const hasTime = (): boolean => budget.isOpen
    const expectedMs = await warmUp(this.#heads, { warmup, trials, giveUpAfter, hasTime, between })
    if (isTuned(this.#options)) await this.#tune(budget)
    for (const warning of budget.warnings(this.#heads)) this.#warn(warning)
    if (expectedMs !== undefined) this.#estimatedMs = this.#options.budgetMs ?? this.#meter.elapsedMs + expectedMs
  }

  async #tune(budget: WarmBudget): Promise<void> {
    for (const [i, head] of this.#heads.entries()) {
      await tune(head, this.#tuning, { fits: (ms) => budget.fits(ms), steadyMs: budget.steadyMs(this.#heads.length - i) })
      this.#ran([head])
      if (!(await this.#between())) return
    }
    equaliseCalls(this.#heads, this.#inputs.names.length > 0 ? this.#inputs.names.length : 1)
    this.#refusal = refusalOf(this.#heads, this.#options.rebuild)
    for (const warning of warningsOf(this.#heads)) this.#warn(warning)
  }

  async #profileCpu(): Promise<void> {
    if (this.#options.cpuProfile === false || this.#refusal !== undefined) return
    const warn = (warning: HydraError): void => this.#warn(warning)
    const isCostLimited = this.#options.budgetCost !== undefined
    this.#cpuProfiles = await recordCpuProfiles(this.#heads, { warn, isStopped: () => this.#isStopped, isCostLimited })
  }

  #pace(): Pace {
    const { trials, budgetMs, mode, isolates } = this.#options
    const most = mode === 'adaptive' ? 40 : isTuned(this.#options) ? 16 : isolates
    if (budgetMs === undefined) return paceOfTrials(trials, epochsOfTrials(trials, most))
    const left = (): number => this.#left()
    const blockMs = this.#heads.reduce((sum, head) => sum + 2 * head.visitMs, 0)
    return paceOfBudget(epochsOfBudget(left(), blockMs, mode), left)
  }

  /** Ms that are left for trials. */
  #left(): number {
    const { budgetMs } = this.#options
    if (budgetMs === undefined) return Infinity
    const closing = budgetMs * closingShare > closingMs ? budgetMs * closingShare : closingMs
    return budgetMs - closing - this.#meter.elapsedMs
  }

  async #runTrials(): Promise<void> {
    if (isFlow(this.#options)) await this.#runFlow()
    else await this.#runBlocks()
    const { budgetMs, mode } = this.#options
    if ((budgetMs !== undefined || mode === 'adaptive') && !this.#isStopped) for (const head of this.#heads) this.#finished(head)
  }

  async #runFlow(): Promise<void> {
    const { mode, trials } = this.#options
    const all = this.#left()
    let blocks = 0
    const most = (): number => this.#heads.reduce((sum, head) => (head.trials > sum ? head.trials : sum), 0)
    const share = (): number => (all === Infinity ? most() / trials : 1 - this.#left() / all)
    const review = mode === 'adaptive' ? this.#review(share, () => blocks) : undefined
    await runFlow(this.#heads, {
      options: this.#options,
      watchdog: this.#watchdog,
      left: () => this.#left(),
      between: async () => this.#between(),
      done: (head) => this.#trialsDone(new Map([[head, 1]])),
      finished: (head) => this.#finished(head),
      warn: (warning) => this.#warn(warning),
      goOn: (had, heads) => review?.after((blocks = had), heads) ?? heads,
    })
  }

  async #runBlocks(): Promise<void> {
    const { trials, seed, mode } = this.#options
    if (trials === Infinity) evenVisits(this.#heads)
    const pace = this.#pace()
    const review = mode === 'adaptive' ? this.#review((epochs) => pace.share(epochs)) : undefined
    const check = this.#selfCheck()
    this.#check = check
    await runTrials(this.#heads, check === undefined ? [] : [check.twin], {
      trials, seed,
      pace,
      tuning: this.#tuning,
      isRenewed: isTuned(this.#options) || this.#options.isolates > 1,
      isolates: this.#options.isolates,
      joining: (order, block) => {
        this.#look()
        return check?.join(order, block) ?? order
      },
      beginning: () => this.#predecessors.begin(),
      between: () => this.#between(),
      noted: (head) => this.#predecessors.note(head),
      done: (had) => this.#trialsDone(had),
      goOn: (epochs, heads) => review?.after(epochs, heads) ?? heads,
    }) // prettier-ignore
  }

  /** What looks at an adaptive study, on intervals that are corrected for it. */
  #review(share: (epochs: number) => number, blocksOf?: () => number): Review {
    const { engine, trials, budgetMs, reference, confidence } = this.#options
    return new Review({
      heads: this.#heads.length,
      trials: budgetMs === undefined ? trials : undefined,
      share,
      blocksOf,
      reference,
      confidence,
      study: () => createStudy(this.#draft(), engine === undefined ? {} : { engine }),
      stopped: (head) => this.#finished(head),
    }) // prettier-ignore
  }

  /** Before a block: nothing is timed here. */
  #look(): void {
    if (this.#live === undefined) return
    this.#live.look(this.#heads, this.#meter.elapsedMs)
    this.#meter.ratio = this.#live.ratio
  }

  #selfCheck(): SelfCheck | undefined {
    const { selfCheck, budgetMs, seed, trials } = this.#options
    if (!selfCheck || !isTuned(this.#options)) return undefined
    const studyMs = budgetMs ?? this.#heads.reduce((sum, { trialMs }) => sum + trials * trialMs, 0)
    return SelfCheck.of(this.#heads, studyMs, create(seed, 'self-check'), budgetMs === undefined ? shares.profile : shares.budget)
  }

  #trialsDone(had: ReadonlyMap<HeadRun, number>): void {
    const heads = [...had.keys()]
    this.#ran(heads, heads.some((head) => head.trials === 1 && head.warmth.calls === 0)) // prettier-ignore
    for (const [head, trials] of had) {
      if (head === this.#check?.twin) continue
      this.#meter.advance(head.plan.name, trials)
      if (head.dropped || head.trials >= this.#options.trials) this.#finished(head)
    }
  }

  /** Some code of heads ran; nothing is timed here. */
  #ran(heads: readonly HeadRun[], isNew = false): void {
    const here = heads.filter(isHere)
    if (here.length > 0) this.#changes?.ran(here.map(({ plan }) => plan.name), isNew) // prettier-ignore
  }

  /** A head may have further trials. */
  #isRunning(head: HeadRun): boolean {
    return !head.dropped && !this.#done.has(head)
  }

  /** A head has had its last trial; those it did not have were skipped. */
  #finished(head: HeadRun): void {
    if (this.#done.has(head)) return
    this.#done.add(head)
    const { trials } = this.#options
    this.#meter.advance(head.plan.name, trials === Infinity ? 0 : trials - head.trials)
    this.#headDone.give(head.plan.name)
  }

  /** Directions of all metrics that were reported or named. */
  #directions(): ByName<Better> {
    const { better } = this.#options
    const names = new Set([...this.#heads.flatMap(({ metricNames }) => metricNames), ...Object.keys(better)])
    const usual = (name: string): Better => (name === 'quality' || name === 'success_rate' ? 'higher' : 'lower')
    return byName([...names].map((name) => [name, better[name] ?? usual(name)] as const))
  }

  #partialWarning(finished: number): void {
    const { signal, trials } = this.#options
    const total = trials === Infinity ? 'the possible' : trials * this.#heads.length
    if (this.#cost.isSpent) {
      this.#warn(costSpent(this.#cost.spent, this.#options.budgetCost ?? Infinity, finished, String(total)))
      return
    }
    const stopped = signal?.reason === undefined ? undefined : describeThrown(signal.reason)
    const reason = this.#broken?.message ?? stopped
    this.#warnings.push(hydraError('3005', { done: finished, total }, { details: { reason } }))
  }

  /** A head whose first trial may be a wait: the watchdog is to be there by then. Of others the warm-up begins it. */
  #mayWaitAtOnce({ plan }: HeadRun): boolean {
    return plan.isAsync === true || plan.kind === 'remote' || this.#options.warmup === 0
  }

  /** What there is when a head holds the thread for good. */
  #blocked(fault: HydraError): Study {
    const { trials, engine } = this.#options
    const total = trials === Infinity ? 'the possible' : trials * this.#heads.length
    return createStudy(blockedRecord(this.#draft(), fault, total), engine === undefined ? {} : { engine })
  }

  /** What there is so far. */
  #draft(): StudyRecord {
    const { name, seed, mode, margin, confidence, clock, reference, engineInfo: engine } = this.#options
    const { concurrency, ratePerSecond } = this.#options
    // What a call costs the CPU says nothing of how long it waited for its turn.
    const byClock = isFlow(this.#options) && clock === 'auto' ? 'wall' : clock
    const heads = this.#heads.map((head) => head.record())
    const selfCheck = this.#check?.record()
    return {
      id: this.#id, name, createdAt: this.#createdAt, seed, mode, margin, confidence, clock: byClock, engine, heads,
      ...(concurrency === undefined ? {} : { concurrency }),
      ...(ratePerSecond === undefined ? {} : { ratePerSecond }),
      ...(reference === undefined ? {} : { reference }),
      ...(selfCheck === undefined ? {} : { selfCheck }),
      trials: trialsOf(this.#options.trials, heads),
      partial: false,
      environment: environmentOf(heads, environmentNow(this.#loadStart)),
      inputs: this.#inputs.names.map((input) => ({ name: input })),
      metrics: this.#directions(),
      warnings: this.#warnings,
      elapsedMs: this.#meter.elapsedMs,
      estimatedMs: this.#estimatedMs,
    } // prettier-ignore
  }

  /** Do heads tell which one ran before them? */
  #dependence(draft: StudyRecord): HydraError[] {
    const { engine } = this.#options
    const options = engine === undefined ? {} : { engine }
    return this.#predecessors.warnings(draft, () => createStudy(draft, options).noiseFloor?.margin ?? 0, options)
  }

  #record(): StudyRecord {
    const draft = this.#draft()
    const { heads } = draft
    const finished = heads.reduce((sum, { columns, failures }) => sum + columns.outcome.length - failures.aborted, 0)
    const skipped = heads.reduce((sum, { failures }) => sum + failures.skipped, 0)
    const partial = this.#isStopped && finished + skipped < this.#options.trials * heads.length
    if (partial) this.#partialWarning(finished)
    for (const warning of [
      ...this.#orphans.warnings(),
      ...(this.#changes?.warnings() ?? []),
      ...this.#tuning.collector.leaks.warnings(),
      ...(this.#answers?.warnings() ?? []),
      ...this.#dependence(draft),
    ])
      this.#warn(warning)
    const cpu = this.#cpuProfiles === undefined ? {} : { cpuProfiles: this.#cpuProfiles }
    return { ...draft, ...cpu, partial, elapsedMs: this.#meter.elapsedMs }
  }
}

/** Its code runs in this thread. */
const isHere = ({ isolation }: HeadRun): boolean => isolation === 'inline'

/** Trials that were asked for; where time was the limit, the most that a head had. */
function trialsOf(asked: number, heads: StudyRecord['heads']): number {
  if (asked !== Infinity) return asked
  return heads.reduce((most, { columns }) => (columns.outcome.length > most ? columns.outcome.length : most), 0)
}

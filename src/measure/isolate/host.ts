/**
 * A head that runs in an isolate of its own, as the study sees it: a HeadRun whose trials are run there and taken down here.
 * One isolate a head, resident between trials: the host interleaves the heads of a block as ever, one trial at a time, so that drift and
 * load hit all alike; and what a head breaks, blocks or fills is its own isolate. A lost isolate costs the trial it was lost in; the next
 * trial begins in a new one. There a head is called one by one from then on, as inline after a failure.
 */
import { describeThrown, hydraError, type HydraError } from '../../errors/index.ts'
import type { Isolation } from '../../study/types.ts'
import { now } from '../builtins.ts'
import type { Span } from '../collect/watch.ts'
import type { Warming } from '../epoch.ts'
import type { HeadPlan } from '../head/prepared.ts'
import { HeadRun, type Away, type Batches, type Shared, type Visit } from '../head-run.ts'
import { hookLimitMs } from '../trial/hooks.ts'
import { judgeOutput, notRun, trialOf, type TrialResult } from '../trial/run.ts'
import { ToldCollections } from './collections.ts'
import { Described, fromText } from './errors.ts'
import { trialOfLost } from './lost.ts'
import type { Answer, Ask, HeadState, Sent, TrialText } from './protocol.ts'
import type { Isolated } from './recipe.ts'
import { isLost, Resident, type Lost } from './resident.ts'
import { BatchShadow } from './shadow.ts'

/** Without names every block has an input of its own: so many are tried when a head is tuned. */
const tunedInputs = 4
/** Tuning calls a head for some 100 ms; what blocks in it is ended so much later. */
const tuningMs = 2000

export class IsolatedHead extends HeadRun implements Away {
  readonly #isolated: Isolated
  /** What the collector took there. */
  readonly #collections: ToldCollections
  readonly #warmup: 'auto' | number
  #resident: Resident | undefined
  #state: HeadState | undefined
  #shadow: BatchShadow | undefined
  #span: Span | undefined
  #isTuned = false
  #generation = 0
  #hasSucceeded = false
  #isOpen = false

  constructor(plan: HeadPlan, shared: Shared, isolated: Isolated, warmup: 'auto' | number) {
    const collections = new ToldCollections()
    super(plan, { ...shared, gc: collections })
    this.#collections = collections
    this.#isolated = isolated
    this.#warmup = warmup
  }

  override get away(): Away {
    return this
  }

  override get isolates(): number {
    return this.#generation + 1
  }

  override get isolation(): Isolation {
    return this.#isolated.place
  }

  override get helperShare(): number | undefined {
    return this.#state?.helperShare ?? this.helpers.share
  }

  override get batches(): Batches | undefined {
    return this.#shadow
  }

  override get canTwin(): boolean {
    return this.#state?.canTwin === true
  }

  /** Opens an isolate, and prepares the head there. */
  override async prepare(): Promise<HydraError | undefined> {
    const { place, recipe } = this.#isolated
    this.#collections.begin()
    this.#resident = new Resident({
      mode: place,
      memoryBytes: recipe.memoryBytes,
      late: () => this.late(),
      orphan: (what) => this.shared.orphan(this.name, new Described(what)),
      warn: this.shared.warn,
    })
    const answer = await this.#ask({ do: 'open', recipe }, hookLimitMs(this.plan.timeoutMs))
    this.#isOpen = !isLost(answer) && answer.error === undefined
    if (!isLost(answer)) return answer.error === undefined ? undefined : fromText(answer.error)
    if (answer.lost === 'aborted') return undefined
    const params = { head: this.name, hook: 'the set-up in its isolate', what: answer.what }
    return hydraError('3006', params, { where: { head: this.name } })
  }

  /** The same head in another isolate; it is opened when the first epoch begins. */
  override twin(): IsolatedHead {
    const twin = new IsolatedHead(
      this.plan,
      { ...this.shared, trials: Infinity, answers: undefined },
      this.#isolated,
      this.#warmup,
    )
    twin.#state = this.#known()
    twin.#isTuned = this.#isTuned
    return twin
  }

  override async warmUp(trial: number): Promise<TrialResult & { readonly tookMs: number }> {
    const startedAt = now()
    const result = (await this.#paid({ do: 'warmUp', trial }, -1 - trial, trial)) ?? trialOf(notRun, { outcome: 'aborted' })
    const tookMs = now() - startedAt
    this.warmed(result, tookMs)
    return { ...result, tookMs }
  }

  override async measure({ scale = 1, ...visit }: Visit): Promise<TrialResult['outcome']> {
    if (this.#resident === undefined || this.#resident.isLost) await this.#reopen()
    if (this.dropped) return 'aborted'
    const calls = this.#shadow?.changed()
    const ask = { do: 'visit', ...visit, trial: this.trials, scale, ...(calls === undefined ? {} : { calls }) } as const
    const result = await this.#paid(ask, visit.block, this.trials)
    if (result === undefined) return 'aborted'
    this.#hasSucceeded ||= result.outcome === 'success'
    this.take(result, visit)
    return result.outcome
  }

  async tune(): Promise<void> {
    const { calls, isPlain } = this.warmth
    this.#isTuned = true
    if (calls === 0 || !isPlain || this.dropped) return
    const blocks = Array.from({ length: tunedInputs }, (_, block) => block)
    await this.#ask({ do: 'tune' }, this.plan.timeoutMs + tuningMs, blocks)
  }

  async renew(generation: number): Promise<void> {
    if (this.dropped) return
    const isNew = this.#resident === undefined || generation !== this.#generation
    this.#generation = generation
    if (isNew) await this.#move()
    else if (!this.#resident!.isLost) await this.#ask({ do: 'renew' }, hookLimitMs(this.plan.timeoutMs))
  }

  async warmAnew(block: number, warming: Warming): Promise<void> {
    if (this.#resident?.isLost === false)
      await this.#ask({ do: 'warmAnew', block, warming }, this.plan.timeoutMs + tuningMs, [block])
  }

  override async tearDown(): Promise<void> {
    if (this.#isOpen && this.#resident?.isLost === false) {
      this.#isOpen = false
      const answer = await this.#ask({ do: 'tearDown' }, hookLimitMs(this.plan.timeoutMs))
      if (!isLost(answer) && answer.error !== undefined) this.shared.warn(fromText(answer.error))
    }
    await this.close()
  }

  override async close(): Promise<void> {
    await this.#resident?.close()
  }

  /** What another isolate begins with: the state there, with the calls that all heads share by now. */
  #known(): HeadState | undefined {
    const [state, shadow] = [this.#state, this.#shadow]
    if (state?.batches === undefined || shadow === undefined) return state
    return { ...state, batches: { ...state.batches, calls: shadow.calls } }
  }

  /** Into a new isolate, with what was found in the one before. */
  async #move(): Promise<void> {
    const state = this.#known()
    await this.tearDown()
    const error = await this.prepare()
    if (error !== undefined) return this.fail(error)
    if (state !== undefined && this.#isTuned) await this.#ask({ do: 'adopt', state }, this.plan.timeoutMs + tuningMs, [0])
    if (this.#shadow === undefined) await this.#warm()
  }

  /** After an isolate was lost. A head without one success has nothing to be warm for. */
  async #reopen(): Promise<void> {
    await this.close()
    const error = await this.prepare()
    if (error !== undefined) return this.fail(error)
    if (this.#hasSucceeded) await this.#warm()
  }

  async #warm(): Promise<void> {
    const calls = this.#warmup === 'auto' ? this.plan.warmups : this.#warmup
    for (let call = 0; call < calls && this.#resident?.isLost === false; call += 1) await this.warmUp(-1 - this.warmth.calls)
  }

  /** A call that the budget of cost has room for; undefined when it has not. */
  #paid(ask: Ask, block: number, trial: number): Promise<TrialResult | undefined> {
    return this.shared.cost.pay(this.plan, () => this.#call(ask, block, trial))
  }

  /** Asks for one call, or one batch, of the head; whatever becomes of it is a trial. */
  async #call(ask: Ask, block: number, trial: number): Promise<TrialResult> {
    if (this.#resident === undefined || this.#resident.isLost) return trialOf(notRun, { outcome: 'aborted' })
    const { timeoutMs } = this.plan
    let answer: Answer | Lost
    try {
      answer = await this.#ask(ask, timeoutMs, [block])
    } catch (thrown) {
      const params = { head: this.name, hook: 'an input for its isolate', what: describeThrown(thrown) }
      const error = hydraError('3006', params, { where: { head: this.name }, cause: thrown })
      return trialOf(notRun, { outcome: 'error', error })
    }
    if (isLost(answer)) return trialOfLost(answer, this.name, trial, timeoutMs)
    const result = await this.#judged(answer.trial!, block, trial)
    return this.#capped(result, answer, trial)
  }

  async #ask(ask: Ask, limitMs: number, blocks: readonly number[] = []): Promise<Answer | Lost> {
    const resident = this.#resident!
    const sent = this.#sent(blocks)
    const scope = this.scope()
    scope.stop = (_, reason) => resident.abort(describeThrown(reason))
    const answer = await resident.ask(ask, limitMs, sent)
    scope.stop = undefined
    if (!isLost(answer)) this.#hear(answer)
    return answer
  }

  /** Inputs that only the host can make. */
  #sent(blocks: readonly number[]): Sent | undefined {
    const { inputs } = this.#isolated.recipe
    if (inputs === undefined || !('generator' in inputs) || inputs.generator !== 'host') return undefined
    return new Map(blocks.map((block) => [block, this.shared.inputs.valueOf(block)]))
  }

  #hear({ state, trial, collections, digests = [] }: Answer): void {
    this.#learn(state)
    this.#span = trial?.span === undefined ? undefined : this.#collections.spanOf(trial.span)
    this.#collections.hear(collections)
    for (const { block, digest } of digests) this.shared.answers?.digested?.(this.name, block, digest)
  }

  #learn(state: HeadState | undefined): void {
    if (state === undefined) return
    const { canRebuild, rebuilt, steady, batches } = (this.#state = state)
    this.canRebuild = canRebuild
    this.rebuilt = rebuilt
    this.steady = steady
    if (batches === undefined) this.#shadow = undefined
    else (this.#shadow ??= new BatchShadow(batches)).warmMs = batches.warmMs
  }

  async #judged({ output, error, ...figures }: TrialText, block: number, trial: number): Promise<TrialResult> {
    const result: TrialResult = { ...figures, span: this.#span, error: error === undefined ? undefined : fromText(error) }
    if (output === undefined) return result
    const scope = this.scope()
    const { deadline, inputs } = this.shared
    const limits = { scope, deadline, limitMs: this.plan.timeoutMs }
    const judgement = await judgeOutput(
      output.value,
      inputs.valueOf(block),
      { head: this.name, trial },
      this.settings(scope),
      limits,
    )
    return { ...result, outcome: judgement.outcome, error: judgement.error, metrics: judgement.metrics ?? [] }
  }

  /** A head that has filled its isolate up to the cap loses it. */
  async #capped(result: TrialResult, { memoryBytes: used = 0 }: Answer, trial: number): Promise<TrialResult> {
    const { memoryBytes: cap = Infinity } = this.#isolated.recipe
    if (used <= cap) return result
    await this.close()
    const what = `it holds ${Math.round(used / 2 ** 20)} MB, the cap is ${Math.round(cap / 2 ** 20)} MB`
    return trialOfLost({ lost: 'memory', what, wallMs: result.wallMs }, this.name, trial, this.plan.timeoutMs)
  }
}

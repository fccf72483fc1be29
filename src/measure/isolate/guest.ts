/**
 * The head in its isolate: the same HeadRun as inline, its trials numbered by the host and handed to it.
 * In: a recipe. Out: one trial a visit, run by the same loops, batches and judges as inline.
 */
import { hydraError, describeThrown, type HydraError } from '../../errors/index.ts'
import { loadOf } from '../batch-run.ts'
import { Batched } from '../batched.ts'
import { runSteps } from '../block.ts'
import { planHead } from '../head/define.ts'
import { HeadRun, type Shared } from '../head-run.ts'
import { Deadline } from '../trial/deadline.ts'
import type { TrialResult } from '../trial/run.ts'
import type { Scope } from '../trial/scope.ts'
import { tuningFrom, type Tuning } from '../tuning.ts'
import { CostBudget } from '../cost.ts'
import { tune } from '../tune.ts'
import { find, type Hands } from './found.ts'
import { GcWatch } from '../collect/watch.ts'
import { Digests } from './digests.ts'
import type { Answer, HeadState, Recipe, VisitAsk } from './protocol.ts'

/** What an isolate tells its host between answers. */
export interface Telling {
  readonly begins: (limitMs: number) => void
  readonly late: () => void
  readonly orphan: (thrown: unknown) => void
  readonly warn: (warning: HydraError) => void
  readonly enter: (scope: Scope) => void
}

class NumberedRun extends HeadRun {
  /** The trial that is run now, as the host counts. */
  at = 0

  override get trials(): number {
    return this.at
  }
}

export class Guest {
  readonly head: NumberedRun
  readonly hands: Hands
  readonly #tuning: Tuning
  readonly #digests: Digests | undefined
  readonly #gc: GcWatch | undefined
  /** Collections that were told. */
  #told = 0
  #taken: TrialResult | undefined

  private constructor(head: NumberedRun, hands: Hands, tuning: Tuning, digests: Digests | undefined) {
    this.#tuning = tuning
    this.head = head
    this.hands = hands
    this.#digests = digests
    this.#gc = GcWatch.open(tuning.clock)
  }

  /** Finds the head, prepares it and sets it up. */
  static async open(recipe: Recipe, telling: Telling): Promise<Guest | HydraError> {
    const hands: Hands = { sent: undefined, output: undefined }
    let guest: Guest | undefined
    try {
      const { head, ...found } = await find(recipe, hands)
      const digests = recipe.verify === undefined ? new Digests(found.inputs.names.length) : undefined
      const shared: Shared = {
        ...found,
        trials: Infinity,
        giveUpAfter: Infinity,
        cost: new CostBudget(undefined),
        left: () => Infinity,
        gc: undefined,
        answers: digests,
        deadline: new Deadline(telling.begins),
        orphan: (_, thrown) => telling.orphan(thrown),
        warn: telling.warn,
        enter: telling.enter,
        taken: (result) => guest?.take(result),
      }
      guest = new Guest(
        new NumberedRun(planHead(recipe.name, head, recipe.timeoutMs, telling.late), shared),
        hands,
        tuningFrom(recipe.tuning, telling.warn),
        digests,
      )
    } catch (thrown) {
      const params = { head: recipe.name, hook: 'the module', what: describeThrown(thrown) }
      return hydraError('3006', params, { where: { head: recipe.name }, cause: thrown })
    }
    return (await guest.head.prepare()) ?? guest
  }

  take(result: TrialResult): void {
    this.#taken = result
  }

  /** What the host has not been told yet: entries of the collector come late. */
  news(): Pick<Answer, 'collections' | 'digests'> {
    const digests = this.#digests?.news() ?? []
    const collections = this.#gc?.collections.after(this.#told)
    this.#told = this.#gc?.collections.count ?? 0
    return { ...(collections === undefined ? {} : { collections }), ...(digests.length === 0 ? {} : { digests }) }
  }

  state(): HeadState {
    const { canRebuild, rebuilt, steady, batched, canTwin, helperShare } = this.head
    const common = { canRebuild, rebuilt, steady, canTwin, helperShare }
    if (batched === undefined) return { ...common, batches: undefined }
    const { allCalls: calls, batchMs, loopMs, isShared, warmMs } = batched
    return { ...common, batches: { calls: [...calls], batchMs, loopMs, isShared, warmMs } }
  }

  async tune(): Promise<void> {
    await tune(this.head, this.#tuning)
  }

  /** Takes over what was found in an isolate before; what fails here is called one by one. */
  adopt({ canRebuild, rebuilt, steady, batches }: HeadState): void {
    const { head } = this
    Object.assign(head, { canRebuild, rebuilt, steady })
    const run = head.head?.body?.run
    const load = loadOf(head, 0, -1)
    if (batches === undefined || run === undefined || load === undefined) return
    const batched = new Batched(run, this.#tuning.clock, batches.batchMs)
    batches.calls.forEach((calls, input) => batched.setCalls(input, calls))
    batched.loopMs = batches.loopMs
    if (batched.warm(0, load, 2, 10) !== undefined) head.batched = batched
  }

  /** One trial: a batch where the head has batches, else one call. */
  async visit({ block, epoch, trial, scale, calls }: VisitAsk): Promise<TrialResult> {
    const { head } = this
    head.at = trial
    calls?.forEach((count, input) => head.batched?.setCalls(input, count))
    const step = { head, visit: { block, epoch, scale } }
    const between = (): Promise<boolean> => Promise.resolve(true)
    const told = { noted: () => undefined, done: () => undefined }
    await runSteps([step], { chainMs: 0, tuning: this.#tuning, between, ...told })
    for (const warning of this.#tuning.collector.leaks.news()) head.shared.warn(warning)
    return this.#taken!
  }
}

/**
 * createSelector(): picks among heads that learn from what came of them, put failing heads out and let them come back.
 * In: names of heads, or functions; a study or weights. Out: a selector. No timer is kept: state moves when it is asked or told something.
 */
import { hydraError } from '../errors/index.ts'
import { byName, type ByName } from '../study/index.ts'
import { refuseHead } from '../weigh/weights.ts'
import { changeHeads, definitionsOf } from './change-heads.ts'
import { Core } from './core.ts'
import type { EventName } from './events.ts'
import { explainAll, explainHead, type HeadExplanation, type SelectorExplanation } from './explain.ts'
import { openMetrics } from './metrics.ts'
import { observe } from './observe.ts'
import { recordAt, refusal } from './options.ts'
import { isPlain, pickPlainly, pickWith } from './pick.ts'
import { rate, type Rating } from './rate.ts'
import { callWith, runPlainly, runWith } from './run/run.ts'
import { planOf } from './run/options.ts'
import type { CallOptions, CallResult } from './run/types.ts'
import { anyOrigin, settingsOf } from './settings.ts'
import { load } from './snapshot/load.ts'
import { merge } from './snapshot/merge.ts'
import { optionsOf } from './snapshot/options.ts'
import { save } from './snapshot/save.ts'
import { readSnapshot, type Snapshot } from './snapshot/shape.ts'
import type { Outcome, Pick, PickOptions, SelectorEvents, SelectorFunction, SelectorHead, SelectorOptions } from './types.ts'

const noOptions: PickOptions = {}
/** What run() throws comes by the promise. */
const failed = (error: unknown): Promise<never> => Promise.resolve().then(() => Promise.reject(error as Error))

/** What createSelector() gives. */
export class Selector<I = unknown, O = unknown> {
  readonly #core: Core
  #isPlain = false

  constructor(core: Core) {
    this.#core = core
    this.#isPlain = isPlain(core)
  }

  /** Names of the heads, in their order. */
  get heads(): readonly string[] {
    return this.#core.names
  }

  /**
   * One choice.
   *
   * @returns the head; the probability it was picked with, given which heads could be had; a ticket to observe it by
   * @throws HYD-5008 every head is excluded or full, HYD-5007 all are ejected and `whenAllOut` is 'refuse'
   */
  pick(options?: PickOptions): Pick {
    const plain = options === undefined && this.#isPlain ? pickPlainly(this.#core) : undefined
    if (plain !== undefined) return plain
    const pick = pickWith(this.#core, options ?? noOptions)
    this.#isPlain = isPlain(this.#core)
    return pick
  }

  /**
   * What came of a pick; each is observed once.
   *
   * @param pick - the pick, or its ticket
   * @throws HYD-5005 a value that is refused, HYD-5006 a ticket that was observed, is of another selector, or too old; nothing has then changed
   */
  observe(pick: Pick | number, outcome: Outcome): void {
    observe(this.#core, pick, outcome)
    if (this.#isPlain && this.#core.growingUntil > this.#core.clock.at) this.#isPlain = false
  }

  /**
   * Picks a head, calls it, observes what comes of it; where the head fails, the next one, until there are no attempts left.
   *
   * @param input - what heads are called with, as `head(input, { signal, head, attempt, remainingMs })`
   * @param options - `signal` of the caller; `context`, `exclude`, `sticky` of the pick; time limits, `attempts`, `hedgeAfterMs`
   * @returns the output of the first head that has one; a stream once its first chunk is there
   * @throws HYD-5009 all heads tried have failed; HYD-5007 and HYD-5008 none can be had; HYD-1002 and HYD-1003 options, or heads that are names
   * only; what the head threw where it is the caller's fault; the reason of `signal`
   */
  run(input: I, options?: CallOptions): Promise<O> {
    const core = this.#core
    try {
      if (options !== undefined || !core.settings.call.isPlain) return runWith(core, input, options) as Promise<O>
      if (!core.settings.call.isCallable) planOf(core.settings.call, options)
      const beganAt = core.clock.read()
      return runPlainly(core, this.pick(), beganAt, input) as Promise<O>
    } catch (error) {
      return failed(error)
    }
  }

  /** As run(), and tells which pick gave the output and what was tried. @throws as run() */
  call(input: I, options?: CallOptions): Promise<CallResult<O>> {
    try {
      return callWith(this.#core, input, options) as Promise<CallResult<O>>
    } catch (error) {
      return failed(error)
    }
  }

  /**
   * What an observed call was worth, when it is known later: corrects the observation, once.
   *
   * @param pick - the pick, or its ticket, as call() gives it; observed, and among the last 65 536 (256 before the first rating)
   * @param rating - `quality`, `cost`, or both; what is left out stays as observed
   * @throws HYD-5005 a value that is refused, HYD-5006 a ticket that is unknown, not observed yet, abandoned, or rated already
   */
  rate(pick: Pick | number, rating: Rating): void {
    rate(this.#core, pick, rating)
  }

  /** The share of picks of each head as things are. */
  weights(): ByName<number> {
    const core = this.#core
    core.health?.tick(core.clock.read())
    const { vector } = core.refresh(core.whole)
    return byName(core.names.map((name, head) => [name, vector.probabilityOf(head)] as const))
  }

  /** Why a head has its share and its state; without a name, which rules are in force. @throws HYD-5004 unknown head */
  explain(): SelectorExplanation
  explain(head: string): HeadExplanation
  explain(head?: string): HeadExplanation | SelectorExplanation {
    return head === undefined ? explainAll(this.#core) : explainHead(this.#core, this.#placeOf(head))
  }

  /** OpenMetrics text, ending in `# EOF`. */
  metrics(): string {
    return openMetrics(this.#core)
  }

  /** Calls a listener at each event of a kind. @returns what takes it off again */
  on<K extends EventName>(name: K, listener: (event: SelectorEvents[K]) => void): () => void {
    return this.#core.events.on(name, listener)
  }

  /**
   * Puts a head out by hand.
   *
   * @returns false where it is the last one that is in, and `maxEjectedShare` is below 1
   * @throws HYD-5004 unknown head, HYD-1003 `ejection` is switched off, or a value refused
   */
  eject(head: string, options: { readonly forMs?: number; readonly reason?: string } = {}): boolean {
    const place = this.#placeOf(head)
    const { forMs, reason = 'by hand' } = recordAt(options, 'options of eject', ['forMs', 'reason']) as typeof options
    const { health } = this.#core
    if (health === undefined) throw refusal('ejection', 'switched on, to eject a head', false)
    if (forMs !== undefined && !(forMs > 0)) throw refusal('forMs', 'a number above 0', forMs)
    this.#isPlain = false
    this.#core.changed?.()
    return health.eject(place, reason, forMs)
  }

  /** Takes a head back in. @throws HYD-5004 unknown head */
  restore(head: string): void {
    this.#core.health?.restore(this.#placeOf(head), 'by hand')
    this.#isPlain = false
    this.#core.changed?.()
  }

  /**
   * Gives a head a fixed share of picks, whatever is learned of it; undefined lets it go again.
   *
   * @throws HYD-5004 unknown head, HYD-1003 a share outside 0 to 1, or pins that together are above 1
   */
  pin(head: string, share: number | undefined): void {
    const core = this.#core
    const place = this.#placeOf(head)
    const others = core.pins.filter(([pinned]) => pinned !== place)
    const taken = others.reduce((sum, [, own]) => sum + own, 0)
    if (share !== undefined && !(share >= 0 && share + taken <= 1))
      throw refusal('share', `a number from 0 to ${1 - taken}`, share)
    core.pins = share === undefined ? others : [...others, [place, share]]
    core.remakeAll('pin')
    core.changed?.()
    this.#isPlain = isPlain(core)
  }

  /**
   * One head more; it begins without evidence, and is tried as the policy asks for. All else stays as it is.
   *
   * @param definition - a function, or an object with run, timeoutMs, cost, retry; left out for one that is only named
   * @throws HYD-1005 a head of this name is there, HYD-1003 a definition refused, HYD-5002 the floor is too high for one more; nothing has then changed
   */
  addHead(head: string, definition: SelectorFunction | SelectorHead = {}): void {
    const core = this.#core
    if (core.places.has(head)) throw hydraError('1005', { name: head }, { where: { head } })
    const added = typeof definition === 'function' ? { run: definition } : definition
    changeHeads(core, definitionsOf(core.settings.heads).set(String(head), added))
    core.changed?.()
    this.#isPlain = isPlain(core)
  }

  /**
   * A head less; its picks that are under way can no longer be observed (HYD-5006). What is known of the others stays, bit for bit.
   *
   * @throws HYD-5004 unknown head, HYD-1007 it is the last one, HYD-1003 it is the incumbent; nothing has then changed
   */
  removeHead(head: string): void {
    const core = this.#core
    this.#placeOf(head)
    const heads = definitionsOf(core.settings.heads)
    heads.delete(head)
    changeHeads(core, heads)
    core.changed?.()
    this.#isPlain = isPlain(core)
  }

  /**
   * Its whole state as plain JSON, with times that are left instead of dates; `restoreSelector` goes on from it.
   */
  snapshot(): Snapshot {
    return save(this.#core)
  }

  /**
   * Joins what another process has learned of the same heads: any order and repetition of merges gives the same.
   *
   * @throws HYD-5013 not a snapshot, HYD-6004 one of a newer version; nothing has then changed
   */
  merge(snapshot: unknown): void {
    merge(this.#core, readSnapshot(snapshot))
  }

  #placeOf(head: unknown): number {
    const place = this.#core.places.get(head as string)
    return place ?? refuseHead(String(head), this.#core.names)
  }
}

/**
 * Makes a selector.
 *
 * Without settings: Thompson sampling on a reward that is quality, or 1, times how fast the call was; one pick in a hundred spread evenly;
 * a head begins anew where its rewards have changed; a head that fails five times in a row, or half the time, is out for 30 s, then probed.
 *
 * @param options - `heads`, a `study` or `weights`; see SelectorOptions
 * @throws HYD-1002 an unknown option, HYD-1003 a value refused, HYD-1005 a name twice, HYD-1007 no heads, HYD-5002 the floor,
 * HYD-5003 an unknown policy, HYD-5004 an unknown head, HYD-5010 reward 'speed' without scaleMs
 * @example
 * ```ts
 * import { createSelector } from 'hydra-profiler'
 * const selector = createSelector({ heads: ['a', 'b'], seed: 1 })
 * for (let i = 0; i < 500; i += 1) {
 *   const pick = selector.pick()
 *   selector.observe(pick, { ok: pick.head === 'a' || i % 2 === 0 })
 * }
 * selector.weights()['a']! > 0.9 // true
 * selector.explain('b').reason // '0.5 % by thompson: mean reward 0.500 of 10 observations', for instance
 * ```
 * Source: Thompson 1933; Besson, Kaufmann, Maillard and Seznec 2022 (changes).
 * @since 0.1.0
 */
export function createSelector<I = unknown, O = unknown>(options: SelectorOptions<I, O>): Selector<I, O> {
  return new Selector(coreOf(options as SelectorOptions))
}

export function coreOf(options: SelectorOptions): Core {
  const given: unknown = options
  if (given === undefined) throw hydraError('1007', { task: 'select from' }, { where: { option: 'heads' } })
  return new Core(settingsOf(options))
}

/**
 * A selector as it was when `snapshot()` was taken.
 *
 * With the same `origin` and heads it goes on with the very same picks; without one it gets its own, so that two copies never share one.
 * Times that were left go on from the time of day of the snapshot, where that lies in the past.
 *
 * @param snapshot - what `snapshot()` gave, as it was or read from JSON
 * @param options - `origin`, `now`, `heads` with their functions, `onDecision`; other options win over those of the snapshot
 * @throws HYD-5013 not a snapshot, HYD-6004 one of a newer version, and what createSelector() throws
 * @example
 * ```ts
 * import { createSelector, restoreSelector } from 'hydra-profiler'
 * const selector = createSelector({ heads: ['a', 'b'], seed: 1, origin: 'here' })
 * const again = restoreSelector(JSON.parse(JSON.stringify(selector.snapshot())), { origin: 'here' })
 * again.pick().head === selector.pick().head // true
 * ```
 * @since 0.1.0
 */
export function restoreSelector<I = unknown, O = unknown>(
  snapshot: unknown,
  options: Partial<SelectorOptions<I, O>> = {},
): Selector<I, O> {
  return new Selector(coreRestored(readSnapshot(snapshot), options as Partial<SelectorOptions>))
}

export function coreRestored(snapshot: Snapshot, options: Partial<SelectorOptions>): Core {
  const core = new Core(settingsOf({ ...optionsOf(snapshot, options), origin: options.origin ?? anyOrigin() }))
  load(core, snapshot)
  return core
}

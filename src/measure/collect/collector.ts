/**
 * Collects garbage before trials, where that was asked for: before the first trial of each head, or before every trial.
 * Where memory is kept from call to call, trials are looked at between collections as well (leaks.ts).
 * In: the option, whose turn it is. Out: nothing; it is never timed. Commands have a heap of their own, remote heads none: they are left out.
 * Without --expose-gc the function is had by setting that flag now and asking a fresh context for it. Node allows that; where a version should
 * not, the study goes on and says so (HYD-3021).
 */
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { hydraError, type HydraError } from '../../errors/index.ts'
import { Leaks, type Collect } from './leaks.ts'

export type GcChoice = 'none' | 'once' | 'each'
export const gcChoices = ['none', 'once', 'each'] as const satisfies readonly GcChoice[]

/** The function that collects all garbage; undefined where it cannot be had. */
export function findGc(): Collect | undefined {
  const own: unknown = globalThis.gc
  if (typeof own === 'function') return own as Collect
  try {
    setFlagsFromString('--expose-gc')
    const found: unknown = runInNewContext('gc')
    return typeof found === 'function' ? (found as Collect) : undefined
  } catch (refused) {
    // A ReferenceError: the flag came too late for this version. Anything else is no answer of ours to hide.
    if (refused instanceof Error && refused.name === 'ReferenceError') return undefined
    throw refused
  }
}

/** Whose turn it is. */
interface Turn {
  readonly name: string
}

export class Collector {
  readonly #collect: Collect | undefined
  readonly #choice: GcChoice
  readonly #done = new Set<object>()
  /** Who keeps memory. */
  readonly leaks: Leaks

  constructor(choice: GcChoice, collect: Collect | undefined, leaks = new Leaks(() => undefined, 0)) {
    this.#choice = choice
    this.#collect = collect
    this.leaks = leaks
  }

  /** As asked for. @param warn - told when the collector cannot be called. @param freeMs - for looking who keeps memory */
  static of(choice: GcChoice, warn: (warning: HydraError) => void, find = findGc, freeMs = 0): Collector {
    const collect = choice === 'none' ? undefined : find()
    if (choice !== 'none' && collect === undefined) warn(hydraError('3021', {}, { where: { option: 'gc' } }))
    return new Collector(choice, collect, new Leaks(find, freeMs))
  }

  /** Is garbage collected before the next trial of this head? */
  isDue(head: Turn): boolean {
    return this.#isAsked(head) || this.leaks.isDue(head.name)
  }

  /** Collects, where it is due. */
  before(head: Turn): void {
    if (this.#isAsked(head)) {
      this.#done.add(head)
      this.#collect?.()
    }
    this.leaks.before(head.name)
  }

  #isAsked(head: Turn): boolean {
    return this.#collect !== undefined && (this.#choice === 'each' || !this.#done.has(head))
  }
}

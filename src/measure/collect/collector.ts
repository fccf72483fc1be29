/**
 * Collects garbage before trials, where that was asked for: before the first trial of each head, or before every trial.
 * In: the option, whose turn it is. Out: nothing; it is never timed. Commands have a heap of their own, remote heads none: they are left out.
 * Without --expose-gc the function is had by setting that flag now and asking a fresh context for it. Node allows that; where a version should
 * not, the study goes on and says so (HYD-3021).
 */
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { hydraError, type HydraError } from '../../errors/index.ts'

export type GcChoice = 'none' | 'once' | 'each'
export const gcChoices = ['none', 'once', 'each'] as const satisfies readonly GcChoice[]

type Collect = () => unknown

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

export class Collector {
  readonly #collect: Collect | undefined
  readonly #choice: GcChoice
  readonly #done = new Set<object>()

  constructor(choice: GcChoice, collect: Collect | undefined) {
    this.#choice = choice
    this.#collect = collect
  }

  /** As asked for. @param warn - told when the collector cannot be called */
  static of(choice: GcChoice, warn: (warning: HydraError) => void, find = findGc): Collector {
    const collect = choice === 'none' ? undefined : find()
    if (choice !== 'none' && collect === undefined) warn(hydraError('3021', {}, { where: { option: 'gc' } }))
    return new Collector(choice, collect)
  }

  /** Is garbage collected before the next trial of this head? */
  isDue(head: object): boolean {
    return this.#collect !== undefined && (this.#choice === 'each' || !this.#done.has(head))
  }

  /** Collects, where it is due. */
  before(head: object): void {
    if (!this.isDue(head)) return
    this.#done.add(head)
    this.#collect?.()
  }
}

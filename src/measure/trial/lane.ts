/**
 * What a head needs to be called in batches: the function as it is now, and its loop.
 * In: an input, a number of calls. Out: how the batch ended. Nothing in it is awaited; a batch is one trial, and whoever asked for it
 * divides its figures by its calls.
 */
import type { Clock } from './clock.ts'
import { compileLoop, sharedLoop, train, type Loop, type Rounds, type Run } from './loop.ts'
import type { Judgement, Soon } from './oracle.ts'
import { enter, within, type Scope } from './scope.ts'

/** One batch to be run: everything that is made before the clock is read. */
export interface Link {
  readonly loop: Loop
  /** The head as it was then: the original, or a copy. */
  readonly run: Run
  readonly scope: Scope
  readonly context: unknown
  readonly rounds: Rounds
  readonly calls: number
  /** Asked about the answer as soon as the clock is read; without it answers are judged after the chain, if at all. */
  readonly judge?: ((output: unknown) => Soon<Judgement>) | undefined
  /** Told the answer as soon as the clock is read. */
  readonly answered?: ((output: unknown) => void) | undefined
  /** It is one call: nobody wants its answer after the chain, and one that throws is a trial like any other. */
  readonly isSingle?: boolean
}

/** How a batch ended; `thrown` is boxed, since anything may be thrown. */
export interface BatchEnd {
  /** Calls that were made, the one that threw included. */
  readonly calls: number
  readonly thrown: { readonly value: unknown } | undefined
  /** Of the last call; let go of where nobody wants it any more. */
  output: unknown
  /** It ended as a link may; false for one that threw, tried to exit, or gave a promise. */
  isWhole?: boolean
  /** ms of a call that was timed by itself. */
  readonly tookMs?: number | undefined
  /** What its judge said. */
  judgement?: Soon<Judgement>
  /** What it called to end the process. */
  readonly exit?: string | undefined
  /** It held the thread until it was ended. */
  readonly isBlocked?: boolean
}

/** Most calls of a batch: the round is a small integer. */
export const mostCalls = 2 ** 30

const anything = {}

/** Filled after it was made, so that the array holds any kind of value from the start. */
function roundsOf(input: unknown): Rounds {
  const inputs: unknown[] = [anything, anything]
  inputs[0] = inputs[1] = input
  return { inputs, sink: undefined, done: 0, tookMs: undefined }
}

export class Lane {
  #run: Run
  #loop: Loop
  /** Kept while the input stays the same: what is made for each trial anew is garbage that collections fall into trials for. */
  #rounds: Rounds | undefined

  /** @param loop - that calls it; without one it has a loop of its own */
  constructor(run: Run, loop?: Loop) {
    this.#run = run
    this.#loop = loop ?? compileLoop() ?? sharedLoop
  }

  /** True where no loop of its own could be compiled. */
  get isShared(): boolean {
    return this.#loop === sharedLoop
  }

  /**
   * A new loop, and perhaps a new copy of the head: the code is compiled, and placed in memory, once more.
   *
   * @param isTrained - the loop is compiled before the head is called in it
   */
  renew(run: Run, isTrained: boolean): void {
    this.#run = run
    this.#loop = compileLoop() ?? sharedLoop
    if (isTrained) train(this.#loop)
  }

  /** Another function in the same loop. */
  call(run: Run): void {
    this.#run = run
  }

  /** @param isSingle - it is one call, and a trial by itself */
  link(input: unknown, calls: number, scope: Scope, context: unknown, isSingle = false): Link {
    if (this.#rounds?.inputs[0] !== input) this.#rounds = undefined
    const rounds = (this.#rounds ??= roundsOf(input))
    return { loop: this.#loop, run: this.#run, scope, context, rounds, calls, isSingle }
  }
}

/** A scope serves many batches: what was called in one is its own. */
function exitOf(scope: Scope): string | undefined {
  const { exit } = scope
  scope.exit = undefined
  return exit
}

/** Runs a batch from within some scope, in that of its head; never throws. */
export function runLink({ loop, run, scope, rounds, context, calls }: Link): BatchEnd {
  enter(scope)
  try {
    loop(run, rounds, context, calls)
  } catch (value) {
    return { calls: rounds.done + 1, thrown: { value }, output: undefined, tookMs: rounds.tookMs, exit: exitOf(scope) }
  }
  const output = rounds.sink
  rounds.sink = undefined
  return { calls, thrown: undefined, output, tookMs: rounds.tookMs, exit: exitOf(scope) }
}

/** Time of one batch by one place of the clock; for calibration and warm-up. */
export function timeBatch(
  link: Link,
  clock: Clock,
  row: Float64Array,
  place: number,
): { readonly ms: number; readonly end: BatchEnd } {
  return within(link.scope, () => {
    clock.read(row)
    const before = row[place]!
    const end = runLink(link)
    clock.read(row)
    return { ms: row[place]! - before, end }
  })
}

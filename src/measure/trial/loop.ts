/**
 * The loop that calls a head many times: one of its own for each head, compiled from a text that no other loop has.
 * In: a function, its input, a number of calls. Out: the last answer, in a sink that is read later.
 * Why a loop of its own: V8 optimises a loop for what is called in it; heads that share one are measured through each other.
 * Why the input comes from an array, at a place that depends on the round: such a load cannot be taken out of the loop, and with it
 * nothing that depends on the input. Why each answer replaces the one before: any of them may be the last, so none can be left out;
 * and numbers are not boxed, as a store would. The array holds any kind of value from the start, so that an input of another kind does
 * not compile the loop anew.
 * Where code from strings is forbidden all heads share one loop, and the study says so (HYD-3015).
 */
import { msBetween, nanos } from '../builtins.ts'

export type Run = (input: unknown, context: unknown) => unknown

export interface Rounds {
  readonly inputs: readonly unknown[]
  /** The last answer. */
  sink: unknown
  /** Calls that were finished: all of them, or up to the one that threw. */
  done: number
  /** ms of a call that was timed by itself. */
  tookMs?: number | undefined
}

export type Loop = (run: Run, rounds: Rounds, context: unknown, calls: number) => void

const body = `{
  const { inputs } = rounds
  let last
  let i = 0
  try {
    for (; i < calls; i += 1) last = run(inputs[i & 1], context)
  } finally {
    rounds.done = i
    rounds.sink = last
  }
}`

let loops = 0

/** A loop that nobody else has; undefined where code from strings is forbidden. */
export function compileLoop(): Loop | undefined {
  loops += 1
  try {
    // eslint-disable-next-line no-new-func, @typescript-eslint/no-implied-eval -- a text of its own is what gives a loop feedback and code of its own
    return new Function('run', 'rounds', 'context', 'calls', `'use strict' // loop ${loops}\n${body}`) as Loop
  } catch (refused) {
    if (refused instanceof EvalError) return undefined
    throw refused
  }
}

/** The loop that all heads share where none can be compiled. */
export const sharedLoop: Loop = (run, rounds, context, calls) => {
  const { inputs } = rounds
  let last: unknown
  let i = 0
  try {
    for (; i < calls; i += 1) last = run(inputs[i & 1], context)
  } finally {
    rounds.done = i
    rounds.sink = last
  }
}

/** One call, timed by itself: nothing but the call stands between the two readings. */
export const callTimed: Loop = (run, rounds, context) => {
  const { inputs } = rounds
  const input = inputs[0]
  let endedAt: bigint
  const startedAt = nanos()
  try {
    rounds.sink = run(input, context)
  } finally {
    endedAt = nanos()
    rounds.tookMs = msBetween(startedAt, endedAt)
  }
}

const trainingCalls = 20_000
let isTrained = false

/** Compiles `callTimed`, once, with calls that may be to anything: an interpreter's would be billed to the first heads. It takes some ms. */
export function trainTimed(): void {
  if (isTrained) return
  isTrained = true
  const rounds: Rounds = { inputs: [{}, {}], sink: undefined, done: 0, tookMs: undefined }
  const kinds = [hollow, other, (): undefined => undefined, (): number => 1, (input: unknown): unknown => [input]]
  for (let i = 0; i < trainingCalls; i += 1) callTimed(kinds[i % kinds.length]!, rounds, undefined, 1)
}

/** What an empty loop calls: it hands the input on, and is compiled away. */
export const hollow: Run = (input) => input
const other: Run = (_, context) => context

/** Rounds after which V8 has compiled a loop; it counts rounds, not time. */
const training = 6000

/**
 * Compiles a loop before its head is called in it, with a call that may be to anything.
 * Why: a head of a us is called too seldom in a warm-up for its loop to be compiled, and would be measured through an interpreter's loop
 * in one batch and a compiled one in another. It also keeps the head from being compiled into the loop, where it behaves otherwise than
 * by itself. The call costs some 3 ns: too much for heads that are called often enough.
 */
export function train(loop: Loop): void {
  const rounds: Rounds = { inputs: [{}, {}], sink: undefined, done: 0, tookMs: undefined }
  loop(other, rounds, undefined, 2)
  loop(hollow, rounds, undefined, training)
  loop(other, rounds, undefined, training / 2)
}

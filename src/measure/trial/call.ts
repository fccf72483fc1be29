/**
 * Calls a user's function once, and waits for a promise only when there is one.
 * In: a function, its two arguments, a limit. Out: how it ended and how long it took; never throws.
 * The clock is read next to the call; scope, limit and resources lie outside of it. `then` is read once and called once, guarded: the
 * first settlement counts, one after the limit is `late`. A synchronous call longer than its limit is a timeout when it returns.
 */
import { msBetween, nanos, now } from '../builtins.ts'
import { armed } from './armed.ts'
import type { Deadline } from './deadline.ts'
import type { Ended, How } from './ended.ts'
import type { Scope } from './scope.ts'

export interface Limits {
  readonly scope: Scope
  readonly deadline: Deadline
  readonly limitMs: number
  /** It is ended at its limit, also where it does not let go of the thread. */
  readonly isArmed?: boolean
  /** Nobody is to be told when it holds the thread: it is part of a call that is armed, or no code of the head. */
  readonly isUnwatched?: boolean
  /** Settled after its limit, or after it was stopped. */
  readonly onLate?: () => void
}

type Then = (settle: (value: unknown) => void, fail: (thrown: unknown) => void) => unknown
type Function2 = (a: unknown, b: unknown) => unknown

/** The `then` of a thenable, read once; a getter may throw. */
function thenOf(value: unknown): Then | undefined {
  if ((typeof value !== 'object' && typeof value !== 'function') || value === null) return undefined
  const then: unknown = (value as { then?: unknown }).then
  return typeof then === 'function' ? (then as Then) : undefined
}

const deepestThenable = 10

/** Waits for a thenable, and for the thenables it settles to. */
function adopt(value: unknown, then: Then, settle: (how: How, value: unknown) => void, depth: number): void {
  let open = true
  const fail = (thrown: unknown): void => {
    if (open) settle('threw', thrown)
    open = false
  }
  const answer = (result: unknown): void => {
    if (!open) return
    try {
      const next = thenOf(result)
      open = false
      if (next === undefined) settle('returned', result)
      else if (depth < deepestThenable) adopt(result, next, settle, depth + 1)
      else settle('threw', new TypeError('a promise of a promise, more than ten deep'))
    } catch (thrown) {
      open = false
      settle('threw', thrown)
    }
  }
  try {
    then.call(value, answer, fail)
  } catch (thrown) {
    fail(thrown)
  }
}

/** What came after the limit came too late, whatever it was worth. */
function judged(how: How, value: unknown, wallMs: number, { limitMs, onLate }: Limits): Ended {
  if (how !== 'returned' || wallMs <= limitMs) return { how, value, wallMs }
  onLate?.()
  return { how: 'timeout', value: undefined, wallMs }
}

function settled(value: unknown, then: Then, startedAt: number, limits: Limits): Promise<Ended> {
  const { scope, deadline, limitMs, onLate } = limits
  return new Promise((resolve) => {
    let by: How | undefined
    const end = (how: How, result: unknown): void => {
      const wallMs = now() - startedAt
      if (by !== undefined) return
      deadline.clear()
      scope.stop = undefined
      by = how
      resolve(judged(how, result, wallMs, limits))
    }
    const settle = (how: How, result: unknown): void => {
      if (by === undefined) end(how, result)
      else if (by === 'timeout') onLate?.()
    }
    scope.stop = end
    adopt(value, then, settle, 0)
    if (by === undefined) deadline.set(limitMs - (now() - startedAt), () => end('timeout', undefined), scope.head)
  })
}

function ended(how: How, value: unknown, wallMs: number, limits: Limits): Ended {
  const { exit } = limits.scope
  limits.deadline.returned()
  return exit === undefined ? judged(how, value, wallMs, limits) : { how: 'exit', value: exit, wallMs }
}

/** What stands between the two readings is the call alone; a promise is waited for from the first of them on. */
function callHere(run: Function2, a: unknown, b: unknown, limits: Limits): Ended | Promise<Ended> {
  let value: unknown
  let endedAt: bigint
  const isWatched = limits.isArmed !== true && limits.isUnwatched !== true
  limits.deadline.begins(limits.limitMs, isWatched ? limits.scope.head : undefined)
  const startedAt = nanos()
  try {
    value = run(a, b)
    endedAt = nanos()
  } catch (thrown) {
    return ended('threw', thrown, msBetween(startedAt, nanos()), limits)
  }
  const wallMs = msBetween(startedAt, endedAt)
  try {
    const then = thenOf(value)
    if (then !== undefined && limits.scope.exit === undefined) return settled(value, then, now() - wallMs, limits)
  } catch (thrown) {
    return ended('threw', thrown, wallMs, limits)
  }
  return ended('returned', value, wallMs, limits)
}

/** A call, and all that is read around it, armed. */
export function armedCall(call: () => Ended | Promise<Ended>, limitMs: number): Ended | Promise<Ended> {
  const startedAt = now()
  return armed(call, limitMs)?.value ?? { how: 'blocked', value: undefined, wallMs: now() - startedAt }
}

/** Calls `run(a, b)`; must itself be called within the scope. */
export function callOnce(run: Function2, a: unknown, b: unknown, limits: Limits): Ended | Promise<Ended> {
  const call = (): Ended | Promise<Ended> => callHere(run, a, b, limits)
  return limits.isArmed === true ? armedCall(call, limits.limitMs) : call()
}

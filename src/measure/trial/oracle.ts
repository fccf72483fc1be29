/**
 * Judges an output, untimed: is it right, and what does it measure besides time.
 * In: output and input. Out: the outcome with its error, or the metrics. A judge that throws, or never answers, makes no success.
 */
import { describeThrown, hydraError, show, type HydraError } from '../../errors/index.ts'
import type { Outcome } from '../../study/types.ts'
import { callOnce, type Limits } from './call.ts'
import type { Ended, How } from './ended.ts'
import { within } from './scope.ts'

export type Verify = (output: unknown, input: unknown) => unknown
export type Metrics = (output: unknown, input: unknown) => unknown

/** Which trial is judged. */
export interface Place {
  readonly head: string
  readonly trial: number
}

export interface Judgement {
  readonly outcome: Outcome
  readonly error?: HydraError
  readonly metrics?: readonly (readonly [string, number])[]
}

const right: Judgement = { outcome: 'success' }

/** What is said of a judge that did not come to its end in time. */
function lateOf(how: How, limitMs: number): string | undefined {
  if (how === 'blocked') return `it held the thread, and was stopped at its limit of ${limitMs} ms`
  return how === 'timeout' ? `no answer within ${limitMs} ms` : undefined
}

function answerOf({ how, value }: Ended, { head, trial }: Place, limitMs: number): Judgement {
  const where = { where: { head, trial } }
  if (how === 'aborted') return { outcome: 'aborted' }
  if (how === 'exit') return { outcome: 'exit', error: hydraError('3007', { head, trial, what: String(value) }, where) }
  if (how === 'returned' && value === true) return right
  if (how === 'returned' && value === false) return { outcome: 'wrong', error: hydraError('3003', { head, trial }, where) }
  if (how === 'threw') {
    return {
      outcome: 'error',
      error: hydraError('3004', { head, trial, what: describeThrown(value) }, { ...where, cause: value }),
    }
  }
  const what = lateOf(how, limitMs) ?? `it gave ${show(value)}, neither true nor false`
  return { outcome: 'error', error: hydraError('3004', { head, trial, what }, where) }
}

/** At once, unless somebody is to be waited for. */
export type Soon<T> = T | Promise<T>

/** Asks `verify`, if there is one. */
export function judge(
  verify: Verify | undefined,
  output: unknown,
  input: unknown,
  place: Place,
  limits: Limits,
): Soon<Judgement> {
  if (verify === undefined) return right
  const answer = within(limits.scope, () => callOnce(verify, output, input, limits))
  if (answer instanceof Promise) return answer.then((ended) => answerOf(ended, place, limits.limitMs))
  return answerOf(answer, place, limits.limitMs)
}

/** Numbers by name, or what is wrong with them. */
function readMetrics(value: unknown): readonly (readonly [string, number])[] | string {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return `${show(value)} is not an object of numbers`
  const entries: [string, number][] = []
  for (const name of Object.keys(value)) {
    const figure = (value as Record<string, unknown>)[name]
    if (typeof figure !== 'number' || !Number.isFinite(figure)) return `${show(name)} is ${show(figure)}, not a finite number`
    entries.push([name, figure])
  }
  return entries
}

function metricsOf({ how, value }: Ended, { head, trial }: Place, limitMs: number): Judgement {
  const where = { where: { head, trial } }
  const refuse = (what: string, cause?: unknown): Judgement => ({
    outcome: 'error',
    error: hydraError('3012', { head, trial, what }, { ...where, cause }),
  })
  if (how === 'exit') return { outcome: 'exit', error: hydraError('3007', { head, trial, what: String(value) }, where) }
  if (how === 'aborted') return { outcome: 'aborted' }
  if (how === 'threw') return refuse(describeThrown(value), value)
  const late = lateOf(how, limitMs)
  if (late !== undefined) return refuse(late)
  try {
    const metrics = readMetrics(value)
    return typeof metrics === 'string' ? refuse(metrics) : { outcome: 'success', metrics }
  } catch (thrown) {
    return refuse(describeThrown(thrown), thrown)
  }
}

/** Asks `metrics` about a right output, if there is one. */
export function measure(
  metrics: Metrics | undefined,
  output: unknown,
  input: unknown,
  place: Place,
  limits: Limits,
): Soon<Judgement> {
  if (metrics === undefined) return right
  const answer = within(limits.scope, () => callOnce(metrics, output, input, limits))
  if (answer instanceof Promise) return answer.then((ended) => metricsOf(ended, place, limits.limitMs))
  return metricsOf(answer, place, limits.limitMs)
}

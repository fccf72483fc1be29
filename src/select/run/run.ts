/**
 * selector.run() and selector.call(). The usual call, without options and limits, is `runPlainly`: pick, call, observe, and no more; whatever
 * else happens, a failure, a stream, goes on in a chain.
 */
import type { Core } from '../core.ts'
import type { NamedHead } from '../heads.ts'
import type { Pick } from '../types.ts'
import { isThenable, observeSafely, type Attempt } from './attempt.ts'
import { HeadCall } from './call-context.ts'
import { Chain } from './chain.ts'
import { planOf } from './options.ts'
import { isStreamed } from './source.ts'
import type { CallOptions, CallResult } from './types.ts'

/** @throws HYD-1002 and HYD-1003 options; what call() rejects with comes by the promise */
export function callWith(core: Core, input: unknown, options: CallOptions | undefined): Promise<CallResult> {
  return new Chain(core, input, planOf(core.settings.call, options), core.clock.read()).begin()
}

const outputOf = ({ output }: CallResult): unknown => output

export const runWith = (core: Core, input: unknown, options: CallOptions | undefined): Promise<unknown> =>
  callWith(core, input, options).then(outputOf)

/** A call as it began, before anything is known of how it goes on. */
interface Begun {
  readonly core: Core
  readonly pick: Pick
  readonly call: HeadCall
  /** By the selector's clock. */
  readonly beganAt: number
  readonly input: unknown
}

/** Calls a head that was picked without options. @param beganAt - by the selector's clock, before the pick */
export function runPlainly(core: Core, pick: Pick, beganAt: number, input: unknown): Promise<unknown> {
  const call = new HeadCall(pick.head, 1, Infinity)
  const begun = { core, pick, call, beganAt, input }
  let output: unknown
  try {
    output = headOf(begun).run!(input as never, call)
  } catch (error) {
    return failed(begun, error)
  }
  if (!(output instanceof Promise) && !isThenable(output)) return Promise.resolve(gave(begun, output))
  const promise = output instanceof Promise ? output : Promise.resolve(output)
  return promise.then(
    (value: unknown) => gave(begun, value),
    (error: unknown) => failed(begun, error),
  )
}

const headOf = ({ core, pick }: Begun): NamedHead => core.settings.heads[core.tickets.headOf(core.tickets.slotOf(pick.ticket))]!

/** The output itself, or the promise of it that a stream needs. */
function gave(begun: Begun, output: unknown): unknown {
  const { core, pick, beganAt } = begun
  if (typeof output === 'object' && output !== null && isStreamed(output)) return goOn(begun, (attempt) => attempt.gave(output))
  observeSafely(core, pick, { ok: true, durationMs: core.clock.read() - beganAt })
  return output
}

const failed = (begun: Begun, error: unknown): Promise<unknown> => goOn(begun, (attempt) => attempt.fail(error))

function goOn({ core, pick, call, beganAt, input }: Begun, how: (attempt: Attempt) => void): Promise<unknown> {
  const chain = new Chain(core, input, planOf(core.settings.call, undefined), beganAt)
  how(chain.adopt(pick, call))
  return chain.promise.then(outputOf)
}

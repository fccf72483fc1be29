/**
 * selector.run() and selector.call(). The usual call, without options and limits, is `runPlainly`: pick, call, observe, and no more; whatever
 * else happens, a failure, a stream, goes on in a chain.
 */
import type { Core } from '../core.ts'
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

/** Calls a head that was picked without options. @param beganAt - by the selector's clock, before the pick */
export function runPlainly(core: Core, pick: Pick, beganAt: number, input: unknown): Promise<unknown> {
  const call = new HeadCall(pick.head, 1, Infinity)
  const { run } = core.settings.heads[core.tickets.headOf(core.tickets.slotOf(pick.ticket))]!
  let output: unknown
  try {
    output = run!(input as never, call)
  } catch (error) {
    return failed(core, pick, call, beganAt, input, error)
  }
  if (output instanceof Promise) return follow(core, pick, call, beganAt, input, output)
  if (typeof output !== 'object' || output === null) {
    succeeded(core, pick, beganAt)
    return Promise.resolve(output)
  }
  if (isThenable(output)) return follow(core, pick, call, beganAt, input, Promise.resolve(output))
  return Promise.resolve(gave(core, pick, call, beganAt, input, output))
}

// Arguments one by one: an object for them would cost as much as the pick.
const follow = (
  core: Core,
  pick: Pick,
  call: HeadCall,
  beganAt: number,
  input: unknown,
  promise: Promise<unknown>,
): Promise<unknown> =>
  promise.then(
    (output: unknown) => {
      if (typeof output === 'object' && output !== null) return gave(core, pick, call, beganAt, input, output)
      succeeded(core, pick, beganAt)
      return output
    },
    (error: unknown) => failed(core, pick, call, beganAt, input, error),
  )

const succeeded = (core: Core, pick: Pick, beganAt: number): void =>
  observeSafely(core, pick, { ok: true, durationMs: core.clock.read() - beganAt })

/** The output itself, or the promise of it that a stream needs. */
function gave(core: Core, pick: Pick, call: HeadCall, beganAt: number, input: unknown, output: object): unknown {
  if (isStreamed(output)) return goOn(core, pick, call, beganAt, input, (attempt) => attempt.gave(output))
  succeeded(core, pick, beganAt)
  return output
}

function failed(core: Core, pick: Pick, call: HeadCall, beganAt: number, input: unknown, error: unknown): Promise<unknown> {
  return goOn(core, pick, call, beganAt, input, (attempt) => attempt.fail(error))
}

/** What is not usual goes on in a chain. */
function goOn(
  core: Core,
  pick: Pick,
  call: HeadCall,
  beganAt: number,
  input: unknown,
  how: (attempt: Attempt) => void,
): Promise<unknown> {
  // prettier-ignore
  const chain = new Chain(core, input, planOf(core.settings.call, undefined), beganAt)
  return chain.adopt(pick, call, how).then(outputOf)
}

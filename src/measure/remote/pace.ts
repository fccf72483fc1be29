/**
 * A remote head asks again when it is told to wait: no trial, no time, no failure.
 * In: a way to call it. Out: another that answers only once it was not told to wait, with the time of that last call alone.
 * All calls of a head wait together: who is told to slow down by one answer would be told so by the next. A wait that does not fit into the limit of
 * a call, or into what the study has left, is not begun: then the answer counts as it is. An abort ends it.
 */
import { later, never, now, Calendar } from '../builtins.ts'
import type { Call, CallSettings, Ended } from '../trial/ended.ts'
import { outside } from '../trial/scope.ts'
import { retryAfterMs } from './retry-after.ts'

/** What waiting took, over all calls of a head. */
export interface Paced {
  times: number
  waitedMs: number
}

/** @returns how it was ended, if it was not waited for to the end */
function wait(ms: number, { scope }: CallSettings): Promise<Ended | undefined> {
  return new Promise((resolve) => {
    const timer = outside(() => later(() => end(undefined), ms))
    const end = (ended: Ended | undefined): void => {
      never(timer)
      scope.stop = undefined
      resolve(ended)
    }
    scope.stop = (how, value) => end({ how, value, wallMs: 0 })
  })
}

const isAnswer = ({ how }: Ended): boolean => how === 'returned' || how === 'threw'

export function pace(call: Call, paced: Paced): Call {
  let openAt = 0

  async function waitUntilOpen(settings: CallSettings): Promise<Ended | undefined> {
    for (let ms = openAt - now(); ms > 0; ms = openAt - now()) {
      const ended = await wait(ms, settings)
      if (ended !== undefined) return ended
    }
    return undefined
  }

  /** Ms that the answer asks to wait, as far as there is room for it. */
  function roomFor(ended: Ended, attempt: number, waitedMs: number, { limitMs, left }: CallSettings): number | undefined {
    const ms = isAnswer(ended) ? retryAfterMs(ended.value, attempt, Calendar.now()) : undefined
    return ms !== undefined && waitedMs + ms <= limitMs && ms < (left?.() ?? Infinity) ? ms : undefined
  }

  return async (input, settings) => {
    const startedAt = now()
    for (let attempt = 0; ; attempt += 1) {
      const waiting = attempt > 0 || openAt > now() ? await waitUntilOpen(settings) : undefined
      if (waiting !== undefined) return waiting
      const waitedMs = now() - startedAt
      const ended = await call(input, settings)
      const ms = roomFor(ended, attempt, waitedMs, settings)
      if (ms === undefined) return ended
      paced.times += 1
      paced.waitedMs += ms
      if (now() + ms > openAt) openAt = now() + ms
    }
  }
}

/**
 * One visit: some calls of one head, started by a loop.
 * Closed loop: so many at a time, each that ends starts the next; its time is that of the call.
 * Open loop: calls are due at equal distances, whatever became of those before; the time of a call counts from when it was due, so that a
 * stall is seen in every call that it held up. A closed loop waits with the one that hangs, and never makes the calls that would have shown it
 * (coordinated omission; Tene 2013, Schroeder et al. 2006 on open and closed systems).
 * A head that cannot keep up is given up: its queue grows for as long as it is asked, so its times would say how long that was.
 */
import { breathe, later, now } from '../builtins.ts'
import type { HeadRun, Visit } from '../head-run.ts'
import type { Calls } from './calls.ts'
import { mostPending } from './plan.ts'

export interface VisitSettings {
  /** Calls of the visit. */
  readonly calls: number
  /** Calls at a time. */
  readonly width: number
  readonly ratePerSecond: number | undefined
  /** Asked before each call; false ends the visit. */
  readonly between: () => Promise<boolean>
}

/** Why a head cannot keep up; undefined when it does. */
export type Saturation = string | undefined

/** Timers fire up to a ms late: the last two are waited for by turning the event loop. */
const nearMs = 2
/** An abort is noticed after so long. */
const napMs = 50

async function until(dueAt: number): Promise<void> {
  const leftMs = dueAt - now()
  if (leftMs > nearMs) {
    const restMs = leftMs - nearMs < napMs ? leftMs - nearMs : napMs
    await new Promise<void>((resolve) => void later(resolve, restMs))
  } else await breathe()
}

/** Trials are numbered as they begin: calls that run have no place in the columns yet. */
export async function closedVisit(head: HeadRun, visit: Visit, calls: Calls, settings: VisitSettings): Promise<void> {
  let begun = 0
  const first = head.trials
  const lane = async (): Promise<void> => {
    while (begun < settings.calls && !head.dropped) {
      const trial = first + begun
      begun += 1
      if (!(await settings.between())) return
      await calls.make(head, visit, trial, 0)
    }
  }
  const width = settings.width < settings.calls ? settings.width : settings.calls
  await Promise.all(Array.from({ length: width }, lane))
}

/** What keeps the next call from being made in time, beyond what is borne. */
function saturation(lateMs: number, pending: number, limitMs: number): Saturation {
  if (pending > mostPending) return `more than ${mostPending} calls are due and not done`
  return lateMs > limitMs ? `a call waited longer than its limit of ${limitMs} ms to be made` : undefined
}

/** @returns why it was given up, if it was */
export async function openVisit(head: HeadRun, visit: Visit, calls: Calls, settings: VisitSettings): Promise<Saturation> {
  const gapMs = 1000 / settings.ratePerSecond!
  const [first, startedAt, running] = [head.trials, now(), new Set<Promise<void>>()]
  let full: Saturation
  for (let next = 0; next < settings.calls && !head.dropped;) {
    const dueAt = startedAt + next * gapMs
    await until(dueAt)
    if (!(await settings.between())) break
    const lateMs = now() - dueAt
    if (lateMs < 0) continue
    full = saturation(lateMs, Math.floor(lateMs / gapMs) + calls.running, head.plan.timeoutMs)
    if (full !== undefined) break
    if (calls.running >= settings.width) {
      await calls.ended()
      continue
    }
    const call: Promise<void> = calls.make(head, visit, first + next, lateMs).finally(() => running.delete(call))
    running.add(call)
    next += 1
  }
  await Promise.all(running)
  return full
}

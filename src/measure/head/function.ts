/** A head that is a function of this process: called in its scope, with CPU time and heap read around the call. */
import { cpuUsage, heapUsed } from '../builtins.ts'
import { callOnce, type Limits } from '../trial/call.ts'
import type { Call, CallSettings, Ended } from '../trial/ended.ts'
import { within } from '../trial/scope.ts'

type Run = (input: unknown, context: unknown) => unknown

interface Before {
  readonly cpu: NodeJS.CpuUsage
  readonly heap: number
}

function withResources(ended: Ended, { cpu, heap }: Before): Ended {
  const spent = cpuUsage(cpu)
  return { ...ended, heapBytes: heapUsed() - heap, cpuMs: (spent.user + spent.system) / 1000 }
}

/**
 * Makes a function callable as a head.
 *
 * @param onLate - told each time a call settles after its limit
 */
export const callFunction =
  (run: Run, onLate: () => void): Call =>
  (input, { context, scope, deadline, limitMs }: CallSettings) => {
    const limits: Limits = { scope, deadline, limitMs, onLate }
    const before: Before = { cpu: cpuUsage(), heap: heapUsed() }
    const ended = within(scope, () => callOnce(run, input, context, limits))
    if (!(ended instanceof Promise)) return withResources(ended, before)
    return ended.then((later) => withResources(later, before))
  }

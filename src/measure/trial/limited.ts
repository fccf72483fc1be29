/**
 * Ends synchronous code at a limit: the two ways that Node has for it.
 * In: an expression that calls what is to be run, a limit in ms. Out: nothing; whoever is called sees itself whether it was begun and finished.
 * The inspector ends an evaluation of its own that takes too long, from a thread that is there anyway: 15 us a call. node:vm starts a thread
 * for each call and waits for its end: 55 us, and much more on a busy machine.
 * The inspector serves the main thread alone: it takes back every request to end what runs, also that of who terminates a worker.
 */
import type { Session } from 'node:inspector'
import { Script } from 'node:vm'
import { isMainThread } from 'node:worker_threads'

export type Limited = (limitMs: number) => void

const isTimeout = (thrown: unknown): boolean => (thrown as { code?: unknown } | null)?.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT'

/** By node:vm: anywhere. */
export function byScript(expression: string): Limited {
  const script = new Script(expression)
  return (limitMs) => {
    try {
      script.runInThisContext({ timeout: Math.ceil(limitMs) })
    } catch (thrown) {
      if (!isTimeout(thrown)) throw thrown
    }
  }
}

/** By the inspector; undefined in a thread, and where there is none (a build without it, a process that is not allowed to). */
export function byInspector(expression: string): Limited | undefined {
  if (!isMainThread) return undefined
  let session: Session
  try {
    const { Session: Inspector } = process.getBuiltinModule('node:inspector')
    session = new Inspector()
    session.connect()
  } catch {
    return undefined
  }
  // What forbids code from strings forbids it there too.
  const settings = { expression, silent: true, allowUnsafeEvalBlockedByCSP: false }
  return (timeout) => session.post('Runtime.evaluate', { ...settings, timeout })
}

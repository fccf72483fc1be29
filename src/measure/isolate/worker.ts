/**
 * A head on a thread of its own. An endless loop there is ended by V8; native code that does not return is let go, and ends with it.
 * Its heap has a limit of its own, but a crash (an abort in native code) ends the whole process: `process` holds that too.
 */
import { Worker } from 'node:worker_threads'
import { describeThrown } from '../../errors/index.ts'
import { later, never } from '../builtins.ts'
import { cleanEnvironment, cleanFlags } from './clean.ts'
import { isolateEntry } from './entry.ts'
import { patienceMs, type Ears, type End, type Port, type PortSettings } from './port.ts'
import type { ToHost } from './protocol.ts'

function endOf(thrown: unknown): End {
  const isMemory = (thrown as { code?: unknown } | null)?.code === 'ERR_WORKER_OUT_OF_MEMORY'
  return { why: isMemory ? 'memory' : 'ended', what: describeThrown(thrown) }
}

/** Flags are inherited as they are, unless some of them must not be: then those that a thread cannot have are left out with them. */
function flagsOf(flags: readonly string[]): { execArgv?: string[] } {
  const clean = cleanFlags(flags)
  return clean.length === flags.length ? {} : { execArgv: [] }
}

export function openWorker({ memoryBytes }: PortSettings, { hear, ended }: Ears): Port {
  const worker = new Worker(isolateEntry(), {
    env: cleanEnvironment(process.env),
    ...flagsOf(process.execArgv),
    ...(memoryBytes === undefined ? {} : { resourceLimits: { maxOldGenerationSizeMb: memoryBytes / 2 ** 20 } }),
  })
  let end: End | undefined
  const gone = new Promise<void>((resolve) => {
    worker.once('exit', (code) => {
      ended(end ?? { why: 'ended', what: `its thread ended with code ${code}` })
      resolve()
    })
  })
  worker.on('message', (message: ToHost) => hear(message))
  worker.on('error', (thrown) => void (end ??= endOf(thrown)))
  return {
    post: (message) => worker.postMessage(message),
    kill: async () => {
      void worker.terminate()
      const timer: { value?: NodeJS.Timeout } = {}
      await Promise.race([gone, new Promise<void>((resolve) => (timer.value = later(resolve, patienceMs)))])
      never(timer.value)
      worker.unref()
    },
  }
}

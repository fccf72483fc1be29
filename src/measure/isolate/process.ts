/**
 * A head in a process of its own, which leads a group: ended with everything that it started.
 * What it writes to stdout and stderr goes where ours goes, but for the dump that V8 writes when its heap is full.
 */
import { fork, type ChildProcess } from 'node:child_process'
import { forgetGroup, rememberGroup, signalGroup } from '../../process/group.ts'
import { later, never } from '../builtins.ts'
import { cleanEnvironment, cleanFlags } from './clean.ts'
import { isolateEntry } from './entry.ts'
import { patienceMs, type Ears, type End, type Port, type PortSettings } from './port.ts'
import type { ToHost } from './protocol.ts'

const dump = '<--- Last few GCs --->'
const full = /heap out of memory|Allocation failed/
const keptText = 4096

/** Hands on what a process says on stderr, up to a dump; and keeps the end of it. */
class Talk {
  #kept = ''
  #isDump = false

  hear(text: string): void {
    this.#kept = (this.#kept + text).slice(-keptText)
    const at = text.indexOf(dump)
    if (!this.#isDump) process.stderr.write(at < 0 ? text : text.slice(0, at))
    this.#isDump ||= at >= 0
  }

  get isFull(): boolean {
    return this.#isDump || full.test(this.#kept)
  }
}

function endOf(code: number | null, signal: string | null, talk: Talk): End {
  if (talk.isFull) return { why: 'memory', what: 'its heap was full' }
  return { why: 'ended', what: signal === null ? `its process ended with code ${code}` : `${signal} ended its process` }
}

function start({ memoryBytes }: PortSettings): ChildProcess {
  const cap = memoryBytes === undefined ? [] : [`--max-old-space-size=${Math.floor(memoryBytes / 2 ** 20)}`]
  return fork(isolateEntry(), [], {
    execArgv: [...cleanFlags(process.execArgv), ...cap],
    env: cleanEnvironment(process.env),
    serialization: 'advanced',
    detached: process.platform !== 'win32',
    stdio: ['ignore', 'inherit', 'pipe', 'ipc'],
  })
}

export function openProcess(settings: PortSettings, { hear, ended }: Ears): Port {
  const child = start(settings)
  const talk = new Talk()
  const { pid } = child
  if (pid !== undefined) rememberGroup(pid)
  child.stderr?.setEncoding('utf8').on('data', (text: string) => talk.hear(text))
  const gone = new Promise<void>((resolve) => {
    const end = (how: End): void => {
      if (pid !== undefined) forgetGroup(pid)
      ended(how)
      resolve()
    }
    child.once('error', (thrown) => end({ why: 'ended', what: thrown.message }))
    // After the pipes: what it said last tells why it ended. A grandchild may hold them open.
    child.once('exit', (code, signal) => {
      const timer = later(() => end(endOf(code, signal, talk)), 100)
      child.once('close', () => {
        never(timer)
        end(endOf(code, signal, talk))
      })
    })
  })
  child.on('message', (message) => hear(message as ToHost))
  return {
    post: (message) => void child.send(message, () => undefined),
    kill: async () => {
      if (pid !== undefined) signalGroup(pid, 'SIGKILL')
      const timer: { value?: NodeJS.Timeout } = {}
      await Promise.race([gone, new Promise<void>((resolve) => (timer.value = later(resolve, patienceMs)))])
      never(timer.value)
      child.unref()
    },
  }
}

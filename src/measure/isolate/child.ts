/**
 * Where an isolate begins: a worker thread, or a process that was forked.
 * It ends with its parent: a process watches for that on a thread of its own, since its first one may be blocked by a head.
 */
import { parentPort, Worker } from 'node:worker_threads'
import { Server } from './serve.ts'
import type { ToIsolate } from './protocol.ts'

const watching = `
  const { workerData: { parent, pid, group } } = require('node:worker_threads')
  setInterval(() => { if (process.ppid !== parent) process.kill(group ? -pid : pid, 'SIGKILL') }, 500)`

/** With everything that its head started, where it leads a group. */
function endWithParent(): void {
  const { pid, ppid: parent, platform } = process
  const group = platform !== 'win32'
  const kill = process.kill.bind(process)
  new Worker(watching, { eval: true, workerData: { parent, pid, group }, execArgv: [], env: {} }).unref()
  process.on('disconnect', () => kill(group ? -pid : pid, 'SIGKILL'))
}

/** Signals of a terminal are the parent's business. */
const ignore = (): void => undefined

if (parentPort !== null) {
  const port = parentPort
  const server = new Server((message) => port.postMessage(message), false)
  port.on('message', (message: ToIsolate) => void server.take(message))
} else if (process.send !== undefined) {
  const send = process.send.bind(process)
  endWithParent()
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, ignore)
  const server = new Server((message) => send(message), true)
  process.on('message', (message: ToIsolate) => void server.take(message))
}

/**
 * The second line against heads that hold the thread inline: what loops after an `await`, or in a call that is too short to be armed, cannot
 * be ended, only told of.
 * In: when a wait for a head, or such a call, or a chain of them begins and ends. Out: where it outlives its limit by two seconds, the thread is
 * blocked for good: the head is named (HYD-3018), what was finished is handed over (blocked.ts), and the process ends. It would never have
 * ended by itself.
 * A thread of its own, begun where a head is an async function, else with the first wait of a study or before its first call that is not
 * armed; it is gone with the study. It counts its own ticks, so that a process that was suspended is not taken for one that is blocked.
 * Not for studies within a thread: nothing there can be asked from outside, and the process is not theirs to end. Who began the thread can
 * terminate it.
 */
import { isMainThread, Worker } from 'node:worker_threads'
import { hydraError } from '../../errors/index.ts'
import type { Study } from '../../study/index.ts'
import { callable, endBlocked } from './blocked.ts'
import { currentScope } from './scope.ts'

/** Taken before any head can replace it. */
const { ceil } = Math
/** Where it is one of several, and does not say which. */
const unknown = '(one of several)'
const graceMs = 2000
const longestLimit = 0x7fffffff
/** Until the blocked thread begins to answer, and until it has ended. */
const [answerMs, endMs] = [2000, 60_000]

const code = `
  const { workerData: { cells, texts, graceMs, answerMs, endMs, pid, expression } } = require('node:worker_threads')
  const tickMs = 50
  let [seen, held] = [-1, 0]
  const kill = (says) => {
    if (says) require('node:fs').writeSync(2, texts.at(Atomics.load(cells, 2)) + '\\n')
    process.kill(pid, 'SIGKILL')
  }
  function ask() {
    const { Session } = require('node:inspector')
    const session = new Session()
    session.connectToMainThread()
    const timers = [setTimeout(() => Atomics.load(cells, 3) === 0 && kill(true), answerMs), setTimeout(() => kill(false), endMs)]
    session.post('Runtime.evaluate', { expression: expression + Atomics.load(cells, 2) + ')', silent: true }, (failed, result) => {
      if (failed || result.exceptionDetails) kill(true)
      timers.forEach(clearTimeout)
      session.disconnect()
      watch()
    })
  }
  function watch() {
    held = 0
    const ticks = setInterval(() => {
      const turn = Atomics.load(cells, 0)
      held = turn === seen && turn % 2 === 1 ? held + tickMs : 0
      seen = turn
      if (held < Atomics.load(cells, 1) + graceMs) return
      clearInterval(ticks)
      try { ask() } catch { kill(true) }
    }, tickMs)
  }
  watch()`

export class Watchdog {
  /** Turn (odd: a wait or a call is on), limit in ms, place of the head or -1, whether the blocked thread answers. */
  readonly #cells = new Int32Array(new SharedArrayBuffer(16))
  readonly #heads: readonly string[]
  readonly #places: ReadonlyMap<string | undefined, number>
  readonly #study: (warning: ReturnType<typeof hydraError>) => Study
  #worker: Worker | undefined
  #close: (() => void) | undefined
  #isClosed = false
  #ready: Promise<void> | undefined

  /** @param study - what was finished, asked for when the process is about to end */
  constructor(heads: readonly string[], study: (warning: ReturnType<typeof hydraError>) => Study) {
    this.#heads = heads
    this.#places = new Map(heads.map((head, place) => [head, place]))
    this.#study = study
  }

  /** A wait for a head begins, or code of it that answers at once. @param head - undefined: one of several */
  begin(head: string | undefined, limitMs: number): void {
    if (limitMs > longestLimit - graceMs) return this.end()
    this.open()
    const turn = Atomics.load(this.#cells, 0)
    Atomics.store(this.#cells, 1, ceil(limitMs))
    Atomics.store(this.#cells, 2, this.#places.get(head) ?? -1)
    Atomics.store(this.#cells, 0, turn % 2 === 0 ? turn + 1 : turn + 2)
  }

  /** Of waits beside each other one began or ended, and others go on. */
  pulse(head: string, limitMs: number): void {
    this.end()
    this.begin(head, limitMs)
  }

  /** It is over. */
  end(): void {
    const turn = Atomics.load(this.#cells, 0)
    if (turn % 2 === 1) Atomics.store(this.#cells, 0, turn + 1)
  }

  /** There while it begins to watch, which takes some 30 ms that no trial is to run beside. */
  get ready(): Promise<void> | undefined {
    const ready = this.#ready
    this.#ready = undefined
    return ready
  }

  async close(): Promise<void> {
    this.#isClosed = true
    this.#close?.()
    await this.#worker?.terminate()
  }

  /** Begins to watch. */
  open(): void {
    if (this.#worker !== undefined || this.#isClosed || !isMainThread) return
    const { expression, close } = callable((head) => this.#blocked(currentScope()?.head ?? this.#heads[head] ?? unknown))
    this.#close = close
    const texts = [...this.#heads, unknown].map((head) => hydraError('3018', { head }).toString())
    const limits = { graceMs, answerMs, endMs }
    this.#worker = new Worker(code, {
      eval: true,
      execArgv: [],
      env: {},
      workerData: { cells: this.#cells, texts, ...limits, pid: process.pid, expression },
    })
    const worker = this.#worker
    worker.unref()
    this.#ready = new Promise((resolve) => worker.once('online', resolve).once('exit', () => resolve()))
  }

  /** In the middle of the head's loop. A wait that ended after all is let go. */
  #blocked(head: string): void {
    if (Atomics.load(this.#cells, 0) % 2 === 0) return
    Atomics.store(this.#cells, 3, 1)
    const fault = hydraError('3018', { head }, { where: { head } })
    endBlocked({ fault, study: () => this.#study(fault) })
  }
}

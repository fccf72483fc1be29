/**
 * The second line against heads that hold the thread inline: what loops after an `await` cannot be ended, only told of.
 * In: when a wait for a head begins and ends. Out: where a wait outlives its limit by two seconds, the event loop is blocked for good: a
 * line on stderr that names the head (HYD-3018), and the process is killed. It would never have ended by itself.
 * A thread of its own, begun where a head is an async function, else after the first wait of a study (starting it takes ms, which would
 * be in the time of that wait), and gone with the study. It counts its own ticks, so that a process that was suspended is not taken for one that is blocked.
 */
import { Worker } from 'node:worker_threads'
import { hydraError } from '../../errors/index.ts'

const graceMs = 2000
const longestLimit = 0x7fffffff

const code = `
  const { workerData: { cells, texts, graceMs, pid } } = require('node:worker_threads')
  const tickMs = 50
  let [seen, held] = [-1, 0]
  setInterval(() => {
    const turn = Atomics.load(cells, 0)
    held = turn === seen && turn % 2 === 1 ? held + tickMs : 0
    seen = turn
    if (held < Atomics.load(cells, 1) + graceMs) return
    require('node:fs').writeSync(2, texts[Atomics.load(cells, 2)] + '\\n')
    process.kill(pid, 'SIGKILL')
  }, tickMs)`

export class Watchdog {
  /** Turn (odd: a wait is on), limit in ms, place of the head. */
  readonly #cells = new Int32Array(new SharedArrayBuffer(12))
  readonly #heads: readonly string[]
  #worker: Worker | undefined
  #isClosed = false
  #ready: Promise<void> | undefined

  constructor(heads: readonly string[]) {
    this.#heads = heads
  }

  /** A wait for a head begins. */
  begin(head: string, limitMs: number): void {
    if (limitMs > longestLimit - graceMs) return
    Atomics.store(this.#cells, 1, Math.ceil(limitMs))
    Atomics.store(this.#cells, 2, this.#heads.indexOf(head))
    Atomics.store(this.#cells, 0, Atomics.load(this.#cells, 0) | 1)
  }

  /** It is over. */
  end(): void {
    const turn = Atomics.load(this.#cells, 0)
    if (turn % 2 === 0) return
    Atomics.store(this.#cells, 0, turn + 1)
    this.open()
  }

  /** There while it begins to watch, which takes some 30 ms that no trial is to run beside. */
  get ready(): Promise<void> | undefined {
    const ready = this.#ready
    this.#ready = undefined
    return ready
  }

  async close(): Promise<void> {
    this.#isClosed = true
    await this.#worker?.terminate()
  }

  /** Begins to watch. */
  open(): void {
    if (this.#worker !== undefined || this.#isClosed) return
    const texts = this.#heads.map((head) => hydraError('3018', { head }).toString())
    this.#worker = new Worker(code, {
      eval: true,
      execArgv: [],
      env: {},
      workerData: { cells: this.#cells, texts, graceMs, pid: process.pid },
    })
    const worker = this.#worker
    worker.unref()
    this.#ready = new Promise((resolve) => worker.once('online', resolve).once('exit', () => resolve()))
  }
}

/**
 * Heads that account for themselves: each call writes down the CPU time of its thread before and after, warm-up and cold calls included.
 * What the writing itself costs is learned in a tight loop, and taken off by the call; so all tools are measured alike.
 * The account stands at globalThis, where copies of a head that was made anew find it too.
 */
import { openSnapshot, usagePlaces } from '../../../src/engine/index.ts'

/** Wall time and CPU time of the thread: further figures are further calls of the kernel. */
const figures = 2

const cpuMs = (): number => {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

interface Account {
  ownMs: number
  calls: number
  readonly read: (out: Float64Array) => unknown
  readonly before: Float64Array
  readonly after: Float64Array
}

function open(): Account {
  const read = openSnapshot()
  if (read === undefined) throw new Error('needs the addon: no CPU time of a thread without it')
  return { ownMs: 0, calls: 0, read, before: new Float64Array(figures), after: new Float64Array(figures) }
}

const account = open()
Object.assign(globalThis, { hydraAccount: account })

function threadMs(): number {
  const row = new Float64Array(figures)
  account.read(row)
  return row[usagePlaces.threadCpuMs]!
}

let made = 0

/** A head of so many rounds that accounts for itself. */
export function accountedHead(rounds: number): () => unknown {
  made += 1
  const text = `return function () {
    const account = globalThis.hydraAccount
    account.read(account.before)
    let h = 7
    for (let i = 0; i < ${rounds}; i += 1) h = (Math.imul(h, 31) + i) | 0
    account.read(account.after)
    account.ownMs += account.after[${usagePlaces.threadCpuMs}] - account.before[${usagePlaces.threadCpuMs}]
    account.calls += 1
    return h
  } // ${made}`
  // eslint-disable-next-line no-new-func, @typescript-eslint/no-implied-eval -- a text without free variables can be made anew
  return (new Function(text) as () => () => unknown)()
}

export interface Rest {
  /** CPU time of the process that is not the heads'. */
  readonly restMs: number
  /** Of it, that of other threads: V8's compiler and collector. */
  readonly othersMs: number
  readonly allMs: number
  readonly calls: number
}

/** Runs something, and tells what it used beside the heads. */
export async function restOf(work: () => unknown): Promise<Rest> {
  account.ownMs = account.calls = 0
  const [allBefore, threadBefore] = [cpuMs(), threadMs()]
  await work()
  const [allMs, thisMs] = [cpuMs() - allBefore, threadMs() - threadBefore]
  return { restMs: allMs - account.ownMs, othersMs: allMs - thisMs, allMs, calls: account.calls }
}

/** Rounds that take so many us, by the quickest of some tries. */
export function roundsFor(us: number): number {
  const rounds = 100_000
  const run = accountedHead(rounds)
  const tries = Array.from({ length: 60 }, () => {
    const startedAt = performance.now()
    run()
    return performance.now() - startedAt
  })
  return Math.round((rounds * us) / 1000 / Math.min(...tries))
}

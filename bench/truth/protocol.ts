/**
 * The protocol: each comparison in a fresh process, tools in rotation, on a quiet machine or beside hogs; each result is written down at
 * once, so that a run that was stopped goes on where it was.
 * In: tasks. Out: their results, in order. A process that fails ends the run: a tool that cannot be run has no figures.
 */
import { execFile } from 'node:child_process'
import { loadavg } from 'node:os'
import { argv, execPath, stderr } from 'node:process'
import { isHydraError } from '../../src/errors/index.ts'
import { BenchFailure } from '../words.ts'
import { besideHogs, hog } from './hogs.ts'
import { appendResult, readResults, trimUnfinished, type Result } from './results.ts'

const script = argv[1]!

/** What a process can be started for, by word. */
export type Roles = Readonly<Record<string, (argument: never) => unknown>>

function sayOf(thrown: unknown): string {
  if (isHydraError(thrown)) return `${thrown.message}. ${thrown.hint}`
  if (thrown instanceof BenchFailure || !(thrown instanceof Error)) return String(thrown)
  return thrown.stack ?? thrown.message
}

/** Does what this process was started for, if it is a child; else `main`. A failure is told, and the exit code is 1. */
export async function start(roles: Roles, main: () => Promise<void>): Promise<void> {
  const [role = '', argument = ''] = argv.slice(2)
  try {
    if (role === 'hog') await hog(Number(argument))
    const own = Object.hasOwn(roles, role) ? roles[role] : undefined
    if (own === undefined) await main()
    else console.log(JSON.stringify(await own(JSON.parse(argument) as never)))
  } catch (thrown) {
    stderr.write(`${sayOf(thrown)}\n`)
    process.exitCode = 1
  }
}

/** Has something done by a process of its own: this script, started with the word of a role. */
export function inProcess<O>(role: string, argument: unknown): Promise<O> {
  const words = ['--expose-gc', script, role, JSON.stringify(argument)]
  return new Promise((resolve, reject) => {
    execFile(execPath, words, { maxBuffer: 64 << 20 }, (failure, stdout, said) => {
      if (failure)
        reject(new BenchFailure(`${words.slice(2).join(' ')} ended with ${failure.code ?? failure.signal}: ${said.trim()}`))
      else resolve(JSON.parse(stdout.trim().split('\n').at(-1)!) as O)
    })
  })
}

export interface Plan<T> {
  readonly tasks: readonly T[]
  readonly role: string
  readonly hogs: number
  /** Results of an earlier run are taken from here, and new ones are added; empty: kept nowhere. */
  readonly out: string
  /** Which code was measured. */
  readonly code: string
  readonly nameOf: (task: T) => string
}

const load1 = (): number => Number(loadavg()[0]!.toFixed(2))

function progress(done: number, of: number, name: string, startedAt: number, first: number): void {
  const leftMs = ((performance.now() - startedAt) / (done - first || 1)) * (of - done)
  const line = `${done} of ${of}, load ${load1()}, ${done > first ? `${(leftMs / 60_000).toFixed(1)} min left` : ''}, ${name}`
  if (stderr.isTTY) stderr.write(`\r\x1b[K${line}${done === of ? '\n' : ''}`)
  else if (done % 20 === 0 || done === of) stderr.write(`${line}\n`)
}

const identity = (task: unknown, { hogs, code }: { hogs: number; code: string }): string => JSON.stringify([task, hogs, code])

/** Runs what has no result yet. */
export async function runAll<T, O>(plan: Plan<T>): Promise<Result<T, O>[]> {
  const { tasks, role, hogs, out, code, nameOf } = plan
  const had = new Map(readResults<T, O>(out).map((result) => [identity(result.task, result), result]))
  const known = (task: T): Result<T, O> | undefined => had.get(identity(task, plan))
  const first = tasks.filter((task) => known(task) !== undefined).length
  const results: Result<T, O>[] = []
  let done = first
  const startedAt = performance.now()
  trimUnfinished(out)
  await besideHogs(hogs, async () => {
    for (const task of tasks) {
      const old = known(task)
      if (old === undefined) {
        const outcome = await inProcess<O>(role, task)
        const result: Result<T, O> = { at: new Date().toISOString(), load: load1(), hogs, code, task, outcome }
        appendResult(out, result)
        results.push(result)
        progress((done += 1), tasks.length, nameOf(task), startedAt, first)
      } else results.push(old)
    }
  })
  return results
}

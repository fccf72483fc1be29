/**
 * The protocol: each comparison in a fresh process, tools in rotation, on a quiet machine or beside hogs.
 * In: tasks. Out: their outcomes, in order. A process that fails ends the run: a tool that cannot be run has no figures.
 */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { loadavg } from 'node:os'
import { argv, execPath } from 'node:process'
import { create } from '../../src/reference/random/sfc32.ts'
import { runTask, type Outcome, type Task } from './comparison.ts'

const script = argv[1]!

/** Runs a task in a process of its own. */
function inProcess(task: Task): Outcome {
  const { status, stdout, stderr } = spawnSync(execPath, ['--expose-gc', script, 'one', JSON.stringify(task)], {
    encoding: 'utf8',
  })
  if (status !== 0) throw new Error(`${task.tool} on ${task.job} ended with ${status}: ${stderr}`)
  return JSON.parse(stdout) as Outcome
}

/** Bursts of 30 ms of work and 60 ms of rest, each a little longer or shorter, by seed. */
async function hog(seed: number): Promise<never> {
  const random = create(seed, 'hog')
  for (;;) {
    const until = performance.now() + 30 * (0.5 + random.float())
    while (performance.now() < until);
    await new Promise((resolve) => setTimeout(resolve, 60 * (0.5 + random.float())))
  }
}

/** Runs what this process was started for, if it is a child; answers false in the parent. */
export async function isChild([role, word = '']: readonly string[]): Promise<boolean> {
  if (role === 'one') console.log(JSON.stringify(await runTask(JSON.parse(word) as Task)))
  else if (role === 'hog') await hog(Number(word))
  else return false
  return true
}

/** Runs all tasks beside so many hogs. @param done - told after each */
export function runAll(tasks: readonly Task[], hogs: number, done: (task: Task, outcome: Outcome) => void): void {
  const running: ChildProcess[] = Array.from({ length: hogs }, (_, i) =>
    spawn(execPath, [script, 'hog', String(i)], { stdio: 'ignore' }),
  )
  try {
    for (const task of tasks) done(task, inProcess(task))
  } finally {
    for (const child of running) child.kill()
  }
}

export const load = (): string => loadavg().map((value) => value.toFixed(1)).join(' ') // prettier-ignore

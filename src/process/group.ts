/**
 * Ends a command with everything it started: signals go to its process group.
 * Groups still alive when this process exits are killed, so that no command outlives it.
 */
import { errnoOf } from './spawn-error.ts'

const kill = process.kill.bind(process)
const living = new Set<number>()

const killLiving = (): void => {
  for (const pid of living) signalGroup(pid, 'SIGKILL')
}

/** Sends a signal to the group of `pid`; one that is gone already is what was wanted. */
export function signalGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    kill(process.platform === 'win32' ? pid : -pid, signal)
  } catch (error) {
    if (errnoOf(error) !== 'ESRCH' && errnoOf(error) !== 'EPERM') throw error
  }
}

/** Remembers a group until `forgetGroup`. */
export function rememberGroup(pid: number): void {
  if (living.size === 0) process.on('exit', killLiving)
  living.add(pid)
}

export function forgetGroup(pid: number): void {
  living.delete(pid)
  if (living.size === 0) process.off('exit', killLiving)
}

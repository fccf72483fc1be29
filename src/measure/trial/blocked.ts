/**
 * What is done in this process when a head holds its thread for good: the last words, and the end.
 * The watchdog's thread asks for it through the inspector, which runs a call in the middle of a loop (as a debugger would pause it); so all
 * here is synchronous, and nothing returns to the head. Where that is not heard (native code that does not return), the thread kills the process.
 */
import { closeSync, openSync, writeSync } from 'node:fs'
import { devNull } from 'node:os'
import { describeThrown, type HydraError } from '../../errors/index.ts'
import type { Study } from '../../study/index.ts'

/** A study that its head ended. */
export interface Blocked {
  /** HYD-3018. */
  readonly fault: HydraError
  /** What was finished, `partial`. */
  readonly study: () => Study
}

type Listener = (blocked: Blocked) => void

const stderr = 2
const say = (text: string): void => void writeSync(stderr, `${text}\n`)

let listener: Listener = ({ fault }) => say(fault.toString())

/**
 * Chooses what is done with a study whose head blocks this process for good, before it ends with the exit code of HYD-3018. Nothing can be
 * awaited there.
 *
 * @returns what was in force before
 */
export function onBlocked(next: Listener): Listener {
  const before = listener
  listener = next
  return before
}

/** Before any head, or our own guard, replaces it. */
const leave: (code: number) => never = (process as unknown as { reallyExit: (code: number) => never }).reallyExit.bind(process)

/** An end while the inspector is connected is announced on stderr, which is nobody's business. */
function hush(): void {
  try {
    closeSync(stderr)
    openSync(devNull, 'w')
  } catch {
    // Then it is announced; there is nobody left to tell of it.
  }
}

/** Ends the process from the middle of whatever runs. */
export function leaveNow(code: number): never {
  hush()
  return leave(code)
}

/** Says who it was, hands over what there is, and ends the process. */
export function endBlocked(blocked: Blocked): never {
  try {
    listener(blocked)
  } catch (thrown) {
    say(describeThrown(thrown))
  }
  return leaveNow(blocked.fault.exitCode)
}

const callbacks = new Map<number, (head: number) => void>()
let name: string | undefined
let last = 0

/** The one name that the watchdog's thread can call; another copy of the package has another. */
function publish(): string {
  let copy = 0
  while (Object.hasOwn(globalThis, `__hydraBlocked${copy}`)) copy += 1
  const made = `__hydraBlocked${copy}`
  Object.defineProperty(globalThis, made, { value: (id: number, head: number) => callbacks.get(id)?.(head) })
  return made
}

/** Makes a callback callable from another thread, with a number. @returns the expression that calls it, up to its argument; and what takes it back */
export function callable(callback: (given: number) => void): { readonly expression: string; readonly close: () => void } {
  name ??= publish()
  const id = (last += 1)
  callbacks.set(id, callback)
  return { expression: `${name}(${id}, `, close: () => void callbacks.delete(id) }
}

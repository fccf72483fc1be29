/**
 * Keeps what a head does to the process from reaching it, while a study runs.
 * Orphans (rejections nobody handles, throws in timers) of a head are charged to it and do not reach the process's own handlers;
 * process.exit, reallyExit, abort and kill of this process, called from a head, end its trial. Everything from outside a trial passes
 * through untouched, so that Node and other listeners treat it as ever. All is put back when the last study ends.
 * Why process.emit: it is asked before any listener, and answering true means handled; adding listeners would change what others see.
 */
import { describeThrown } from '../../errors/index.ts'
import { currentScope, type Scope } from './scope.ts'

/** Thrown at the place where a head tried to end the process, so that it does not go on. */
export class ExitAttempt extends Error {
  override readonly name = 'ExitAttempt'
}

type Method = (...given: unknown[]) => unknown
interface Patchable {
  emit: Method
  exit: Method
  reallyExit: Method
  abort: Method
  kill: Method
  _exiting?: boolean
}

const target = process as unknown as Patchable
const ends = ['exit', 'reallyExit', 'abort', 'kill'] as const
let studies = 0
let restore: (() => void) | undefined

function refuse(scope: Scope, what: string): never {
  scope.exited(what)
  throw new ExitAttempt(`${what} was called in a head`)
}

/** A copy of process.exit taken before the study has announced the end already: take that back. */
function takeBack(exitCode: typeof process.exitCode): void {
  target._exiting = false
  process.exitCode = exitCode
}

const isOrphan = (event: unknown): boolean => event === 'unhandledRejection' || event === 'uncaughtException'

function emitGuard(original: Method, exitCode: typeof process.exitCode): Method {
  return function emit(this: unknown, ...given: unknown[]): unknown {
    const [event, thrown] = given
    const scope = isOrphan(event) || event === 'exit' ? currentScope() : undefined
    if (scope === undefined) return Reflect.apply(original, this, given)
    if (event === 'exit') {
      takeBack(exitCode)
      return refuse(scope, `process.exit(${describeThrown(thrown)})`)
    }
    if (!(thrown instanceof ExitAttempt)) scope.orphan(thrown)
    return true
  }
}

function endGuard(name: (typeof ends)[number], original: Method): Method {
  return function end(this: unknown, ...given: unknown[]): unknown {
    const scope = currentScope()
    const concerned = name !== 'kill' || (given[0] === process.pid && given[1] !== 0)
    if (scope === undefined || !concerned) return Reflect.apply(original, this, given)
    return refuse(scope, `process.${name}(${given.map(describeThrown).join(', ')})`)
  }
}

/** A throw in a microtask has no scope of its own in Node 20: it is caught where it was handed in. */
function microtaskGuard(original: typeof queueMicrotask): typeof queueMicrotask {
  return (task) => {
    const scope = currentScope()
    if (scope === undefined || typeof task !== 'function') return original(task)
    original(() => {
      try {
        task()
      } catch (thrown) {
        if (!(thrown instanceof ExitAttempt)) scope.orphan(thrown)
      }
    })
  }
}

/** Replaces a method; the answer puts the original back, unless somebody else replaced ours since. */
function replace<K extends string>(owner: Record<K, unknown>, name: K, make: (original: never) => unknown): () => void {
  const own = Object.getOwnPropertyDescriptor(owner, name)
  const replacement = make(owner[name] as never)
  Object.defineProperty(owner, name, {
    value: replacement,
    writable: true,
    configurable: true,
    enumerable: own?.enumerable ?? false,
  })
  return () => {
    if (owner[name] !== replacement) return
    if (own === undefined) delete owner[name]
    else Object.defineProperty(owner, name, own)
  }
}

function install(): () => void {
  const { exitCode } = process
  const patches = [
    replace(target, 'emit', (original: Method) => emitGuard(original, exitCode)),
    ...ends.map((name) => replace(target, name, (original: Method) => endGuard(name, original))),
    replace(globalThis as Record<'queueMicrotask', unknown>, 'queueMicrotask', microtaskGuard),
  ]
  return () => patches.reverse().forEach((undo) => undo())
}

/** Puts the guard up, for the first study that runs. */
export function raiseGuard(): void {
  if (studies === 0) restore = install()
  studies += 1
}

/** Takes it down again, after the last one. */
export function lowerGuard(): void {
  studies -= 1
  if (studies > 0) return
  restore?.()
  restore = undefined
}

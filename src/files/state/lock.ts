/**
 * One writer of a file at a time, among processes: a file beside it, made exclusively, that says who holds it.
 * In: the path of what is written. Out: the lock, or why not. A lock whose process is dead (pid AND start time, as of temporary files) is taken over.
 * How a dead lock is taken over by one process only: it gets a second name made of what it says, exclusively; who has made that name, and finds the
 * same owner behind it, removes the lock. So nobody ever removes a lock that is alive.
 * A lock file without words is one that is being written; after 10 s it counts as dead.
 */
import {
  closeSync,
  constants,
  copyFileSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs'
import { randomBytes } from 'node:crypto'
import { dirname } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { hydraError } from '../../errors/index.ts'
import { errnoOf, fileFailed, shownPath } from '../failure.ts'
import { ownStart, startOf } from '../temp.ts'

const silentMs = 10_000
const leastWaitMs = 4
const mostWaitMs = 60

export interface LockOptions {
  /** How long to wait for others, ms. @defaultValue 30 000 */
  readonly waitMs?: number
}

export const lockPath = (path: string): string => `${path}.lock`

/** Not there any more: undefined. */
function unlessGone<T>(look: () => T): T | undefined {
  try {
    return look()
  } catch (thrown) {
    if (errnoOf(thrown) === 'ENOENT') return undefined
    throw thrown
  }
}

/** Makes the lock; false when there is one. */
function make(lock: string): boolean {
  let file: number
  try {
    file = openSync(lock, 'wx', 0o644)
  } catch (thrown) {
    if (errnoOf(thrown) === 'EEXIST') return false
    throw thrown
  }
  try {
    writeSync(file, `${process.pid} ${ownStart} ${randomBytes(8).toString('hex')}\n`)
  } catch (thrown) {
    rmSync(lock, { force: true })
    throw thrown
  } finally {
    closeSync(file)
  }
  return true
}

function isDead(lock: string, words: string): boolean {
  const [pid = '', start = ''] = words.split(' ')
  if (words === '') return (unlessGone(() => Date.now() - statSync(lock).mtimeMs) ?? 0) > silentMs
  if (!/^\d{1,10}$/.test(pid) || Number(pid) < 1) return true
  const running = startOf(Number(pid))
  if (running === undefined) return true
  return running !== 0 && Number(start) !== 0 && running !== Number(start)
}

function linkExclusively(from: string, to: string): void {
  try {
    linkSync(from, to)
  } catch (thrown) {
    if (['EEXIST', 'ENOENT'].includes(errnoOf(thrown) ?? '')) throw thrown
    copyFileSync(from, to, constants.COPYFILE_EXCL)
  }
}

/** Removes the lock of a dead owner, unless another process is about it. */
function takeAway(lock: string, words: string): void {
  const aside = `${lock}.${words.trim().replace(/[^0-9a-f]+/g, '-') || 'silent'}.dead`
  try {
    linkExclusively(lock, aside)
  } catch (thrown) {
    const errno = errnoOf(thrown)
    if (errno === 'ENOENT') return
    if (errno !== 'EEXIST') throw thrown
    // Who was about it died of it.
    const ageMs = unlessGone(() => Date.now() - statSync(aside).ctimeMs) ?? 0
    if (ageMs > silentMs) rmSync(aside, { force: true })
    return
  }
  if (readFileSync(aside, 'utf8') === words) rmSync(lock, { force: true })
  rmSync(aside, { force: true })
}

/** @returns who holds the lock; undefined when it is ours now */
function tryLock(path: string): string | undefined {
  const lock = lockPath(path)
  try {
    if (make(lock)) return undefined
    const words = unlessGone(() => readFileSync(lock, 'utf8'))
    if (words !== undefined && isDead(lock, words)) takeAway(lock, words)
    return words === undefined || words === '' ? 'a process' : `process ${words.split(' ')[0]}`
  } catch (thrown) {
    throw fileFailed('lock', path, thrown)
  }
}

function makeFolder(path: string): void {
  try {
    mkdirSync(dirname(path), { recursive: true })
  } catch (thrown) {
    throw fileFailed('make the folder of', path, thrown)
  }
}

function* attempts(path: string, waitMs: number): Generator<number> {
  const start = performance.now()
  makeFolder(path)
  for (let pauseMs = leastWaitMs; ; pauseMs = Math.min(mostWaitMs, 1.5 * pauseMs)) {
    const owner = tryLock(path)
    if (owner === undefined) return
    const passedMs = performance.now() - start
    if (passedMs > waitMs) {
      const params = { path: shownPath(path), seconds: Math.round(passedMs / 100) / 10, owner, lock: shownPath(lockPath(path)) }
      throw hydraError('5020', params, { where: { path: shownPath(path) } })
    }
    // By chance, so that many who wait do not come all at once.
    yield pauseMs * (0.5 + Math.random())
  }
}

const release = (path: string): void => rmSync(lockPath(path), { force: true })

/**
 * Runs `work` while no other process does so for the same path.
 *
 * @throws HYD-5020 another process holds it for too long, HYD-6002 the disk, and what `work` throws
 */
export async function withLock<T>(path: string, work: () => Promise<T>, { waitMs = 30_000 }: LockOptions = {}): Promise<T> {
  for (const pauseMs of attempts(path, waitMs)) await sleep(pauseMs)
  try {
    return await work()
  } finally {
    release(path)
  }
}

/** The same where nothing can be waited for: the process ends. */
export function withLockNow<T>(path: string, work: () => T, { waitMs = 2000 }: LockOptions = {}): T {
  const cell = new Int32Array(new SharedArrayBuffer(4))
  for (const pauseMs of attempts(path, waitMs)) Atomics.wait(cell, 0, 0, pauseMs)
  try {
    return work()
  } finally {
    release(path)
  }
}

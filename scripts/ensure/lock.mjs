// One build at a time in one checkout: a folder is made (which either works or not), with the owner's pid inside.
// A lock whose owner is dead is taken over.
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { pid } from 'node:process'
import { setTimeout as sleep } from 'node:timers/promises'
import { say } from './talk.mjs'

const giveUpMs = 30 * 60_000
const unownedMs = 2_000

function ownerOf(path) {
  try {
    return Number(readFileSync(join(path, 'pid'), 'utf8'))
  } catch (error) {
    if (error.code === 'ENOENT') return undefined
    throw error
  }
}

function isAlive(owner) {
  try {
    process.kill(owner, 0)
    return true
  } catch (error) {
    return error.code === 'EPERM'
  }
}

/** Renamed first, so that of two who find the same dead lock only one removes it. */
function takeAway(path) {
  const aside = `${path}.stale.${pid}`
  try {
    renameSync(path, aside)
    rmSync(aside, { recursive: true, force: true })
  } catch (error) {
    if (error.code !== 'ENOENT') throw error
  }
}

function tryLock(path) {
  try {
    mkdirSync(path)
    writeFileSync(join(path, 'pid'), String(pid))
    return true
  } catch (error) {
    if (error.code === 'EEXIST') return false
    throw error
  }
}

async function acquire(path) {
  const start = performance.now()
  let unownedSince
  let told = false
  while (!tryLock(path)) {
    const owner = ownerOf(path)
    const now = performance.now()
    if (owner === undefined) unownedSince ??= now
    else unownedSince = undefined
    if (owner === undefined ? now - unownedSince > unownedMs : !isAlive(owner)) takeAway(path)
    else if (!told) say(`waiting for another build in this folder (process ${owner ?? 'starting'})`)
    told = true
    if (now - start > giveUpMs) throw new Error(`${path} is held for over 30 minutes; remove it if no build is running`)
    await sleep(200)
  }
}

/** Runs `work` while holding the lock at `path`. */
export async function withLock(path, work) {
  mkdirSync(dirname(path), { recursive: true })
  await acquire(path)
  try {
    return await work()
  } finally {
    rmSync(path, { recursive: true, force: true })
  }
}

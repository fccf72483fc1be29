/** One holder at a time, and a dead one stands in nobody's way. */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { withLock, withLockNow } from '../../../src/files/state/lock.ts'

let folder = ''
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'hydra-lock-'))))
afterEach(() => rmSync(folder, { recursive: true, force: true }))
const path = (): string => join(folder, 'deep', 'state.json')
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

test('never two at a time; all get their turn; nothing is left', async () => {
  let [inside, most, done] = [0, 0, 0]
  const work = async (): Promise<void> => {
    inside += 1
    most = Math.max(most, inside)
    await turn()
    inside -= 1
    done += 1
  }
  await Promise.all(Array.from({ length: 20 }, () => withLock(path(), work)))
  expect([most, done]).toEqual([1, 20])
  expect(readdirSync(join(folder, 'deep'))).toEqual([])
})

test('what the work throws is passed on, and the lock is gone', async () => {
  await expect(withLock(path(), () => Promise.reject(new Error('mine')))).rejects.toThrow('mine')
  expect(() => withLockNow(path(), () => { throw new Error('mine') })).toThrow('mine') // prettier-ignore
  expect(existsSync(`${path()}.lock`)).toBe(false)
})

test('a living owner is waited for, then HYD-5020 says who', async () => {
  await withLock(path(), async () => {
    const refused = expect.objectContaining({
      code: 'HYD-5020',
      message: expect.stringContaining(`process ${process.pid}`) as unknown,
    })
    await expect(withLock(path(), turn, { waitMs: 20 })).rejects.toEqual(refused)
    expect(() => withLockNow(path(), () => 1, { waitMs: 20 })).toThrow(refused)
  })
})

/** A process that is gone: its pid was its own a moment ago. */
const deadPid = (): number => spawnSync(process.execPath, ['-e', '']).pid

test.each<[string, () => string]>([
  ['a dead process', () => `${deadPid()} 123 00ff00ff00ff00ff\n`],
  ['this pid, of another start', () => `${process.pid} 1 00ff00ff00ff00ff\n`],
  ['words that are none', () => 'gibberish\n'],
])('the lock of %s is taken over, by one of many', async (_, words) => {
  await withLock(path(), turn)
  writeFileSync(`${path()}.lock`, words())
  let [inside, most] = [0, 0]
  await Promise.all(
    Array.from({ length: 10 }, () =>
      withLock(path(), async () => {
        inside += 1
        most = Math.max(most, inside)
        await turn()
        inside -= 1
      }),
    ),
  )
  expect(most).toBe(1)
  expect(readdirSync(join(folder, 'deep'))).toEqual([])
})

test('a lock without words is waited for while it is young, and taken over when it is old', async () => {
  await withLock(path(), turn)
  const lock = `${path()}.lock`
  writeFileSync(lock, '')
  await expect(withLock(path(), turn, { waitMs: 20 })).rejects.toMatchObject({ code: 'HYD-5020' })
  const old = new Date(Date.now() - 60_000)
  utimesSync(lock, old, old)
  await withLock(path(), turn, { waitMs: 2000 })
  expect(existsSync(lock)).toBe(false)
})

test('a folder that cannot be: HYD-6002', async () => {
  writeFileSync(join(folder, 'file'), '')
  await expect(withLock(join(folder, 'file', 'state.json'), turn)).rejects.toMatchObject({ code: 'HYD-6002' })
})

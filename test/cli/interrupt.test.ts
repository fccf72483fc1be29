/** SIGINT and SIGTERM while heads run in isolates (faults.md A12), through the command: what is finished is kept, nobody is left. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { loadStudy } from '../../src/files/index.ts'
import { Command, list, readJson, write } from './support/command.ts'

let hydra: Command
beforeAll(async () => {
  hydra = await Command.make()
})
afterAll(() => hydra.remove())

const env = { HYDRA_ISOLATE_PATH: process.env['HYDRA_ISOLATE_PATH'] ?? '' }

/** Each call says which process it ran in; one head waits, one computes, one has started a process of its own (a thread has no group to end it with); one blocks late. */
const config = (blocks: boolean, spawns: boolean): string => `
  import { appendFileSync } from 'node:fs'
  import { spawn } from 'node:child_process'
  const note = (name, pid = process.pid) => appendFileSync('calls.txt', name + ' ' + pid + '\\n')
  let calls = 0
  let child
  export default {
    heads: {
      waits: { run: () => new Promise((done) => setTimeout(done, 5)), beforeEach: () => note('waits') },
      computes: { run: () => { const until = performance.now() + 5; while (performance.now() < until); }, beforeEach: () => note('computes') },
      parent: { setup: () => { if (!${spawns}) return; child = spawn('sleep', ['600']); note('child', child.pid) }, run: () => 1, beforeEach: () => note('parent'), afterEach: () => undefined },
      ${blocks ? "blocks: { run: () => { if ((calls += 1) > 6) for (;;); }, beforeEach: () => note('blocks'), timeoutMs: 60000 }," : ''}
    },
    trials: 100000, warmup: 0, timeoutMs: 60000,
  }`

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
    return !existsSync(`/proc/${pid}/stat`) || !/\) Z/.test(readFileSync(`/proc/${pid}/stat`, 'latin1'))
  } catch {
    return false
  }
}

function callsIn(cwd: string): { readonly name: string; readonly pid: number }[] {
  const file = join(cwd, 'calls.txt')
  const lines = existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n') : []
  return lines.map((line) => ({ name: line.split(' ')[0]!, pid: Number(line.split(' ')[1]) }))
}

async function until(holds: () => boolean, ms = 30_000): Promise<boolean> {
  for (let waited = 0; waited < ms && !holds(); waited += 50) await sleep(50)
  return holds()
}

describe('heads inline', () => {
  const blocking = `
    import { appendFileSync } from 'node:fs'
    let calls = 0
    export default {
      heads: { blocks: { run: () => { if ((calls += 1) > 2) { appendFileSync('calls.txt', 'blocks 1\\n'); for (;;); } }, timeoutMs: 300000 } },
      trials: 100, warmup: 0,
    }`

  test.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('a second %s leaves at once, with %d, while one holds the thread', async (signal, expected) => {
    const cwd = hydra.fresh('second')
    write(cwd, 'hydra.config.mjs', blocking)
    const { child, ended } = hydra.start(['profile'], { cwd })
    expect(await until(() => callsIn(cwd).length > 0)).toBe(true)
    await sleep(500)
    child.kill(signal)
    await sleep(300)
    child.kill(signal)
    const startedAt = performance.now()
    const { code, err } = await ended
    expect(code).toBe(expected)
    // Its limit is five minutes.
    expect(performance.now() - startedAt).toBeLessThan(30_000)
    expect(err).not.toMatch(/debugger|Deprecat/)
  })
})

describe.each(['worker', 'process'])('heads in a %s of their own', (isolation) => {
  test.each([
    ['SIGINT', 130, false],
    ['SIGTERM', 143, false],
    ['SIGINT', 130, true],
  ] as const)('%s ends with %d, one of them in an endless loop: %s', async (signal, expected, blocks) => {
    const cwd = hydra.fresh('interrupt')
    write(cwd, 'hydra.config.mjs', config(blocks, isolation === 'process'))
    const { child, ended } = hydra.start(['profile', '--isolation', isolation, '-v'], { cwd, env })
    const inMiddle = (): boolean => {
      const calls = callsIn(cwd)
      return (
        calls.filter(({ name }) => name === 'waits').length >= 5 &&
        (!blocks || calls.filter(({ name }) => name === 'blocks').length >= 7)
      )
    }
    expect(await until(inMiddle)).toBe(true)
    await sleep(200)
    const before = callsIn(cwd)
    child.kill(signal)
    const { code, err } = await ended
    expect(code).toBe(expected)
    expect(err).toContain(`${signal}: stopping`)
    expect(err).toMatch(/HYD-3005 the study was aborted after \d+ of \d00000 trials/)
    const study = await loadStudy(join(cwd, 'hydra_profiles'))
    expect(study.partial).toBe(true)
    for (const name of ['waits', 'computes', 'parent']) {
      const calls = before.filter((call) => call.name === name).length
      expect(study.heads[name]).toMatchObject({ isolation, failures: { error: 0, timeout: 0, exit: 0 } })
      expect(study.heads[name]!.summary.successes).toBeGreaterThanOrEqual(calls - 1)
      expect(readJson(cwd, 'hydra_profiles', `${name}.json`).study.partial).toBe(true)
    }
    expect(study.names.length).toBe(list(join(cwd, 'hydra_profiles')).length)
    const pids = [...new Set(callsIn(cwd).map(({ pid }) => pid))]
    expect(pids.length).toBe(isolation === 'worker' ? 1 : blocks ? 5 : 4)
    expect(await until(() => !pids.some(isAlive), 5000)).toBe(true)
  })
})

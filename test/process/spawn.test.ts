/** Commands, really run: output, codes, limits, groups, failures to start. Both ways: by Node, and the best way there is. */
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { runToEnd, spawnCommand, type CommandRequest } from '../../src/process/index.ts'

const folder = mkdtempSync(join(tmpdir(), 'hydra-spawn-'))
const sh = (script: string): [string, ...string[]] => ['/bin/sh', '-c', script]
const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
    return !readFileSync(`/proc/${pid}/stat`, 'utf8').includes(') Z ')
  } catch {
    return false
  }
}

describe.each([
  ['spawnCommand', spawnCommand],
  ['runToEnd', runToEnd],
])('%s', (_, run) => {
  test('gives output, exit code and time', async () => {
    const result = await run({ argv: sh('echo out; echo err >&2; sleep 0.05; exit 3') })
    expect(result).toMatchObject({ exitCode: 3, signal: undefined, timedOut: false, stdout: 'out\n', stderr: 'err\n' })
    expect(result.durationMs).toBeGreaterThan(45)
    expect(result.durationMs).toBeLessThan(5000)
  })

  test('no shell looks at the arguments', async () => {
    const { stdout } = await run({ argv: ['printf', '%s', '$HOME; `id` *'] })
    expect(stdout).toBe('$HOME; `id` *')
  })

  test('feeds standard input, text or bytes; who does not read it is no failure', async () => {
    expect((await run({ argv: ['cat'], stdin: 'héllo' })).stdout).toBe('héllo')
    expect((await run({ argv: ['wc', '-c'], stdin: new Uint8Array(3) })).stdout.trim()).toBe('3')
    expect((await run({ argv: ['true'], stdin: 'x'.repeat(1 << 20) })).exitCode).toBe(0)
    expect((await run({ argv: ['cat'] })).stdout).toBe('')
  })

  test('adds variables to the environment and runs in the folder given', async () => {
    const { stdout } = await run({ argv: sh('echo "$HYDRA_X $(pwd)"; test -n "$PATH"'), env: { HYDRA_X: 'y' }, cwd: '/' })
    expect(stdout).toBe('y /\n')
  })

  test('keeps the head of a long output and counts the rest', async () => {
    const result = await run({ argv: sh('head -c 1000000 /dev/zero'), keepBytes: 1000 })
    expect([result.stdout.length, result.stdoutBytes]).toEqual([1000, 1_000_000])
  })

  test('ends a command at its limit, with its children', async () => {
    const file = join(folder, `pid-${Math.random()}`)
    const result = await run({ argv: sh(`sleep 60 & echo $! > ${file}; wait`), timeoutMs: 200 })
    expect(result).toMatchObject({ timedOut: true, exitCode: undefined, signal: 'SIGTERM' })
    expect(result.durationMs).toBeLessThan(1000)
    await sleep(50)
    expect(isAlive(Number(readFileSync(file, 'utf8')))).toBe(false)
  })

  test('kills a command that ignores SIGTERM', async () => {
    const result = await run({ argv: sh('trap "" TERM; while :; do sleep 0.05; done'), timeoutMs: 100, graceMs: 100 })
    expect(result).toMatchObject({ timedOut: true, signal: 'SIGKILL' })
    expect(result.durationMs).toBeLessThan(1500)
  })

  test('comes back although a grandchild holds the pipes', async () => {
    const started = performance.now()
    const { stdout } = await run({ argv: sh('setsid sleep 3 & echo done') })
    expect(stdout).toBe('done\n')
    expect(performance.now() - started).toBeLessThan(2000)
  })

  test('names the signal that ended a command', async () => {
    expect(await run({ argv: sh('kill -SEGV $$') })).toMatchObject({ exitCode: undefined, signal: 'SIGSEGV', timedOut: false })
  })

  test('an abort ends the command at once, and one before the start runs nothing', async () => {
    const controller = new AbortController()
    const started = performance.now()
    setTimeout(() => controller.abort(new Error('enough')), 50)
    await expect(run({ argv: ['sleep', '30'], signal: controller.signal })).rejects.toThrow('enough')
    expect(performance.now() - started).toBeLessThan(2000)
    const never = join(folder, 'never')
    await expect(run({ argv: ['touch', never], signal: controller.signal })).rejects.toThrow('enough')
    expect(() => readFileSync(never)).toThrow()
  })

  const notExecutable = join(folder, 'plain.txt')
  writeFileSync(notExecutable, 'text', { mode: 0o644 })
  const table: [string, CommandRequest, string, RegExp][] = [
    ['a program that is not there', { argv: ['hydra-no-such-program'] }, 'ENOENT', /no such program/],
    ['a file that may not be executed', { argv: [notExecutable] }, 'EACCES', /executed/],
    ['a folder that is gone', { argv: ['true'], cwd: join(folder, 'gone') }, 'ENOENT', /folder .* does not exist/],
    ['arguments too long', { argv: ['true', 'x'.repeat(1 << 22)] }, 'E2BIG', /too long/],
    ['a NUL in an argument', { argv: ['true', 'a\0b'] }, 'ERR_INVALID_ARG_VALUE', /NUL/],
  ]
  test.each(table)('%s: HYD-8001 with errno and remedy', async (_name, request, errno, message) => {
    const error = await run(request).then(() => undefined, (thrown: unknown) => thrown) // prettier-ignore
    expect(error).toMatchObject({ code: 'HYD-8001', details: { errno }, message: expect.stringMatching(message) })
    expect((error as { hint: string }).hint).not.toBe('')
  })
})

test('no listener stays behind', async () => {
  const before = process.listenerCount('exit')
  await Promise.all([spawnCommand({ argv: ['true'] }), spawnCommand({ argv: ['true'] })])
  expect(process.listenerCount('exit')).toBe(before)
})

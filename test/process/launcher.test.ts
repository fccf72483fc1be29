/** The resident launcher with real commands; under the reference engine there is none, and that is what is checked. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { findLauncher, Launcher } from '../../src/process/launcher/client.ts'
import { runToEnd } from '../../src/process/index.ts'
import { parseAnswer, requestFrame, type LaunchResult } from '../../src/process/launcher/frame.ts'

const program = findLauncher()

test('there is a launcher with the native engine on Linux, and only there', () => {
  expect(program !== undefined).toBe(process.env['HYDRA_ENGINE'] !== 'reference' && process.platform === 'linux')
})

test('a request frame says its own length and holds the texts as UTF-8', () => {
  const frame = requestFrame(5, { argv: ['écho', 'a'], env: { A: '1', B: undefined } })
  expect(frame.readUInt32LE(0)).toBe(frame.length - 4)
  expect(frame.includes(Buffer.from('écho'))).toBe(true)
  expect(frame.includes(Buffer.from('A=1'))).toBe(true)
  expect(frame.includes(Buffer.from('B='))).toBe(false)
})

test('a failed start is an errno', () => {
  expect(parseAnswer(Buffer.from([5, 0, 0, 0, 1, 2, 0, 0, 0]))).toEqual({ id: 5, answer: { errno: 2 } })
})

describe.runIf(program !== undefined)('a launcher', () => {
  const launcher = new Launcher(program ?? '')
  afterAll(() => launcher.close())
  const done = async (argv: string[], more = {}): Promise<LaunchResult> =>
    (await launcher.run({ argv, keepBytes: 65_536, ...more })) as LaunchResult

  test('gives output, exit code, times and memory', async () => {
    const result = await done(['sh', '-c', 'echo out; echo err >&2; exit 3'])
    expect(result).toMatchObject({ exitCode: 3, signal: undefined, timedOut: false, stdoutBytes: 4, stderrBytes: 4 })
    expect([result.stdout.toString(), result.stderr.toString()]).toEqual(['out\n', 'err\n'])
    expect(result.maxRssBytes).toBeGreaterThan(100_000)
  })

  test('peak memory is that of the command, not of this process', async () => {
    const ballast = Buffer.alloc(200 << 20, 1)
    const { maxRssBytes } = await done(['true'])
    expect(ballast.length).toBe(200 << 20)
    expect(maxRssBytes).toBeLessThan(16 << 20)
  })

  test('runs commands one after the other and gives each its own answer', async () => {
    const results = await Promise.all(['a', 'b', 'c'].map((word) => done(['echo', word])))
    expect(results.map(({ stdout }) => stdout.toString())).toEqual(['a\n', 'b\n', 'c\n'])
  })

  test('aborting kills the command, and the next one runs', async () => {
    const controller = new AbortController()
    setTimeout(() => controller.abort(new Error('enough')), 50)
    await expect(launcher.run({ argv: ['sleep', '30'] }, controller.signal)).rejects.toThrow('enough')
    expect((await done(['echo', 'next'])).stdout.toString()).toBe('next\n')
  })

  test('a NUL in a text fails the command, and smuggles nothing in', async () => {
    for (const more of [{ argv: ['env', 'a\0b'] }, { argv: ['env'], env: { A: '1\0B=2' } }, { argv: ['env'], cwd: '/\0tmp' }])
      expect(await launcher.run(more)).toEqual({ errno: 22 })
    expect((await done(['env'], { env: { A: '1', B: 'é' } })).stdout.toString()).toBe('A=1\nB=é\n')
  })

  test('uses the environment and folder that are given', async () => {
    const { stdout } = await done(['/bin/sh', '-c', 'echo "$A $(pwd)"'], { env: { A: 'x' }, cwd: '/' })
    expect(stdout.toString()).toBe('x /\n')
  })
})

describe.runIf(program !== undefined)('a launcher whose program ends at once', () => {
  test('a script that does not say what runs it: its error has the name and the remedy', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'hydra-launcher-'))
    const script = join(folder, 'script')
    writeFileSync(script, 'echo hi\n', { mode: 0o755 })
    const error = await runToEnd({ argv: [script] }).then(() => undefined, (thrown: unknown) => thrown) // prettier-ignore
    rmSync(folder, { recursive: true })
    expect(error).toMatchObject({ code: 'HYD-8001', details: { errno: 'ENOEXEC' }, message: expect.stringContaining('it is not a program') as string, hint: expect.stringContaining('sh script') as string }) // prettier-ignore
  })

  test('fails its command with a reason', async () => {
    const broken = new Launcher('/bin/false')
    await expect(broken.run({ argv: ['true'] })).rejects.toThrow(/ended with 1|EPIPE/)
  })
})

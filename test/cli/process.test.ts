/** The command among other processes: pipes, signals, terminals, full disks, help and version. */
import { spawnSync } from 'node:child_process'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Command, json, list, readJson, write } from './support/command.ts'

let hydra: Command
beforeAll(async () => {
  hydra = await Command.make()
})
afterAll(() => hydra.remove())

describe('help and version', () => {
  test('--version', () => {
    expect(hydra.run(['--version'])).toEqual({ code: 0, out: expect.stringMatching(/^\d+\.\d+\.\d+\n$/), err: '' })
    expect(json(hydra.run(['--version', '--json']).out)).toMatchObject({ schema: 1, command: 'version' })
  })
  test('--help on stdout with 0; no command: the same on stderr with 2', () => {
    const [asked, missing] = [hydra.run(['--help']), hydra.run([])]
    expect([asked.code, asked.err, missing.code, missing.out]).toEqual([0, '', 2, ''])
    expect(missing.err).toBe(asked.out)
  })
  test.each([
    'profile',
    'weigh',
    'dashboard-config',
    'validate',
    'pipeline',
    'pick',
    'observe',
    'watch',
    'init',
    'doctor',
    'completion',
  ])('%s --help', (name) => {
    const { code, out } = hydra.run([name, '--help'])
    expect(code).toBe(0)
    expect(out).toMatch(new RegExp(`^hydra ${name}: `))
    expect(hydra.run(['help', name]).out).toBe(out)
  })
})

describe('pipes', () => {
  test('a reader that goes away ends the output quietly', () => {
    const cwd = hydra.fresh('pipe')
    const line = `( "$NODE" "$MAIN" profile --head a=true --head b=true -n 3 -q; echo $? > rc ) | head -1; cat rc`
    const { out, err } = hydra.shell(line, { cwd })
    expect(err).toBe('')
    expect(out).toMatch(/^ {2}head .*\n0\n$/)
    expect(list(`${cwd}/hydra_profiles`)).toHaveLength(2)
  })
  test('stdout closed from the start', () => {
    const { out, err } = hydra.shell(
      `"$NODE" "$MAIN" --help | true; "$NODE" "$MAIN" --version | true; "$NODE" "$MAIN" completion bash | head -1`,
    )
    expect({ out, err }).toEqual({ out: expect.stringMatching(/^# Completion/), err: '' })
  })
  test('a full disk behind stdout is 3, with the reason', () => {
    expect(hydra.shell(`"$NODE" "$MAIN" --version > /dev/full`).code).toBe(3)
    const { code, err } = hydra.shell(`"$NODE" "$MAIN" --help > /dev/full`)
    expect(code).toBe(3)
    expect(err).toMatch(/^HYD-6002 cannot write stdout: .*ENOSPC.*\n$/)
  })
})

/** Resolves when the child has said so on stderr, or after 20 s. */
async function said(child: ReturnType<Command['start']>['child'], word: RegExp): Promise<void> {
  let text = ''
  child.stderr?.on('data', (chunk: Buffer) => (text += chunk.toString()))
  for (let wait = 0; wait < 400 && !word.test(text); wait += 1) await sleep(50)
}

describe('signals', () => {
  const job = ['profile', '--head', 'quick=true', '--head', 'nap=sleep 0.02', '--trials', '100000', '--warmup', '0', '-v']
  test.each([['SIGINT', 130], ['SIGTERM', 143]] as const)('%s keeps what is finished and ends with %d', async (signal, expected) => {
    const cwd = hydra.fresh('signal')
    const { child, ended } = hydra.start(job, { cwd })
    await sleep(1500)
    child.kill(signal)
    const { code, out, err } = await ended
    expect({ code, err }).toEqual({ code: expected, err: expect.stringContaining(`${signal}: stopping`) })
    expect(err).toMatch(/HYD-3005 the study was aborted after \d+ of 200000 trials/)
    expect(out).toMatch(/stopped early\n$/)
    const saved = readJson(cwd, 'hydra_profiles', 'nap.json')
    expect(saved.study.partial).toBe(true)
  }) // prettier-ignore

  test('a second signal leaves at once, without writing', async () => {
    const cwd = hydra.fresh('twice')
    const tidy = 'teardown: () => new Promise((done) => setTimeout(done, 8000))'
    write(
      cwd,
      'hydra.config.mjs',
      `export default { heads: { a: { run: () => 1, ${tidy} } }, trials: 1000000000, timeoutMs: 9000 }`,
    )
    const { child, ended } = hydra.start(['profile'], { cwd })
    await sleep(1000)
    const stopping = said(child, /stopping/)
    child.kill('SIGINT')
    await stopping
    child.kill('SIGTERM')
    expect((await ended).code).toBe(143)
    expect(list(cwd)).toEqual(['hydra.config.mjs'])
  })

  test('stopped before a trial was finished: former profiles stay', async () => {
    const cwd = hydra.fresh('early')
    expect(hydra.run(['profile', '--head', 'a=true', '-n', '2', '-q'], { cwd }).code).toBe(0)
    const before = readJson(cwd, 'hydra_profiles', 'a.json')
    const { child, ended } = hydra.start(['profile', '--head', 'a=sleep 30', '--warmup', '0', '--timeout', '1m'], { cwd })
    await sleep(1500)
    child.kill('SIGINT')
    expect((await ended).code).toBe(130)
    expect(readJson(cwd, 'hydra_profiles', 'a.json')).toEqual(before)
  }, 60_000)
})

describe('colours', () => {
  const job = ['profile', '--head', 'a=true', '-n', '2']
  test('none in a pipe; FORCE_COLOR gives them, NO_COLOR and --no-color take them away', () => {
    const cwd = hydra.fresh('colour')
    const has = (words: string[], env: Record<string, string>): boolean => {
      const { out, err } = hydra.run([...job, ...words], { cwd, env })
      return (out + err).includes('\u001b[')
    }
    expect([
      has([], {}),
      has([], { FORCE_COLOR: '1' }),
      has([], { FORCE_COLOR: '1', NO_COLOR: '1' }),
      has(['--no-color'], { FORCE_COLOR: '1' }),
    ]).toEqual([false, true, false, false])
    expect(hydra.run([...job, '--json'], { cwd, env: { FORCE_COLOR: '1' } }).out).not.toContain('\u001b[')
  })

  const hasScript = spawnSync('script', ['-qec', 'true', '/dev/null']).status === 0
  test.runIf(hasScript)('on a terminal there is a bar with the time left, which is cleared; TERM=dumb has none', () => {
    const cwd = hydra.fresh('terminal')
    const line = `script -qec '"$NODE" "$MAIN" profile --head "nap=sleep 0.05" -n 12' /dev/null`
    const terminal = hydra.shell(line, { cwd, env: { TERM: 'xterm' } })
    expect(terminal.out).toMatch(/\r\u001b\[2Ktrials .*█.*%.*left/)
    expect(terminal.out).not.toContain('nap done')
    const dumb = hydra.shell(line, { cwd, env: { TERM: 'dumb' } })
    expect(dumb.out).not.toContain('\u001b')
    expect(dumb.out).toContain('nap done')
  })
})

describe('what heads leave behind', () => {
  const leftovers = {
    'timers that throw': 'for (let ms = 0; ms < 300; ms += 1) setTimeout(() => { throw new Error("late") }, ms)',
    'promises nobody handles':
      'for (let ms = 0; ms < 300; ms += 1) setTimeout(() => { void Promise.reject(new Error("late")) }, ms)',
    'a server and an interval': 'setInterval(() => 1, 5); process.stdin.resume()',
  }
  test.each(Object.entries(leftovers))('%s change neither the files nor the exit code', (_, code) => {
    const cwd = hydra.fresh('left')
    write(cwd, 'hydra.config.mjs', `export default { heads: { leaves: () => { ${code}; return 1 } }, trials: 2 }`)
    const result = hydra.run(['profile'], { cwd })
    expect({ code: result.code, stack: /\n +at /.test(result.err) }).toEqual({ code: 0, stack: false })
    expect(list(`${cwd}/hydra_profiles`)).toEqual(['leaves.json'])
  })

  test('an end that the command did not ask for is told and is 70', () => {
    const cwd = hydra.fresh('exit')
    write(cwd, 'hydra.config.mjs', 'process.exit(0)')
    expect(hydra.run(['profile'], { cwd })).toMatchObject({ code: 70, err: expect.stringContaining('HYD-9999') })
    write(cwd, 'hydra.config.mjs', 'await new Promise(() => {})')
    expect(hydra.run(['profile'], { cwd })).toMatchObject({ code: 70, err: expect.stringContaining('HYD-9999') })
  })
})

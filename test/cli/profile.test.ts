/** `hydra profile` as a process: what it prints, writes and ends with. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Command, json, list, readJson, write } from './support/command.ts'

let hydra: Command
beforeAll(async () => {
  hydra = await Command.make()
})
afterAll(() => hydra.remove())

const sorts = ['--head', 'numeric=sort -n data.txt', '--head', 'general=sort -g data.txt']
const numbers = Array.from({ length: 500 }, (_, index) => (index * 7919) % 1009).join('\n')
function folderWithData(name: string): string {
  const cwd = hydra.fresh(name)
  write(cwd, 'data.txt', numbers)
  return cwd
}
const logLine = /^\[\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\] \[(INFO|WARNING|ERROR|DEBUG)\] .+$/

describe('two commands without any file', () => {
  test('a table, verdicts and the closing line on stdout, log lines on stderr, a profile each', () => {
    const cwd = folderWithData('plain')
    const { code, out, err } = hydra.run(['profile', ...sorts, '--trials', '20'], { cwd })
    expect(code).toBe(0)
    expect(out).toMatch(/^ {2}head +trials +success +median (us|ms) +\[95 %\] +time +p95 /)
    expect(out).toMatch(/ {2}(numeric|general) +20 +100 % +\d/)
    expect(out).toMatch(/numeric|general.*(faster than|undecided|take the same time)/)
    expect(out.trimEnd().split('\n').at(-1)).toMatch(/^2 heads profiled, average success 100\.0 %, \d.* \(estimated .+\)$/)
    expect(err.trimEnd().split('\n').filter((line) => !logLine.test(line))).toEqual([]) // prettier-ignore
    expect(err).toContain('[INFO] profile: numeric done')
    expect(err).toContain('2 profiles in hydra_profiles; next: npx hydra-profiler weigh')
    expect(list(`${cwd}/hydra_profiles`)).toEqual(['general.json', 'numeric.json'])
    const { schema, name, success_rate, avg_time, timestamp } = readJson(cwd, 'hydra_profiles', 'numeric.json')
    expect({ schema, name, success_rate }).toEqual({ schema: 1, name: 'numeric', success_rate: 100 })
    expect(avg_time).toBeGreaterThan(0)
    expect(new Date(timestamp as string).toISOString()).toBe(timestamp)
  })

  test('--json: one document on stdout, nothing else', () => {
    const cwd = folderWithData('json')
    const { code, out } = hydra.run(['profile', ...sorts, '--num-tests', '4', '--json', '--profiles', 'p'], { cwd })
    const document = json(out)
    expect(code).toBe(0)
    expect(document).toMatchObject({ schema: 1, command: 'profile', files: ['p/numeric.json', 'p/general.json'] })
    expect(document.study.heads.map((head: any) => [head.name, head.summary.trials])).toEqual([['numeric', 4], ['general', 4]]) // prettier-ignore
    expect(document.study.comparisons).toHaveLength(1)
  })

  test('--export writes what other programs read, beside the profiles', () => {
    const cwd = folderWithData('export')
    const words = ['profile', ...sorts, '-n', '4', '--svg', 'times.svg', '--export', 'benchmark-action=bench.json', '--json']
    const { code, out } = hydra.run(words, { cwd })
    expect({ code, exported: json(out).exported }).toEqual({ code: 0, exported: ['times.svg', 'bench.json'] })
    expect(readJson(cwd, 'bench.json').map(({ name, unit }: any) => [name, unit])).toEqual([['numeric', 'ms'], ['general', 'ms']]) // prettier-ignore
  })

  test('--smoke is ten trials and says from how many on verdicts are possible', () => {
    const { out } = hydra.run(['profile', ...sorts, '--smoke'], { cwd: folderWithData('smoke') })
    expect(out).toContain('10 trials give figures; verdicts are possible from 14 trials on.')
  })

  test('--quiet is silent, --log-format json is JSON, --verbose has a line a head', () => {
    const cwd = folderWithData('talk')
    expect(hydra.run(['profile', ...sorts, '-n', '2', '-q'], { cwd }).err).toBe('')
    const lines = hydra.run(['profile', ...sorts, '-n', '2', '--log-format', 'json'], { cwd }).err.trimEnd().split('\n').map(json) // prettier-ignore
    expect(lines.map(({ level }) => level)).toEqual(['info', 'info', 'info'])
    expect(hydra.run(['profile', ...sorts, '-n', '2', '-v'], { cwd }).err).toMatch(
      /\[DEBUG\] numeric: 2 of 2 right, median .+, p95 .+/,
    )
  })

  test('files given as inputs go to stdin and get names of their own', () => {
    const cwd = folderWithData('inputs')
    write(cwd, 'short.txt', '2\n1\n')
    const words = [
      'profile',
      '--head',
      'sort=sort -n',
      '--head',
      'cat=cat',
      '--input',
      'data.txt',
      '--input',
      'short.txt',
      '-n',
      '8',
      '--json',
    ]
    const { study } = json(hydra.run(words, { cwd }).out)
    expect(study.inputs.map(({ name }: any) => name)).toEqual(['data.txt', 'short.txt'])
    expect(study.heads[0].summary.byInput.map(({ name, trials }: any) => [name, trials])).toEqual([['data.txt', 4], ['short.txt', 4]]) // prettier-ignore
    expect(hydra.run(['profile', '--head', 'a=cat', '--input', 'none.txt'], { cwd })).toMatchObject({
      code: 3,
      err: expect.stringContaining('HYD-6002'),
    })
  })

  test('--shell hands the text to a shell', () => {
    const cwd = folderWithData('shell')
    expect(hydra.run(['profile', '--head', 'wc=cat data.txt | wc -l', '--shell', '-n', '2', '-q'], { cwd }).code).toBe(0)
  })

  test('--share leaves out paths, hosts and users', () => {
    const cwd = folderWithData('share')
    const { out } = hydra.run(['profile', '--head', `/srv/secret/tool.sh=true`, '-n', '2', '--share'], { cwd })
    expect(out).toContain('…/tool.sh')
    expect(out).not.toContain('/srv/secret')
    expect(out).toMatch(/Node \d+\.\d+\.\d+, hydra-profiler \d/)
  })
})

describe('heads that fail', () => {
  test('a head without one success: 4, the study is whole and saved', () => {
    const cwd = hydra.fresh('fails')
    const { code, out, err } = hydra.run(
      ['profile', '--head', 'good=true', '--head', 'bad=false', '--head', 'gone=no-such-program-here', '-n', '3'],
      { cwd },
    )
    expect(code).toBe(4)
    expect(out).toMatch(/bad: 0 of 3 right; 3 errors/)
    expect(err).toContain('2 heads without one success: bad, gone')
    expect(list(`${cwd}/hydra_profiles`)).toEqual(['bad.json', 'gone.json', 'good.json'])
    expect(readJson(cwd, 'hydra_profiles', 'bad.json')).toMatchObject({ success_rate: 0, avg_time: 0 })
  })

  test('--timeout ends a command that takes too long', () => {
    const { code, out } = hydra.run(['profile', '--head', 'slow=sleep 30', '-n', '2', '--warmup', '0', '--timeout', '50ms'], {
      cwd: hydra.fresh('slow'),
    })
    expect({ code, timeouts: out.includes('2 timeouts') }).toEqual({ code: 4, timeouts: true })
  })
})

describe('bad input: nothing runs, nothing is written', () => {
  const head = ['--head', 'a=touch ran']
  test.each([
    [['profile'], 2, 'HYD-1007 there are no heads to profile'],
    [['profile', ...head, '--trials', '0'], 2, 'HYD-1003 --trials must be a whole number from 1 to 1000000000, got "0" (string)'],
    [['profile', ...head, '--trials', '1e12'], 2, 'HYD-1003'],
    [['profile', ...head, '--trials='], 2, 'HYD-1003'],
    [['profile', ...head, '--trials', '5', '--smoke'], 2, 'HYD-1003 --smoke must be given without --trials'],
    [['profile', ...head, '--timeout', '5'], 2, 'HYD-1003 --timeout must be a duration'],
    [['profile', ...head, ...head], 2, 'HYD-1005 two heads are called "a"'],
    [['profile', '--head', "a=echo 'x"], 2, 'HYD-1003'],
    [['profile', ...head, '--engine', 'rust'], 2, 'HYD-1003 --engine must be auto | native | reference, got "rust"'],
    [
      ['profile', ...head, '--log-format', 'jsno'],
      2,
      'HYD-1003 --log-format must be text | json, got "jsno" (string). Did you mean json?',
    ],
    [['profile', ...head, '--isolation', 'thread'], 2, 'HYD-1003 --isolation must be inline | worker | process'],
    [['profile', ...head, '--tirals', '5'], 2, 'HYD-1008 unknown option of profile "--tirals". Did you mean --trials?'],
    [['profiel'], 2, 'HYD-1008 unknown command "profiel". Did you mean profile?'],
    [['profile', ...head, '--profiles', '/dev/null/x'], 3, 'HYD-6002'],
  ] as const)('%j ends with %d', (words, code, message) => {
    const cwd = hydra.fresh('bad')
    const result = hydra.run(words, { cwd })
    expect(result.err).toContain(message)
    expect(result.err).not.toMatch(/\n +at /)
    expect({ code: result.code, out: code === 2 ? result.out : '' }).toEqual({ code, out: '' })
    if (code === 2) expect(list(cwd)).toEqual([])
  })
})

describe('names are any text', () => {
  const names = ['__proto__', 'constructor', '../../evil', 'con', 'x'.repeat(300), '🦆 duck', 'a\u001b[31mred', '10', '9']
  test('each gets a file inside the folder, its row, its place, and nothing rules the terminal', () => {
    const cwd = hydra.fresh('names')
    const { code, out, err } = hydra.run(['profile', ...names.flatMap((name) => ['--head', `${name}=true`]), '-n', '2'], { cwd })
    expect(code).toBe(0)
    expect(list(cwd)).toEqual(['hydra_profiles'])
    expect(list(`${cwd}/hydra_profiles`)).toHaveLength(names.length)
    expect(out + err).not.toContain('\u001b')
    expect(out).toContain('a\\x1b[31mred')
    const files = list(`${cwd}/hydra_profiles`).map((file) => readJson(cwd, 'hydra_profiles', file).name as string)
    expect(files.sort()).toEqual([...names].sort())
    const document = json(hydra.run(['weigh', '--json'], { cwd }).out)
    expect(Object.keys(document.weights.weights as object).sort()).toEqual([...names].sort())
  })
})

describe('--cpu-profile', () => {
  const config = `
function remainders(x) { let sum = 0; for (let i = 1; i < 60; i += 1) sum += (x * i) % 7; return sum }
function roots(x) { let sum = 0; for (let i = 1; i < 6; i += 1) sum += Math.sqrt(x + i); return sum }
const repeat = (work) => () => { let sum = 0; for (let i = 0; i < 300; i += 1) sum += work(i); return sum }
export default { heads: { remainders: repeat(remainders), roots: repeat(roots), shell: 'true' }, trials: 14 }
`
  test('lists what differs most, writes a file a function head beside the profiles, and says who has none', () => {
    const cwd = hydra.fresh('cpu')
    write(cwd, 'hydra.config.mjs', config)
    const { code, out, err } = hydra.run(['profile', '--cpu-profile'], { cwd })
    expect({ code, err }).toMatchObject({ code: 0 })
    expect(out).toContain('Where the CPU time goes: roots and remainders')
    expect(out).toMatch(/\n {2}remainders +– +\d[\d.]* % .*hydra\.config\.mjs:2\n/)
    expect(out).not.toContain(cwd)
    expect(err).toMatch(/HYD-3040 .*"shell"/)
    expect(err).toContain('2 CPU profiles in hydra_profiles')
    expect(list(`${cwd}/hydra_profiles`)).toEqual(['remainders.cpuprofile', 'remainders.json', 'roots.cpuprofile', 'roots.json', 'shell.json']) // prettier-ignore
    expect(readJson(cwd, 'hydra_profiles', 'roots.cpuprofile')).toMatchObject({ nodes: expect.any(Array) })
  })

  test('=DIR writes there; --json has the largest shares of each head', () => {
    const cwd = hydra.fresh('cpu-json')
    write(cwd, 'hydra.config.mjs', config)
    const { out } = hydra.run(['profile', '--cpu-profile=cpu', '--json', '-q'], { cwd })
    expect(list(`${cwd}/cpu`)).toEqual(['remainders.cpuprofile', 'roots.cpuprofile'])
    const { cpu } = json(out)
    expect(cpu.files).toEqual(['cpu/remainders.cpuprofile', 'cpu/roots.cpuprofile'])
    expect(cpu.heads[0]).toMatchObject({ head: 'remainders', calls: expect.any(Number) })
    expect(cpu.heads[0].functions[0]).toMatchObject({ function: 'remainders', place: 'hydra.config.mjs:2' })
    const empty = hydra.run(['profile', '--cpu-profile='], { cwd })
    expect([empty.code, empty.err]).toEqual([2, expect.stringContaining('HYD-1003')])
  })
})

describe('--isolation', () => {
  test('functions of the configuration are loaded in their isolates, free variables and all; one that blocks costs its trials', () => {
    const cwd = hydra.fresh('isolation')
    const text = `import { gzipSync } from 'node:zlib'
      const level = 1
      export default { heads: { gzip: (text) => gzipSync(text, { level }), blocks: { run: () => { for (;;); }, timeoutMs: 100 } }, inputs: ['x'.repeat(99)], giveUpAfter: 2 }`
    write(cwd, 'hydra.config.mjs', text)
    const { code, out } = hydra.run(['profile', '-n', '8', '--isolation', 'process', '--isolates', '2', '--json'], {
      cwd,
      env: { HYDRA_ISOLATE_PATH: process.env['HYDRA_ISOLATE_PATH'] ?? '' },
    })
    expect(code).toBe(4)
    const [gzip, blocks] = json(out).study.heads
    expect(gzip).toMatchObject({ name: 'gzip', isolation: 'process', summary: { trials: 8, successes: 8 } })
    expect(blocks).toMatchObject({
      isolation: 'process',
      failures: { timeout: 2, skipped: 6 },
      firstFailures: [{ code: 'HYD-3008' }, {}],
    })
    expect(readJson(cwd, 'hydra_profiles', 'gzip.json')).toMatchObject({ isolation: 'process' })
  })

  test('of the configuration, for the file or for one head; a flag wins over that of the file, a head keeps its own', () => {
    const cwd = hydra.fresh('isolation-keys')
    const env = { HYDRA_ISOLATE_PATH: process.env['HYDRA_ISOLATE_PATH'] ?? '' }
    write(cwd, 'heads.mjs', 'export const thread = () => import("node:worker_threads").then(({ isMainThread }) => isMainThread)')
    const head = { module: './heads.mjs', export: 'thread' }
    const config = { isolation: 'worker', isolates: 2, heads: { file: head, own: { ...head, isolation: 'inline' } }, trials: 6 }
    write(cwd, 'hydra.config.json', JSON.stringify(config))
    const places = (...words: string[]): unknown[] => {
      const { code, out } = hydra.run(['profile', '--json', ...words], { cwd, env })
      expect(code).toBe(0)
      return json(out).study.heads.map(({ name, isolation }: { name: string; isolation: string }) => [name, isolation])
    }
    expect(places()).toEqual([['file', 'worker'], ['own', 'inline']]) // prettier-ignore
    expect(places('--isolation', 'process')).toEqual([['file', 'process'], ['own', 'inline']]) // prettier-ignore
  })
})

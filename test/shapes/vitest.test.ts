/** The runner for vitest, by real runs of vitest in a folder of its own. */
import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

const run = promisify(execFile)
const vitest = resolve('node_modules/vitest/vitest.mjs')
const outer = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(VITEST|NODE_OPTIONS|npm_)/.test(name)))
let folder = ''

interface Ended {
  readonly code: number
  readonly out: string
}

/** Inside the checkout, so that `hydra-profiler` is found by its own name. */
beforeAll(() => {
  const base = resolve('.hydra')
  mkdirSync(base, { recursive: true })
  folder = mkdtempSync(join(base, 'vitest-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const project = (name: string, files: Readonly<Record<string, string>>): string => {
  const root = join(folder, name)
  mkdirSync(root, { recursive: true })
  const config = `export default { test: { runner: 'hydra-profiler/bench/vitest', include: ['*.test.js'], benchmark: { include: ['*.bench.js'], outputJson: 'out.json' } } }`
  for (const [file, text] of Object.entries({ 'vitest.config.mjs': config, ...files })) writeFileSync(join(root, file), text)
  return root
}

async function runVitest(root: string, words: readonly string[]): Promise<Ended> {
  const options = { cwd: root, env: { ...outer, NO_COLOR: '1', CI: '1' }, timeout: 120_000 }
  return run(process.execPath, [vitest, ...words], options).then(
    ({ stdout, stderr }) => ({ code: 0, out: stdout + stderr }),
    (error: { code: number; stdout: string; stderr: string }) => ({ code: error.code, out: error.stdout + error.stderr }),
  )
}

const spin = `const spin = (rounds) => { let sum = 0; for (let i = 0; i < rounds; i += 1) sum += i % 7; return sum }`

describe('vitest bench', () => {
  test('benches of one describe are one study: the table of vitest, and verdicts', async () => {
    const root = project('good', {
      'spin.bench.js': `import { bench, describe } from 'vitest'
${spin}
describe('spins', () => {
  bench('long', () => { spin(5000) }, { time: 400 })
  bench('short', () => { spin(500) }, { time: 400 })
  bench.skip('skipped', () => { throw new Error('skipped ran') })
  describe('inner', () => {
    bench('alone', async () => { await Promise.resolve() }, { time: 0, iterations: 12 })
  })
})`,
    })
    const { code, out } = await runVitest(root, ['bench', '--run'])
    expect({ code, out }).toMatchObject({ code: 0 })
    expect(out).toMatch(/98 % sure.*\n +short is .*x .*faster than long/)
    expect(out).toMatch(/long +[\d,.]+ +[\d.]+/)
    const { files } = JSON.parse(readFileSync(join(root, 'out.json'), 'utf8')) as { files: { groups: { fullName: string; benchmarks: Record<string, unknown>[] }[] }[] } // prettier-ignore
    const groups = files[0]!.groups.map(({ fullName, benchmarks }) => [fullName, benchmarks.map(({ name }) => name)])
    expect(groups).toContainEqual(['spin.bench.js > spins', ['long', 'short']])
    expect(groups).toContainEqual(['spin.bench.js > spins > inner', ['alone']])
    const all = files[0]!.groups.flatMap(({ benchmarks }) => benchmarks)
    expect(all.find(({ name }) => name === 'alone')).toMatchObject({ sampleCount: 12, verdict: '' })
    expect(all.find(({ name }) => name === 'long')).toMatchObject({
      rank: 2,
      unit: 'batch',
      verdict: expect.stringMatching(/^[\d.]+x slower than short$/),
      hz: expect.any(Number),
      p999: expect.any(Number),
    })
  })

  test('a bench that throws fails its file with its own error', async () => {
    const root = project('bad', {
      'bad.bench.js': `import { bench, describe } from 'vitest'
describe('group', () => {
  bench('bad', () => { throw new RangeError('thrown by a bench') }, { time: 50 })
  bench('good', () => { Math.sqrt(2) }, { time: 50 })
})`,
    })
    const { code, out } = await runVitest(root, ['bench', '--run'])
    expect(code).toBe(1)
    expect(out).toContain('RangeError: thrown by a bench')
    expect(out).not.toContain('Unhandled')
  })

  test('in `vitest run` the same configuration runs tests by the runner of vitest', async () => {
    const root = project('tests', {
      'one.test.js': `import { expect, test } from 'vitest'\ntest('adds', () => expect(1 + 1).toBe(2))`,
    })
    const { code, out } = await runVitest(root, ['run'])
    expect({ code, out }).toMatchObject({ code: 0, out: expect.stringMatching(/1 passed/) })
  })
})

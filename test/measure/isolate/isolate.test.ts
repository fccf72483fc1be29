/** Heads in isolates of their own: how they come there, what crosses, which figures come back, what is left behind. */
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build } from 'esbuild'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { onWarning, type HydraError } from '../../../src/errors/index.ts'
import { loadConfig } from '../../../src/config/index.ts'
import { loadStudy } from '../../../src/files/index.ts'
import { openClock } from '../../../src/measure/trial/clock.ts'
import { profile } from '../../../src/measure/index.ts'
import { generationOf } from '../../../src/measure/epoch.ts'
import { cleanEnvironment, cleanFlags } from '../../../src/measure/isolate/clean.ts'
import { loadNow } from '../../../src/measure/environment.ts'

onWarning(() => undefined)
let folder = ''
const write = (name: string, text: string): string => {
  writeFileSync(join(folder, name), text)
  return join(folder, name)
}
beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), 'hydra-isolate-'))))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const add = (n: number): number => n + 1
const spin = (n: number): number => {
  let sum = 0
  for (let i = 0; i < n * 100; i += 1) sum = (sum * 31 + i) % 1009
  return sum
}

describe.each(['worker', 'process'] as const)('%s', (isolation) => {
  const quick = { isolation, trials: 4, warmup: 1, selfCheck: false } as const

  test('the same figures as inline: batches, copies, twin, what is saved says where', async () => {
    const study = await profile({ heads: { add, spin }, inputs: { few: 3, more: 5 }, isolation, trials: 40, verify: (o: number) => o >= 0 }) // prettier-ignore
    for (const name of ['add', 'spin']) {
      expect(study.heads[name]).toMatchObject({ isolation, unit: 'batch', rebuilt: true, summary: { trials: 40, successes: 40 } })
      expect(study.heads[name]!.callsPerTrial).toBeGreaterThan(10)
      expect(study.heads[name]?.cpuScope).toBe(openClock().cpuScope)
      expect(study.heads[name]!.summary.rssBytes).toBeGreaterThan(1e7)
      expect(study.heads[name]!.summary.byInput['more']?.trials).toBe(20)
    }
    expect(new Set(study.heads['add']!.columns.epoch).size).toBe(5)
    expect(study.heads['spin']!.summary.durationMs.median!).toBeGreaterThan(study.heads['add']!.summary.durationMs.median!)
    expect(study.noiseFloor?.blocks).toBeGreaterThan(5)
    await study.save(join(folder, isolation))
    const again = await loadStudy(join(folder, isolation))
    expect(again.heads['add']).toMatchObject({ isolation, summary: study.heads['add']!.summary })
  })

  test('hooks, methods and `this` of a definition', async () => {
    const head = {
      setup() { Object.assign(this, { table: [5] }) },
      run(n: number): number { return (this as unknown as { table: number[] }).table[0]! + n },
      beforeEach(): void { (this as unknown as { table: number[] }).table[0]! += 1 },
      teardown() { throw new Error('torn') },
    } // prettier-ignore
    const study = await profile({ ...quick, heads: { head }, inputs: [1], metrics: (out: number) => ({ out }) })
    expect([...study.heads['head']!.columns.metrics['out']!]).toEqual([8, 9, 10, 11])
    expect(study.warnings.map(({ code, message }) => [code, message.includes('torn')])).toEqual([['HYD-3006', true]])
  })

  test('modules, with state of their own; per head, beside one that runs inline', async () => {
    const file = write(`module-${isolation}.mjs`, `let calls = 0\nexport const count = () => (calls += 1)\nexport default { run: (n) => n * 2, setup: () => {} }`)
    let calls = 0
    const heads = {
      count: { module: file, export: 'count', isolation },
      url: { module: pathToFileURL(file), isolation },
      inline: () => (calls += 1),
    }
    const study = await profile({ heads, inputs: [2], trials: 4, warmup: 0, metrics: (out: number) => ({ out }) })
    expect([...study.heads['count']!.columns.metrics['out']!]).toEqual([1, 2, 3, 4])
    expect([...study.heads['url']!.columns.metrics['out']!]).toEqual([4, 4, 4, 4])
    expect(study.names.map((name) => [name, study.heads[name]?.isolation])).toEqual([['count', isolation], ['url', isolation], ['inline', 'inline']]) // prettier-ignore
    expect(calls).toBe(4)
  }) // prettier-ignore

  test('heads, judges and generators of a configuration, free variables and all', async () => {
    const file = write(
      `hydra.config.${isolation}.ts`,
      `import { gzipSync, gunzipSync } from 'node:zlib'
       const level: number = 1
       class Odd { constructor(readonly text: string) {} }
       export default {
         heads: { gzip: (odd: Odd) => gzipSync(odd.text, { level }), named: { run: (odd: Odd) => gzipSync(odd.text) } },
         inputs: { first: Object.assign(new Odd('a'.repeat(500)), { f: () => 1 }) },
         verify: (out: Buffer, odd: Odd) => odd instanceof Odd && gunzipSync(out).toString() === odd.text,
         metrics: (out: Buffer) => ({ bytes: out.length }),
       }`,
    )
    const { main } = await loadConfig({ file })
    const study = await profile({ ...quick, ...main.job, source: { file } })
    for (const name of ['gzip', 'named']) {
      expect(study.heads[name]).toMatchObject({ isolation, summary: { successes: 4 } })
      expect(study.heads[name]!.summary.metrics['bytes']?.median).toBeLessThan(100)
    }
  })

  test('judges with free variables stay here: the answers come to them', async () => {
    const seen: unknown[] = []
    const verify = (out: Map<string, number>, n: number): boolean => {
      seen.push(out)
      return out.get('n') === n + 1
    }
    const heads = { map: (n: number) => new Map([['n', n + 1]]), wrong: () => new Map(), unclonable: () => () => 1 }
    const study = await profile({ ...quick, heads, inputs: [7], verify, warmup: 0 })
    expect(study.heads['map']?.summary.successes).toBe(4)
    expect(study.heads['wrong']?.failures.wrong).toBe(4)
    expect(study.heads['unclonable']?.firstFailures[0]).toMatchObject({ code: 'HYD-3004', message: expect.stringContaining('cannot be handed to the host') }) // prettier-ignore
    expect(seen[0]).toBeInstanceOf(Map)
  })

  test.each([
    ['that needs nothing', (index: number, random: () => number) => [index, random()]],
    ['with free variables', (index: number, random: () => number) => [index, random(), seed].slice(0, 2)],
  ])('a generator of inputs %s gives what it gives inline', async (_, generator) => {
    const settings = {
      inputs: generator,
      trials: 4,
      warmup: 0,
      metrics: ([index, random]: [number, number]) => ({ index, random }),
    }
    const [here, there] = [await profile({ ...settings, heads: { same: (x: unknown) => x } }), await profile({ ...settings, heads: { same: (x: unknown) => x }, isolation })] // prettier-ignore
    expect(there.heads['same']?.columns.metrics).toEqual(here.heads['same']?.columns.metrics)
  })

  test('isolates: as many as asked for, each with as many epochs', async () => {
    const pid = isolation === 'process'
    const heads = { who: pid ? () => process.pid : () => ((globalThis as { id?: number }).id ??= Math.random()) }
    const study = await profile({ ...quick, heads, trials: 24, isolates: 3, metrics: (id: number) => ({ id }) })
    const ids = [...study.heads['who']!.columns.metrics['id']!]
    expect(ids.map((id) => [...new Set(ids)].indexOf(id))).toEqual([
      ...Array(8).fill(0),
      ...Array(8).fill(1),
      ...Array(8).fill(2),
    ])
    expect(new Set(study.heads['who']!.columns.epoch).size).toBe(3)
    expect(study.heads['who']?.summary.successes).toBe(24)
  })

  test('isolates of tuned heads keep their batches', async () => {
    const study = await profile({ heads: { add, spin }, inputs: [3], isolation, isolates: 2, trials: 24 })
    for (const name of ['add', 'spin']) expect(study.heads[name]).toMatchObject({ unit: 'batch', rebuilt: true, summary: { successes: 24 } }) // prettier-ignore
  })

  test('commands are processes as ever', async () => {
    const study = await profile({ ...quick, heads: { command: { command: [process.execPath, '-e', '0'] }, add }, inputs: [1] })
    expect([study.heads['command']?.isolation, study.heads['add']?.isolation]).toEqual(['process', isolation])
    expect(study.heads['command']?.summary.successes).toBe(4)
  })

  const seed = 1
  const outer = { deep: () => seed }
  class Method { run(): number { return 1 } } // prettier-ignore
  const refused: [string, never, string[]][] = [
    ['a free variable', (() => seed + loadNow()!) as never, ['"seed"', 'module']],
    ['one in a hook', { run: add, setup: () => outer.deep() } as never, ['setup', '"outer"']],
    ['native code', Math.sqrt as never, ['native code']],
    ['a bound function', add.bind(undefined) as never, ['native code']],
    ['an instance of a class', new Method() as never, ['an instance of a class']],
  ]
  test.each(refused)('%s: HYD-1003 naming the head, before anything runs', async (_, bad, words) => {
    let ran = 0
    const other = { run: () => (ran += 1), isolation: 'inline' } as const
    const error = (await profile({ heads: { other, bad }, isolation }).catch((thrown: unknown) => thrown)) as HydraError
    expect(error).toMatchObject({ code: 'HYD-1003', where: { option: 'isolation', head: 'bad' } })
    for (const word of words) expect(error.message).toContain(word)
    expect(ran).toBe(0)
  })

  test('all that is refused is told at once; so are inputs that no clone carries', async () => {
    const heads = { a: () => seed, b: () => outer }
    const error = (await profile({ heads, inputs: [() => 1], isolation }).catch((thrown: unknown) => thrown)) as HydraError
    expect((error.details['errors'] as HydraError[]).map(({ where }) => where.head ?? where.option)).toEqual(['inputs', 'a', 'b'])
  })
})

describe('order and epochs', () => {
  test.each([
    [12, 1, [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]],
    [12, 5, [0, 0, 0, 1, 1, 2, 2, 2, 3, 3, 4, 4]],
    [2, 5, [0, 1]],
  ])('%i epochs in %i isolates', (epochs, isolates, generations) => {
    expect(Array.from({ length: epochs }, (_, epoch) => generationOf(epoch, epochs, isolates))).toEqual(generations)
  })

  test('the order of creating heads is turned round from one isolate to the next', async () => {
    const born = (): number => ((globalThis as { born?: number }).born ??= performance.timeOrigin + performance.now())
    const heads = { a: born, b: born, c: born }
    const study = await profile({ heads, isolation: 'worker', isolates: 3, trials: 24, warmup: 1, selfCheck: false, metrics: (at: number) => ({ at }) }) // prettier-ignore
    const orders = [0, 8, 16].map((trial) =>
      ['a', 'b', 'c'].sort((x, y) => study.heads[x]!.columns.metrics['at']![trial]! - study.heads[y]!.columns.metrics['at']![trial]!).join(''),
    ) // prettier-ignore
    expect(orders.slice(1)).toEqual(['cba', 'abc'])
  })
})

describe('what a child does not inherit', () => {
  test('debuggers, coverage, test runners: out; loaders and limits: kept', () => {
    const flags = ['--inspect-brk=0', '--cpu-prof', '--require', './a.cjs', '--test', '--import', 'x', '--max-old-space-size=99', '--watch', '-e', '1', '--require', '/x/node_modules/vitest/a.cjs'] // prettier-ignore
    expect(cleanFlags(flags)).toEqual(['--require', './a.cjs', '--import', 'x', '--max-old-space-size=99'])
    const dirty = { NODE_OPTIONS: '--inspect=9229 --require "./a b.cjs"', NODE_V8_COVERAGE: '/x', VITEST_WORKER_ID: '1', PATH: '/bin', NODE_TEST_CONTEXT: 'child' } // prettier-ignore
    expect(cleanEnvironment(dirty)).toEqual({ NODE_OPTIONS: '--require "./a b.cjs"', PATH: '/bin' })
  })
})

describe('a parent that is killed', () => {
  test('takes its isolates along, a blocked one too', async () => {
    const [measure, pids] = [resolve(`.hydra/measure-${process.pid}.mjs`), join(folder, 'pids')]
    await build({ entryPoints: [resolve('src/measure/index.ts')], outfile: measure, bundle: true, platform: 'node', format: 'esm', packages: 'external', logLevel: 'error' }) // prettier-ignore
    const code = `import { profile } from ${JSON.stringify(pathToFileURL(measure).href)}
      const tell = async ({ file, block }) => {
        const { appendFileSync } = await import('node:fs')
        appendFileSync(file, process.pid + '\\n')
        if (block) for (;;);
        return new Promise(() => {})
      }
      await profile({ heads: { tell, blocked: { run: tell } }, inputs: [{ file: ${JSON.stringify(pids)}, block: false }], isolation: 'process', timeoutMs: 1e6 })`
    const { readFileSync } = await import('node:fs')
    const parent = spawn(process.execPath, [write('parent.mjs', code.replace('block: false', 'block: true'))], { stdio: 'ignore', cwd: process.cwd(), env: { ...process.env, HYDRA_ENGINE: 'reference' } }) // prettier-ignore
    const read = (): string[] => {
      try {
        return readFileSync(pids, 'utf8').trim().split('\n').filter((pid) => pid !== '') // prettier-ignore
      } catch {
        return []
      }
    }
    const until = async (holds: () => boolean): Promise<void> => {
      for (let tries = 0; tries < 300 && !holds(); tries += 1) await new Promise((done) => setTimeout(done, 100))
      expect(holds()).toBe(true)
    }
    await until(() => read().length > 0)
    parent.kill('SIGKILL')
    const isGone = (pid: string): boolean => {
      try {
        process.kill(Number(pid), 0)
        return readFileSync(`/proc/${pid}/stat`, 'latin1').includes(') Z ')
      } catch {
        return true
      }
    }
    await until(() => read().every(isGone))
    rmSync(measure)
  }, 90_000)
})

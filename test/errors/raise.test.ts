/**
 * Every code of the catalog is raised by something real. The table below has one case a code; a code without one fails the test,
 * so does a case whose deed raises another code.
 */
import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { spawnSync } from 'node:child_process'
import { pathToFileURL } from 'node:url'
import { build } from 'esbuild'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parseWords } from '../../src/cli/arguments/parse.ts'
import { loadConfig } from '../../src/config/index.ts'
import { runProgram } from '../../src/engine/formula/run.ts'
import { createSketch, fitTrend, scoreAnomalies, sketchFromBytes, successIntervals, summarize } from '../../src/engine/index.ts'
import { errorNumbers, isHydraError, onWarning, type ErrorCode } from '../../src/errors/index.ts'
import { encodeName, loadStudy } from '../../src/files/index.ts'
import { compileFormula, formulaFromJSON } from '../../src/formula/index.ts'
import { Collector } from '../../src/measure/collect/collector.ts'
import { profile } from '../../src/measure/index.ts'
import type { Study } from '../../src/study/index.ts'
import { runToEnd } from '../../src/process/index.ts'
import { createSelector, restoreSelector, type Pick, type Selector } from '../../src/select/index.ts'
import { compare, createStudy } from '../../src/study/index.ts'
import { recordOf, steady } from '../study/records.ts'
import { stateDeeds } from './state-deeds.ts'
import { readWeightsFile, validateWeights, weigh } from '../../src/weigh/index.ts'

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'hydra-raise-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const write = (name: string, text: string): string => {
  mkdirSync(join(folder, name, '..'), { recursive: true })
  writeFileSync(join(folder, name), text)
  return join(folder, name)
}
const config = (name: string, text: string) => async () => loadConfig({ file: write(name, text), cwd: folder })

type Options = Parameters<typeof profile>[0]
const run = (options: Partial<Options>): Promise<Study> =>
  profile({
    heads: { good: () => 1, ...(options.heads as object) },
    trials: 4,
    warmup: 0,
    ...options,
    ...(options.heads === undefined ? { heads: { good: () => 1 } } : {}),
  })

/** Codes of the recorded failures and warnings of a study, for deeds that do not throw. */
const recorded = (options: Partial<Options>) => async () => {
  const study = await run(options)
  throw [...Object.values(study.heads).flatMap(({ firstFailures }) => firstFailures), ...study.warnings]
}
const records = [{ name: 'a', success_rate: 100, avg_time: 1, trials: 10 }, { name: 'b', success_rate: 100, avg_time: 2, trials: 10 }] // prettier-ignore
const savedStudy = async (name: string): Promise<string> => {
  const target = join(folder, name)
  await (await run({ heads: { a: () => 1, b: () => 2 } })).save(target)
  return target
}

/** The engine's own codes need a process of their own: which engine there is is settled once a thread. */
async function engineCode(
  env: Record<string, string>,
  deed = 'engineInfo(); summarize(Float64Array.of(1, 2, 3))',
): Promise<string> {
  const outfile = join(folder, 'engine.mjs')
  const engine = pathToFileURL('src/engine/index.ts').pathname
  const contents = `import { engineInfo, openAddon, summarize } from ${JSON.stringify(engine)}\nimport { onWarning } from ${JSON.stringify(pathToFileURL('src/errors/index.ts').pathname)}
onWarning((warning) => console.log(warning.code, String(warning.details.attempts?.map((a) => a.error) ?? '')))
try { ${deed} } catch (error) { console.log(error.code, error.message) }`
  await build({
    stdin: { contents, resolveDir: process.cwd(), loader: 'ts' },
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    logLevel: 'error',
  })
  const { stdout, stderr } = spawnSync(process.execPath, [outfile], {
    encoding: 'utf8',
    cwd: folder,
    env: { ...process.env, ...env },
  })
  return stdout + stderr
}

/** What a study warns of where code from strings is forbidden. */
async function withoutStrings(): Promise<string> {
  const outfile = join(folder, 'strings.mjs')
  const [measure, errors] = ['src/measure/index.ts', 'src/errors/index.ts'].map((file) => pathToFileURL(file).pathname)
  const contents = `import { profile } from ${JSON.stringify(measure)}\nimport { onWarning } from ${JSON.stringify(errors)}
onWarning((warning) => console.log(warning.code))
const study = await profile({ heads: { a: () => 1, b: () => 2 }, trials: 4 })
console.log(study.heads.a.unit, study.heads.a.summary.successes)`
  const stdin = { contents, resolveDir: process.cwd(), loader: 'ts' } as const
  await build({ stdin, outfile, bundle: true, platform: 'node', format: 'esm', logLevel: 'error', external: ['yaml', 'jiti'] })
  const flags = ['--disallow-code-generation-from-strings', outfile]
  const { stdout } = spawnSync(process.execPath, flags, { encoding: 'utf8', env: { ...process.env, HYDRA_ENGINE: 'reference' } })
  return /batch 4/.test(stdout) ? stdout : `without batches: ${stdout}`.replaceAll('HYD', '')
}

/** In a process of its own, which it ends. */
async function blockedForGood(): Promise<string> {
  const outfile = join(folder, 'blocked.mjs')
  const contents = `import { profile } from ${JSON.stringify(pathToFileURL('src/measure/index.ts').pathname)}
await profile({ heads: { bad: { run: async () => { await null; for (;;); }, timeoutMs: 50 } }, trials: 1, warmup: 0 })`
  const stdin = { contents, resolveDir: process.cwd(), loader: 'ts' } as const
  await build({ stdin, outfile, bundle: true, platform: 'node', format: 'esm', logLevel: 'error', external: ['yaml', 'jiti'] })
  const { stderr } = spawnSync(process.execPath, [outfile], { encoding: 'utf8', env: { ...process.env, HYDRA_ENGINE: 'reference' }, timeout: 60_000 }) // prettier-ignore
  return stderr
}

/** A selector of one head that may be out, and its first pick. */
function onePick(use: (selector: Selector, pick: Pick) => void): void {
  const ejection = { maxEjectedShare: 1, consecutiveFailures: 1, whenAllOut: 'refuse' } as const
  const selector = createSelector({ heads: ['only'], seed: 1, ejection })
  use(selector, selector.pick())
}

const deeds: Record<string, () => unknown> = {
  'HYD-1001': config('syntax/hydra.config.json', '{ "heads": '),
  'HYD-1002': () => run({ trails: 10 } as never),
  'HYD-1003': () => run({ trials: 0 }),
  'HYD-1004': config('deep/hydra.config.yaml', `heads: ${'['.repeat(200)}`),
  'HYD-1005': () => run({ heads: [['a', () => 1], ['a', () => 2]] as never }), // prettier-ignore
  'HYD-1006': config('nul/hydra.config.yaml', 'heads:\n  a: "x\0"\n'),
  'HYD-1007': () => profile({ heads: {} }),
  'HYD-1008': () => parseWords(['profiel']),
  'HYD-1012': () => {
    const heads = '{ paid: { kind: "remote", cost: 0.01, run: () => 1 } }'
    const file = write('paid/hydra.config.mjs', `export default { heads: ${heads} }`)
    const cli = spawnSync(process.execPath, [join(process.cwd(), 'dist/cli.js'), 'profile', '--config', file], {
      encoding: 'utf8',
    })
    throw { code: /HYD-\d+/.exec(cli.stderr)?.[0] }
  },
  'HYD-2015': () => runProgram(new Uint8Array(60), { rows: 0, numbers: [] }),
  'HYD-2001': () => compileFormula('cpu_max >'),
  'HYD-2002': () => compileFormula('"1" == 1'),
  'HYD-2003': () => compileFormula('memry > 1', { variables: ['memory'] }),
  'HYD-2004': () => compileFormula('sqroot(4)'),
  'HYD-2005': () => compileFormula('('.repeat(100_000)),
  'HYD-2006': () => compileFormula('x > 1').evaluate({ x: () => 2 }),
  'HYD-2008': () => {
    throw compileFormula('errors / requests').warnings
  },
  'HYD-2007': () => compileFormula('x + 1', { limits: { work: 3 } }).evaluateColumns({ x: [1, 2] }),
  'HYD-2009': () => compileFormula('1 < x < 3'),
  'HYD-2010': () => compileFormula('x = 3'),
  'HYD-2011': () => compileFormula('x_ms > 5sec'),
  'HYD-2012': () => compileFormula('log(x)'),
  'HYD-2013': () => compileFormula('held_for(x > 1, 3)').evaluate({ x: 2 }),
  'HYD-2016': () => compileFormula('x', { variables: { x: 'float' as never } }),
  'HYD-2017': () => compileFormula('f(1)', { functions: { f: { args: 1, call: () => 'one' } } }).evaluate(),
  'HYD-2018': () => formulaFromJSON({ version: 2 }),
  'HYD-2014': () => compileFormula('x > 1').gradient({ x: 2 }),
  'HYD-2051': () => {
    throw compileFormula('cpu > 90 and cpu < 80').warnings
  },
  'HYD-2052': () => {
    throw compileFormula('x > 3 or x <= 3').warnings
  },
  'HYD-2053': () => {
    throw compileFormula('9% -4').warnings
  },
  'HYD-2054': () => {
    throw compileFormula('x_ms + y').warnings
  },
  'HYD-2055': () => {
    throw compileFormula('x * 2 == 3').warnings
  },
  'HYD-2056': () => {
    throw compileFormula('sqrt(x)').warnings
  },
  'HYD-3001': recorded({ heads: { bad: () => { throw undefined } } }), // prettier-ignore
  'HYD-3002': recorded({ heads: { slow: () => new Promise(() => undefined) }, timeoutMs: 20, trials: 1 }),
  'HYD-3003': recorded({ heads: { wrong: () => 2 }, verify: () => false }),
  'HYD-3004': recorded({ verify: (() => { throw new Error('x') }) }), // prettier-ignore
  'HYD-3005': recorded({ signal: AbortSignal.abort() }),
  'HYD-3006': recorded({ heads: { unset: { run: () => 1, setup: () => { throw new Error('x') } } } }), // prettier-ignore
  'HYD-3007': recorded({ heads: { leaver: () => process.exit(0) } }),
  'HYD-3008': recorded({ heads: { blocked: { run: () => { for (;;); }, timeoutMs: 20 } }, trials: 1 }), // prettier-ignore
  'HYD-3009': recorded({ heads: { orphan: () => { void Promise.reject(new Error('late')) } } }), // prettier-ignore
  'HYD-3010': recorded({ heads: { full: () => { const kept: unknown[] = []; for (;;) kept.push(new Array(10_000).fill(kept.length)) } }, isolation: 'worker', memoryMb: 64, trials: 1, warmup: 0 }), // prettier-ignore
  'HYD-3011': async () => {
    const { random } = Math
    const replaces = (): void => void (Math.random = () => 0)
    await recorded({ heads: { replaces } })().finally(() => (Math.random = random))
  },
  'HYD-3012': recorded({ metrics: () => ({ bytes: Number.NaN }) }),
  'HYD-3013': recorded({ onProgress: () => { throw new Error('x') } }), // prettier-ignore
  'HYD-3014': recorded({ heads: { command: { command: ['false'] } } }),
  'HYD-3015': async () => {
    throw { code: /HYD-3015/.exec(await withoutStrings())?.[0] }
  },
  'HYD-3016': async () => {
    // Several: where other programs take the machine, the warm-up of one may be too short to tell.
    const slower = (): (() => number) => {
      let rounds = 1000
      return () => {
        let sum = 0
        rounds += 0.5
        for (let i = 0; i < rounds; i += 1) sum += i
        return sum
      }
    }
    const heads = Object.fromEntries(['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'].map((name) => [name, slower()]))
    await recorded({ heads, warmup: 'auto', selfCheck: false })()
  },
  'HYD-3024': recorded({ heads: { one: () => 1, two: () => 2 } }),
  'HYD-3026': recorded({
    heads: { slow: () => { const until = performance.now() + 30; while (performance.now() < until); } },
    warmup: 'auto', budgetMs: 40,
  }), // prettier-ignore
  'HYD-3025': async () => {
    let last = ''
    const head = (name: string) => (): void => {
      const until = performance.now() + (last === 'c' && name === 'a' ? 3 : 0.5)
      while (performance.now() < until);
      last = name
    }
    await recorded({ heads: { a: head('a'), b: head('b'), c: head('c') }, trials: 300 })()
  },
  'HYD-3021': () => {
    Collector.of(
      'each',
      (warning) => {
        throw warning
      },
      () => undefined,
    )
  },
  'HYD-3022': recorded({
    heads: { slow: () => new Promise((resolve) => setTimeout(resolve, 50)) },
    trials: 40,
    ratePerSecond: 400,
    concurrency: 1,
    timeoutMs: 60,
  }),
  'HYD-3023': recorded({ heads: { paid: { run: () => 1, cost: 1 } }, budgetCost: 2 }),
  'HYD-3040': recorded({ heads: { good: { command: [process.execPath, '--version'] } }, trials: 1, cpuProfile: true }),
  'HYD-3017': async () => {
    const kept: unknown[] = []
    const heads = { leaks: () => kept.push(new Array<number>(131_072).fill(1.5)) }
    await recorded({ heads, trials: 100, selfCheck: false })()
  },
  'HYD-3019': () => {
    const sketch = (ms: number) => ({ ...steady(40, ms), more: { rebuilt: true } })
    throw createStudy(
      recordOf(
        [
          ['a', sketch(1.003)],
          ['b', sketch(1)],
        ],
        { margin: 0.001 },
      ),
    ).comparisons[0]!.warnings
  },
  'HYD-3018': async () => {
    throw { code: /HYD-3018/.exec(await blockedForGood())?.[0] }
  },
  'HYD-4001': () => summarize([1, Number.NaN]),
  'HYD-4002': () => createSketch().quantile(0.5),
  'HYD-4004': () => summarize([1], { confidence: 2 }),
  'HYD-4006': () => summarize(new Float32Array(3) as never),
  'HYD-4005': () => sketchFromBytes(new Uint8Array(20)),
  'HYD-4007': () => fitTrend([1, 1, 2], [1, 2, 3], { degree: 2 }),
  'HYD-4008': () => successIntervals(new Float64Array(1), new Float64Array(2)),
  'HYD-5001': () => weigh([{ ...records[0]!, success_rate: 101 }]),
  'HYD-5002': () => weigh(records, { floor: 0.6 }),
  'HYD-5003': () => weigh(records, { policy: 'balance' as never }),
  'HYD-5004': async () => compare(await run({}), 'good', 'goood'),
  'HYD-5005': () => onePick((selector, pick) => selector.observe(pick, { ok: true, durationMs: -1 })),
  'HYD-5006': () => onePick((selector, pick) => [1, 2].forEach(() => selector.observe(pick, { ok: true }))),
  'HYD-5007': () => onePick((selector, pick) => {
    selector.observe(pick, { ok: false })
    selector.pick()
  }), // prettier-ignore
  'HYD-5008': () => onePick((selector) => selector.pick({ exclude: ['only'] })),
  'HYD-5009': async () => createSelector({ heads: { only: () => Promise.reject(new Error('no')) } }).run(0),
  'HYD-5017': async () => {
    const late = createSelector({ heads: { only: () => new Promise(() => undefined) }, timeoutMs: 1 }).run(0)
    throw await late.catch((error: unknown) => (error as { details: { errors: Record<string, unknown> } }).details.errors['only'])
  },
  'HYD-5010': () => createSelector({ heads: ['only'], reward: 'speed' }),
  'HYD-5013': () => restoreSelector({ schema: 'hydra.selector/1' }),
  'HYD-5014': () => validateWeights({ decisions: [{ head: 'a', probability: 0.5, reward: 2 }], after: { a: 1 } }),
  'HYD-5016': () => {
    let seen: unknown
    const before = onWarning((warning) => (seen = warning))
    const broken = (): never => {
      throw new Error('broken hook')
    }
    createSelector({ heads: ['only'], onDecision: broken }).pick()
    onWarning(before)
    throw seen
  },
  'HYD-5012': () => weigh(records, { formula: 'success_rate - 2' }),
  'HYD-5015': () => {
    const seen: unknown[] = []
    const before = onWarning((warning) => seen.push(warning))
    weigh([...records, { name: 'c', success_rate: 0, avg_time: 1, trials: 5, summary: {} }], { formula: 'success_rate > 0 ? 1 : missing' }) // prettier-ignore
    onWarning(before)
    throw seen
  },
  'HYD-5011': () => {
    throw { code: weigh(records.map((record) => ({ ...record, success_rate: 0 })), { policy: 'success-share' }).reason.code } // prettier-ignore
  },
  ...stateDeeds(() => folder),
  'HYD-6001': () => encodeName('\ud800'),
  'HYD-6002': async () => (await run({})).save(write('a-file', 'x')),
  'HYD-6003': async () => {
    const target = await savedStudy('damaged')
    writeFileSync(join(target, 'a.json'), '{"schema": 1, "name": "a"')
    return loadStudy(target)
  },
  'HYD-6004': () => readWeightsFile({ schema: 2 }, 'w.json'),
  'HYD-6005': () => {
    const cli = spawnSync(process.execPath, [join(process.cwd(), 'dist/cli.js'), 'init'], {
      cwd: write('init/hydra.config.mjs', 'x').slice(0, -17),
      encoding: 'utf8',
    })
    throw { code: /HYD-\d+/.exec(cli.stderr)?.[0] }
  },
  'HYD-6006': () => loadStudy(join(folder, 'nothing-here')),
  'HYD-6007': async () => {
    const target = await savedStudy('mixed')
    const other = await savedStudy('other')
    const { readFileSync } = await import('node:fs')
    writeFileSync(join(target, 'a.json'), readFileSync(join(other, 'a.json')))
    return loadStudy(target)
  },
  'HYD-6008': async () => {
    const target = await savedStudy('incomplete')
    rmSync(join(target, 'a.json'))
    throw (await loadStudy(target)).warnings
  },
  'HYD-6009': () => {
    write('foreign/good.json', '{"mine": true}')
    return loadStudy(join(folder, 'foreign'))
  },
  'HYD-8001': () => runToEnd({ argv: ['/nowhere/at/all'] }),
  'HYD-9001': async () => {
    throw { code: /HYD-9001/.exec(await engineCode({ HYDRA_ENGINE: 'auto' }, 'summarize(new Float64Array(1000))'))?.[0] }
  },
  'HYD-9002': async () => {
    throw { code: /HYD-9002/.exec(await engineCode({ HYDRA_ENGINE: 'native' }, 'openAddon()'))?.[0] }
  },
  'HYD-9003': async () => {
    const misfit = write('misfit.js', 'module.exports = { abi: () => 999, version: () => "0.0.0" }')
    throw { code: /HYD-9003/.exec(await engineCode({ HYDRA_ENGINE: 'native', HYDRA_ENGINE_PATH: misfit }, 'openAddon()'))?.[0] }
  },
  'HYD-9999': async () => {
    const { asFault } = await import('../../src/cli/report-fault.ts')
    throw asFault(new TypeError('of ours'))
  },
}

/** All codes in what was thrown: its own, those of its list, those it names as details. */
function codesOf(thrown: unknown): string[] {
  if (Array.isArray(thrown)) return thrown.flatMap(codesOf)
  if (typeof thrown !== 'object' || thrown === null) return []
  const { code, details } = thrown as { code?: string; details?: { errors?: unknown } }
  return [
    ...(code === undefined ? [] : [code]),
    ...(isHydraError(thrown) && Array.isArray(details?.errors) ? codesOf(details.errors) : []),
  ]
}

describe('every code is raised by something real', () => {
  test.each(errorNumbers().map((number): ErrorCode => `HYD-${number}`))('%s', async (code) => {
    const deed = deeds[code]
    expect(deed, `no deed raises ${code}: add one, or take the code out of the catalog before it is released`).toBeDefined()
    const thrown: unknown = await Promise.resolve().then(deed).then((value) => ({ code: `nothing thrown: ${typeof value}` }), (error: unknown) => error) // prettier-ignore
    expect(codesOf(thrown)).toContain(code)
  })

  test('no deed is left of a code that is gone', () => {
    expect(Object.keys(deeds).sort()).toEqual(errorNumbers().map((number) => `HYD-${number}`))
  })

  test('an anomaly score of an unknown method is refused, and its nearest named', () => {
    expect(() => scoreAnomalies([1, 2, 3], { method: 'madd' as never })).toThrow(/method/)
  })
})

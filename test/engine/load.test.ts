import { readdirSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { kernelsFor } from '../../src/engine/kernels.ts'
import { guardAll } from '../../src/engine/load.ts'
import { engineChoice, openAddon, summarize, type Addon } from '../../src/engine/index.ts'
import { isHydraError } from '../../src/errors/index.ts'
import { builtAddon, hasAddon, runChild, type Native } from './child.ts'

const info = 'return engine.engineInfo()'
/** Figures and engine of a sample large enough to cross. */
const work =
  'const x = Array.from({ length: 200 }, (_, i) => (i * 37) % 101); return [engine.summarize(x).median, engine.summarize(x).p99, engine.engineInfo().kind]'
const figures = summarize(Array.from({ length: 200 }, (_, i) => (i * 37) % 101))

describe('the choice of engine', () => {
  test('a bad value of HYDRA_ENGINE names the three', () => {
    const { result } = runChild('return engine.summarize([1])', {}, { HYDRA_ENGINE: 'fast' })
    expect(result).toMatchObject({
      code: 'HYD-1003',
      message: 'HYDRA_ENGINE must be auto, native or reference, got "fast" (string)',
    })
  })
  test('a bad option does, too', () => {
    expect(() => engineChoice('rust' as 'native')).toThrow(/auto, native or reference/)
  })
  test('reference: silent, and the addon is not looked for', () => {
    const { result, stderr } = runChild(info, {}, { HYDRA_ENGINE: 'reference' })
    expect([result, stderr]).toMatchObject([{ kind: 'reference', reason: 'HYDRA_ENGINE=reference' }, ''])
  })
  test('auto without an addon: the reference, and one warning with the remedy', () => {
    const twice = `${work.replace('return', 'engine.summarize(x); return')}`
    const { result, stderr, status } = runChild(twice, {})
    expect([result, status]).toEqual([[figures.median, figures.p99, 'reference'], 0])
    expect(stderr.match(/HYD-9001/g)).toHaveLength(1)
    expect(stderr).toContain('npm run build:native')
  })
  test('native without an addon: HYD-9002 names every place and what it said', () => {
    const { result } = runChild('return engine.summarize([1, 2, 3])', {}, { HYDRA_ENGINE: 'native' })
    expect(result).toMatchObject({ code: 'HYD-9002' })
    const { attempts } = (result as { details: { attempts: { from: string; error: string }[] } }).details
    expect(attempts.map(({ from }) => from)).toEqual(
      expect.arrayContaining([expect.stringContaining('../native/'), expect.stringContaining('@hydra-profiler/')]),
    )
    for (const { error } of attempts) expect(error).not.toBe('')
  })
  test('an option wins over the variable', () => {
    const { result } = runChild("return engine.summarize([1], { engine: 'native' })", {}, { HYDRA_ENGINE: 'reference' })
    expect(result).toMatchObject({ code: 'HYD-9002' })
  })
  test('small work never looks for the addon', () => {
    const { result, stderr } = runChild('return engine.summarize([1, 2, 3]).median', {})
    expect([result, stderr]).toEqual([2, ''])
  })
})

describe('files that are no addon leave the reference in use', () => {
  const rubbish: Record<string, Native> = {
    'an empty file': { addon: Buffer.alloc(0) },
    rubbish: { addon: Buffer.from('not an addon at all'.repeat(50)) },
    'a file of another machine': { addon: Buffer.from('\x7fELF\x02\x01\x01'.padEnd(4096, '\0'), 'latin1') },
    'no manifest': { addon: Buffer.from('x'), bytes: null },
    'a manifest of another build': { addon: Buffer.from('x'), bytes: 500_000 },
  }
  test.each(Object.entries(rubbish))('%s', (_, native) => {
    const { result, status, signal, stderr } = runChild(work, native)
    expect([result, status, signal]).toEqual([[figures.median, figures.p99, 'reference'], 0, null])
    expect(stderr).toContain('HYD-9001')
  })
})

test('an addon of another version or with other exports is not used: HYD-9003 is the reason', () => {
  const fake = resolve('test/engine/fake-addon.cjs')
  const { result } = runChild(info, {}, { HYDRA_ENGINE_PATH: fake })
  expect(result).toMatchObject({ kind: 'reference', reason: expect.stringContaining('HYD-9003') as string })
  expect((result as { reason: string }).reason).toMatch(/ABI 999 and version 9\.9\.9 and lacks .*anomalyScores/)
})

describe.runIf(hasAddon)('with the addon', () => {
  test('is opened beside the bundle', () => {
    const { result, stderr } = runChild(`${work}`, { addon: 'built' })
    expect([result, stderr]).toEqual([[figures.median, figures.p99, 'native'], ''])
  })
  test('HYDRA_ENGINE_PATH names a file', () => {
    const { result } = runChild(info, {}, { HYDRA_ENGINE_PATH: resolve(builtAddon) })
    expect(result).toMatchObject({ kind: 'native', reason: `opened ${resolve(builtAddon)}` })
  })
  test('cut in half it is not opened: the manifest tells', () => {
    const whole = readFileSync(builtAddon)
    const { result, signal } = runChild(info, { addon: whole.subarray(0, whole.length >> 1), bytes: whole.length })
    expect([result, signal]).toMatchObject([{ kind: 'reference', reason: expect.stringContaining('cut short') as string }, null])
  })
  test('--no-addons: the reference, with that reason', () => {
    const { result } = runChild(info, { addon: 'built' }, {}, ['--no-addons'])
    expect(result).toMatchObject({ kind: 'reference', reason: expect.stringMatching(/addons|disabled/i) as string })
  })
  test('worker threads come and go, some ended in the middle of their work', () => {
    const code = `const { Worker, isMainThread } = await import('node:worker_threads')
      if (!isMainThread) { const x = new Float64Array(20000).map((_, i) => (i * 37) % 101); for (;;) engine.summarize(x, { engine: 'native' }) }
      const { once } = await import('node:events'); const { fileURLToPath } = await import('node:url'); let ended = 0
      for (let round = 0; round < 8; round += 1) {
        const workers = Array.from({ length: 3 }, () => new Worker(fileURLToPath(import.meta.url)))
        await Promise.all(workers.map((w) => once(w, 'online'))); await new Promise((r) => setTimeout(r, 30))
        await Promise.all(workers.map(async (w) => { await w.terminate(); ended += 1 }))
      }
      return [ended, engine.summarize(new Float64Array(50).fill(2), { engine: 'native' }).median]`
    const { result, status, signal } = runChild(code, { addon: 'built' })
    expect([result, status, signal]).toEqual([[24, 2], 0, null])
  })
})

describe('panics', () => {
  test('whatever the addon throws becomes HYD-9999 with what it said', () => {
    const raw = { panicForTest: () => { throw new Error('index out of bounds') } } as unknown as Addon // prettier-ignore
    try {
      guardAll(raw).panicForTest()
      expect.unreachable()
    } catch (error) {
      expect(isHydraError(error) && [error.code, error.details['panic']]).toEqual(['HYD-9999', 'index out of bounds'])
    }
  })
  test.runIf(hasAddon)('a panic of the core is HYD-9999, nothing is printed, and the next call works', () => {
    const code =
      "let said; try { engine.openAddon().panicForTest() } catch (e) { said = [e.code, e.details.panic] } return [said, engine.summarize([1, 2, 3], { engine: 'native' }).median]"
    const { result, stderr } = runChild(code, { addon: 'built' })
    expect(result).toEqual([['HYD-9999', 'asked to panic'], 2])
    expect(stderr).toBe('')
  })
  test('every export of the addon is guarded', () => {
    const folder = 'crates/hydra-napi/src'
    const text = readdirSync(folder).map((file) => readFileSync(`${folder}/${file}`, 'utf8')).join('\n') // prettier-ignore
    // An object is the shape of an answer and no code.
    const exports = (text.match(/#\[napi\b[^\]]*\]/g) ?? []).filter((attribute) => attribute !== '#[napi(object)]')
    expect(exports.length).toBeGreaterThan(8)
    expect(exports.filter((attribute) => !attribute.includes('catch_unwind'))).toEqual([])
    if (hasAddon) expect(Object.keys(openAddon())).toHaveLength(exports.length)
  })
})

describe.runIf(hasAddon)('the raw addon refuses what does not fit', () => {
  const kernels = kernelsFor(hasAddon ? 'native' : 'reference', { job: 'groups', size: 0 })
  const values = Float64Array.of(1, 2, 3)
  const offsets = Uint32Array.of(0, 3)
  const out = new Float64Array(15)
  const anomalyParams = Float64Array.of(3.5, 0, 0, 10, 0, 0, 0.01, 0)
  test.each<[string, () => number]>([
    ['an output that is the input', () => kernels.anomalyScores(1, values, anomalyParams, values)],
    ['an output that overlaps the input', () => kernels.anomalyScores(1, out.subarray(0, 2), anomalyParams, out.subarray(1, 9))],
    ['both outputs in one place', () => kernels.successIntervals(0, values, values, 0.9, out, out)],
    ['a mask of half a bit', () => kernels.summarizeGroups(values, offsets, 0.5, 0.95, out)],
    ['a mask beyond 32 bits', () => kernels.summarizeGroups(values, offsets, 2 ** 32, 0.95, out)],
    ['a mask below 0', () => kernels.summarizeGroups(values, offsets, -1, 0.95, out)],
    ['a confidence that is no number', () => kernels.summarizeGroups(values, offsets, 3, NaN, out)],
    ['offsets beyond the values', () => kernels.summarizeGroups(values, Uint32Array.of(0, 4_000_000_000), 3, 0.95, out)],
  ])('%s: 4004', (_, call) => {
    expect(call()).toBe(4004)
  })
  test('arguments of another kind throw HYD-9999, never crash', () => {
    const wrong = [undefined, null, 'x', {}, [], 1n, Symbol('x'), new Float32Array(2), new DataView(new ArrayBuffer(8)), () => 1]
    for (const bad of wrong) {
      expect(() => kernels.anomalyScores(1, bad as Float64Array, anomalyParams, out)).toThrow(/HYD-9999|native engine stopped/)
      expect(() => kernels.summarizeGroups(values, bad as Uint32Array, 1, 0.95, out)).toThrow(/native engine stopped/)
    }
  })
})

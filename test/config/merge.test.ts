import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { defineConfig, loadConfig, mergeSettings, type SettingKey } from '../../src/config/index.ts'
import { faultOf, project } from './folder.ts'

const env = {
  HYDRA_TRIALS: '20',
  HYDRA_SEED: '-3',
  HYDRA_TIMEOUT_MS: '1500.5',
  HYDRA_PROFILES: 'env/p',
  HYDRA_WEIGHTS: '/abs/w.json',
  HYDRA_DASHBOARD: 'd.json',
  HYDRA_POLICY: 'softmax',
}
const fromOf = (origins: ReadonlyMap<SettingKey, { from: string; name?: string }>, key: SettingKey): unknown => origins.get(key)

describe('which value holds', () => {
  test('of policy and formula the one that came from nearer; a study of its own takes over neither beside the other', async () => {
    const studies = { mine: { policy: 'equal' }, own: { formula: 'trials' }, same: {} }
    const folder = project({ 'hydra.config.json': JSON.stringify({ formula: '1 / p95_ms', studies }) })
    const loaded = await loadConfig({ cwd: folder })
    const rule = (options: object): unknown => {
      const { settings, origins } = mergeSettings(loaded, { env: {}, cwd: folder, ...options })
      return [settings.formula ?? settings.policy, fromOf(origins, 'formula') !== undefined]
    }
    expect(rule({})).toEqual(['1 / p95_ms', true])
    expect(rule({ flags: { policy: 'softmax' } })).toEqual(['softmax', false])
    expect(rule({ env: { HYDRA_POLICY: 'softmax' } })).toEqual(['softmax', false])
    expect(rule({ env: { HYDRA_POLICY: 'softmax' }, flags: { formula: 'cost' } })).toEqual(['cost', true])
    expect(rule({ study: 'mine' })).toEqual(['equal', false])
    expect(rule({ study: 'own' })).toEqual(['trials', true])
    expect(rule({ study: 'same' })).toEqual(['1 / p95_ms', true])
  })

  test('without anything: the defaults, files in the working folder', async () => {
    const folder = project({})
    const { settings, origins, job } = mergeSettings(await loadConfig({ cwd: folder }), { env: {}, cwd: folder })
    expect(settings).toEqual({
      trials: 100, warmup: 'auto', seed: 1, timeoutMs: 10_000, giveUpAfter: 5, margin: 0.01, confidence: 0.98, policy: 'balanced',
      profiles: join(folder, 'hydra_profiles'), weights: join(folder, 'hydra_weights.json'), dashboard: join(folder, 'hydra_dashboard_config.json'),
    }) // prettier-ignore
    expect([...origins.values()].every(({ from }) => from === 'default')).toBe(true)
    expect(job.heads.size).toBe(0)
  })

  test('a flag wins over the environment, that over the file, that over the default; each says where it came from', async () => {
    const folder = project({
      'hydra.config.json': JSON.stringify({
        trials: 10,
        seed: 2,
        margin: 0.05,
        profiles: 'p',
        policy: 'equal',
        isolation: 'worker',
        isolates: 5,
        memoryMb: 256,
      }),
    })
    const loaded = await loadConfig({ cwd: folder })
    const { settings, origins } = mergeSettings(loaded, {
      env,
      cwd: '/srv',
      flags: { trials: 30, seed: undefined, weights: 'flag.json', isolation: 'process' },
    })
    expect(settings).toMatchObject({
      trials: 30,
      seed: -3,
      margin: 0.05,
      isolation: 'process',
      isolates: 5,
      memoryMb: 256,
      timeoutMs: 1500.5,
      policy: 'softmax',
      profiles: '/srv/env/p',
      weights: '/srv/flag.json',
      dashboard: '/srv/d.json',
    })
    expect(fromOf(origins, 'trials')).toEqual({ from: 'flag' })
    expect(fromOf(origins, 'seed')).toEqual({ from: 'environment', name: 'HYDRA_SEED' })
    expect(fromOf(origins, 'margin')).toEqual({ from: 'file', name: join(folder, 'hydra.config.json') })
    expect(fromOf(origins, 'isolation')).toEqual({ from: 'flag' })
    expect(fromOf(origins, 'isolates')).toEqual({ from: 'file', name: join(folder, 'hydra.config.json') })
    expect(fromOf(origins, 'confidence')).toEqual({ from: 'default' })
  })

  test('paths: those of the file start at the file, defaults lie beside a file that was found, else in the working folder', async () => {
    const folder = project({ 'hydra.config.json': '{ "weights": "out/w.json" }', 'a/b/x': '' })
    const cwd = join(folder, 'a/b')
    const found = mergeSettings(await loadConfig({ cwd }), { env: {}, cwd }).settings
    expect([found.profiles, found.weights]).toEqual([join(folder, 'hydra_profiles'), join(folder, 'out/w.json')])
    const named = mergeSettings(await loadConfig({ cwd, file: '../../hydra.config.json' }), { env: {}, cwd }).settings
    expect([named.profiles, named.weights]).toEqual([join(cwd, 'hydra_profiles'), join(folder, 'out/w.json')])
  })

  test('a named study has its own job, and shares the files', async () => {
    const folder = project({
      'hydra.config.json': JSON.stringify({
        trials: 7,
        profiles: 'p',
        heads: { a: 'x' },
        studies: { decode: { heads: { b: 'y' } } },
      }),
    })
    const loaded = await loadConfig({ cwd: folder })
    const { job, settings } = mergeSettings(loaded, { study: 'decode', env: {}, cwd: folder })
    expect([[...job.heads.keys()], settings.trials, settings.profiles]).toEqual([['b'], 7, join(folder, 'p')])
    const fault = await faultOf(Promise.resolve().then(() => mergeSettings(loaded, { study: 'decod', env: {} })))
    expect(fault).toMatchObject({
      code: 'HYD-1002',
      hint: 'Did you mean decode?',
      message: expect.stringMatching(/unknown study "decod" of .*; known: decode/),
    })
    for (const study of ['__proto__', 'constructor', ''])
      expect((await faultOf(Promise.resolve().then(() => mergeSettings(loaded, { study })))).code).toBe('HYD-1002')
  })

  test.each([
    ['HYDRA_TRIALS', '0'], ['HYDRA_TRIALS', '10abc'], ['HYDRA_TRIALS', '1e3'], ['HYDRA_TRIALS', ' 5'], ['HYDRA_TRIALS', '1.5'], ['HYDRA_SEED', 'x'], ['HYDRA_SEED', '9007199254740993'],
    ['HYDRA_TIMEOUT_MS', '-1'], ['HYDRA_TIMEOUT_MS', '2s'], ['HYDRA_POLICY', 'best'], ['HYDRA_PROFILES', 'a\0b'],
  ])('%s=%j is refused by the name of the variable', async (name, value) => {
    const loaded = await loadConfig({ cwd: project({}) })
    const fault = await faultOf(Promise.resolve().then(() => mergeSettings(loaded, { env: { [name]: value } })))
    expect(fault).toMatchObject({ code: 'HYD-1003', where: { option: name }, message: expect.stringMatching(new RegExp(`^${name} must be .*environment variable`)) })
  }) // prettier-ignore

  test('an empty variable is not set', async () => {
    const { settings } = mergeSettings(await loadConfig({ cwd: project({}) }), { env: { HYDRA_TRIALS: '', HYDRA_PROFILES: '' } })
    expect(settings.trials).toBe(100)
  })

  test('defineConfig gives back what it got', () => {
    const config = {
      heads: { a: () => 1, b: 'sort x', c: { command: 'sort x', timeout: '2s' } },
      trials: 5,
      studies: { s: { heads: { d: ['sort'] } } },
    }
    expect(defineConfig(config)).toBe(config)
  })
})

/** weigh, dashboard-config, validate and pipeline as processes: the files they write, and leave alone. */
import { setTimeout as sleep } from 'node:timers/promises'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Command, json, list, readJson, write, type Result } from './support/command.ts'

let hydra: Command
beforeAll(async () => {
  hydra = await Command.make()
})
afterAll(() => hydra.remove())

const quick = 'quick: () => 1'
const slow = 'slow: () => { let x = 0; for (let i = 0; i < 300000; i += 1) x += i; return 1 }'
const config = (more = ''): string => `export default { title: 'Two ways', heads: { ${quick}, ${slow} }, trials: 16, ${more} }\n`
function project(name: string, more = ''): string {
  const cwd = hydra.fresh(name)
  write(cwd, 'hydra.config.mjs', config(more))
  return cwd
}
const run = (cwd: string, ...words: string[]): Result => hydra.run(words, { cwd })
const weightsFile = (weights: object): string =>
  JSON.stringify({
    schema: 1,
    study: 's',
    createdAt: '2026-01-31T12:00:00.000Z',
    policy: 'balanced',
    objective: { costWeight: 0 },
    weights,
    reasons: {},
    previous: null,
  })

/** All files of a project, by name. */
const state = (cwd: string): Record<string, string> =>
  Object.fromEntries(
    ['hydra_weights.json', 'hydra_dashboard_config.json', 'hydra_profiles/quick.json', 'hydra_profiles/slow.json']
      .filter((file) => existsSync(join(cwd, file)))
      .map((file) => [file, readFileSync(join(cwd, file), 'utf8')]),
  )

describe('step by step', () => {
  test('profile, weigh, dashboard-config, validate', () => {
    const cwd = project('steps')
    expect(run(cwd, 'profile', '-q')).toMatchObject({ code: 0, err: '' })
    const weighed = run(cwd, 'weigh')
    expect(weighed).toMatchObject({ code: 0, out: expect.stringMatching(/head +weight +balanced +why\n +quick +9\d\.\d %/) })
    const first = readJson(cwd, 'hydra_weights.json')
    expect(first.previous).toBeNull()
    expect(first.weights.quick + first.weights.slow).toBeCloseTo(1, 12)
    expect(run(cwd, 'dashboard-config', '--title', 'Mine')).toMatchObject({ code: 0, out: expect.stringMatching(/^Mine\n/) })
    expect(readJson(cwd, 'hydra_dashboard_config.json')).toMatchObject({ schema: 1, title: 'Mine', study: first.study })
    const validated = run(cwd, 'validate')
    expect(validated.code).toBe(0)
    expect(validated.out).toMatch(/^hydra_weights\.json against equal weights\n\n +expected +before +after/)
    expect(validated.out).toMatch(/(better|undecided): /)
  })

  test('weigh keeps what stood before, also when it is run twice', () => {
    const cwd = project('previous')
    run(cwd, 'profile', '-q', '-n', '2')
    run(cwd, 'weigh', '-q', '--policy', 'equal')
    run(cwd, 'weigh', '-q', '--policy', 'success-share', '--floor', '0.1')
    expect(readJson(cwd, 'hydra_weights.json')).toMatchObject({ policy: 'success-share', previous: { quick: 0.5, slow: 0.5 } })
    run(cwd, 'weigh', '-q', '--policy', 'inverse-time')
    const inverse = readJson(cwd, 'hydra_weights.json')
    run(cwd, 'weigh', '-q', '--policy', 'inverse-time')
    expect(readJson(cwd, 'hydra_weights.json').previous).toEqual(inverse.previous)
  })

  test('validate ends with 1 when the new weights are worse', () => {
    const cwd = project('worse')
    write(cwd, 'hydra_weights.json', weightsFile({ quick: 0, slow: 1 }))
    write(cwd, 'before.json', weightsFile({ quick: 1, slow: 0 }))
    const { code, out } = run(cwd, 'validate', '--before', 'before.json', '-n', '30')
    expect({ code, out }).toEqual({ code: 1, out: expect.stringMatching(/worse: a good answer costs/) })
    const document = json(run(cwd, 'validate', '--before', 'before.json', '-n', '30', '--json').out)
    expect(document).toMatchObject({ schema: 1, command: 'validate', against: 'before.json', validation: { verdict: 'worse' } })
  })

  test('the same weights are equivalent; few trials are undecided and say how many it takes', () => {
    const cwd = project('same')
    write(cwd, 'hydra_weights.json', weightsFile({ quick: 0.5, slow: 0.5 }))
    expect(run(cwd, 'validate', '-n', '2')).toMatchObject({
      code: 0,
      out: expect.stringContaining('equivalent: both sets of weights are the same'),
    })
    write(cwd, 'hydra_weights.json', weightsFile({ quick: 0.9, slow: 0.1 }))
    expect(run(cwd, 'validate', '-n', '2')).toMatchObject({
      code: 0,
      out: expect.stringMatching(/undecided: .* possible from 7 blocks/),
    })
  })

  test.each([
    [['weigh'], {}, 3, 'HYD-6006'],
    [['dashboard-config'], {}, 3, 'HYD-6006'],
    [['validate'], {}, 3, 'HYD-6002'],
    [
      ['validate'],
      { 'hydra_weights.json': weightsFile({ quikc: 0.5, slow: 0.5 }) },
      2,
      'HYD-5004 unknown head "quikc"; known: quick, slow. Did you mean quick?',
    ],
    [['validate'], { 'hydra_weights.json': '{ "schema": 2 }' }, 3, 'HYD-6004'],
    [['validate'], { 'hydra_weights.json': '{ "schema": 1' }, 3, 'HYD-6003'],
    [['weigh', '--policy', 'balancd'], {}, 2, 'HYD-5003 unknown policy "balancd"'],
    [['pipeline', '--floor', '0.6'], {}, 2, 'HYD-5002 floor must be from 0 to 1/2, got 0.6'],
    [['profile', 'encode'], {}, 2, 'HYD-1002 unknown study "encode"'],
  ] as const)('%j with %j ends with %d: %s', (words, files, code, message) => {
    const cwd = project('faults')
    for (const [name, text] of Object.entries(files)) write(cwd, name, text)
    const result = run(cwd, ...words)
    expect({ code: result.code, out: result.out, err: result.err }).toEqual({
      code,
      out: '',
      err: expect.stringContaining(message),
    })
    expect(list(cwd)).toEqual(['hydra.config.mjs', ...Object.keys(files)].sort())
  })
})

describe('files that are not ours', () => {
  test('are not replaced, unless forced', () => {
    const cwd = project('foreign')
    run(cwd, 'profile', '-q', '-n', '2')
    write(cwd, 'notes.json', '{ "mine": true }')
    expect(run(cwd, 'weigh', '--weights', 'notes.json')).toMatchObject({ code: 3, err: expect.stringContaining('HYD-6003') })
    run(cwd, 'weigh', '-q')
    expect(run(cwd, 'dashboard-config', '--out', 'notes.json')).toMatchObject({
      code: 2,
      err: expect.stringContaining('HYD-6005 notes.json is there already'),
    })
    expect(readJson(cwd, 'notes.json')).toEqual({ mine: true })
    expect(run(cwd, 'weigh', '--weights', 'notes.json', '--force').code).toBe(0)
    expect(readJson(cwd, 'notes.json')).toMatchObject({ schema: 1, policy: 'balanced' })
  })
})

describe('the pipeline', () => {
  test('all in a row: four kinds of files, one closing line', () => {
    const cwd = project('whole')
    const { code, out } = run(cwd, 'pipeline')
    expect(code).toBe(0)
    expect(out).toMatch(/^Two ways\n\n +head +(trials +)?success +median /)
    expect(out).toContain('The new weights against equal weights, on fresh trials')
    expect(out.trimEnd().split('\n').at(-1)).toMatch(/^2 heads profiled, average success 100\.0 %/)
    expect(Object.keys(state(cwd))).toHaveLength(4)
    const [weights, dashboard] = [readJson(cwd, 'hydra_weights.json'), readJson(cwd, 'hydra_dashboard_config.json')]
    expect(weights.study).toBe(dashboard.study)
    const again = json(run(cwd, 'pipeline', '--json', '-n', '4').out)
    expect(again).toMatchObject({
      command: 'pipeline',
      written: true,
      against: 'the former weights',
      weights: { previous: weights.weights },
    })
    expect(again.files).toEqual([
      'hydra_profiles/quick.json',
      'hydra_profiles/slow.json',
      'hydra_weights.json',
      'hydra_dashboard_config.json',
    ])
  })

  test('weights that are worse leave everything as it was; --accept writes them', () => {
    const cwd = project('accept')
    write(cwd, 'hydra_weights.json', weightsFile({ quick: 1, slow: 0 }))
    const before = state(cwd)
    const refused = run(cwd, 'pipeline', '--policy', 'equal', '-n', '30')
    expect(refused.code).toBe(1)
    expect(refused.err).toContain(
      'the new weights are worse; nothing was written, profiles, weights and dashboard configuration are as they were',
    )
    expect(state(cwd)).toEqual(before)
    const accepted = run(cwd, 'pipeline', '--policy', 'equal', '-n', '30', '--accept')
    expect({ code: accepted.code, previous: readJson(cwd, 'hydra_weights.json').previous }).toEqual({
      code: 1,
      previous: { quick: 1, slow: 0 },
    })
    expect(accepted.err).toContain('the former ones are kept under "previous" in hydra_weights.json')
  })

  test('a step that fails leaves everything as it was and is named', () => {
    const cwd = project('half')
    expect(run(cwd, 'pipeline', '-q', '-n', '2').code).toBe(0)
    const before = state(cwd)
    const { code, err } = run(cwd, 'pipeline', '--price', 'bytes', '-n', '2')
    expect(code).toBe(2)
    expect(err).toContain(
      'the pipeline stopped at step 2 of 5 (weigh); profiles, weights and dashboard configuration are as they were',
    )
    expect(err).toMatch(/HYD-1002 unknown metric "bytes"/)
    expect(state(cwd)).toEqual(before)
  })

  test('a disk that refuses one file leaves all others as they were', () => {
    const cwd = project('disk')
    expect(run(cwd, 'pipeline', '-q', '-n', '2').code).toBe(0)
    const before = state(cwd)
    const { code, err } = run(cwd, 'pipeline', '-n', '2', '--out', 'hydra.config.mjs/x.json')
    expect({ code, err }).toEqual({ code: 3, err: expect.stringMatching(/step 5 of 5 \(write\)[\s\S]*HYD-6002/) })
    expect(state(cwd)).toEqual(before)
    expect(list(cwd)).toEqual(['hydra.config.mjs', 'hydra_dashboard_config.json', 'hydra_profiles', 'hydra_weights.json'])
  })

  test('an interruption leaves everything as it was', async () => {
    const cwd = project('stop')
    expect(run(cwd, 'pipeline', '-q', '-n', '2').code).toBe(0)
    const before = state(cwd)
    const { child, ended } = hydra.start(['pipeline', '-n', '1000000'], { cwd })
    await sleep(1500)
    child.kill('SIGTERM')
    const { code, err } = await ended
    expect({ code, err }).toEqual({
      code: 143,
      err: expect.stringContaining('the pipeline was stopped at step 1 of 5 (profile)'),
    })
    expect(state(cwd)).toEqual(before)
  })

  test('a head without one success is 4, and everything is written', () => {
    const cwd = project('never', 'verify: (answer) => answer === 1')
    write(
      cwd,
      'hydra.config.mjs',
      `export default { heads: { ${quick}, wrong: () => 2 }, verify: (answer) => answer === 1, trials: 16 }`,
    )
    const { code, out } = run(cwd, 'pipeline')
    expect({ code, out }).toEqual({ code: 4, out: expect.stringContaining('wrong: 0 of 16 right; 16 wrong answers') })
    expect(list(`${cwd}/hydra_profiles`)).toEqual(['quick.json', 'wrong.json'])
  })

  test('a head that went away is left out of the former weights', () => {
    const cwd = project('gone')
    write(cwd, 'hydra_weights.json', weightsFile({ gone: 0.5, quick: 0.25, slow: 0.25 }))
    const { code, err, out } = run(cwd, 'pipeline')
    expect({ code, err }).toEqual({
      code: 0,
      err: expect.stringContaining('1 head of the former weights is gone; the others are scaled to sum 1'),
    })
    expect(out).toContain('The new weights against the former weights')
  })
})

describe('named studies', () => {
  const studies = `studies: { encode: { heads: { ${quick}, ${slow} } }, decode: { heads: { ${quick} }, trials: 2 } }`
  test('have folders, weights and dashboards of their own', () => {
    const cwd = hydra.fresh('named')
    write(cwd, 'hydra.config.mjs', `export default { ${studies}, trials: 4 }`)
    expect(run(cwd, 'pipeline', 'encode', '-q').code).toBe(0)
    expect(run(cwd, 'pipeline', 'decode', '-q').code).toBe(0)
    expect(list(`${cwd}/hydra_profiles`)).toEqual(['decode', 'encode'])
    expect(list(cwd).filter((file) => file.endsWith('.json'))).toEqual([
      'hydra_dashboard_config.decode.json',
      'hydra_dashboard_config.encode.json',
      'hydra_weights.decode.json',
      'hydra_weights.encode.json',
    ])
    expect(run(cwd, 'weigh', 'encode', '-q').code).toBe(0)
    expect(run(cwd, 'profile', 'encod')).toMatchObject({ code: 2, err: expect.stringContaining('Did you mean encode?') })
    expect(run(cwd, 'profile')).toMatchObject({ code: 2, err: expect.stringContaining('HYD-1007') })
  })
})

describe('flag, environment, file, default', () => {
  test('the nearer one wins', () => {
    const cwd = project('layers')
    const trials = (words: string[], env: Record<string, string>): number =>
      json(hydra.run(['profile', '--json', '-q', ...words], { cwd, env }).out).study.trials as number
    expect([trials([], {}), trials([], { HYDRA_TRIALS: '3' }), trials(['-n', '2'], { HYDRA_TRIALS: '3' })]).toEqual([16, 3, 2])
    expect(hydra.run(['profile'], { cwd, env: { HYDRA_TRIALS: '3x' } })).toMatchObject({
      code: 2,
      err: expect.stringContaining('HYD-1003 HYDRA_TRIALS'),
    })
  })

  test('heads of the command line need no configuration; with --config they join its heads', () => {
    const cwd = project('join', 'verify: () => false')
    const names = (...words: string[]): string[] =>
      json(run(cwd, 'profile', '--json', '-n', '2', '--head', 'true=true', ...words).out).study.heads.map(({ name }: any) => name)
    expect(names()).toEqual(['true'])
    expect(names('--config', 'hydra.config.mjs')).toEqual(['quick', 'slow', 'true'])
    expect(run(cwd, 'profile', '--config', 'hydra.config.mjs', '--head', 'slow=true')).toMatchObject({
      code: 2,
      err: expect.stringContaining('HYD-1005'),
    })
  })
})

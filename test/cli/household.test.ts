/** init, doctor, completion as processes. */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Command, json, list, write } from './support/command.ts'

let hydra: Command
beforeAll(async () => {
  hydra = await Command.make()
})
afterAll(() => hydra.remove())

describe('init', () => {
  test('writes a file that runs as it is, and never replaces one', () => {
    const cwd = hydra.fresh('init')
    expect(hydra.run(['init'], { cwd })).toEqual({
      code: 0,
      out: 'wrote hydra.config.mjs; now run: npx hydra-profiler pipeline --smoke\n',
      err: '',
    })
    const { code, out } = hydra.run(['pipeline', '--smoke'], { cwd })
    expect({ code, out }).toEqual({
      code: 0,
      out: expect.stringMatching(/Does a list hold a value twice\?[\s\S]*3 heads profiled, average success 100\.0 %/),
    })
    write(cwd, 'hydra.config.mjs', '// mine')
    expect(hydra.run(['init'], { cwd })).toMatchObject({
      code: 2,
      err: expect.stringContaining('HYD-6005 hydra.config.mjs is there already and is not replaced. Add --force to replace it.'),
    })
    expect(hydra.run(['init', '--force', '--json'], { cwd })).toMatchObject({
      code: 0,
      out: expect.stringContaining('"file": "hydra.config.mjs"'),
    })
    expect(list(cwd).filter((file) => file.startsWith('.'))).toEqual([])
  })
  test('a folder of that name is in the way', () => {
    const cwd = hydra.fresh('folder')
    mkdirSync(join(cwd, 'hydra.config.mjs'))
    expect(hydra.run(['init', '--force'], { cwd })).toMatchObject({ code: 3, err: expect.stringContaining('HYD-6002') })
  })
})

describe('doctor', () => {
  const names = ['node', 'engine', 'configuration', 'write', 'space', 'load', 'clock']
  test('looks at everything and says ok, warn or fail', () => {
    const cwd = hydra.fresh('doctor')
    const { code, out } = hydra.run(['doctor'], { cwd })
    expect(code).toBe(0)
    for (const name of names) expect(out).toMatch(new RegExp(`^ +(ok|warn) +${name} `, 'm'))
    expect(out).toMatch(/^7 checks: \d ok, \d warn, 0 fail$/m)
    expect(list(cwd)).toEqual([])
  })
  test('as JSON', () => {
    const document = json(hydra.run(['doctor', '--json'], { cwd: hydra.fresh('doctor') }).out)
    expect(document).toMatchObject({ schema: 1, command: 'doctor', ok: true })
    expect(document.checks.map(({ name }: any) => name)).toEqual(names)
  })
  test('a configuration that cannot be used, a folder that cannot be written: fail, 3, with the remedy', () => {
    const cwd = hydra.fresh('ill')
    write(cwd, 'hydra.config.json', '{ "heds": {} }')
    const { code, out } = hydra.run(['doctor', '--profiles', '/proc/none'], { cwd })
    expect(code).toBe(3)
    expect(out).toMatch(/fail +configuration +HYD-1002 unknown key "heds".*Did you mean heads\?/)
    expect(out).toMatch(/fail +write +HYD-6002 \/proc\/none cannot be written/)
  })
  test('two configurations in one folder are a warning', () => {
    const cwd = hydra.fresh('two')
    for (const name of ['hydra.config.json', 'hydra.config.yaml']) write(cwd, name, '{ "heads": { "a": "true" } }')
    expect(hydra.run(['doctor'], { cwd }).out).toMatch(
      /warn +configuration +hydra\.config\.json: 1 head.*not read: hydra\.config\.yaml/,
    )
  })
})

describe('completion', () => {
  test.each(['bash', 'zsh', 'fish'])('%s is printed', (shell) => {
    expect(hydra.run(['completion', shell])).toMatchObject({ code: 0, err: '', out: expect.stringContaining('dashboard-config') })
  })
  test('without a shell, or of an unknown one, it says which there are', () => {
    for (const words of [['completion'], ['completion', 'tcsh']])
      expect(hydra.run(words)).toMatchObject({ code: 2, err: expect.stringContaining('bash | zsh | fish') })
  })
})

test('a home folder that is not there changes nothing; paths of a file start from its folder', () => {
  const cwd = hydra.fresh('home')
  write(cwd, 'hydra.config.json', '{ "heads": { "a": "true" }, "profiles": "out/p" }')
  expect(hydra.run(['profile', '-n', '2', '-q'], { cwd, env: { HOME: '/nonexistent' } })).toMatchObject({ code: 0, err: '' })
  expect(list(join(cwd, 'out/p'))).toEqual(['a.json'])
})

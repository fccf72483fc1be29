import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { findConfig, loadConfig } from '../../src/config/index.ts'
import { endings } from '../../src/config/find.ts'
import { faultOf, project } from './folder.ts'

describe('finding the configuration', () => {
  test('the nearest folder upwards wins; in a folder the order of the endings', async () => {
    const files = Object.fromEntries(endings.map((ending) => [`a/hydra.config.${ending}`, '']))
    const folder = project({ ...files, 'hydra.config.ts': '', 'a/b/c/x': '', 'd/x': '' })
    for (const [i, ending] of endings.entries()) {
      const found = await findConfig(join(folder, 'a/b/c'))
      expect(found?.file).toBe(join(folder, `a/hydra.config.${ending}`))
      expect(found?.others).toHaveLength(endings.length - 1 - i)
      rmSync(join(folder, `a/hydra.config.${ending}`))
    }
    expect((await findConfig(join(folder, 'a/b/c')))?.file).toBe(join(folder, 'hydra.config.ts'))
    expect((await findConfig(join(folder, 'd')))?.file).toBe(join(folder, 'hydra.config.ts'))
  })

  test('the key of package.json counts where no file stands, and only as a key at its top', async () => {
    const folder = project({
      'package.json': '{ "hydra": { "trials": 7 } }',
      'a/package.json': '{ "bin": { "hydra": "x" } }',
      'b/package.json': '{ "hydra": {} }',
      'b/hydra.config.yml': '',
      'c/package.json': '{ "name": broken }',
    })
    expect((await findConfig(join(folder, 'a')))?.file).toBe(join(folder, 'package.json'))
    expect((await findConfig(join(folder, 'b')))?.file).toBe(join(folder, 'b/hydra.config.yml'))
    expect((await findConfig(join(folder, 'c')))?.file).toBe(join(folder, 'package.json'))
    expect((await loadConfig({ cwd: folder })).main.settings).toEqual({ trials: 7 })
  })

  test('loading tells of the configurations that it did not read', async () => {
    const folder = project({ 'hydra.config.json': '{}', 'hydra.config.yaml': 'trials: x' })
    expect((await loadConfig({ cwd: folder })).others).toEqual([join(folder, 'hydra.config.yaml')])
    expect((await loadConfig({ cwd: folder, file: 'hydra.config.json' })).others).toEqual([])
  })

  test('a broken package.json that speaks of hydra is told of', async () => {
    const folder = project({ 'package.json': '{ "hydra": { "trials": 7, } }' })
    expect(await faultOf(findConfig(folder))).toMatchObject({ code: 'HYD-1001', where: { line: 1, column: 27 } })
  })

  test('faults in package.json have the path and the place in that file', async () => {
    const folder = project({ 'package.json': '{\n  "name": "x",\n  "hydra": { "trails": 7 }\n}' })
    const fault = await faultOf(loadConfig({ cwd: folder }))
    expect(fault).toMatchObject({
      code: 'HYD-1002',
      where: { option: 'trails', line: 3, column: 14 },
      hint: 'Did you mean trials?',
    })
  })

  test('nothing above the root of the repository is looked at', async () => {
    const folder = project({ 'hydra.config.json': '{}', 'inner/.git/x': '', 'inner/a/x': '' })
    expect(await findConfig(join(folder, 'inner/a'))).toBeUndefined()
    const loaded = await loadConfig({ cwd: join(folder, 'inner/a') })
    expect([loaded.file, loaded.home, loaded.main.job.heads.size]).toEqual([undefined, join(folder, 'inner/a'), 0])
  })

  test('a named file that is not there, is a folder, or of an unknown kind', async () => {
    const folder = project({ 'x.toml': '', 'x.yamll': '{}', 'd.json/x': '' })
    expect(await faultOf(loadConfig({ cwd: folder, file: 'none.json' }))).toMatchObject({
      code: 'HYD-1001',
      message: expect.stringContaining('there is no such file (ENOENT)'),
    })
    expect(await faultOf(loadConfig({ cwd: folder, file: 'd.json' }))).toMatchObject({
      code: 'HYD-1001',
      message: expect.stringContaining('it is a folder (EISDIR)'),
    })
    expect(await faultOf(loadConfig({ cwd: folder, file: 'x.toml' }))).toMatchObject({
      code: 'HYD-1002',
      message: expect.stringContaining('unknown kind of configuration ".toml"'),
    })
    expect(await faultOf(loadConfig({ cwd: folder, file: 'x.yamll' }))).toMatchObject({
      code: 'HYD-1002',
      hint: 'Did you mean .yaml?',
    })
  })
})

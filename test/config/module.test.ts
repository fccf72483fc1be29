/** Configurations that fail as modules, in a Node of their own: a test runner loads modules by rules of its own. */
import { spawnSync } from 'node:child_process'
import { cpSync, symlinkSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { build } from 'esbuild'
import { describe, expect, test } from 'vitest'
import { project } from './folder.ts'

const loader = `import { loadConfig } from ${JSON.stringify(resolve('src/config/load.ts'))}
const show = (value) => process.stdout.write(JSON.stringify(value))
loadConfig({ file: process.argv[2] }).then(({ main }) => show({ heads: [...main.job.heads.keys()] }), show)`

/** The entry of our package beside the tool, as in its dist/. */
const withHydra = 'hydra-profiler/package.json'

/** What loading a file gives in a Node of its own. */
async function loadIn(
  files: Record<string, string>,
  name: string,
): Promise<{ code?: string; message?: string; heads?: string[]; where?: object }> {
  const at = project({ ...files, 'package.json': '{ "type": "module" }' })
  const tool = project(
    withHydra in files ? { 'package.json': '{ "type": "module" }', 'index.js': 'export const defineConfig = (x) => x' } : {},
  )
  cpSync(resolve('node_modules/jiti'), join(tool, 'node_modules/jiti'), { recursive: true })
  symlinkSync(resolve('node_modules/valibot'), join(tool, 'node_modules/valibot'))
  const script = join(tool, 'loader.mjs')
  await build({
    stdin: { contents: loader, resolveDir: '.' },
    outfile: script,
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    logLevel: 'silent',
  })
  const { stdout, stderr } = spawnSync(process.execPath, [script, join(at, name)], { encoding: 'utf8' })
  expect(stderr).toBe('')
  return JSON.parse(stdout) as never
}

describe('a module that cannot be loaded', () => {
  test.each([
    [
      'hydra.config.mjs',
      'export default {\n  heads: {',
      /SyntaxError: Unexpected end of input at line 2, column 11$/,
      { line: 2 },
    ],
    [
      'hydra.config.mjs',
      'const x = 1\nthrow new TypeError("no luck")',
      /TypeError: no luck at line 2, column 7$/,
      { line: 2, column: 7 },
    ],
    ['hydra.config.mjs', 'throw undefined', /cannot be read: undefined$/, {}],
    ['hydra.config.cjs', 'module.exports = {,}', /SyntaxError: .* at line 1/, { line: 1 }],
    ['hydra.config.ts', 'const a: number = 1\nexport default { heads: { ', /at line 2/, { line: 2 }],
    ['hydra.config.ts', 'const x: number = 1\nthrow new TypeError("no luck")', /TypeError: no luck at line 2/, { line: 2 }],
    ['hydra.config.mjs', 'import "./none.js"', /Cannot find module/, {}],
    [
      'hydra.config.mjs',
      'import { defineConfig } from "hydra-profiler"\nexport default {}',
      /hydra-profiler is not installed beside it: leave out defineConfig/,
      {},
    ],
    [
      'hydra.config.ts',
      'import { defineConfig } from "hydra-profiler"\nexport default defineConfig({})',
      /hydra-profiler is not installed beside it: leave out defineConfig/,
      {},
    ],
  ])('%s %j: HYD-1001 with what went wrong and where', async (name, text, reason, where) => {
    const { code, message, where: at } = await loadIn({ [name]: text }, name)
    expect(code).toBe('HYD-1001')
    expect(message).toMatch(reason)
    expect(at).toMatchObject(where)
  })
})

describe('a module in a Node of its own', () => {
  test.each([
    [
      'hydra.config.ts',
      `import { f } from './f.ts'\nconst heads: Record<string, unknown> = { f, g: async (x: number): Promise<number> => x }\nexport default { heads }`,
    ],
    ['hydra.config.mts', `import { f } from './f.ts'\nexport const heads = { f, g: await Promise.resolve(f) }`],
    ['hydra.config.cjs', `module.exports = { heads: { f: () => 1, g: () => 2 } }`],
    ['hydra.config.js', `import { readFileSync } from 'node:fs'\nexport default { heads: { f: readFileSync, g: () => 2 } }`],
  ])('%s is loaded', async (name, text) => {
    expect(
      (await loadIn({ [name]: text, 'f.ts': 'export enum E { a = 1 }\nexport const f = (x: number): number => x + E.a' }, name))
        .heads,
    ).toEqual(['f', 'g'])
  })

  test.each(['hydra.config.mjs', 'hydra.config.ts'])(
    '%s finds the hydra-profiler that is running, when there is none beside it',
    async (name) => {
      const text = `import { defineConfig } from 'hydra-profiler'\nexport default defineConfig({ heads: { f: () => 1 } })`
      expect(await loadIn({ [name]: text, [withHydra]: '' }, name)).toEqual({ heads: ['f'] })
    },
  )
})

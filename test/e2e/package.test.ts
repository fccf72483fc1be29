/** The packed tarball in an empty project: ESM, CommonJS, TypeScript in three resolutions, bundles, the command. */
import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { build } from 'esbuild'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

let project = ''
const outer = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(npm_|HYDRA_|VITEST)/.test(name)))

/** Without HYDRA_ENGINE, as a user has it: whether the addon is found shows in what engineInfo() says. */
const run = (command: string, args: string[], cwd = project): string =>
  execFileSync(command, args, { cwd, env: outer, encoding: 'utf8', timeout: 180_000 })
const write = (name: string, text: string): string => {
  writeFileSync(join(project, name), text)
  return name
}

beforeAll(() => {
  project = mkdtempSync(join(tmpdir(), 'hydra-consumer-'))
  run('npm', ['pack', '--ignore-scripts', '--pack-destination', project], process.cwd())
  const tarball = readdirSync(project).find((name) => name.endsWith('.tgz')) ?? ''
  write('package.json', JSON.stringify({ name: 'consumer', private: true, version: '1.0.0' }))
  run('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--prefer-offline', `./${tarball}`])
}, 180_000)
afterAll(() => rmSync(project, { recursive: true, force: true }))

const job = `
const study = await profile({ heads: { a: () => 1 + 1, b: () => [3, 1, 2].sort() }, trials: 20 })
const weights = weigh(study)
console.log(JSON.stringify({ engine: engineInfo().kind, sum: Math.abs(weights.of('a') + weights.of('b') - 1) < 1e-12, median: summarize(Float64Array.of(3, 1, 2)).median }))`
/** A checkout without Rust packs no addon; its users get the reference. */
const engine = existsSync('native/manifest.json') ? 'native' : 'reference'
const expected = { engine, sum: true, median: 2 }

describe('at run time', () => {
  test('ESM', () => {
    write(
      'main.mjs',
      `import { profile, weigh, engineInfo } from 'hydra-profiler'\nimport { summarize } from 'hydra-profiler/stats'\n${job}`,
    )
    expect(JSON.parse(run(process.execPath, ['main.mjs']))).toEqual(expected)
  })

  test('CommonJS', () => {
    write(
      'main.cjs',
      `const { profile, weigh, engineInfo } = require('hydra-profiler')\nconst { summarize } = require('hydra-profiler/stats')\n;(async () => {${job}})()`,
    )
    expect(JSON.parse(run(process.execPath, ['main.cjs']))).toEqual(expected)
  })

  test("an ESM and a CommonJS copy in one process know each other's errors and share one engine", () => {
    write(
      'both.mjs',
      `import { createRequire } from 'node:module'\nimport * as esm from 'hydra-profiler'\nconst cjs = createRequire(import.meta.url)('hydra-profiler')
const error = await cjs.profile({ heads: {} }).catch((e) => e)
console.log(JSON.stringify([error instanceof esm.HydraError, esm.isHydraError(error), error.code, esm.engineInfo().kind, cjs.engineInfo().kind]))`,
    )
    expect(JSON.parse(run(process.execPath, ['both.mjs']))).toEqual([false, true, 'HYD-1007', engine, engine])
  })

  test.each(['esm', 'cjs'] as const)('bundled as %s, beside node_modules and moved away', async (format) => {
    const entry = write(
      'bundle-me.mjs',
      `import { engineInfo } from 'hydra-profiler'\nimport { summarize } from 'hydra-profiler/stats'\nconsole.log(JSON.stringify([engineInfo().kind, summarize(Float64Array.of(3, 1, 2)).median]))`,
    )
    const ending = format === 'esm' ? 'mjs' : 'cjs'
    const outfile = join(project, `bundled.${ending}`)
    await build({
      entryPoints: [join(project, entry)],
      outfile,
      bundle: true,
      format,
      platform: 'node',
      external: ['*.node'],
      logLevel: 'error',
    })
    expect(JSON.parse(run(process.execPath, [outfile]))).toEqual([engine, 2])
    const away = mkdtempSync(join(tmpdir(), 'hydra-away-'))
    try {
      run('cp', [outfile, away])
      const { status, stdout } = spawnSync(process.execPath, [join(away, `bundled.${ending}`)], {
        cwd: away,
        env: outer,
        encoding: 'utf8',
      })
      expect({ status, out: JSON.parse(stdout) }).toEqual({ status: 0, out: ['reference', 2] })
    } finally {
      rmSync(away, { recursive: true, force: true })
    }
  })

  test('the command, by both of its names', () => {
    const bin = join(project, 'node_modules', '.bin')
    for (const name of ['hydra', 'hydra-profiler']) expect(run(join(bin, name), ['--version']).trim()).toMatch(/^\d+\.\d+\.\d+$/)
    const out = run(join(bin, 'hydra'), ['profile', '--head', 'a=true', '--head', 'b=echo x', '--trials', '3', '--json'])
    expect(JSON.parse(out)).toMatchObject({ schema: 1, command: 'profile' })
  })

  test('there is no install script', () => {
    expect(
      run('npm', [
        'pkg',
        'get',
        'scripts.install',
        'scripts.postinstall',
        'scripts.preinstall',
        '--prefix',
        join(project, 'node_modules/hydra-profiler'),
      ]).trim(),
    ).not.toMatch(/node|sh/)
  })
})

describe('for TypeScript', () => {
  const source = `import { profile, weigh, engineInfo, isHydraError, type Study } from 'hydra-profiler'
import { summarize, type Summary } from 'hydra-profiler/stats'
export async function main(): Promise<number> {
  const study: Study = await profile({ heads: { a: (input: string) => input.length, b: { run: async (input: string) => input.length, timeoutMs: 100 } }, inputs: ['x'], trials: 10, verify: (output: number) => output === 1 })
  const summary: Summary = summarize(new Float64Array([1, 2]))
  try { return weigh(study, { policy: 'balanced' }).of('a') + (summary.median ?? 0) } catch (error) { if (isHydraError(error)) return error.code.length; throw error }
}
export const kind: 'native' | 'reference' = engineInfo().kind
// @ts-expect-error an unknown policy is refused by its type
weigh({} as Study, { policy: 'fastest' })
`
  const resolutions = [
    ['node16', 'node16', 'mts'],
    ['node16', 'node16', 'cts'],
    ['nodenext', 'nodenext', 'mts'],
    ['bundler', 'esnext', 'ts'],
  ] as const
  test.each(resolutions)('resolution %s, module %s, .%s', (moduleResolution, module, ending) => {
    const folder = join(project, `types-${moduleResolution}-${ending}`)
    mkdirSync(folder, { recursive: true })
    writeFileSync(join(folder, `main.${ending}`), source)
    const compilerOptions = { moduleResolution, module, target: 'es2022', strict: true, exactOptionalPropertyTypes: true, skipLibCheck: false, noEmit: true, types: ['node'], typeRoots: [resolve('node_modules/@types')] } // prettier-ignore
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: [`main.${ending}`] }))
    const { status, stdout } = spawnSync(process.execPath, [resolve('node_modules/typescript/bin/tsc'), '-p', folder], {
      encoding: 'utf8',
    })
    expect({ status, stdout }).toEqual({ status: 0, stdout: '' })
  })
})

/**
 * Runs a few lines of the engine room in a process of their own, as a bundle beside a native/ folder made for the case.
 * In: code that sees `engine` (src/engine/index.ts), what native/ holds, environment, flags of Node. Out: what it printed as JSON.
 */
import { spawnSync } from 'node:child_process'
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildSync } from 'esbuild'
import { triples } from '../../src/engine/load.ts'

export const fileName = `hydra.${triples()[0]!}.node`
export const builtAddon = join('native', fileName)
export const hasAddon = existsSync(builtAddon)

export interface Native {
  /** The addon's bytes; left out: none. */
  readonly addon?: 'built' | Buffer
  /** What the manifest says of it; left out: its true size; null: no manifest. */
  readonly bytes?: number | null
}

export interface Child {
  readonly status: number | null
  readonly signal: string | null
  readonly stderr: string
  readonly result: unknown
}

function fillNative(folder: string, { addon, bytes }: Native): void {
  mkdirSync(folder)
  const file = join(folder, fileName)
  if (addon === 'built') copyFileSync(builtAddon, file)
  else if (addon !== undefined) writeFileSync(file, addon)
  if (bytes === null || addon === undefined) return
  writeFileSync(join(folder, 'manifest.json'), JSON.stringify({ files: { [fileName]: bytes ?? readFileSync(file).length } }))
}

export function runChild(code: string, native: Native, env: Record<string, string> = {}, flags: readonly string[] = []): Child {
  const folder = mkdtempSync(join(tmpdir(), 'hydra-engine-'))
  try {
    fillNative(join(folder, 'native'), native)
    const contents = `import * as engine from './src/engine/index.ts'\nimport { isHydraError } from './src/errors/index.ts'
      let result
      try { result = await (async () => { ${code} })() } catch (e) { result = isHydraError(e) ? { code: e.code, message: e.message, details: e.details } : String(e) }
      process.stdout.write(JSON.stringify(result) ?? 'null')`
    const stdin = { contents, resolveDir: process.cwd(), loader: 'ts' as const }
    const outfile = join(folder, 'dist', 'main.mjs')
    buildSync({ stdin, bundle: true, platform: 'node', format: 'esm', outfile, logLevel: 'error' })
    const inherited = { ...process.env, HYDRA_ENGINE: '', HYDRA_ENGINE_PATH: '', NODE_OPTIONS: '' }
    const child = spawnSync(process.execPath, [...flags, outfile], {
      cwd: folder,
      encoding: 'utf8',
      env: { ...inherited, ...env },
    })
    return {
      status: child.status,
      signal: child.signal,
      stderr: child.stderr,
      result: JSON.parse(child.stdout || 'null') as unknown,
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

#!/usr/bin/env node
// Runs a benchmark: node bench/run.mjs stats/groups [words]. Bundles the TypeScript with esbuild into a temporary file and
// runs that in a fresh process with --expose-gc, on the addon of native/ unless HYDRA_ENGINE_PATH names another.
import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import process, { argv, env, execPath, exit, stderr } from 'node:process'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const [name = '', ...words] = argv.slice(2)
const entry = join(root, 'bench', `${name}.ts`)
if (!existsSync(entry)) {
  stderr.write(`usage: node bench/run.mjs <suite>, for instance stats/groups; there is no ${entry}\n`)
  exit(2)
}

const native = join(root, 'native')
const addon = existsSync(native)
  ? readdirSync(native).find((file) => file.startsWith('hydra.') && file.endsWith('.node'))
  : undefined
const path = env.HYDRA_ENGINE_PATH ?? (addon && join(native, addon))
const folder = mkdtempSync(join(tmpdir(), 'hydra-bench-'))
try {
  // As the package lies: what is in native/ is looked for beside the folder of the bundle.
  symlinkSync(native, join(folder, 'native'), 'junction')
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'), 'junction')
  const outfile = join(folder, 'dist', 'bench.mjs')
  await build({
    entryPoints: [entry],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    external: ['bun:*', 'jiti'], // mitata asks for Bun where it is; jiti, which isolates need, looks for files beside itself
    logLevel: 'error',
  })
  const isolate = env.HYDRA_ISOLATE_PATH ?? join(root, 'dist', 'isolate.js')
  const places = { HYDRA_ISOLATE_PATH: isolate, ...(path ? { HYDRA_ENGINE_PATH: path } : {}) }
  const options = { cwd: root, stdio: 'inherit', env: { ...env, ...places } }
  const child = spawn(execPath, ['--expose-gc', outfile, ...words], options)
  // A bench is ended with the one who asked for it.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  process.exitCode = await new Promise((resolve) => child.on('close', (code) => resolve(code ?? 1)))
} finally {
  rmSync(folder, { recursive: true, force: true })
}

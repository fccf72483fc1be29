/** Heads that hold the thread where nothing can end them (faults.md A3), in processes of their own: named, salvaged, ended. */
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { build } from 'esbuild'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

let folder = ''
beforeAll(async () => {
  mkdirSync('node_modules/.cache', { recursive: true })
  folder = mkdtempSync(resolve('node_modules/.cache/hydra-watchdog-'))
  symlinkSync(resolve('native'), join(folder, 'native'))
  await build({ entryPoints: ['src/measure/index.ts'], outfile: join(folder, 'dist/measure.mjs'), bundle: true, platform: 'node', format: 'esm', packages: 'external', logLevel: 'error' }) // prettier-ignore
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

interface Ran {
  readonly code: number | null
  readonly signal: string | null
  readonly out: string
  readonly err: string
}

let files = 0
/** Runs a module in a process of its own. */
function run(source: string): Ran {
  const file = join(folder, `study-${(files += 1)}.mjs`)
  writeFileSync(file, `import { profile } from './dist/measure.mjs'\n${source}`)
  const env = { ...process.env, HYDRA_ENGINE: process.env['HYDRA_ENGINE'] ?? 'reference' }
  const { status, signal, stdout, stderr } = spawnSync(process.execPath, [file], { encoding: 'utf8', env, timeout: 50_000, killSignal: 'SIGKILL' }) // prettier-ignore
  return { code: status, signal, out: stdout, err: stderr }
}

describe('a study within a thread', () => {
  test('whose head loops after an await blocks that thread alone: the process lives, and can end it', () => {
    const { code, signal, out } = run(`
      import { isMainThread, Worker, parentPort } from 'node:worker_threads'
      import { fileURLToPath } from 'node:url'
      if (isMainThread) {
        const worker = new Worker(fileURLToPath(import.meta.url))
        worker.on('message', (says) => {
          console.log(says)
          // Longer than the limit, the two seconds beyond it and two more.
          setTimeout(async () => console.log('alive', await worker.terminate()), 6000)
        })
      } else {
        let calls = 0
        const bad = async () => { await null; if ((calls += 1) > 8) { parentPort.postMessage('loops'); for (;;); } return 1 }
        await profile({ heads: { bad, good: () => 1 }, timeoutMs: 100, trials: 40, selfCheck: false })
      }`)
    expect([code, signal, out]).toEqual([0, null, 'loops\nalive 1\n'])
  })

  test('comes to its end as elsewhere', () => {
    const { code, out } = run(`
      import { isMainThread, Worker, parentPort } from 'node:worker_threads'
      import { fileURLToPath } from 'node:url'
      if (isMainThread) new Worker(fileURLToPath(import.meta.url)).on('message', (says) => console.log(says))
      else {
        const heads = { bad: () => { for (;;); }, good: async () => 1 }
        const study = await profile({ heads, timeoutMs: 100, trials: 20, giveUpAfter: 2, selfCheck: false })
        parentPort.postMessage(JSON.stringify([study.heads.good.summary.successes, study.heads.bad.failures.timeout]))
      }`)
    expect([code, out]).toEqual([0, '[20,2]\n'])
  })
})

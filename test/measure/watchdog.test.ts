/** Heads that hold the thread where nothing can end them (faults.md A3), in processes of their own: named, salvaged, ended. */
import { execFile } from 'node:child_process'
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
async function run(source: string): Promise<Ran> {
  const file = join(folder, `study-${(files += 1)}.mjs`)
  writeFileSync(file, `import { profile } from './dist/measure.mjs'\n${source}`)
  const env = { ...process.env, HYDRA_ENGINE: process.env['HYDRA_ENGINE'] ?? 'reference' }
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [file], { encoding: 'utf8', env, timeout: 50_000, killSignal: 'SIGTERM' }, (_, out, err) => resolve({ code: child.exitCode, signal: child.signalCode, out, err })) // prettier-ignore
  })
}

/** Whose call is not armed: V8 would end it else. */
const prelude = `
  Error.stackTraceLimit = 100
  const isArmed = () => /runInThisContext|Session\\.post/.test(new Error().stack)
  let calls = 0
  const after = (most) => { calls += 1; return calls > most && calls % 64 === 0 && !isArmed() }
  const hang = () => { console.log('hangs'); for (;;); }`

describe('synchronous code that is not armed, and never comes back', () => {
  const cases: [string, string][] = [
    ['a call with hooks', `heads: { bad: { run: () => { if (after(2000)) hang(); return 1 }, beforeEach() {} } }, trials: 20000`],
    ['a call beside an async head', `heads: { bad: () => { const until = performance.now() + 0.02; while (performance.now() < until); if (after(3000)) hang(); return 1 }, other: async () => 1 }, trials: 100000`],
    ['a chain of single calls', `heads: { bad: () => { if (after(100000)) hang(); return 1 } }, unit: 'call', rebuild: false, trials: 10000000`],
    ['a hook', `heads: { bad: { run: () => 1, beforeEach() { if (after(2000)) hang() } } }, trials: 20000`],
    ['its judge', `heads: { bad: { run: () => 1, beforeEach() {} } }, verify: () => { if (after(2000)) hang(); return true }, trials: 20000`],
    ['the judge of a batch', `heads: { bad: () => 1 }, verify: () => { if (after(20)) hang(); return true }, trials: 2000`],
    ['a generator of inputs', `heads: { bad: (x) => x }, inputs: (block) => { if (after(2000)) hang(); return block }, unit: 'call', trials: 100000`],
    ['a call for a CPU profile', `heads: { bad: { run: () => { if ((calls += 1) > 60) hang(); return 1 }, beforeEach() {} } }, warmup: 0, trials: 60, cpuProfile: true`],
  ] // prettier-ignore

  // Which calls are armed is a matter of time: a call that is to hang may always meet one that is.
  test.concurrent.each(cases)('%s: its process ends with 5, and names it', { retry: 2 }, async (_, options) => {
    const { code, signal, out, err } = await run(`${prelude}
      await profile({ ${options}, timeoutMs: 300, selfCheck: false, seed: 1 })
      console.log('came to its end')`)
    expect([code, signal, out]).toEqual([5, null, 'hangs\n'])
    expect(err).toMatch(/^HYD-3018 head "bad" blocked the process/m)
  })

  test('in a chain of several heads: the one that loops is named', async () => {
    const { code, err } = await run(`${prelude}
      const heads = { a: () => 1, bad: () => { if (after(100000)) hang(); return 1 }, z: () => 2 }
      await profile({ heads, unit: 'call', rebuild: false, trials: 10000000, timeoutMs: 300, selfCheck: false })`)
    expect([code, err]).toEqual([5, expect.stringMatching(/^HYD-3018 head "bad" blocked/m)])
  })

  test('native code that does not return is killed', async () => {
    const { signal, err } = await run(`${prelude}
      import { spawnSync } from 'node:child_process'
      const bad = { run: () => { if (after(2000)) spawnSync('sleep', ['30']); return 1 }, beforeEach() {} }
      await profile({ heads: { bad }, trials: 20000, timeoutMs: 300, selfCheck: false })`)
    expect([signal, err]).toEqual(['SIGKILL', expect.stringMatching(/^HYD-3018 head "bad" blocked/m)])
  })

  test('what is ended at its limit, and what comes back, is no case for it: a limit that was lifted does not kill later', async () => {
    const { code, out } = await run(`${prelude}
      const inputs = () => { if ((calls += 1) > 6 && calls < 1000 && isArmed()) { calls = 1000; for (;;); } return 1 }
      const heads = { good: (x) => x, waits: () => new Promise((done) => setTimeout(done, 60)) }
      const study = await profile({ heads, inputs, trials: 60, timeoutMs: 200, selfCheck: false })
      console.log(calls > 1000, study.heads.waits.summary.trials)`)
    expect([code, out]).toEqual([0, 'true 60\n'])
  })
})

describe('a study within a thread', () => {
  test('whose head loops after an await blocks that thread alone: the process lives, and can end it', async () => {
    const { code, signal, out } = await run(`
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

  test('comes to its end as elsewhere', async () => {
    const { code, out } = await run(`
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

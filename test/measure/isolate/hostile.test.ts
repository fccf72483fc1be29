/** Heads that misbehave, isolated (faults.md, rows A): each costs its own trials; the good head keeps all of its own. */
import { readdirSync, readFileSync } from 'node:fs'
import { afterEach, describe, expect, test } from 'vitest'
import { onWarning } from '../../../src/errors/index.ts'
import { profile } from '../../../src/measure/index.ts'
import type { Study } from '../../../src/study/index.ts'

onWarning(() => undefined)
const good = (n: number): number => {
  let sum = 0
  for (let i = 0; i < n; i += 1) sum = (sum * 31 + i) % 1009
  return sum
}
const inputs = { few: 300 }
const settings = { inputs, trials: 6, giveUpAfter: 2, timeoutMs: 150, selfCheck: false }

/** Children of this process that are isolates, by /proc; none where there is no such thing. */
function children(): string[] {
  if (process.platform !== 'linux') return []
  const isOurs = (pid: string): boolean => {
    try {
      const stat = readFileSync(`/proc/${pid}/stat`, 'latin1')
      const parent = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1])
      return parent === process.pid && readFileSync(`/proc/${pid}/cmdline`, 'latin1').includes('isolate')
    } catch {
      return false
    }
  }
  return readdirSync('/proc').filter((name) => /^\d+$/.test(name) && isOurs(name))
}

function expectGood(study: Study, isolation: string, trials = 6): void {
  expect(study.heads['good']).toMatchObject({ isolation, summary: { trials, successes: trials } })
  expect(study.partial).toBe(false)
}

describe.each(['worker', 'process'] as const)('%s', (isolation) => {
  afterEach(() => {
    expect(children()).toEqual([])
    expect(process.getActiveResourcesInfo().filter((kind) => kind === 'MessagePort' || kind === 'ProcessWrap')).toEqual([])
  })
  const bad: [string, () => unknown, string, object][] = [
    ['never settles (A1)', () => new Promise(() => undefined), 'HYD-3002', { timeout: 2, skipped: 4 }],
    ['an endless loop (A3)', () => { for (;;); }, 'HYD-3008', { timeout: 2, skipped: 4 }],
    ['one that catches all', () => { for (;;) { try { for (;;); } finally { continue } } }, 'HYD-3008', { timeout: 2, skipped: 4 }],
    ['a loop after an await', async () => { await Promise.resolve(); for (;;); }, 'HYD-3008', { timeout: 2, skipped: 4 }],
    ['a regular expression', () => /^(a+)+$/.test(`${'a'.repeat(50)}b`), 'HYD-3008', { timeout: 2, skipped: 4 }],
    ['throws undefined (A4)', () => { throw undefined }, 'HYD-3001', { error: 6 }],
    ['rejects with a symbol', () => Promise.reject(Symbol('s')), 'HYD-3001', { error: 6 }],
    ['process.exit (A6)', () => process.exit(0), 'HYD-3007', { exit: 6 }],
    ['a throwing then (A8)', () => ({ get then() { throw new Error('getter') } }), 'HYD-3001', { error: 6 }],
    ['resolves after its limit (A9)', () => new Promise((done) => setTimeout(done, 250)), 'HYD-3002', { timeout: 2 }],
  ] // prettier-ignore

  test.each(bad)('%s', async (_, run, code, failures) => {
    const study = await profile({ ...settings, heads: { bad: run, good }, isolation })
    expectGood(study, isolation)
    const { failures: counted, firstFailures, summary } = study.heads['bad']!
    expect(counted).toMatchObject(failures)
    expect(firstFailures[0]).toMatchObject({ where: { head: 'bad', trial: 0 } })
    // An isolate that a busy machine keeps from telling of its timeout in time is ended like one that blocks.
    expect([code, ...(code === 'HYD-3002' ? ['HYD-3008'] : [])]).toContain(firstFailures[0]?.code)
    expect(summary.successes).toBe(0)
    if (code === 'HYD-3008') {
      // 150 ms of limit; its last ms are those of a loaded machine.
      expect(summary.failedMs).toBeGreaterThanOrEqual(150)
      expect(summary.failedMs).toBeLessThan(1150)
    }
  })

  test('ends its isolate for good (A6): each time its own trial, the next one begins anew', async () => {
    const run = (_: unknown, { trial }: { trial: number }): number => {
      if (trial % 2 === 0) process.kill(process.pid, 'SIGKILL')
      return trial
    }
    const study = await profile({ ...settings, heads: { bad: run, good }, isolation })
    expectGood(study, isolation)
    expect(study.heads['bad']).toMatchObject({ failures: { exit: 3 }, summary: { successes: 3, trials: 6 } })
  })

  test('throws in one call of five (A5)', async () => {
    const run = (_: unknown, { trial }: { trial: number }): number => {
      if (trial % 5 === 4) throw new Error('flaky')
      return 1
    }
    const study = await profile({ ...settings, heads: { bad: run, good }, isolation, trials: 20 })
    expect(study.heads['bad']?.summary.successRate).toBe(0.8)
    expectGood(study, isolation, 20)
  })

  test('resolves twice, resolves then rejects (A8): the first counts', async () => {
    const bad = { twice: () => ({ then: (ok: (n: number) => void) => { ok(1); ok(2) } }), both: () => ({ then: (ok: (n: number) => void, fail: (e: Error) => void) => { ok(1); fail(new Error('x')) } }) } // prettier-ignore
    const study = await profile({ ...settings, heads: { ...bad, good }, isolation, warmup: 0, verify: (n: number) => typeof n === 'number' }) // prettier-ignore
    expectGood(study, isolation)
    for (const name of ['twice', 'both']) expect(study.heads[name]).toMatchObject({ summary: { successes: 6, trials: 6 } })
  })

  test('leaves orphans (A7): HYD-3009 on it, nothing else', async () => {
    const bad = (): Promise<void> => {
      void Promise.reject(new Error('orphan'))
      return new Promise((done) => setTimeout(done, 2))
    }
    const study = await profile({ ...settings, heads: { bad, good }, isolation, warmup: 0 })
    expectGood(study, isolation)
    expect(study.warnings).toMatchObject([{ code: 'HYD-3009', where: { head: 'bad' } }])
    expect(study.warnings[0]?.message).toContain('orphan')
    expect(study.warnings[0]?.details['count']).toBeGreaterThanOrEqual(5)
  })

  test('replaces clocks and pollutes prototypes (A10): neither its figures nor the host see it', async () => {
    const bad = (): number => {
      Object.assign(Object.prototype, { polluted: true, timeoutMs: 0 })
      Object.assign(globalThis, { Date: () => 0, setTimeout: () => 0 })
      performance.now = () => 0
      Array.prototype.push = () => 0
      let sum = 0
      for (let i = 0; i < 300_000; i += 1) sum = (sum * 31 + i) % 1009
      return sum
    }
    const study = await profile({ ...settings, heads: { bad, good }, isolation })
    expectGood(study, isolation)
    expect('polluted' in {}).toBe(false)
    expect(performance.now()).toBeGreaterThan(0)
    expect(study.heads['bad']?.summary).toMatchObject({ successes: 6 })
    expect(study.heads['bad']?.summary.durationMs.min).toBeGreaterThan(0.05)
  })

  test('leaks (A11): HYD-3010 at the cap, and it goes on', async () => {
    const bad = (): number => {
      const kept = ((globalThis as { kept?: unknown[] }).kept ??= [])
      for (let i = 0; i < 40; i += 1) kept.push(Array.from({ length: 50_000 }, (_, at) => at + i))
      return kept.length
    }
    const study = await profile({ ...settings, heads: { bad, good }, isolation, memoryMb: 120, timeoutMs: 5000, trials: 12 })
    expectGood(study, isolation, 12)
    const { firstFailures, failures, summary } = study.heads['bad']!
    expect(firstFailures[0]?.code).toBe('HYD-3010')
    expect(failures.error).toBeGreaterThanOrEqual(1)
    expect(summary.trials).toBe(12)
  }, 120_000)

  test('fills its heap in one call: HYD-3010', async () => {
    const bad = (): never => {
      const kept: unknown[] = []
      for (;;) kept.push(new Array(10_000).fill(kept.length))
    }
    const study = await profile({ ...settings, heads: { bad, good }, isolation, memoryMb: 96, timeoutMs: 20_000, trials: 2, warmup: 0 }) // prettier-ignore
    expectGood(study, isolation, 2)
    expect(study.heads['bad']?.firstFailures.map(({ code }) => code)).toEqual(['HYD-3010', 'HYD-3010'])
  }, 120_000)

  test.each([
    ['blocks in its set-up', { setup: () => { throw new Error('x') }, run: () => 1 }, 'HYD-3006'],
    ['has no such module', { module: './none.mjs' }, 'HYD-3006'],
    ['ends the process while it is loaded', { module: 'data:text/javascript,process.kill(process.pid,"SIGKILL")%3Bexport default () => 1' }, 'HYD-3006'],
  ] as const)('%s', async (name, bad, code) => {
    // A thread shares its process: what is loaded there in no trial may end all of it.
    if (name.startsWith('ends') && isolation === 'worker') return
    const study = await profile({ ...settings, heads: { bad, good }, isolation })
    expectGood(study, isolation)
    expect(study.heads['bad']).toMatchObject({ summary: { trials: 0 }, failures: { skipped: 6 } })
    expect(study.heads['bad']?.firstFailures[0]?.code).toBe(code)
  }) // prettier-ignore

  test('stopped by its caller in an endless loop (A12): at once, with what was finished', async () => {
    const controller = new AbortController()
    const bad = (_: unknown, { trial }: { trial: number }): number => {
      if (trial >= 4) for (;;);
      return 1
    }
    let [seen, stoppedAt] = [0, Infinity]
    const stop = (): void => {
      stoppedAt = performance.now()
      controller.abort(new Error('enough'))
    }
    // Here, as it has free variables: after two blocks of two heads the bad one holds its isolate.
    const verify = (): boolean => {
      seen += 1
      if (seen === 8) setTimeout(stop, 700)
      return true
    }
    const study = await profile({ ...settings, heads: { bad, good }, isolation, verify, warmup: 0, timeoutMs: 60_000, trials: 100, signal: controller.signal }) // prettier-ignore
    expect(performance.now() - stoppedAt).toBeLessThan(3000)
    expect(study.partial).toBe(true)
    expect(study.heads['bad']).toMatchObject({ summary: { successes: 4 }, failures: { aborted: 1 } })
  })
})

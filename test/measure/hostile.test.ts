/** Heads that misbehave (faults.md, rows A): each costs its own trials and nothing else. */
import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { build } from 'esbuild'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { profile } from '../../src/measure/index.ts'
import { onWarning } from '../../src/errors/index.ts'
import type { Study } from '../../src/study/index.ts'

onWarning(() => undefined)
const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))
const good = (): number => 1
const isWhole = (study: Study, trials: number): void => {
  expect(study.heads['good']).toMatchObject({ summary: { trials, successes: trials } })
  expect(study.partial).toBe(false)
}

describe('never settles (A1)', () => {
  test('timeouts at its limit, given up after five in a row, its signal aborted', async () => {
    const reasons: unknown[] = []
    const hang = (_: unknown, { signal }: { signal: AbortSignal }): Promise<never> => {
      signal.addEventListener('abort', () => reasons.push((signal.reason as { code?: string }).code))
      return new Promise(() => undefined)
    }
    const study = await profile({ heads: { hang: { run: hang, timeoutMs: 30 }, good }, trials: 12, warmup: 0 })
    isWhole(study, 12)
    expect(study.heads['hang']).toMatchObject({ failures: { timeout: 5, skipped: 7 }, summary: { trials: 5, successes: 0 } })
    expect(study.heads['hang']?.firstFailures[0]).toMatchObject({ code: 'HYD-3002', where: { head: 'hang', trial: 0 } })
    expect(study.heads['hang']?.summary.failedMs).toBeGreaterThanOrEqual(30)
    expect(reasons).toEqual(Array(5).fill('HYD-3002'))
  })

  test('a success in between starts the count again', async () => {
    let calls = 0
    const now_and_then = (): Promise<void> => ((calls += 1) % 3 === 0 ? Promise.resolve() : new Promise(() => undefined))
    const study = await profile({ heads: { now_and_then }, trials: 6, warmup: 0, timeoutMs: 15, giveUpAfter: 3 })
    expect(study.heads['now_and_then']).toMatchObject({ failures: { timeout: 4, skipped: 0 }, summary: { successes: 2 } })
  })

  test('a warm-up call that hangs is the last one', async () => {
    let calls = 0
    const hang = (): Promise<never> => {
      calls += 1
      return new Promise(() => undefined)
    }
    const study = await profile({ heads: { hang, good }, trials: 3, timeoutMs: 20, giveUpAfter: 2 })
    expect(calls).toBe(3)
    isWhole(study, 3)
  })

  test('limits beyond the longest timer are no limit that fires at once', async () => {
    const study = await profile({ heads: { a: () => sleep(5) }, trials: 2, timeoutMs: 2 ** 40 })
    expect(study.heads['a']?.summary.successRate).toBe(1)
    expect((await profile({ heads: { a: () => sleep(2) }, trials: 2, timeoutMs: Infinity })).heads['a']?.summary.successes).toBe(
      2,
    )
  })
})

describe('late (A9)', () => {
  test('what settles after its limit stays a timeout and counts as late', async () => {
    const study = await profile({
      heads: { late: { run: () => sleep(60), timeoutMs: 20 }, good: () => sleep(50) },
      trials: 3,
      warmup: 0,
    })
    expect(study.heads['late']).toMatchObject({ failures: { timeout: 3 }, summary: { successes: 0, trials: 3 } })
    expect(study.heads['late']?.failures.late).toBeGreaterThanOrEqual(2)
    isWhole(study, 3)
  })

  test('a rejection after the limit is late too, and no orphan', async () => {
    const late = (): Promise<never> => sleep(30).then(() => Promise.reject(new Error('too late')))
    const study = await profile({ heads: { late: { run: late, timeoutMs: 15 }, good: () => sleep(40) }, trials: 2, warmup: 0 })
    expect(study.heads['late']?.failures).toMatchObject({ timeout: 2, error: 0 })
    expect(study.warnings).toEqual([])
  })

  test('a synchronous call longer than its limit is ended there', async () => {
    const block = (): void => {
      const until = performance.now() + 15
      while (performance.now() < until);
    }
    const study = await profile({ heads: { block, good }, trials: 2, warmup: 0, timeoutMs: 10 })
    expect(study.heads['block']).toMatchObject({ failures: { timeout: 2, late: 0 }, summary: { successes: 0 } })
    isWhole(study, 2)
  })
})

describe('throws (A4, A5)', () => {
  const trap = new Proxy({}, { get: () => { throw new Error('trap') }, getPrototypeOf: () => { throw new Error('trap') } }) // prettier-ignore
  const bad = Object.defineProperty(new Error('x'), 'message', { get: () => { throw new Error('getter') } }) // prettier-ignore
  const things: [string, unknown][] = [
    ['undefined', undefined], ['null', null], ['a text', 'text'], ['NaN', NaN], ['a bigint', 5n], ['a symbol', Symbol('s')],
    ['a frozen object', Object.freeze({})], ['a proxy', trap], ['an error with a throwing getter', bad], ['a function', () => 1],
    ['an object without prototype', Object.create(null)], ['an escape', new Error('\u001b[2J' + 'x'.repeat(5000))],
  ] // prettier-ignore

  test.each(things)('%s, thrown or rejected', async (_, thing) => {
    const throws = (): never => {
      throw thing
    }
    const study = await profile({ heads: { throws, rejects: () => Promise.reject(thing), good }, trials: 2, warmup: 1 })
    isWhole(study, 2)
    for (const name of ['throws', 'rejects']) {
      const { failures, firstFailures } = study.heads[name]!
      expect(failures.error).toBe(2)
      expect(firstFailures[0]?.code).toBe('HYD-3001')
      expect(firstFailures[0]?.message.length).toBeLessThan(700)
      expect(firstFailures[0]?.message).not.toContain('\u001b')
      expect(() => JSON.stringify(firstFailures[0])).not.toThrow()
    }
  })

  test('one call in five: the rate says so, and times of failures stay apart', async () => {
    let calls = 0
    const flaky = async (): Promise<void> => {
      calls += 1
      if (calls % 5 === 0) {
        await sleep(100)
        throw new Error('flaky')
      }
    }
    const study = await profile({ heads: { flaky }, trials: 20, warmup: 0 })
    const { summary } = study.heads['flaky']!
    expect(summary.successRate).toBe(0.8)
    expect(summary.successInterval[0]).toBeGreaterThan(0.5)
    expect(summary.durationMs.max).toBeLessThan(90)
    expect(summary.failedMs).toBeGreaterThan(95)
  })
})

describe('thenables (A8)', () => {
  type Settle = (value: unknown) => void
  const thenables: [string, (ok: Settle, fail: Settle) => unknown, number, number][] = [
    ['resolves twice', (ok) => { ok(1); ok(2) }, 4, 0],
    ['resolves, then rejects', (ok, fail) => { ok(1); fail(new Error('x')) }, 4, 0],
    ['rejects, then resolves', (ok, fail) => { fail(new Error('x')); ok(1) }, 0, 4],
    ['resolves, then throws', (ok) => { ok(1); throw new Error('x') }, 4, 0],
    ['throws', () => { throw new Error('x') }, 0, 4],
    ['resolves later', (ok) => void setTimeout(ok, 2, 1), 4, 0],
    ['resolves to a promise', (ok) => ok(Promise.resolve(1)), 4, 0],
  ] // prettier-ignore

  test.each(thenables)('one that %s: the first counts, one sample a trial', async (_, then, successes, errors) => {
    let reads = 0
    const thenable = (): unknown => ({ get then(): unknown { reads += 1; return then } }) // prettier-ignore
    const verify = (output: unknown): boolean => output === 1
    const study = await profile({ heads: { thenable, good }, verify, trials: 4, warmup: 0 })
    expect(study.heads['thenable']).toMatchObject({ summary: { trials: 4, successes }, failures: { error: errors, late: 0 } })
    expect(reads).toBe(4)
    isWhole(study, 4)
  })

  test('a throwing `then` getter is an error', async () => {
    const thenable = (): unknown => ({ get then() { throw new Error('getter') } }) // prettier-ignore
    const study = await profile({ heads: { thenable, good }, trials: 2, warmup: 0 })
    expect(study.heads['thenable']?.firstFailures[0]).toMatchObject({
      code: 'HYD-3001',
      message: expect.stringContaining('getter'),
    })
  })

  test('one that resolves to itself for ever is an error', async () => {
    const own: { then: (ok: Settle) => void } = { then: (ok) => ok(own) }
    const study = await profile({ heads: { own: () => own, good }, trials: 2, warmup: 0 })
    expect(study.heads['own']?.failures.error).toBe(2)
    isWhole(study, 2)
  })
})

describe('orphans (A7)', () => {
  const orphans: [string, () => unknown][] = [
    ['a rejection that nobody handles', () => void Promise.reject(new Error('orphan'))],
    ['a rejection in an async function nobody awaits', () => void (async () => { await sleep(1); throw new Error('orphan') })()],
    ['a throw in a timer', () => void setTimeout(() => { throw new Error('orphan') }, 1)],
    ['a throw in setImmediate', () => void setImmediate(() => { throw new Error('orphan') })],
    ['a throw in nextTick', () => void process.nextTick(() => { throw new Error('orphan') })],
    ['a throw in a microtask', () => queueMicrotask(() => { throw new Error('orphan') })],
  ] // prettier-ignore

  test.each(orphans)('%s: HYD-3009 on its head, the trials go on', async (_, orphan) => {
    const study = await profile({ heads: { orphan, good: () => sleep(3) }, trials: 4, warmup: 0 })
    isWhole(study, 4)
    expect(study.heads['orphan']?.summary.successes).toBe(4)
    expect(study.warnings).toHaveLength(1)
    expect(study.warnings[0]).toMatchObject({
      code: 'HYD-3009',
      where: { head: 'orphan' },
      message: expect.stringContaining('orphan'),
    })
    expect(study.warnings[0]?.details['count']).toBeGreaterThanOrEqual(3)
  })

  test('nothing is left behind on the process', async () => {
    const names = ['emit', 'exit', 'reallyExit', 'abort', 'kill']
    const patched = (): unknown[] => [...names.map((name) => Reflect.get(process, name) as unknown), globalThis.queueMicrotask]
    const listeners = (): number[] =>
      ['uncaughtException', 'unhandledRejection', 'exit'].map((name) => process.listenerCount(name))
    const before = [patched(), listeners(), Object.hasOwn(process, 'emit')]
    await Promise.all([profile({ heads: { a: good }, trials: 2 }), profile({ heads: { b: () => sleep(5) }, trials: 2 })])
    expect([patched(), listeners(), Object.hasOwn(process, 'emit')]).toEqual(before)
  })
})

describe('ends the process (A6)', () => {
  const exits: [string, () => unknown, RegExp][] = [
    ['process.exit', () => process.exit(0), /process\.exit\(0\)/],
    ['process.exit, caught', () => { try { process.exit(0) } catch { return 1 } }, /process\.exit/],
    ['process.exit after an await', async () => { await sleep(1); process.exit(3) }, /process\.exit\(3\)/],
    ['process.exit in a timer', () => new Promise(() => void setTimeout(() => process.exit(0), 1)), /process\.exit/],
    ['process.reallyExit', () => (process as never as { reallyExit: (code: number) => void }).reallyExit(0), /reallyExit/],
    ['process.abort', () => process.abort(), /process\.abort\(\)/],
    ['process.kill of this process', () => process.kill(process.pid, 'SIGKILL'), /process\.kill/],
  ] // prettier-ignore

  test.each(exits)('%s: HYD-3007, the others finish', async (_, exits, what) => {
    const study = await profile({ heads: { exits, good }, trials: 3 })
    isWhole(study, 3)
    expect(study.heads['exits']).toMatchObject({ failures: { exit: 3, late: 0 }, summary: { successes: 0 } })
    expect(study.heads['exits']?.firstFailures[0]).toMatchObject({ code: 'HYD-3007', message: expect.stringMatching(what) })
    expect(study.warnings).toEqual([])
  })

  test('asking whether this process lives is not ending it', async () => {
    const study = await profile({ heads: { asks: () => process.kill(process.pid, 0) }, trials: 2 })
    expect(study.heads['asks']?.summary.successes).toBe(2)
  })
})

describe('changes what everybody uses (A10, A14)', () => {
  test('clocks, timers and Math.random replaced by a head change no figure', async () => {
    const targets: [object, Record<string, unknown>][] = [
      [globalThis, { Date: class { static now = () => 0 }, setTimeout: () => 0, clearTimeout: () => 0 }],
      [performance, { now: () => 0 }], [Math, { random: () => 0 }], [process, { hrtime: () => [0, 0] }], [console, { log: () => 0 }],
    ] // prettier-ignore
    const undo = targets.map(([owner, changed]) => {
      const kept = Object.keys(changed).map((key) => [key, Object.getOwnPropertyDescriptor(owner, key)] as const)
      return () =>
        kept.forEach(([key, was]) =>
          was === undefined ? Reflect.deleteProperty(owner, key) : Object.defineProperty(owner, key, was),
        )
    })
    const vandal = (): void => targets.forEach(([owner, changed]) => void Object.assign(owner, changed))
    const spin = (): number => {
      let sum = 0
      for (let i = 0; i < 300_000; i += 1) sum = (sum * 31 + i) % 1_000_003
      return sum
    }
    const hang = (): Promise<never> => new Promise(() => undefined)
    const heads = { vandal, spin, never: { run: hang, timeoutMs: 30 } }
    const study = await profile({ heads, trials: 4, warmup: 0 }).finally(() => undo.forEach((back) => back()))
    expect(study.heads['spin']?.summary.durationMs.min).toBeGreaterThan(0.05)
    expect(study.heads['never']?.failures.timeout).toBe(4)
    expect(new Date(study.createdAt).getFullYear()).toBeGreaterThan(2024)
    expect(study.elapsedMs).toBeGreaterThan(100)
  })

  test('a polluted Object.prototype reaches neither options nor figures', async () => {
    const pollute = (): void => void Object.assign(Object.prototype, { timeoutMs: 0, median: 5, polluted: true })
    const study = await profile({ heads: { pollute, good }, trials: 3, warmup: 0 }).finally(() => {
      for (const key of ['timeoutMs', 'median', 'polluted']) delete (Object.prototype as Record<string, unknown>)[key]
    })
    isWhole(study, 3)
    expect(Object.keys(study.heads)).toEqual(['pollute', 'good'])
  })
})

describe('the caller stops it (A12)', () => {
  test('what is finished is kept: partial, HYD-3005', async () => {
    const controller = new AbortController()
    let stopped: unknown
    const slow = (_: unknown, { signal }: { signal: AbortSignal }): Promise<void> => {
      signal.addEventListener('abort', () => void (stopped = signal.reason))
      return sleep(10)
    }
    setTimeout(() => controller.abort(new Error('enough')), 400)
    const study = await profile({ heads: { a: slow, b: slow }, trials: 100, warmup: 0, signal: controller.signal })
    const done = study.heads['a']!.summary.trials + study.heads['b']!.summary.trials
    expect(study.partial).toBe(true)
    expect(done).toBeGreaterThan(0)
    expect(done).toBeLessThan(60)
    expect(study.heads['a']?.summary.successRate).toBe(1)
    // None where the signal came between two trials: then no head was told either.
    const aborted = study.heads['a']!.failures.aborted + study.heads['b']!.failures.aborted
    expect(aborted).toBeLessThanOrEqual(1)
    expect(study.warnings.map(({ code }) => code)).toEqual(['HYD-3005'])
    expect(study.warnings[0]?.message).toBe(`the study was aborted after ${done} of 200 trials`)
    expect((stopped as Error | undefined)?.message).toBe(aborted === 1 ? 'enough' : undefined)
    expect(study.sentence).toContain('stopped early')
  })

  test('heads that never let go of the thread can be stopped, and are torn down', async () => {
    const controller = new AbortController()
    let tornDown = 0
    setTimeout(() => controller.abort(), 60)
    const run = (): void => {
      const until = performance.now() + 2
      while (performance.now() < until);
    }
    const study = await profile({
      heads: { a: { run, teardown: () => void (tornDown += 1) } },
      trials: 100_000,
      signal: controller.signal,
    })
    expect(study.partial).toBe(true)
    expect(study.elapsedMs).toBeLessThan(2000)
    expect(tornDown).toBe(1)
  })

  test('stopped before it began: no trials, nothing has run', async () => {
    const study = await profile({ heads: { a: () => { throw new Error('ran') } }, signal: AbortSignal.abort() }) // prettier-ignore
    expect(study.partial).toBe(true)
    expect(study.heads['a']).toMatchObject({ summary: { trials: 0 }, firstFailures: [] })
  })

  test.each([
    ['setup', { setup: () => new Promise(() => undefined), run: good }],
    ['warm-up', { run: () => new Promise(() => undefined) }],
  ])('stopped in the %s', async (_, a) => {
    const controller = new AbortController()
    setTimeout(() => controller.abort(), 30)
    const study = await profile({ heads: { a }, signal: controller.signal })
    expect(study).toMatchObject({ partial: true })
    expect(study.elapsedMs).toBeLessThan(5000)
  })

  test('an abort after the last trial changes nothing', async () => {
    const controller = new AbortController()
    const study = await profile({
      heads: { a: good },
      trials: 2,
      signal: controller.signal,
      onHeadDone: () => controller.abort(),
    })
    expect([study.partial, study.warnings.length]).toEqual([false, 0])
  })
})

describe('in a process of its own', () => {
  let folder = ''
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'hydra-hostile-'))
    await build({ entryPoints: [resolve('src/measure/index.ts')], outfile: join(folder, 'measure.mjs'), bundle: true, platform: 'node', format: 'esm', packages: 'external', logLevel: 'error' }) // prettier-ignore
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  interface Ran {
    readonly code: number | null
    readonly out: string
    readonly err: string
  }
  let runs = 0
  function node(code: string): Promise<Ran> {
    const file = join(folder, `case-${(runs += 1)}.mjs`)
    writeFileSync(file, `import { profile } from './measure.mjs'\n${code}`)
    return new Promise((done) => {
      execFile(
        process.execPath,
        [file],
        { timeout: 20_000, env: { ...process.env, HYDRA_ENGINE: 'reference' } },
        (error, out, err) => {
          done({ code: error === null ? 0 : typeof error.signal === 'string' ? 128 : Number(error.code), out, err })
        },
      )
    })
  }

  test('with nothing else pending the loop does not drain (A2)', async () => {
    const { code, out } = await node(`
      const study = await profile({ heads: { hang: () => new Promise(() => {}) }, trials: 2, timeoutMs: 50, warmup: 0 })
      console.log(study.heads.hang.failures.timeout)`)
    expect({ code, out }).toEqual({ code: 0, out: '2\n' })
  })

  test.each([
    ['a loop after an await', 'async () => { await null; for (;;); }'],
    [
      'one in try, catch and finally',
      'async () => { await null; for (;;) try { for (;;); } catch { continue } finally { continue } }',
    ],
    ['one in a continuation of a plain function, at the first call', '() => Promise.resolve().then(() => { for (;;); })'],
    ['continuations without end', '() => { const on = () => Promise.resolve().then(on); return on() }'],
    ['Atomics.wait after an await', 'async () => { await null; Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0) }'],
  ])('%s ends the process with a code of its own, and is named (A3)', async (_, bad) => {
    for (const warmup of ['0', '"auto"']) {
      const { code, err, out } = await node(`
        process.on('exit', () => console.log('exit'))
        await profile({ heads: { good: () => 1, bad: { run: ${bad}, timeoutMs: 100 } }, trials: 2, warmup: ${warmup} })`)
      expect(err).toMatch(/^HYD-3018 head "bad" blocked the process [^\n]*\n$/)
      expect([code, out]).toEqual([5, ''])
    }
  })

  test('among calls that overlap too', async () => {
    const { code, err } = await node(`
      let calls = 0
      const bad = async () => { await new Promise((done) => setTimeout(done, 5)); if ((calls += 1) > 20) for (;;); }
      await profile({ heads: { good: async () => 1, bad: { run: bad, timeoutMs: 100 } }, trials: 60, concurrency: 3, warmup: 1 })`)
    expect(err).toMatch(/^HYD-3018 head "bad" blocked the process [^\n]*\n$/)
    expect(code).toBe(5)
  })

  test('where not even that is heard (a child waited for) the process is killed, and the head named', async () => {
    const bad = `async () => { await null; execSync('sleep 8') }`
    const { code, err } = await node(`
      import { execSync } from 'node:child_process'
      await profile({ heads: { good: () => 1, bad: { run: ${bad}, timeoutMs: 100 } }, trials: 2, warmup: 0 })`)
    expect(err).toMatch(/^HYD-3018 head "bad"/)
    expect(code).toBe(128)
  })

  test('a study that is over lets the process end, at once', async () => {
    const started = performance.now()
    expect((await node(`await profile({ heads: { a: () => 1 }, trials: 2 })`)).code).toBe(0)
    expect(performance.now() - started).toBeLessThan(8000)
  })

  test('a copy of process.exit taken before cannot end it either, and the code of the process is its own', async () => {
    const { code, out } = await node(`
      const { exit } = process
      const study = await profile({ heads: { exit: () => exit(7), good: () => 1 }, trials: 2, warmup: 0 })
      console.log(study.heads.exit.failures.exit, study.heads.good.summary.successes)`)
    expect({ code, out }).toEqual({ code: 0, out: '2 2\n' })
  })

  test.each([
    ['rejection', `setTimeout(() => Promise.reject(new Error('foreign')), 20)`],
    ['throw', `setTimeout(() => { throw new Error('foreign') }, 20)`],
  ])('a %s that belongs to no head ends the process as ever', async (_, code) => {
    const ran = await node(
      `${code}\nawait profile({ heads: { a: () => new Promise((done) => setTimeout(done, 30)) }, trials: 4, warmup: 0 })`,
    )
    expect(ran.code).toBe(1)
    expect(ran.err).toContain('foreign')
  })

  test('handlers of the program see what is theirs, and nothing of the heads', async () => {
    const { code, out } = await node(`
      const seen = []
      process.on('unhandledRejection', (reason) => seen.push(reason.message))
      setTimeout(() => Promise.reject(new Error('mine')), 20)
      const orphan = () => { void Promise.reject(new Error('of the head')); return new Promise((done) => setTimeout(done, 10)) }
      await profile({ heads: { orphan }, trials: 4, warmup: 0 })
      console.log(seen.join())`)
    expect({ code, out }).toEqual({ code: 0, out: 'mine\n' })
  })

  test('process.exit outside of heads works while a study runs', async () => {
    const { code } = await node(`
      setTimeout(() => process.exit(5), 20)
      await profile({ heads: { a: () => new Promise((done) => setTimeout(done, 10)) }, trials: 100, warmup: 0 })`)
    expect(code).toBe(5)
  })
})

/** Heads that change what everybody uses (faults.md A10), in processes of their own: named, and in nobody's figures. */
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { build } from 'esbuild'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { BuiltIns } from '../../src/measure/changes/built-ins.ts'
import { Changes } from '../../src/measure/changes/changes.ts'

let folder = ''
beforeAll(async () => {
  mkdirSync('node_modules/.cache', { recursive: true })
  folder = mkdtempSync(resolve('node_modules/.cache/hydra-changes-'))
  symlinkSync(resolve('native'), join(folder, 'native'))
  await build({ entryPoints: ['src/measure/index.ts'], outfile: join(folder, 'dist/measure.mjs'), bundle: true, platform: 'node', format: 'esm', packages: 'external', logLevel: 'error' }) // prettier-ignore
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const prelude = `
  import { profile } from './dist/measure.mjs'
  const write = process.stdout.write.bind(process.stdout)
  const show = JSON.stringify
  const cell = new Int32Array(new SharedArrayBuffer(4))
  const waits = () => Atomics.wait(cell, 0, 0, 4)
  const good = { beforeEach: () => undefined, run: waits }
  const told = ({ heads, warnings, partial, elapsedMs }) => ({
    warnings: warnings.map(({ code, message, where, details }) => ({ code, message, where, details })), partial, elapsedMs,
    heads: Object.values(heads).map(({ name, isolation, failures, summary, columns }) => ({ name, isolation, failures, trials: summary.trials, successes: summary.successes, ms: summary.durationMs, wallMs: [...columns.wallMs] })),
  })
  process.on('warning', () => undefined)
`

const sharedSource = `
  function vandal() {
    globalThis.Date = class { static now() { return 0 } }
    performance.now = () => 0
    Math.random = () => 0
    Math.max = () => 7
    console.log = () => undefined
    Object.prototype.polluted = 1
    Object.prototype.timeoutMs = 0
    Array.prototype.last = function () { return this[this.length - 1] }
    const { push } = Array.prototype
    Array.prototype.push = function (...given) { return push.apply(this, given) }
    return 0
  }`

/** Runs a study in a process of its own. */
function study(options: string): any {
  const file = join(folder, `study-${Math.floor(performance.now() * 1000)}.mjs`)
  writeFileSync(
    file,
    `${prelude}${sharedSource}\n const study = await profile(${options})\n write(show(told(study)))\n process.exit(0)`,
  )
  const env = { ...process.env, HYDRA_ENGINE: process.env['HYDRA_ENGINE'] ?? 'reference' }
  return JSON.parse(
    execFileSync(process.execPath, [file], { encoding: 'utf8', env, stdio: ['ignore', 'pipe', 'ignore'] }),
  ) as unknown
}

const settings = `trials: 12, warmup: 1, seed: 3, verify: () => true`
const headOf = (told: any, name: string): any => told.heads.find((head: { name: string }) => head.name === name)

describe('a head that replaces clocks, Math.random and console, and pollutes prototypes', () => {
  test('inline: HYD-3011 names it and what it changed; the figures of the others are those of a clean run', () => {
    const clean = study(`{ heads: { good, bad: () => 0 }, ${settings} }`)
    const dirty = study(`{ heads: { good, bad: vandal }, ${settings} }`)
    expect(clean.warnings).toEqual([])
    expect(dirty.warnings).toMatchObject([{ code: 'HYD-3011', where: { head: 'bad' }, details: { heads: ['bad'] } }])
    const [{ details, message }] = dirty.warnings
    expect(message).toMatch(/^head "bad" changed what all code of this process shares: Date, .* and \d+ more$/)
    expect([...details.names].sort()).toEqual([
      'Array.prototype.last', 'Array.prototype.push', 'Date', 'Math.max', 'Math.random', 'Object.prototype.polluted', 'Object.prototype.timeoutMs', 'console.log', 'performance.now',
    ]) // prettier-ignore
    for (const told of [clean, dirty]) {
      const { trials, successes, wallMs, ms } = headOf(told, 'good')
      expect([trials, successes, told.partial, Object.values(headOf(told, 'bad').failures)]).toEqual([12, 12, false, [0, 0, 0, 0, 0, 0, 0]]) // prettier-ignore
      // A wait of 4 ms: no clock of a head's making is in it.
      expect(wallMs.every((time: number) => time > 3.9 && time < 2000)).toBe(true)
      expect(ms.min).toBeLessThanOrEqual(ms.median)
      expect(ms.median).toBeLessThanOrEqual(ms.max)
      expect(told.elapsedMs).toBeGreaterThan(12 * 3.9)
    }
  })

  test.each(['worker', 'process'])('in a %s: its own isolate alone has them, nobody is warned', (isolation) => {
    const told = study(`{ heads: { good, bad: { run: vandal, isolation: '${isolation}' } }, ${settings}, verify: () => Math.max(1, 2) === 2 && !('polluted' in {}) }`) // prettier-ignore
    expect(told.warnings).toEqual([])
    expect(headOf(told, 'good')).toMatchObject({ trials: 12, successes: 12 })
    expect(headOf(told, 'bad')).toMatchObject({ isolation, trials: 12, successes: 0, failures: { wrong: 12 } })
  })

  test('in its set-up: that head, though others run after it', () => {
    const told = study(`{ heads: { good, bad: { setup: vandal, run: waits } }, ${settings} }`)
    expect(told.warnings).toMatchObject([{ code: 'HYD-3011', where: { head: 'bad' } }])
    expect(headOf(told, 'good').successes).toBe(12)
  })

  test('where it is put back after each call there is nothing to tell', () => {
    const bad = `{ run: () => { Math.random = () => 0 }, beforeEach: () => void (globalThis.kept = Math.random), afterEach: () => void (Math.random = globalThis.kept) }`
    expect(study(`{ heads: { good, bad: ${bad} }, ${settings} }`).warnings).toEqual([])
  })

  test('from a late call on it is told of too, perhaps as one of several', () => {
    const bad = `(() => { let calls = 0; return { beforeEach: () => undefined, run: () => { if ((calls += 1) === 9) Math.random = () => 0; return waits() } } })()`
    const [warning, ...more] = study(`{ heads: { good, bad: ${bad} }, ${settings} }`).warnings
    expect(more).toEqual([])
    expect(warning).toMatchObject({ code: 'HYD-3011', details: { names: ['Math.random'] } })
    expect(warning.details.heads).toContain('bad')
  })
})

describe('a head that replaces what this package itself uses by something that throws', () => {
  test.each([
    ['Array.prototype.map', `Array.prototype.map = () => { throw new Error('poison') }`],
    ['Array.prototype.push', `Array.prototype.push = () => { throw new Error('poison') }`],
    ['Array.prototype[Symbol.iterator]', `Array.prototype[Symbol.iterator] = () => { throw new Error('poison') }`],
    ['Map.prototype.get', `Map.prototype.get = () => { throw new Error('poison') }`],
    ['Object.keys', `Object.keys = () => { throw new Error('poison') }`],
  ])('%s: the study ends with what was finished, HYD-3011 names the head; all is as it was', (name, poison) => {
    const file = join(folder, `poison-${Math.floor(performance.now() * 1000)}.mjs`)
    writeFileSync(
      file,
      `${prelude}
      const original = () => [Array.prototype.map, Array.prototype.push, Array.prototype[Symbol.iterator], Map.prototype.get, Object.keys].every((one) => /native code/.test(one))
      let calls = 0
      const bad = { run: () => { if ((calls += 1) === 8) { ${poison} } return 1 }, beforeEach: () => undefined }
      const study = await profile({ heads: { good, bad }, trials: 30, warmup: 1, seed: 3, selfCheck: false }).then(told, ({ code, message }) => ({ code, message }))
      write(show({ ...study, isMended: original() }))
      process.exit(0)`,
    )
    const env = { ...process.env, HYDRA_ENGINE: process.env['HYDRA_ENGINE'] ?? 'reference' }
    const out = execFileSync(process.execPath, [file], { encoding: 'utf8', env, stdio: ['ignore', 'pipe', 'ignore'] })
    const told = JSON.parse(out)
    // Object.keys is used after the last trial alone: nothing of the study is missing then.
    expect(told).toMatchObject({ partial: name !== 'Object.keys', isMended: true })
    const changed = told.warnings.find(({ code }: { code: string }) => code === 'HYD-3011')
    expect(changed.message).toMatch(/bad/)
    expect(headOf(told, 'bad').successes).toBeGreaterThanOrEqual(6)
  })
})

describe('looking', () => {
  test('sees what was added, replaced and taken away, once; getters that were added are not called, one that throws in place of a method is seen', () => {
    const builtIns = new BuiltIns()
    const symbol = Symbol('own')
    const flat = Object.getOwnPropertyDescriptor(Array.prototype, 'flat')!
    const trimStart = Object.getOwnPropertyDescriptor(String.prototype, 'trimStart')!
    try {
      expect(builtIns.changed()).toEqual([])
      Object.defineProperty(Set.prototype, symbol, { get: () => { throw new Error('called') }, configurable: true }) // prettier-ignore
      Object.defineProperty(Map.prototype, 'a b', { get: () => { throw new Error('called') }, configurable: true }) // prettier-ignore
      Object.defineProperty(Array.prototype, 'flat', { get: () => { throw new Error('called') }, configurable: true }) // prettier-ignore
      Reflect.deleteProperty(String.prototype, 'trimStart')
      expect(builtIns.changed().sort()).toEqual([
        'Array.prototype.flat',
        'Map.prototype["a b"]',
        'Set.prototype[Symbol(own)]',
        'String.prototype.trimStart',
      ])
      expect(builtIns.changed()).toEqual([])
    } finally {
      Object.defineProperty(String.prototype, 'trimStart', trimStart)
      Object.defineProperty(Array.prototype, 'flat', flat)
      Reflect.deleteProperty(Set.prototype, symbol)
      Reflect.deleteProperty(Map.prototype, 'a b')
    }
    expect(builtIns.changed()).toHaveLength(4)
  })

  test('our own clocks, warnings, randomness, and prototypes that no name leads to', () => {
    const builtIns = new BuiltIns()
    const generator = Object.getPrototypeOf(Object.getPrototypeOf((function* () {})()) as object) as object
    const asyncFunction = Object.getPrototypeOf(async () => undefined) as object
    const hostile: [string, object, string][] = [
      ['process.hrtime.bigint', process.hrtime, 'bigint'],
      ['process.emitWarning', process, 'emitWarning'],
      ['crypto.getRandomValues', crypto, 'getRandomValues'],
      ['Crypto.prototype.randomUUID', Object.getPrototypeOf(crypto) as object, 'randomUUID'],
      ['Uint16Array.prototype.own', Uint16Array.prototype, 'own'],
      ['Generator.prototype.next', generator, 'next'],
      ['Generator.prototype.own', generator, 'own'],
      ['AsyncFunction.prototype.own', asyncFunction, 'own'],
      ['ArrayIterator.prototype.next', Object.getPrototypeOf([].values()) as object, 'next'],
    ]
    for (const [name, object, key] of hostile) {
      const before = Object.getOwnPropertyDescriptor(object, key)
      const original = (object as Record<string, unknown>)[key]
      const value = function (this: unknown, ...given: unknown[]): unknown {
        return typeof original === 'function' ? (Reflect.apply(original, this, given) as unknown) : undefined
      }
      Object.defineProperty(object, key, { value, configurable: true, writable: true })
      const found = builtIns.changed()
      if (before === undefined) Reflect.deleteProperty(object, key)
      else Object.defineProperty(object, key, before)
      expect(found).toEqual([name])
      expect(builtIns.changed()).toEqual([name])
    }
    expect(builtIns.changed()).toEqual([])
  })

  test('what everyday code does is no change', async () => {
    const builtIns = new BuiltIns()
    ;/a(b)/.exec('ab')
    new Error('x').stack?.slice(1)
    structuredClone({ a: 1 })
    await Promise.all([new Response('x').text(), crypto.subtle.digest('SHA-1', new Uint8Array(1))])
    ;(globalThis as Record<string, unknown>)['hydraTestGlobal'] = 1
    expect(builtIns.changed()).toEqual([])
    Reflect.deleteProperty(globalThis, 'hydraTestGlobal')
  })

  test('a head that replaces a thing again and again is named once', () => {
    const changes = new Changes()
    const { random } = Math
    for (const head of ['a', 'b', 'a', 'b', 'a']) {
      if (head === 'a') Math.random = () => 0
      changes.ran([head], true)
    }
    changes.end()
    Math.random = random
    expect(changes.warnings().map(({ where, details }) => [where.head, details['heads']])).toEqual([['a', ['a']]])
  })

  test('several heads since the last look: all of them are named', () => {
    const changes = new Changes()
    for (const head of ['a', 'b']) changes.ran([head], true)
    const { random } = Math
    Math.random = () => 0
    for (const head of ['a', 'b']) changes.ran([head])
    changes.end()
    Math.random = random
    const [warning] = changes.warnings()
    expect(warning?.details).toMatchObject({ names: ['Math.random'] })
    expect(warning?.message).toMatch(/^(one of the heads "a", "b"|head "[ab]") changed/)
  })
})

/** Hostile text: a value or a coded error, whatever comes; no name reaches a built-in; no text becomes code, in no thread and no process. */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { buildSync } from 'esbuild'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { isHydraError } from '../../src/errors/index.ts'
import { compileFormula, type FormulaOptions } from '../../src/formula/index.ts'
import { builtInNames, deepShapes, flatShapes, mutated } from '../support/hostile.ts'

/** As far as limits go. */
const most = { text: 262_144, nesting: 512, nodes: 65_536, arguments: 255 }

/** The code of the error, or the type of the value: numbers, truths, texts and nothing else. */
function outcome(text: string, options: FormulaOptions, values = {}): string {
  try {
    return typeof compileFormula(text, options).evaluate(values)
  } catch (error) {
    if (isHydraError(error)) return error.code
    throw error
  }
}
const coded = /^(HYD-20\d\d|number|boolean|string|undefined)$/

describe('shapes of a hundred thousand', () => {
  test.each(Object.entries({ ...deepShapes, ...flatShapes }))('%s', (_, text) => {
    expect(outcome(text, {})).toBe('HYD-2005')
    expect(outcome(text.slice(0, 262_144), { limits: most })).toMatch(coded)
  })

  test.each(Object.entries(deepShapes))('%s: too deep, and told as that', (_, text) =>
    expect(outcome(text.slice(0, 262_144), { limits: most })).toBe('HYD-2005'),
  )
})

describe('names of built-ins', () => {
  const names = builtInNames()

  test('none is known, none has a value, none can be called', () => {
    expect(names.length).toBeGreaterThan(500)
    const ours = new Set<string>()
    for (const name of names) {
      const read = outcome(name, { variables: ['a'] })
      if (read !== 'HYD-2003') ours.add(`${name} ${read}`)
      for (const text of [
        `${name}(1, 2, 3, 4, 5)`,
        `a.${name}`,
        `a.${name}(1)`,
        `constructor.${name}`,
        `"text".${name}`,
        `a[${name}]`,
      ])
        if (!/^HYD-20\d\d$/.test(outcome(text, { variables: ['a'] }))) ours.add(text)
      const free = outcome(name, {})
      if (!['undefined', 'HYD-2001', 'HYD-2002'].includes(free)) ours.add(`${name} is ${free}`)
    }
    // What the language has itself: a function of any number of arguments, two constants in capitals of nothing, three words.
    expect([...ours].filter((text) => !/^(max|min|hypot|e|pi|and|or|not|true|false|null|missing|inf)\b/.test(text))).toEqual([])
  })

  test('as own keys they are names like others', () => {
    for (const name of names.filter((one) => outcome(one, {}) === 'undefined')) {
      const values = JSON.parse(`{ ${JSON.stringify(name)}: 4 }`) as Record<string, unknown>
      expect(outcome(`${name} + 1`, {}, values)).toBe('number')
    }
  })
})

test('mutated formulas: a value or a coded error inside the text', () => {
  for (const text of mutated(4000, 1)) {
    const data = { a: 1, x: 2, ok: true, s: 'yes', cpu_max: 90 }
    try {
      compileFormula(text, { units: 'warn' }).evaluate(data)
    } catch (error) {
      if (!isHydraError(error)) throw error
      expect(error.code).toMatch(/^HYD-20\d\d$/)
      expect(error.where.offset ?? 0).toBeLessThanOrEqual(text.length)
    }
  }
})

test('frozen rows, rows without a prototype, a proxy whose traps throw', () => {
  const rule = compileFormula('a * 2 > b')
  expect(rule.evaluate(Object.freeze({ a: 2, b: 3 }))).toBe(true)
  expect(rule.evaluate(Object.assign(Object.create(null) as object, { a: 1, b: 3 }))).toBe(false)
  const hostile = new Proxy({}, Object.fromEntries(['get', 'has', 'ownKeys', 'getOwnPropertyDescriptor', 'getPrototypeOf'].map((trap) => [trap, () => { throw new TypeError(trap) }]))) // prettier-ignore
  expect(() => rule.evaluate(hostile)).toThrow(expect.objectContaining({ code: 'HYD-2006' }))
  expect(() => compileFormula('toString > 1').evaluate(hostile)).toThrow(expect.objectContaining({ code: 'HYD-2006' }))
  const { proxy, revoke } = Proxy.revocable({}, {})
  revoke()
  expect(() => rule.evaluate(proxy)).toThrow(expect.objectContaining({ code: 'HYD-2006' }))
})

describe('elsewhere', () => {
  let folder: string
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'hydra-formula-'))
    const entry = `import { compileFormula } from './src/formula/index.ts'
      const rule = compileFormula('cpu_max > 85 and memory_max_mb > 1GiB')
      let fired = 0
      for (let i = 0; i < 3000; i += 1) if (rule.evaluate({ cpu_max: i, memory_max_mb: 2000 })) fired += 1
      export default fired`
    const options = { bundle: true, platform: 'node', format: 'esm', logLevel: 'silent' } as const
    buildSync({
      ...options,
      stdin: { contents: entry, resolveDir: process.cwd(), loader: 'ts' },
      outfile: join(folder, 'rule.mjs'),
    })
    writeFileSync(join(folder, 'print.mjs'), `import fired from './rule.mjs'\nlet isOpen = true\ntry { new Function('') } catch { isOpen = false }\nconsole.log(fired, isOpen)\n`) // prettier-ignore
    writeFileSync(join(folder, 'post.mjs'), `import { parentPort } from 'node:worker_threads'\nimport fired from './rule.mjs'\nparentPort.postMessage(fired)\n`) // prettier-ignore
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  test('a process that forbids code from text compiles and evaluates', () => {
    const words = ['--disallow-code-generation-from-strings', join(folder, 'print.mjs')]
    expect(execFileSync(process.execPath, words, { encoding: 'utf8' }).trim()).toBe('2914 false')
  })

  test('a worker', async () => {
    const worker = new Worker(join(folder, 'post.mjs'))
    const fired = await new Promise((resolve, reject) => worker.once('message', resolve).once('error', reject))
    await worker.terminate()
    expect(fired).toBe(2914)
  })
})

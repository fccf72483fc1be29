/** The door of profile(): what is refused, by which code, and that nothing has run by then. */
import { describe, expect, test } from 'vitest'
import { profile } from '../../src/measure/index.ts'
import type { HydraError } from '../../src/errors/index.ts'

let runs = 0
const good = (): void => void (runs += 1)

async function refused(options: unknown): Promise<HydraError> {
  runs = 0
  const error = await profile(options as never).then(() => undefined, (thrown: unknown) => thrown as HydraError) // prettier-ignore
  expect(runs).toBe(0)
  if (error === undefined) throw new Error('was not refused')
  return error
}

describe('trials', () => {
  test.each([[0], [-1], [1.5], [NaN], ['10'], [1e12], [Infinity], [null], [true], [10n]])('%s is HYD-1003 with what came and its type', async (trials) => {
    const error = await refused({ heads: { good }, trials })
    expect(error).toMatchObject({ code: 'HYD-1003', where: { option: 'trials' } })
    expect(error.message).toContain('trials must be a whole number from 1 to 1000000000, got')
    expect(error.message).toContain(`(${trials === null ? 'null' : typeof trials})`)
    expect(error.hint).not.toBe('')
  }) // prettier-ignore
})

describe('rebuild', () => {
  test('`true` with `warmup: 0` is refused before anything runs, by what it is; with some calls the heads are tuned', async () => {
    const error = await refused({ heads: { good }, rebuild: true, warmup: 0, trials: 2 })
    expect(error).toMatchObject({ code: 'HYD-1003', where: { option: 'rebuild' } })
    expect(error.message).toContain('with `warmup: 0`')
    const study = await profile({ heads: { a: () => 1 }, rebuild: true, warmup: 1, trials: 20, selfCheck: false })
    expect(study.heads['a']).toMatchObject({ rebuilt: true, unit: 'batch' })
  })
})

describe('heads', () => {
  test.each([[{}], [new Map()], [[]], [undefined], [null]])('%j: HYD-1007', async (heads) => {
    expect(await refused({ heads })).toMatchObject({ code: 'HYD-1007' })
  })

  test.each([[5], ['gzip'], [[good]], [[['a', good, 1]]]])('%j is no set of heads: HYD-1003', async (heads) => {
    expect(await refused({ heads })).toMatchObject({ code: 'HYD-1003', where: { option: 'heads' } })
  })

  test('two of one name in a list of pairs: HYD-1005', async () => {
    const error = await refused({ heads: [['a', good], ['b', good], ['a', good]] }) // prettier-ignore
    expect(error).toMatchObject({ code: 'HYD-1005', where: { head: 'a' } })
  })

  test.each([['', good], [5, good]])('the name %j: HYD-1003', async (name, head) => {
    expect(await refused({ heads: new Map([[name, head]]) })).toMatchObject({ code: 'HYD-1003' })
  }) // prettier-ignore

  test.each([[5], ['sort -n x'], [null], [{}], [['sort']], [{ timeoutMs: 5 }], [{ run: good, command: ['x'] }]])(
    'a head %j: HYD-1002, with the kinds there are',
    async (head) => {
      const error = await refused({ heads: { good, bad: head } })
      expect(error).toMatchObject({ code: 'HYD-1002', where: { head: 'bad' } })
      expect(error.message).toContain('{ command: [program, ...arguments] }')
    },
  )

  test.each([
    ['command', { command: [] }], ['command', { command: [''] }], ['command', { command: 'sort -n' }], ['command', { command: ['a', 5] }],
    ['run', { run: 5 }], ['setup', { run: good, setup: 'x' }], ['module', { module: '' }], ['export', { module: './x.js', export: 1 }],
    ['timeoutMs', { run: good, timeoutMs: 0 }], ['timeoutMs', { run: good, timeoutMs: NaN }], ['cost', { run: good, cost: -1 }],
    ['cost', { run: good, cost: Infinity }], ['env', { command: ['x'], env: { A: 1 } }], ['successCodes', { command: ['x'], successCodes: [1.5] }],
    ['shell', { command: ['x'], shell: 'yes' }], ['cwd', { command: ['x'], cwd: 5 }], ['input', { command: ['x'], input: 5 }],
  ])('%s in %j: HYD-1003', async (option, head) => {
    expect(await refused({ heads: { good, bad: head } })).toMatchObject({ code: 'HYD-1003', where: { option, head: 'bad' } })
  }) // prettier-ignore

  test('a misspelt key of a definition: HYD-1002 with the nearest', async () => {
    const error = await refused({ heads: { good, bad: { run: good, setUp: good } } })
    expect(error).toMatchObject({ code: 'HYD-1002', hint: 'Did you mean setup?', where: { option: 'setUp' } })
  })

  test('more than 1000: HYD-1003', async () => {
    const heads = new Map(Array.from({ length: 1001 }, (_, i) => [`h${i}`, good]))
    expect(await refused({ heads })).toMatchObject({ code: 'HYD-1003', where: { option: 'heads' } })
  })
})

describe('other options', () => {
  test.each([[undefined], [null], [5]])('%j instead of options: HYD-1003', async (options) => {
    expect(await refused(options)).toMatchObject({ code: 'HYD-1003', where: { option: 'options' } })
  })

  test('an unknown one: HYD-1002 with the nearest', async () => {
    const error = await refused({ heads: { good }, trails: 10 })
    expect(error).toMatchObject({ code: 'HYD-1002', hint: 'Did you mean trials?' })
  })

  test.each([
    ['warmup', -1], ['warmup', 1.5], ['warmup', 'no'], ['seed', 1.5], ['seed', '1'], ['seed', 2 ** 53], ['giveUpAfter', 0], ['timeoutMs', -5],
    ['timeoutMs', '2s'], ['margin', 1], ['margin', -0.1], ['confidence', 1], ['confidence', 98], ['verify', true], ['metrics', {}],
    ['onProgress', 1], ['onHeadDone', 'x'], ['inputs', []], ['inputs', {}], ['inputs', 'text'], ['inputs', 5], ['inputs', new Uint8Array(3)],
    ['signal', {}], ['name', ''], ['name', 5], ['mode', 'quick'], ['unit', 'batch'], ['rebuild', 'always'], ['budgetMs', 0], ['clock', 'sun'], ['reference', 'nobody'], ['selfCheck', 1], ['isolation', 'thread'], ['isolates', 0], ['isolates', 1.5], ['memoryMb', 10], ['source', {}], ['source', 'x'], ['better', 'lower'], ['engine', 'rust'],
  ])('%s %j: HYD-1003 naming it', async (option, value) => {
    expect(await refused({ heads: { good }, [option]: value })).toMatchObject({ code: 'HYD-1003', where: { option } })
  }) // prettier-ignore

  test('a direction that is neither: HYD-1003 naming the metric', async () => {
    expect(await refused({ heads: { good }, better: { bytes: 'smaller' } })).toMatchObject({ where: { option: 'better.bytes' } })
  })

  test('several faults are told at once', async () => {
    const error = await refused({ heads: { bad: 5 }, trials: 0, seed: 'x', tirals: 1, warmup: -1 })
    const { errors, count } = error.details as { errors: HydraError[]; count: number }
    expect(count).toBe(5)
    expect(errors.map(({ code }) => code).sort()).toEqual(['HYD-1002', 'HYD-1002', 'HYD-1003', 'HYD-1003', 'HYD-1003'])
    expect(errors[0]?.code).toBe(error.code)
    expect(error.message).toContain('and 4 more')
  })
})

import { describe, expect, test } from 'vitest'
import { runInNewContext } from 'node:vm'
import fc from 'fast-check'
import { catalogEntry, describeThrown, errorNumbers, HydraError, hydraError, isHydraError, nearestName, onWarning, show, toPlain, visible, warnOnce } from '../../src/errors/index.ts' // prettier-ignore

describe('HydraError', () => {
  const error = hydraError(
    '1003',
    { option: 'trials', expected: 'a whole number from 1 to 1e9', got: show('10'), type: 'string' },
    { where: { option: 'trials' } },
  )

  test('says what, where, why and what to do', () => {
    expect(error.code).toBe('HYD-1003')
    expect(error.message).toBe('trials must be a whole number from 1 to 1e9, got "10" (string)')
    expect(String(error)).toBe(
      'HYD-1003 trials must be a whole number from 1 to 1e9, got "10" (string). Give trials a whole number from 1 to 1e9.',
    )
    expect(error.exitCode).toBe(2)
  })

  test('is known by its brand, whatever class it has', () => {
    expect(isHydraError(error)).toBe(true)
    expect(error).toBeInstanceOf(HydraError)
    expect(isHydraError(runInNewContext(`({ [Symbol.for('hydra.error')]: true })`))).toBe(true)
    for (const other of [new Error('x'), undefined, null, 'HYD-1003', { code: 'HYD-1003' }])
      expect(isHydraError(other)).toBe(false)
  })

  test('keeps the first failure as cause, and goes into JSON with cycles cut', () => {
    const cause: Error & { self?: unknown } = new Error('inner')
    cause.self = cause
    const details: Record<string, unknown> = { big: 1n, nan: Number.NaN }
    details['loop'] = details
    const made = hydraError('9999', { what: 'x' }, { cause, details })
    expect(made.cause).toBe(cause)
    expect(JSON.parse(JSON.stringify(made))).toMatchObject({
      schema: 1,
      code: 'HYD-9999',
      details: { big: '1n', nan: 'NaN' },
      cause: { message: 'inner' },
    })
  })
})

describe('the catalog', () => {
  test.each(errorNumbers())('%s fills every hole of its message and hint, and nothing else', (number) => {
    const { message, hint, params } = catalogEntry(number)
    const holes = new Set([...`${message} ${hint}`.matchAll(/\{(\w+)\}/g)].map(([, name]) => name))
    expect([...holes].sort()).toEqual(Object.keys(params).sort())
    expect(message).not.toMatch(/something went wrong/i)
    expect(message).not.toMatch(/\.$/)
  })

  test('numbers lie in their ranges, names are used once', () => {
    const names = errorNumbers().map((number) => catalogEntry(number).name)
    expect(new Set(names).size).toBe(names.length)
    for (const number of errorNumbers()) expect(number).toMatch(/^[1-9]\d{3}$/)
  })
})

describe('describing what was thrown', () => {
  const trap = new Proxy({}, { get: () => { throw new Error('get') }, ownKeys: () => { throw new Error('keys') } }) // prettier-ignore
  const revoked = Proxy.revocable([], {})
  revoked.revoke()
  const getter = Object.defineProperty(new Error('x'), 'message', { get: () => { throw new Error('no') } }) // prettier-ignore
  const thrownThings = [
    undefined,
    null,
    'text',
    1n,
    Symbol('s'),
    Object.freeze({}),
    trap,
    revoked.proxy,
    getter,
    Object.create(null),
    () => 1,
    new Error('e'),
  ]
  test.each(thrownThings.map((_, index) => index))('never throws (%#)', (index) => {
    const thrown: unknown = thrownThings[index]
    expect(describeThrown(thrown)).toEqual(expect.any(String))
    expect(() => JSON.stringify(toPlain(thrown))).not.toThrow()
    expect(show(thrown)).toEqual(expect.any(String))
  })

  test('hides nothing that could rule a terminal', () => {
    expect(visible('a\u001b[31mb\u202ec\n')).toBe('a\\x1b[31mb\\x202ec\\x0a')
  })

  test('any thrown text is bounded and free of control characters', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 2000 }), (text) => {
      const said = describeThrown(new Error(text))
      expect(said.length).toBeLessThan(520)
      expect(said).toBe(visible(said))
    })) // prettier-ignore
  })
})

describe('the nearest name', () => {
  test.each([
    ['trails', 'trials'],
    ['num_tests', 'num-tests'],
    ['Trials', 'trials'],
    ['verfy', 'verify'],
    ['xyz', undefined],
  ])('%s -> %s', (given, expected) => {
    expect(nearestName(given, ['trials', 'num-tests', 'verify', 'heads'])).toBe(expected)
  })
})

describe('warnings', () => {
  test('are given once for one code and place, to the sink in force', () => {
    const seen: string[] = []
    const before = onWarning((warning) => seen.push(`${warning.code} ${warning.where.head ?? ''}`))
    try {
      for (const head of ['warn-a', 'warn-a', 'warn-b']) warnOnce(hydraError('3009', { head, what: 'x' }, { where: { head } }))
    } finally {
      onWarning(before)
    }
    expect(seen).toEqual(['HYD-3009 warn-a', 'HYD-3009 warn-b'])
  })
})

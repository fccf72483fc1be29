/** Whose fault was it: by status, code and headers, in the shapes that clients give them; and what follows from it. */
import { describe, expect, test, vi } from 'vitest'
import { classifyError } from '../../support/select.ts'
import { expectObserved, failing, inOrder } from './heads.ts'

const minutes = 60_000
const limited = (headers: unknown, more = {}): object => ({ status: 429, headers, ...more })

describe('classifyError', () => {
  test.each([400, 404, 413, 422])('%i is the caller’s, wherever it stands', (status) => {
    const shapes = [{ status }, { statusCode: status }, { response: { status } }, { response: { statusCode: status } }, { code: status }, { code: String(status) }] // prettier-ignore
    expect(shapes.map((shape) => classifyError(shape))).toEqual(shapes.map(() => 'caller'))
  })

  test.each([[401], [402], [403]])('%i puts the head out', (status) => {
    expect(classifyError({ status })).toEqual({ ejectMs: 5 * minutes })
  })

  test.each([
    [{ status: 408 }], [{ status: 429 }], [{ status: 500 }], [{ status: 502 }], [{ status: 503 }], [{ status: 504 }], [{ status: 529 }],
    [{ code: 'ECONNRESET' }], [{ code: 'ETIMEDOUT' }], [new Error('no')], [new DOMException('late', 'TimeoutError')], [undefined], [null], ['text'], [7],
    [{ status: 0 }], [{ status: 'x' }], [{ status: { a: 1 } }], [{ headers: null, response: 5 }],
  ])('%o is the head’s', (error) => expect(classifyError(error)).toBe('head')) // prettier-ignore

  test('an account that is empty is no busy one', () => {
    expect(classifyError({ status: 429, code: 'insufficient_quota' })).toEqual({ ejectMs: 5 * minutes })
    expect(classifyError({ status: 429, error: { code: 'insufficient_quota' } })).toEqual({ ejectMs: 5 * minutes })
  })

  test.each([
    ['Headers', limited(new Headers({ 'Retry-After': '7' }))],
    ['a Map', limited(new Map([['retry-after', '7']]))],
    ['a record', limited({ 'Retry-After': '7' })],
    ['a record of Node', limited({ 'retry-after': '7' })],
    ['a list', limited({ 'retry-after': ['7', '8'] })],
    ['a number', limited({ 'retry-after': 7 })],
    ['of the response', { response: { status: 503, headers: { 'retry-after': '7' } } }],
    ['milliseconds', limited({ 'retry-after-ms': '7000', 'retry-after': '1' })],
    ['a date, by the clock of the server', limited({ 'Retry-After': 'Wed, 21 Oct 2015 07:28:07 GMT', Date: 'Wed, 21 Oct 2015 07:28:00 GMT' })],
  ])('Retry-After as %s', (_, error) => expect(classifyError(error)).toEqual({ ejectMs: 7000 })) // prettier-ignore

  test('a date by the clock of this machine', () => {
    const error = limited({ 'retry-after': new Date(Date.now() + 20_000).toUTCString() })
    const { ejectMs } = classifyError(error) as { ejectMs: number }
    expect(ejectMs).toBeGreaterThan(15_000)
    expect(ejectMs).toBeLessThanOrEqual(20_000)
  })

  test.each(['0', '-5', 'soon', '', 'Wed, 21 Oct 2015 07:28:00 GMT'])('Retry-After "%s" asks for nothing', (text) => {
    expect(classifyError(limited({ 'retry-after': text }))).toBe('head')
  })
})

describe('what follows', () => {
  test('the caller’s: thrown on, no other head, nothing learned, never an ejection', async () => {
    const b = vi.fn(() => 1)
    const selector = inOrder({ heads: { a: failing({ status: 422 }, 'bad input'), b } })
    for (let i = 0; i < 20; i += 1) await expect(selector.run(0)).rejects.toThrow('bad input')
    expect(b).not.toHaveBeenCalled()
    expect(selector.explain('a').state).toBe('closed')
    expectObserved(selector, { a: 0, b: 0 })
  })

  test('a refused key: out at once, the next head answers', async () => {
    const selector = inOrder({ heads: { a: failing({ status: 401 }, 'bad key'), b: () => 'b' }, now: () => 0 })
    expect(await selector.run(0)).toBe('b')
    const { state, outForMs, reason } = selector.explain('a')
    expect([state, outForMs]).toEqual(['open', 300_000])
    expect(reason).toContain('bad key')
    expectObserved(selector, { a: 1, b: 1 })
  })

  test('Retry-After: out for so long', async () => {
    const selector = inOrder({
      heads: { a: failing({ status: 429, headers: { 'retry-after': '12' } }), b: () => 'b' },
      now: () => 0,
    })
    expect(await selector.run(0)).toBe('b')
    expect(selector.explain('a').outForMs).toBe(12_000)
  })

  test('an own rule is asked with the head and the attempt, and decides', async () => {
    const classify = vi.fn((error: unknown) => ((error as Error).message === 'mine' ? ('caller' as const) : ('head' as const)))
    const selector = inOrder({ heads: { a: failing({ status: 404 }), b: failing({ status: 500 }, 'mine') }, classify })
    await expect(selector.run(0)).rejects.toThrow('mine')
    expect(classify.mock.calls.map(([, call]: unknown[]) => call)).toEqual([{ head: 'a', attempt: 1 }, { head: 'b', attempt: 2 }]) // prettier-ignore
    expectObserved(selector, { a: 1, b: 0 })
  })

  test('an own rule that says abandoned ends it', async () => {
    const selector = inOrder({ heads: { a: failing({}, 'stop'), b: () => 'b' }, classify: () => 'abandoned' })
    await expect(selector.run(0)).rejects.toThrow('stop')
    expectObserved(selector, { a: 0, b: 0 })
  })

  test('an own rule that throws, or answers nonsense, is warned of; the error is judged without it', async () => {
    const thrower = inOrder({ heads: { a: failing({}), b: () => 'b' }, classify: () => { throw new Error('oops') } }) // prettier-ignore
    expect(await thrower.run(0)).toBe('b')
    const odd = inOrder({ heads: { a: failing({ status: 404 }, 'mine'), b: () => 'b' }, classify: () => 'nobody' as 'head' })
    await expect(odd.run(0)).rejects.toThrow('mine')
  })
})

/** Outputs that come in chunks: observed at their end, once; the next head only before the first chunk; nothing read ahead; nothing left open. */
import { Readable } from 'node:stream'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { describe, expect, test, vi } from 'vitest'
import { createSelector, type Outcome } from '../../support/select.ts'
import { countedSignal, expectObserved, failing, inOrder, never, observationsOf, sleep } from './heads.ts'

type Chunk = string | { wait: number } | { fail: object }

/** A generator of chunks that tells how it went. */
function chunks(script: readonly Chunk[], told = { read: 0, isClosed: false }): () => AsyncGenerator<string> {
  return async function* () {
    try {
      for (const step of script) {
        told.read += 1
        if (typeof step === 'string') yield step
        else if ('wait' in step) await sleep(step.wait)
        else throw Object.assign(new Error('it broke'), step.fail)
      }
    } finally {
      told.isClosed = true
    }
  }
}

const readableOf = (script: readonly Chunk[]) => (): ReadableStream => ReadableStream.from(chunks(script)())
const encoded = (script: readonly Chunk[]): ReadableStream =>
  ReadableStream.from(chunks(script)()).pipeThrough(new TextEncoderStream())
const responseOf =
  (script: readonly Chunk[], init: ResponseInit = {}) =>
  (): Response =>
    new Response(encoded(script), init)

async function textOf(output: unknown): Promise<string> {
  if (output instanceof Response) return output.text()
  let text = ''
  for await (const chunk of output as AsyncIterable<unknown>) text += String(chunk)
  return text
}

const kinds = [
  ['AsyncIterable', (script: readonly Chunk[]) => chunks(script)],
  ['promise of one', (script: readonly Chunk[]) => async () => Promise.resolve(chunks(script)())],
  ['ReadableStream', readableOf],
  ['Response', (script: readonly Chunk[]) => responseOf(script)],
] as const

describe.each(kinds)('%s', (_, of) => {
  test('is observed at its end', async () => {
    const selector = inOrder<number, unknown>({ heads: { a: of(['x', { wait: 5 }, 'y']) } })
    const output = await selector.run(0)
    expect([selector.explain('a').pending, observationsOf(selector, 'a')]).toEqual([1, 0])
    expect(await textOf(output)).toBe('xy')
    expectObserved(selector, { a: 1 })
  })

  test('without a chunk is a success', async () => {
    const selector = inOrder<number, unknown>({ heads: { a: of([]) } })
    expect(await textOf(await selector.run(0))).toBe('')
    expectObserved(selector, { a: 1 })
  })

  test('that fails before its first chunk: the next head answers', async () => {
    const selector = inOrder<number, unknown>({ heads: { a: of([{ wait: 2 }, { fail: {} }]), b: of(['b']) } })
    const { output, attempts } = await selector.call(0)
    expect([await textOf(output), attempts.map(({ ok }) => ok)]).toEqual(['b', [false, true]])
    expectObserved(selector, { a: 1, b: 1 })
  })

  test('that breaks later is a failure of its head, and the caller gets the error', async () => {
    const b = vi.fn(() => 'b')
    const selector = inOrder<number, unknown>({ heads: { a: of(['x', { wait: 2 }, { fail: { code: 'ECONNRESET' } }]), b } })
    const output = await selector.run(0)
    await expect(textOf(output)).rejects.toThrow()
    expect(selector.explain('a').lastFailure).toContain('it broke')
    expect(b).not.toHaveBeenCalled()
    expectObserved(selector, { a: 1, b: 0 })
  })

  test('whose first chunk is late: the next head answers', async () => {
    const selector = inOrder<number, unknown>({ heads: { a: of([{ wait: 50 }, 'a']), b: () => 'b' } })
    const { output, attempts } = await selector.call(0, { firstTimeoutMs: 5 })
    expect([output, attempts[0]!.code]).toEqual(['b', 'HYD-5017'])
    expectObserved(selector, { a: 1, b: 1 })
    await sleep(60)
  })

  test('that stalls is too late, where there is a limit', async () => {
    const selector = inOrder<number, unknown>({ heads: { a: of(['a', { wait: 100 }, 'b']) } })
    const output = await selector.run(0, { timeoutMs: 10 })
    await expect(textOf(output)).rejects.toMatchObject({ code: 'HYD-5017' })
    expectObserved(selector, { a: 1 })
    await sleep(100)
  })

  test('that the caller gives up ends with the reason, and teaches nothing', async () => {
    const { controller, count } = countedSignal()
    const selector = inOrder<number, unknown>({ heads: { a: of(['a', { wait: 50 }, 'b']) } })
    const output = await selector.run(0, { signal: controller.signal })
    expect(count()).toBe(1)
    const text = textOf(output)
    await sleep(1)
    const reason = new Error('gone')
    controller.abort(reason)
    await expect(text).rejects.toBe(reason)
    expect(count()).toBe(0)
    expectObserved(selector, { a: 0 })
    await sleep(60)
  })

  test('a listener on the signal goes with the stream', async () => {
    const { controller, count } = countedSignal()
    const selector = inOrder<number, unknown>({ heads: { a: of(['a', 'b']) } })
    await textOf(await selector.run(0, { signal: controller.signal }))
    expect(count()).toBe(0)
    controller.abort()
    expectObserved(selector, { a: 1 })
  })
})

describe('a consumer', () => {
  test('that stops early: the source is closed, nothing is learned, nothing stays under way', async () => {
    const told = { read: 0, isClosed: false }
    const selector = inOrder<number, AsyncIterable<string>>({ heads: { a: chunks(['x', 'y', 'z'], told) } })
    for await (const chunk of await selector.run(0)) if (chunk === 'x') break
    await sleep(1)
    expect(told).toEqual({ read: 1, isClosed: true })
    expectObserved(selector, { a: 0 })
    expect(selector.metrics()).toContain('hydra_selector_picks_total{head="a"} 1')
  })

  test('that cancels a ReadableStream', async () => {
    const cancel = vi.fn()
    const pull = (controller: ReadableStreamDefaultController): void => controller.enqueue('x')
    const selector = inOrder({ heads: { a: () => new ReadableStream({ pull, cancel }, { highWaterMark: 0 }) } })
    await (await selector.run(0)).cancel('enough')
    expect(cancel).toHaveBeenCalledTimes(1)
    expectObserved(selector, { a: 0 })
  })

  test('that is slow is not the head’s fault: its time counts for no limit and no duration', async () => {
    let at = 0
    const outcomes: number[] = []
    const reward = ({ durationMs }: { durationMs?: number | undefined }): number => outcomes.push(durationMs!) * 0
    const source = async function* (): AsyncGenerator<string> {
      for (const chunk of ['x', 'y']) {
        at += 5
        yield await Promise.resolve(chunk)
      }
    }
    const selector = inOrder<number, AsyncIterable<string>>({ heads: { a: source }, reward, now: () => at, timeoutMs: 25 })
    for await (const chunk of await selector.run(0)) {
      at += 1000
      await sleep(chunk === 'x' ? 40 : 1)
    }
    expect(outcomes).toEqual([10])
    expectObserved(selector, { a: 1 })
  })

  test('is given nothing that it has not asked for', async () => {
    const told = { read: 0, isClosed: false }
    const script = Array.from({ length: 10 }, (_, i) => String(i))
    for (const head of [chunks(script, told), () => new Response(encoded(script))]) {
      told.read = 0
      const selector = inOrder<number, unknown>({ heads: { a: head } })
      const output = await selector.run(0)
      await sleep(2)
      expect(told.read).toBeLessThanOrEqual(1)
      await textOf(output)
    }
  })

  test('may ask for several chunks at once, and return what it likes', async () => {
    const selector = inOrder<number, AsyncGenerator<string>>({ heads: { a: chunks(['x', { wait: 2 }, 'y']) } })
    const output = await selector.run(0)
    const asked = [output.next(), output.next(), output.next()]
    expect((await Promise.all(asked)).map(({ value }) => value as unknown)).toEqual(['x', 'y', undefined])
    expect(await output.return('r')).toEqual({ done: true, value: 'r' })
    expect((await output.next()).done).toBe(true)
    expectObserved(selector, { a: 1 })
  })

  test('that forgets the stream: when it is collected, its place is free again and its listener gone', async () => {
    setFlagsFromString('--expose_gc')
    const collect = runInNewContext('gc') as () => void
    const { controller, count } = countedSignal()
    const told = { read: 0, isClosed: false }
    const selector = inOrder<number, unknown>({ heads: { a: chunks(['x', 'y'], told) } })
    await (async () => void (await selector.run(0, { signal: controller.signal })))()
    expect([selector.explain('a').pending, count()]).toEqual([1, 1])
    for (let i = 0; i < 100 && selector.explain('a').pending > 0; i += 1) {
      collect()
      await sleep(5)
    }
    expect([count(), told.isClosed]).toEqual([0, true])
    expectObserved(selector, { a: 0 })
  })
})

describe('the first chunk', () => {
  test('its time is told to the rule of rewards', async () => {
    let at = 0
    const seen: Pick<Outcome, 'durationMs' | 'firstMs'>[] = []
    const source = async function* (): AsyncGenerator<string> {
      at += 3
      yield await Promise.resolve('x')
      at += 4
    }
    const reward = (result: Pick<Outcome, 'durationMs' | 'firstMs'>): number => (seen.push(result), 1)
    const selector = inOrder<number, unknown>({ heads: { a: source }, now: () => at, reward })
    const { output, attempts } = await selector.call(0)
    await textOf(output)
    expect(attempts).toEqual([{ head: 'a', ok: true, durationMs: 3 }])
    expect(seen).toMatchObject([{ ok: true, firstMs: 3, durationMs: 7 }])
  })

  test('a stream under way for longer than a lease is not taken for lost', async () => {
    let at = 0
    const selector = inOrder<number, unknown>({
      heads: { a: chunks(['x', 'y']), b: () => 'b' },
      now: () => at,
      ejection: { leaseMs: 10 },
    })
    const output = await selector.run(0)
    at = 1000
    await selector.run(0, { exclude: ['a'] })
    expect(selector.explain('a').pending).toBe(1)
    await textOf(output)
    expect(selector.metrics()).toContain('hydra_selector_successes_total{head="a"} 1')
    expectObserved(selector, { a: 1, b: 1 })
  })

  test('of the head that answers first, where a second is tried beside it', async () => {
    const told = { read: 0, isClosed: false }
    const selector = inOrder<number, unknown>({
      heads: { a: chunks([{ wait: 30 }, 'a'], told), b: chunks(['b']) },
      hedgeAfterMs: 5,
    })
    expect(await textOf(await selector.run(0))).toBe('b')
    await sleep(40)
    expect(told.isClosed).toBe(true)
    expectObserved(selector, { a: 0, b: 1 })
  })
})

describe('an answer over HTTP', () => {
  test('keeps status, headers and URL', async () => {
    const head = (): Response =>
      Object.defineProperty(responseOf(['x'], { status: 201, headers: { 'x-own': '1' } })(), 'url', { value: 'http://a/' })
    const output = await inOrder({ heads: { a: head } }).run(0)
    expect([output.status, output.headers.get('x-own'), output.url, output.ok]).toEqual([201, '1', 'http://a/', true])
    expect(await output.json().catch(() => 'no JSON')).toBe('no JSON')
  })

  test.each([204, 304])('%i has no body to wait for', async (status) => {
    const selector = inOrder({ heads: { a: () => new Response(null, { status }) } })
    expect((await selector.run(0)).status).toBe(status)
    expectObserved(selector, { a: 1 })
  })

  test.each([500, 503, 429])('%i is a failure: its body is let go of, the next head answers', async (status) => {
    const cancel = vi.fn()
    const bad = (): Response => new Response(new ReadableStream({ cancel }), { status, headers: { 'retry-after': '9' } })
    const selector = inOrder({ heads: { a: bad, b: responseOf(['fine']) }, now: () => 0 })
    expect(await (await selector.run(0)).text()).toBe('fine')
    expect(cancel).toHaveBeenCalledTimes(1)
    expect(selector.explain('a').outForMs).toBe(9000)
    expectObserved(selector, { a: 1, b: 1 })
  })

  test('404 is an answer that teaches nothing', async () => {
    const selector = inOrder({ heads: { a: responseOf(['nothing here'], { status: 404 }), b: responseOf(['b']) } })
    const output = await selector.run(0)
    expect([output.status, await output.text()]).toEqual([404, 'nothing here'])
    expectObserved(selector, { a: 0, b: 0 })
  })

  test('all fail: one error that tells the statuses', async () => {
    const selector = inOrder({
      heads: { a: responseOf([], { status: 500 }), b: responseOf([], { status: 502, statusText: 'Bad' }) },
    })
    const error = (await selector.run(0).catch((thrown: unknown) => thrown)) as Error & {
      details: { attempts: { code: string }[] }
    }
    expect(error.message).toContain('"a": HttpError: HTTP 500; "b": HttpError: HTTP 502 Bad')
    expect(error.details.attempts.map(({ code }) => code)).toEqual(['500', '502'])
  })
})

describe('other outputs with chunks', () => {
  test('an SDK’s stream keeps its own methods', async () => {
    class Own {
      readonly #name = 'own'
      name(): string {
        return this.#name
      }
      [Symbol.asyncIterator](): AsyncIterator<string> {
        return chunks(['x', 'y'])()
      }
    }
    const selector = inOrder({ heads: { a: () => new Own() } })
    const output = await selector.run(0)
    expect([output instanceof Own, output.name(), await textOf(output)]).toEqual([true, 'own', 'xy'])
    expectObserved(selector, { a: 1 })
  })

  test('`stream: false` hands on what there is, and a stream of Node is left as it is', async () => {
    const own = chunks(['x'])()
    const selector = inOrder<number, unknown>({ heads: { a: { run: () => own, stream: false } } })
    expect(await selector.run(0)).toBe(own)
    const node = Readable.from(['x'])
    const other = inOrder<number, unknown>({ heads: { a: () => node } })
    expect(await other.run(0)).toBe(node)
    expectObserved(selector, { a: 1 })
  })

  test('a stream that cannot be read is a failure', async () => {
    const locked = new ReadableStream()
    locked.getReader()
    const odd = { [Symbol.asyncIterator]: () => ({ next: failing({}) }) }
    const noIterator = { [Symbol.asyncIterator]: failing({}) }
    for (const head of [() => locked, () => odd, () => noIterator]) {
      const selector = inOrder<number, unknown>({ heads: { a: head, b: () => 'b' } })
      expect(await selector.run(0)).toBe('b')
      expectObserved(selector, { a: 1, b: 1 })
    }
  })

  test('a stream without end that a time limit cuts, though its source never stops', async () => {
    const odd = { [Symbol.asyncIterator]: () => ({ next: never }) }
    const selector = createSelector({ heads: { a: () => odd } })
    await expect(selector.run(0, { timeoutMs: 5 })).rejects.toMatchObject({ code: 'HYD-5009' })
    expectObserved(selector, { a: 1 })
  })
})

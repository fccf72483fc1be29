/**
 * Outputs that come in chunks: what they have in common, and how each is given out again while somebody counts along.
 * In: an AsyncIterable, a ReadableStream, a Response. Out: chunks one by one, and the same kind of thing made of them. Nothing is buffered: a
 * chunk is asked for when it is asked for. Streams of Node (with `pipe`) have readers of their own kind and are left as they are.
 */
export interface Source {
  read(): Promise<IteratorResult<unknown>>
  /** No more chunks are wanted. */
  cancel(reason: unknown): void
  /** The output as it was, of these chunks. */
  wrap(chunks: Chunks): Wrapped
}

export interface Wrapped {
  readonly output: object
  /** What whoever reads on holds, to the end. */
  readonly held: object
}

export interface Chunks extends AsyncIterator<unknown, unknown> {
  next(): Promise<IteratorResult<unknown>>
  /** The consumer wants no more. */
  return(value?: unknown): Promise<IteratorResult<unknown>>
}

interface ResponseLike {
  readonly body: ReadableStream | null
  readonly status: number
  readonly url: string
}

const ignore = (): void => undefined

/** What is asked of foreign code and of no consequence here must neither throw nor be left unhandled. */
function quietly(call: () => unknown): void {
  try {
    Promise.resolve(call()).catch(ignore)
  } catch {
    // It was to stop, and has.
  }
}

const isReadable = (value: unknown): value is ReadableStream =>
  typeof value === 'object' && value !== null && typeof (value as ReadableStream).getReader === 'function'

export const isResponse = (output: object): output is Response =>
  (output as { [Symbol.toStringTag]?: unknown })[Symbol.toStringTag] === 'Response'

const hasChunks = (output: Response): boolean => isReadable(output.body) && !output.bodyUsed

/** It comes in chunks, or may be an answer that is none. */
export const isStreamed = (output: object): boolean =>
  (Symbol.asyncIterator in output && !('pipe' in output)) || isReadable(output) || isResponse(output)

function ofIterable(output: AsyncIterable<unknown>): Source {
  const iterator = output[Symbol.asyncIterator]()
  const isIterator = typeof (output as Partial<AsyncIterator<unknown>>).next === 'function'
  return {
    read: async () => iterator.next(),
    cancel: () => quietly(() => iterator.return?.()),
    wrap: (chunks) => {
      const given = { next: () => chunks.next(), return: (value?: unknown) => chunks.return(value), [Symbol.asyncIterator]: () => given }
      return { output: isIterator ? given : dressed(output, given), held: given }
    },
  } // prettier-ignore
}

/** Everything but its chunks as the output itself has it. */
function dressed(output: object, given: AsyncIterator<unknown>): object {
  return new Proxy(output, {
    get: (target, key) => {
      if (key === Symbol.asyncIterator) return () => given
      const value: unknown = Reflect.get(target, key, target)
      return typeof value === 'function' && key !== 'constructor' ? (value as () => unknown).bind(target) : value
    },
  })
}

function ofReadable(output: ReadableStream): Source {
  const reader = output.getReader() as ReadableStreamDefaultReader<unknown>
  return {
    read: async () => (await reader.read()) as IteratorResult<unknown>,
    cancel: (reason) => quietly(() => reader.cancel(reason)),
    wrap: (chunks) => {
      const given = readable(chunks)
      return { output: given, held: given }
    },
  }
}

function readable(chunks: Chunks): ReadableStream {
  const pull = async (controller: ReadableStreamDefaultController): Promise<void> => {
    const step = await chunks.next()
    if (step.done === true) controller.close()
    else controller.enqueue(step.value)
  }
  return new ReadableStream({ pull, cancel: async () => void (await chunks.return()) }, { highWaterMark: 0 })
}

function ofResponse(output: Response): Source {
  const source = ofReadable(output.body!)
  const wrap = (chunks: Chunks): Wrapped => {
    const { status, statusText, headers, url, redirected, type } = output
    const Kind = output.constructor as typeof Response
    const body = readable(chunks)
    const given = new Kind(body, { status, statusText, headers })
    const told = { url, redirected, type }
    for (const [key, value] of Object.entries(told)) Object.defineProperty(given, key, { value, enumerable: true })
    return { output: given, held: body }
  }
  return { ...source, wrap }
}

/** The chunks of an output; undefined where it has none to come. */
export function sourceOf(output: object): Source | undefined {
  if (isResponse(output)) return hasChunks(output) ? ofResponse(output) : undefined
  return isReadable(output) ? ofReadable(output) : ofIterable(output as AsyncIterable<unknown>)
}

/** Lets go of an output that came too late, or is not wanted. */
export function dispose(output: unknown): void {
  if (typeof output !== 'object' || output === null) return
  quietly(() => {
    if (!isStreamed(output)) return undefined
    const body: unknown = isResponse(output) ? (output as ResponseLike).body : output
    if (isReadable(body)) return body.locked ? undefined : body.cancel()
    return (output as Partial<AsyncIterator<unknown>>).return?.()
  })
}

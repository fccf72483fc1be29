/**
 * stdout and stderr as the command uses them: a closed pipe (`| head -1`) ends the output quietly, never the work.
 * In: texts. Out: written; `flush` resolves when everything has left the process, with what stdout failed of, if it did.
 */

export interface Streams {
  readonly out: (text: string) => void
  readonly err: (text: string) => void
  /** @returns why stdout could not take it all: a full disk, say; a reader that went away is no failure */
  readonly flush: () => Promise<NodeJS.ErrnoException | undefined>
}

const readerGone = new Set(['EPIPE', 'ERR_STREAM_DESTROYED', 'ERR_STREAM_WRITE_AFTER_END'])

/** One stream that goes silent after its first failure. */
class Writer {
  failure: NodeJS.ErrnoException | undefined
  readonly #stream: NodeJS.WriteStream
  #open = true

  constructor(stream: NodeJS.WriteStream) {
    this.#stream = stream
    stream.on('error', (error: NodeJS.ErrnoException) => this.#fail(error))
  }

  write(text: string): void {
    if (this.#open) this.#stream.write(text)
  }

  /** A write of nothing comes back after all before it; failures of files are told in a later turn of the loop. */
  async drained(): Promise<void> {
    await new Promise<void>((resolve) => {
      if (this.#open) this.#stream.write('', () => resolve())
      else resolve()
    })
    await new Promise<void>((resolve) => setImmediate(resolve))
  }

  #fail(error: NodeJS.ErrnoException): void {
    if (this.#open && !readerGone.has(error.code ?? '')) this.failure = error
    this.#open = false
  }
}

export function openStreams(stdout = process.stdout, stderr = process.stderr): Streams {
  const [out, err] = [new Writer(stdout), new Writer(stderr)]
  return {
    out: (text) => out.write(text),
    err: (text) => err.write(text),
    flush: async () => {
      await Promise.all([out.drained(), err.drained()])
      return out.failure
    },
  }
}

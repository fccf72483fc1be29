/** One output stream of a command: its first bytes, and how many there were in all. */
import type { Readable } from 'node:stream'

export class Output {
  readonly #limit: number
  readonly #kept: Buffer[] = []
  #keptBytes = 0
  bytes = 0

  constructor(stream: Readable, limit: number) {
    this.#limit = limit
    stream.on('data', (chunk: Buffer) => this.#take(chunk))
    // A pipe that breaks ends the output; how the command ended is told by its exit.
    stream.on('error', () => stream.destroy())
  }

  /** The kept bytes as UTF-8; what is not UTF-8 becomes U+FFFD. */
  text(): string {
    return Buffer.concat(this.#kept).toString('utf8')
  }

  #take(chunk: Buffer): void {
    this.bytes += chunk.length
    const room = this.#limit - this.#keptBytes
    if (room <= 0) return
    const part = chunk.length <= room ? chunk : Buffer.from(chunk.subarray(0, room))
    this.#kept.push(part)
    this.#keptBytes += part.length
  }
}

/** In an isolate: what its head answered on the sample of blocks, as digests for the host, who holds heads against each other. */
import { answersOfHead, isSampled } from '../answers.ts'
import { answerHash } from '../trial/answer-hash.ts'
import type { DigestText } from './protocol.ts'

export class Digests {
  readonly #inputs: number
  #fresh: DigestText[] = []
  #block = -1
  #count = 0

  /** @param inputs - how many have names */
  constructor(inputs: number) {
    this.#inputs = inputs
  }

  take(_: string, block: number, answer: unknown): void {
    if (!isSampled(block, this.#inputs)) return
    this.#count = block === this.#block ? this.#count + 1 : 1
    this.#block = block
    if (this.#count <= answersOfHead) this.#fresh.push({ block, digest: answerHash(answer) })
  }

  /** What came since this was asked. */
  news(): readonly DigestText[] {
    const fresh = this.#fresh
    this.#fresh = []
    return fresh
  }
}

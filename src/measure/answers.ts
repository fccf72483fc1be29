/**
 * Do heads give the same answers? Looked at where nobody verifies, on a sample of blocks.
 * In: answers as they come. Out: one warning (HYD-3024) with who agrees with whom, on the first input on which they do not.
 * A head whose own answers to one input differ (a counter, a random number) is not held against others: nothing would follow from it.
 * Sampled: the first 8 blocks, the first 64 where there are so many inputs, then those whose number is a power of two. Only the first answers of a
 * head in a block: outside of the timed section, and bounded (trial/answer-hash.ts).
 */
import { hydraError, show, type HydraError } from '../errors/index.ts'
import type { InputSource } from './inputs.ts'
import { answerHash } from './trial/answer-hash.ts'

const [firstBlocks, mostFirst] = [8, 64]
export const answersOfHead = 2

interface Seen {
  readonly block: number
  /** By head: its digest, how often it was asked; undefined once it could not be read. */
  readonly digests: Map<string, { readonly digest: string | undefined; count: number }>
}

/** Is a block looked at? @param inputs - how many the study has */
export function isSampled(block: number, inputs: number): boolean {
  if (block < 0) return false
  const first = inputs < mostFirst ? inputs : mostFirst
  return block < firstBlocks || block < first || (block & (block - 1)) === 0
}

/** Heads by what they answered; those that could not be read are in no group. */
function groupsOf({ digests }: Seen, without: ReadonlySet<string>): string[][] {
  const groups = new Map<string, string[]>()
  for (const [head, { digest }] of digests) {
    if (digest === undefined || without.has(head)) continue
    groups.set(digest, [...(groups.get(digest) ?? []), head])
  }
  return [...groups.values()].sort((a, b) => b.length - a.length)
}

const mostNamed = 3
const listed = (names: readonly string[]): string =>
  names.slice(0, mostNamed).map((name) => show(name)).join(', ') + (names.length > mostNamed ? ` and ${names.length - mostNamed} more` : '') // prettier-ignore

export class Answers {
  readonly #inputs: InputSource
  readonly #seen: Seen[] = []
  /** Heads that answered one input in two ways. */
  readonly #fickle = new Set<string>()

  constructor(inputs: InputSource) {
    this.#inputs = inputs
  }

  /** Looks at an answer, if it is one of the sample. */
  take(head: string, block: number, answer: unknown): void {
    if (this.#fickle.has(head) || !isSampled(block, this.#inputs.names.length)) return
    const before = this.#of(block).digests.get(head)
    if (before !== undefined && (before.count >= answersOfHead || before.digest === undefined)) return
    this.digested(head, block, answerHash(answer))
  }

  /** The digest of an answer of the sample; undefined: it could not be read. */
  digested(head: string, block: number, digest: string | undefined): void {
    const { digests } = this.#of(block)
    const before = digests.get(head)
    if (before === undefined) digests.set(head, { digest, count: 1 })
    else if (before.digest === digest) before.count += 1
    else this.#fickle.add(head)
  }

  /** HYD-3024 where heads disagree. */
  warnings(): HydraError[] {
    for (const seen of this.#seen) {
      const groups = groupsOf(seen, this.#fickle)
      if (groups.length < 2) continue
      const name = this.#inputs.names[this.#inputs.indexOf(seen.block)]
      const input = name === undefined ? 'one input' : `the input ${show(name)}`
      const [most, other] = [groups[0]!, groups.slice(1).flat()]
      return [hydraError('3024', { input, a: listed(most), b: listed(other) }, { details: { block: seen.block, groups } })]
    }
    return []
  }

  /** Blocks come in order. */
  #of(block: number): Seen {
    const last = this.#seen.at(-1)
    if (last?.block === block) return last
    const seen = { block, digests: new Map() }
    this.#seen.push(seen)
    return seen
  }
}

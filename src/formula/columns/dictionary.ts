/**
 * Texts as numbers: one sorted dictionary a call, over all columns of texts and all texts that the formulas hold.
 * A comparison of ranks, or of codes, is then the comparison of the texts, by code points as in one row.
 */
import { compareText } from '../../reference/formula/compound.ts'

export class Dictionary {
  /** In order. */
  readonly texts: readonly string[]
  readonly #ranks: ReadonlyMap<string, number>

  constructor(columns: Iterable<readonly (string | undefined)[]>, literals: Iterable<string>) {
    const all = new Set<string>(literals)
    for (const column of columns) for (const text of column) if (text !== undefined) all.add(text)
    this.texts = [...all].sort(compareText)
    this.#ranks = new Map(this.texts.map((text, rank) => [text, rank]))
  }

  /** NaN for what the dictionary does not hold. */
  rank(text: string): number {
    return this.#ranks.get(text) ?? NaN
  }

  ranks(column: readonly (string | undefined)[]): Float64Array {
    const ranks = new Float64Array(column.length)
    for (let i = 0; i < ranks.length; i += 1) ranks[i] = column[i] === undefined ? NaN : this.rank(column[i]!)
    return ranks
  }

  /** The texts of ranks; undefined for none. */
  decode(ranks: Float64Array): (string | undefined)[] {
    return Array.from(ranks, (rank) => this.texts[rank])
  }
}

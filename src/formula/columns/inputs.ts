/**
 * The inputs of a program, by name: columns as they are, ranks and tests of texts, figures of series. Each is made once a call.
 * Tests run once for each text of a column, or for each pair of two columns that is new. Figures of all rows in one call of the engine.
 */
import type { EngineChoice } from '../../engine/index.ts'
import { seriesFigures } from '../../engine/formula/figures.ts'
import type { MaskInput, NumberInput, TextSide } from '../../reference/formula/term.ts'
import { testText } from '../../reference/formula/text.ts'
import type { Dictionary } from './dictionary.ts'
import type { Column } from './read.ts'

type Texts = (row: number) => string | undefined

export class Inputs {
  readonly #columns: ReadonlyMap<string, Column>
  readonly #dictionary: Dictionary
  readonly #rows: number
  readonly #engine: EngineChoice | undefined
  readonly #made = new Map<string, Float64Array | Uint8Array>()

  constructor(columns: ReadonlyMap<string, Column>, dictionary: Dictionary, rows: number, engine: EngineChoice | undefined) {
    this.#columns = columns
    this.#dictionary = dictionary
    this.#rows = rows
    this.#engine = engine
  }

  #once<T extends Float64Array | Uint8Array>(key: unknown, make: () => T): T {
    const text = JSON.stringify(key)
    const known = this.#made.get(text) as T | undefined
    if (known !== undefined) return known
    const made = make()
    this.#made.set(text, made)
    return made
  }

  number({ kind, name, figure, q }: NumberInput): Float64Array {
    const column = this.#columns.get(name)!
    if (column.type === 'number') return column.values
    return this.#once([kind, name, figure, String(q)], () => {
      if (column.type === 'string') return this.#dictionary.ranks(column.texts)
      return this.#figure(column as Column & { readonly type: 'series' }, figure, q)
    })
  }

  #figure({ series, isShared }: Column & { readonly type: 'series' }, figure: string, q: number): Float64Array {
    const figures = seriesFigures(figure, series, q, this.#engine)
    return isShared ? new Float64Array(this.#rows).fill(figures[0]!) : figures
  }

  mask({ kind, name, sides }: MaskInput): Uint8Array {
    if (kind === 'flag') return (this.#columns.get(name) as Column & { readonly type: 'boolean' }).bytes
    return this.#once([name, sides], () => this.#test(name, this.#texts(sides[0]!), this.#texts(sides[1]!)))
  }

  #texts({ kind, text }: TextSide): Texts {
    if (kind === 'text') return () => text
    const { texts } = this.#columns.get(text) as Column & { readonly type: 'string' }
    return (row) => texts[row]
  }

  #test(name: string, left: Texts, right: Texts): Uint8Array {
    const answers = new Map<string, Map<string, 0 | 2>>()
    const answer = (a: string, b: string): 0 | 2 => {
      const row = answers.get(a) ?? new Map<string, 0 | 2>()
      const known = row.get(b) ?? (testText(name, a, b) ? 2 : 0)
      answers.set(a, row.set(b, known))
      return known
    }
    return Uint8Array.from({ length: this.#rows }, (_, row) => {
      const [a, b] = [left(row), right(row)]
      return a === undefined || b === undefined ? 1 : answer(a, b)
    })
  }
}

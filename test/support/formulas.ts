/** Random texts of formulas that are well typed, and columns for them; from any source of draws. */
import type { FormulaColumn, FormulaColumns } from '../../src/formula/index.ts'
import { nasty, type Draw } from './programs.ts'

/** What the texts name. */
export const variables = {
  a: 'number', b: 'number', c_ms: 'number', d_seconds: 'number', u_percent: 'number', p: 'boolean', q: 'boolean', s: 'string', t: 'string',
  xs: 'series', ys: 'series',
} as const // prettier-ignore
export type Name = keyof typeof variables

const words = ['', 'a', 'gzip', 'gz', 'zip', 'b', 'é', '\u{1f600}', '\uffff', 'ab']
const numerals = ['0', '1', '2', '0.5', '-1', '3', '2.5', '1e308', '5e-324', 'missing', 'inf', 'pi', '1e-9', '85', '0xff', '700']
const columns = ['a', 'a', 'b', 'b', '(c_ms / 1ms)', '(d_seconds / c_ms)', '(u_percent / 100%)']
const ofOne = ['abs', 'sign', 'floor', 'ceil', 'trunc', 'sqrt', 'exp', 'ln', 'log1p', 'expm1', 'sigmoid', 'log2', 'log10', 'cbrt', 'sin', 'cos', 'tan', 'asin', 'acos', 'atan', 'sinh', 'cosh', 'tanh', 'asinh', 'acosh', 'atanh'] // prettier-ignore
const figures = ['count', 'sum', 'mean', 'median', 'p50', 'p90', 'p95', 'p99', 'min', 'max', 'variance', 'stddev', 'mad', 'iqr', 'cv', 'first', 'last', 'slope', 'argmin'] // prettier-ignore
const pick = <T>(draw: Draw, list: readonly T[]): T => list[draw(list.length)]!

/** Makes texts with up to so many parts. */
class Maker {
  readonly #draw: Draw
  #left: number
  /** Parts made before, to come again: what is computed once must be there wherever it is read. */
  readonly #made = { number: ['a'], truth: ['p'] }

  /** Whether functions over rows may be in it. */
  readonly #isInOrder: boolean

  constructor(draw: Draw, parts: number, isInOrder: boolean) {
    this.#draw = draw
    this.#left = parts
    this.#isInOrder = isInOrder
  }

  #isLeaf(): boolean {
    this.#left -= 1
    return this.#left <= 0 || this.#draw(6) === 0
  }

  #one(list: readonly string[]): string {
    return pick(this.#draw, list)
  }

  #many(least: number, part: () => string, between: string): string {
    return Array.from({ length: least + this.#draw(3) }, part).join(between)
  }

  #figure(): string {
    const series = this.#one(['xs', 'ys'])
    return this.#draw(6) === 0
      ? `quantile(${series}, ${this.#one(['0', '0.3', '0.25 + 0.5', '1', '2'])})`
      : `${this.#one(figures)}(${series})`
  }

  /** A part made before, now and then; else a new one. */
  #again(kind: 'number' | 'truth', make: () => string): string {
    if (this.#draw(5) === 0) return pick(this.#draw, this.#made[kind])
    const text = make()
    if (text.length < 200) this.#made[kind].push(text)
    return text
  }

  number(): string {
    return this.#again('number', () => this.#number())
  }

  truth(): string {
    return this.#again('truth', () => this.#truth())
  }

  #numberOverRows(): string {
    const rows = (): string => this.#one(['1', '2', '3', '10', '100'])
    const any = (): string => (this.#draw(2) === 0 ? this.truth() : this.#one(['s', 't', this.number()]))
    return this.#one([
      `previous(${this.number()}, ${rows()})`,
      `delta(${this.number()})`,
      `rate(${this.number()}, ${this.number()})`,
      `ewma(${this.number()}, ${this.#one(['1', '0.5', '0.1'])})`,
      `${this.#one(['mean_of', 'max_of', 'min_of', 'zscore'])}(${this.number()}, ${rows()})`,
      `count_of(${any()}, ${rows()})`,
      `rank(${this.number()})`,
    ])
  }

  #truthOverRows(): string {
    const any = this.#one(['s', 't', this.number(), this.truth()])
    return this.#one([`changed(${any})`, `held_for(${this.truth()}, ${this.#one(['1', '2', '5'])})`])
  }

  #number(): string {
    const number = (): string => this.number()
    if (this.#isInOrder && this.#left > 0 && this.#draw(8) === 0) return this.#numberOverRows()
    if (this.#isLeaf()) return pick(this.#draw, [columns, columns, numerals])[this.#draw(7)]!
    const kind = this.#draw(13)
    if (kind < 3) return `(${this.#many(2, number, ` ${this.#one(['+', '-'])} `)})`
    if (kind < 5) return `(${this.#many(2, number, ` ${this.#one(['*', '/', '%'])} `)})`
    if (kind === 5) return `(${number()}) ^ (${this.#draw(2) === 0 ? this.#one(['2', '1', '-1', '0', '0.5', '3']) : number()})`
    if (kind === 6) return `${this.#one(ofOne)}(${number()})`
    if (kind === 7) return `${this.#one(['min', 'max', 'hypot'])}(${this.#many(1, number, ', ')})`
    if (kind === 8)
      return this.#one([
        `round(${number()}, ${this.#draw(31) - 15})`,
        `clamp(${number()}, ${number()}, ${number()})`,
        `-(${number()})`,
        `atan2(${number()}, ${number()})`,
        `log(${number()}, ${this.#one(['2', '10', '3', 'a'])})`,
      ])
    if (kind === 9) return `((${this.truth()}) ? (${number()}) : (${number()}))`
    if (kind === 10) return this.#one([`((${number()}) ?? (${number()}))`, `coalesce(${this.#many(1, number, ', ')})`])
    if (kind === 11) return `if(${this.truth()}, ${number()}, ${number()})`
    return this.#figure()
  }

  #compared(): string {
    const number = (): string => this.number()
    const kind = this.#draw(6)
    if (kind === 0) return `(0 + (${number()})) in (${this.#many(1, number, ', ')})`
    if (kind === 1) return `approx(${number()}, ${number()}, ${this.#one(['0', '1e-9', '1', 'a'])})`
    if (kind === 2)
      return `(${this.#one(['c_ms', '5ms', 'd_seconds'])} ${this.#one(['<', '>='])} ${this.#one(['d_seconds', 'c_ms'])})`
    return `((${number()}) ${this.#one(['<', '<=', '>', '>=', '==', '!='])} (0 + (${number()})))`
  }

  #tested(): string {
    const text = (): string => this.text()
    const kind = this.#draw(4)
    if (kind === 0) return `(${text()}) in (${this.#many(1, text, ', ')}, "gz")`
    if (kind === 1)
      return `${this.#one(['starts_with', 'ends_with', 'contains'])}(${this.#one(['s', 't', text()])}, ${this.#one(['s', 't', '"gz"', '"p"'])})`
    return `((${text()}) ${this.#one(['<', '<=', '>', '>=', '==', '!='])} (coalesce(${text()}, "b")))`
  }

  #truth(): string {
    const truth = (): string => this.truth()
    if (this.#isInOrder && this.#left > 0 && this.#draw(8) === 0) return this.#truthOverRows()
    if (this.#isLeaf()) return this.#one(['p', 'q', 'p', 'q', 'true', 'false', '(missing ?? p)'])
    const kind = this.#draw(10)
    if (kind < 3) return this.#compared()
    if (kind === 3) return this.#tested()
    if (kind < 6) return `(${this.#many(2, truth, ` ${this.#one(['and', 'or'])} `)})`
    if (kind === 6) return this.#one([`(not (${truth()}))`, `(!(${truth()}))`])
    if (kind === 7)
      return this.#one([
        `is_missing(${this.number()})`,
        `is_missing(${truth()})`,
        `is_missing(${this.text()})`,
        'is_missing(missing)',
      ])
    if (kind === 8) return `((${truth()}) ${this.#one(['==', '!='])} (${truth()}))`
    return this.#one([
      `((${truth()}) ?? (${truth()}))`,
      `if(${truth()}, ${truth()}, ${truth()})`,
      `(${truth()}) in (${truth()}, missing, true)`,
    ])
  }

  text(): string {
    if (this.#isLeaf()) return this.#draw(3) === 0 ? JSON.stringify(pick(this.#draw, words)) : this.#one(['s', 't'])
    if (this.#draw(2) === 0) return `((${this.truth()}) ? (${this.text()}) : (${this.text()}))`
    return `coalesce(${this.text()}, ${this.text()})`
  }
}

/** A text of up to about so many parts; of a number most often. Some are refused, where nothing in them has a type. */
export function randomFormula(draw: Draw, parts: number, isInOrder = false): string {
  const maker = new Maker(draw, 1 + draw(parts), isInOrder)
  const kind = draw(9)
  return kind < 4 ? maker.number() : kind < 8 ? maker.truth() : maker.text()
}

const seldom = (draw: Draw, value: () => unknown): unknown => (draw(7) === 0 ? pick(draw, [undefined, null, NaN]) : value())

/** Numbers of one kind each: nasty ones, plain ones, one in every row. */
function numberColumn(draw: Draw, rows: number): Float64Array {
  const same = pick(draw, nasty)
  const makers = [
    () => pick(draw, nasty),
    () => draw(2000) / 8 - 100,
    () => same,
    () => draw(5) - 2,
    () => draw(2 ** 20) / 2 ** 20,
  ]
  return Float64Array.from({ length: rows }, pick(draw, makers))
}

const finite = nasty.filter((x) => x - x === 0)

function seriesColumn(draw: Draw, rows: number): FormulaColumn {
  const offsets = new Uint32Array(rows + 1)
  for (let row = 0; row < rows; row += 1) offsets[row + 1] = offsets[row]! + draw(5)
  const value = pick(draw, [() => (draw(9) === 0 ? NaN : pick(draw, finite)), () => draw(100) / 4])
  return { values: Float64Array.from({ length: offsets[rows]! }, value), offsets }
}

function columnFor(draw: Draw, type: (typeof variables)[Name], rows: number): FormulaColumn {
  if (type === 'number') return numberColumn(draw, rows)
  if (type === 'series') return seriesColumn(draw, rows)
  if (type === 'boolean') return Array.from({ length: rows }, () => seldom(draw, () => draw(2) === 1)) as boolean[]
  return Array.from({ length: rows }, () => seldom(draw, () => pick(draw, words))) as string[]
}

/** A column for each variable. */
export function randomData(draw: Draw, rows: number): FormulaColumns {
  return Object.fromEntries(Object.entries(variables).map(([name, type]) => [name, columnFor(draw, type, rows)]))
}

/** One row of columns, as `evaluate` takes it. */
export function rowOf(data: FormulaColumns, row: number): Record<string, unknown> {
  const values = Object.entries(data).map(([name, column]) => {
    const { values: all, offsets } = column as { values: Float64Array; offsets?: Uint32Array }
    if (offsets !== undefined) return [name, all.subarray(offsets[row], offsets[row + 1])]
    return [name, (column as readonly unknown[])[row]]
  })
  return Object.fromEntries(values) as Record<string, unknown>
}

/**
 * Part of `parity`: texts of formulas over rows.
 * In: draws, and what counts differing bits. Out: a function that runs one case.
 * A case is one pair of a random typed formula and a row: native against the reference, folded and plain, and the closures of one row against
 * both for the first rows. Strings are compared as numbers, equal for equal ones.
 */
import { compileFormula, type ColumnResult, type Formula } from '../src/formula/index.ts'
import type { Random } from '../src/reference/random/sfc32.ts'
import { randomData, randomFormula, rowOf, variables } from '../test/support/formulas.ts'
import { randomRows } from '../test/support/programs.ts'

export interface Counter {
  readonly random: Random
  readonly count: (what: string, cases: number, a: Float64Array, b: Float64Array, context: () => unknown) => void
}

const mostScalars = 40

/** Undefined for a text in which nothing has a type. */
function compiled(text: string, optimize: boolean): Formula | undefined {
  try {
    return compileFormula(text, { variables, units: 'warn', limits: { nesting: 512 }, optimize })
  } catch (error) {
    if ((error as { code?: string }).code === 'HYD-2002') return undefined
    throw error
  }
}

/** A value as a number: NaN for none, texts by their place in a list that grows. */
function coder(): (value: unknown) => number {
  const places = new Map<string, number>()
  return (value) => {
    if (typeof value === 'number') return value
    if (typeof value !== 'string') return value === undefined ? NaN : Number(value)
    const place = places.get(value) ?? places.size
    places.set(value, place)
    return place
  }
}

/** Values, marks and counts, one behind the other. */
function flat(result: ColumnResult, code: (value: unknown) => number): Float64Array {
  const values = result.type === 'string' ? result.values.map(code) : result.values
  const marks = result.type === 'boolean' ? [...(result.missing ?? []), result.trueCount] : []
  return Float64Array.of(...values, ...marks, result.missingCount)
}

function scalar(result: ColumnResult, row: number): unknown {
  return result.type === 'boolean' && result.missing?.[row] === 1 ? undefined : result.values[row]
}

/** One random formula over random rows. */
export function formulaRowCases({ random, count }: Counter): void {
  const draw = (n: number): number => random.below(n)
  const text = randomFormula(draw, 40, draw(2) === 0)
  const [folded, plain] = [compiled(text, true), compiled(text, false)]
  if (folded === undefined || plain === undefined) return
  const rows = draw(6) === 0 ? draw(4001) : randomRows(draw)
  const data = randomData(draw, rows)
  const code = coder()
  const context = (): unknown => ({ text, rows })
  const native = folded.evaluateColumns(data, { engine: 'native', rows })
  const expected = flat(native, code)
  count('formula rows', rows, expected, flat(folded.evaluateColumns(data, { engine: 'reference', rows }), code), context)
  count('formula rows, plain', rows, expected, flat(plain.evaluateColumns(data, { engine: 'native', rows }), code), context)
  const reference = flat(plain.evaluateColumns(data, { engine: 'reference', rows }), code)
  count('formula rows, plain, reference', rows, expected, reference, context)
  const some = rows < mostScalars ? rows : mostScalars
  const given = Float64Array.from({ length: some }, (_, row) => code(scalar(native, row)))
  const stepper = folded.start()
  const single = Float64Array.from({ length: some }, (_, row) => code(stepper.push(rowOf(data, row))))
  count(folded.needsRows ? 'formula rows, in order' : 'formula rows, one by one', some, given, single, context)
}

/**
 * Many rules over the same data: columns are read once, and what rules share is made once.
 * In: a record of texts, or of anything compileFormula takes. Out: a set with a value, or a result, a rule.
 */
import { hydraError, kindOf, show } from '../errors/index.ts'
import { openCall } from './columns/call.ts'
import { evaluatePlan } from './columns/evaluate.ts'
import { columnsOptionsAt } from './columns/options.ts'
import { checkApart, checkOut } from './columns/out.ts'
import { Plan, type ColumnRule } from './columns/plan.ts'
import { refusedOption } from './columns/refuse.ts'
import type { ColumnResult, FormulaColumns, ManyColumnsOptions } from './columns/types.ts'
import { prepare, type Formula, type Prepared } from './compile.ts'
import { formulaOptionsAt } from './door.ts'
import type { FormulaOptions, FormulaValue, FormulaValues } from './types.ts'
import { windowColumns } from './window-columns.ts'

type RecordOf<Name extends string, Value> = Readonly<Record<Name, Value>>

/** A record without a prototype: rules may be called anything. */
function recordOf<Name extends string, Value>(
  names: readonly Name[],
  of: (name: Name, i: number) => Value,
): RecordOf<Name, Value> {
  const record = Object.create(null) as Record<Name, Value>
  names.forEach((name, i) => (record[name] = of(name, i)))
  return record
}

/** Rules that were compiled together; made by `compileFormulas`. */
export class FormulaSet<Name extends string = string> {
  /** Each by its name. */
  readonly rules: RecordOf<Name, Formula>
  readonly #names: readonly Name[]
  readonly #prepared: readonly Prepared[]
  /** Of all rules: what is read. */
  readonly #all: Plan
  /** Of those without functions over rows: what shares programs. */
  readonly #plain: Plan

  constructor(names: readonly Name[], prepared: readonly Prepared[]) {
    const rulesOf = (list: readonly Prepared[]): ColumnRule[] => list.map(({ rule }) => rule)
    this.#names = names
    this.#prepared = prepared
    this.#all = new Plan(rulesOf(prepared))
    const plain = prepared.filter(({ windows }) => windows === undefined)
    this.#plain = plain.length === prepared.length ? this.#all : new Plan(rulesOf(plain))
    this.rules = recordOf(names, (_, i) => prepared[i]!.formula)
  }

  /**
   * The value of each rule for one row; see `Formula.evaluate`.
   *
   * @throws HYD-1003, HYD-2006, HYD-2013 a rule with functions over rows, HYD-2017
   * @since 0.1.0
   */
  evaluate(values: FormulaValues = {}): RecordOf<Name, FormulaValue | undefined> {
    return recordOf(this.#names, (name) => this.rules[name].evaluate(values))
  }

  /**
   * The result of each rule over columns; see `Formula.evaluateColumns`. What rules share is computed once.
   *
   * @param options - `out` has an array a rule
   * @throws HYD-1003, HYD-2006, HYD-2007, HYD-2013, HYD-2017, HYD-4004, HYD-9002
   * @since 0.1.0
   */
  evaluateColumns(columns: FormulaColumns, options?: ManyColumnsOptions): RecordOf<Name, ColumnResult> {
    const given = columnsOptionsAt(options)
    const call = openCall(this.#all, columns, given)
    const outOf = this.#outs(given.out)
    const checked = this.#names.map((name) => checkOut(outOf(name), this.rules[name].type, call, `out.${name}`))
    checkApart(checked, this.#names)
    const isPlain = (i: number): boolean => this.#prepared[i]!.windows === undefined
    const results = evaluatePlan(this.#plain, call, checked.filter((_, i) => isPlain(i))).values() // prettier-ignore
    return recordOf(this.#names, (_, i) => {
      const { windows } = this.#prepared[i]!
      return windows === undefined ? results.next().value! : windowColumns(windows, call, checked[i])
    })
  }

  /** @throws HYD-1003 no record, or a name that no rule has */
  #outs(out: unknown = {}): (name: Name) => unknown {
    const isGood = typeof out === 'object' && out !== null && Object.keys(out).every((name) => Object.hasOwn(this.rules, name))
    if (!isGood) throw refusedOption('out', 'an object of arrays by rule', out)
    return (name) => (Object.hasOwn(out, name) ? (out as Readonly<Record<string, unknown>>)[name] : undefined)
  }
}

/**
 * Compiles many rules that read the same data.
 *
 * @param texts - the text of each rule, by its name, which messages use
 * @param options - as for compileFormula, for all rules; `name` is the rule's own
 * @returns a set; its results are records without prototype, with the names given
 * @throws as compileFormula, for the first rule that is refused
 * @example
 * ```ts
 * import { compileFormulas } from 'hydra-profiler'
 * const rules = compileFormulas({ hot: 'cpu_max > 85', full: 'cpu_max > 85 and memory_max_mb > 1024' })
 * rules.evaluate({ cpu_max: 91, memory_max_mb: 10 }) // { hot: true, full: false }
 * rules.evaluateColumns({ cpu_max: [91, 20], memory_max_mb: [2000, 2000] }).full.values // Uint8Array [1, 0]
 * ```
 * @since 0.1.0
 */
export function compileFormulas<Name extends string>(
  texts: Readonly<Record<Name, string>>,
  options: Omit<FormulaOptions, 'name'> = {},
): FormulaSet<Name> {
  if (typeof texts !== 'object' || texts === null || Array.isArray(texts)) {
    const params = { option: 'formulas', expected: 'an object of texts by name', got: show(texts), type: kindOf(texts) }
    throw hydraError('1003', params, { where: { option: 'formulas' } })
  }
  const [names, given] = [Object.keys(texts) as Name[], formulaOptionsAt(options)]
  return new FormulaSet(
    names,
    names.map((name) => prepare(texts[name], { ...given, name })),
  )
}

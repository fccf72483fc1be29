/**
 * Text to a rule that can be evaluated: parse, check, closures.
 * All faults of a text are reported together, before anything is evaluated. Nothing of the text becomes code.
 */
import { type HydraError } from '../errors/index.ts'
import { canonical } from '../reference/formula/canonical.ts'
import type { Checked } from '../reference/formula/checked.ts'
import { Faults } from '../reference/formula/fault.ts'
import { read } from '../reference/formula/front.ts'
import { parse } from '../reference/formula/parser.ts'
import { unitText, type Unit } from '../reference/formula/unit.ts'
import { closuresOf } from './closure.ts'
import { openCall } from './columns/call.ts'
import { evaluatePlan } from './columns/evaluate.ts'
import { evaluateRow } from './columns/one-row.ts'
import { columnsOptionsAt } from './columns/options.ts'
import { checkOut } from './columns/out.ts'
import { Plan, type ColumnRule } from './columns/plan.ts'
import type { ColumnResult, ColumnsOptions, FormulaColumns } from './columns/types.ts'
import { catalogueAt, formulaOptionsAt, functionsAt, limitsAt, textAt, workAt } from './door.ts'
import { evaluator } from './evaluate.ts'
import type { Evaluate } from './lanes.ts'
import { renderFault, renderFaults } from './render.ts'
import type { Slots } from './slots.ts'
import type { FormulaOptions, FormulaType, FormulaUse, FormulaValue, ParsedFormula } from './types.ts'

const formatVersion = 1

/** A formula that was read and checked; made by `compileFormula`. */
export class Formula {
  readonly text: string
  readonly name: string | undefined
  readonly type: FormulaType
  /**
   * The value for one row of data.
   *
   * After a thousand rows the function is replaced by a faster one with the same results; call it as `rule.evaluate(row)`.
   * Each variable is read once; one that is absent, null, undefined or NaN has no value. Only what the formula names is read.
   *
   * @param values - by name; own or inherited, but never from Object.prototype
   * @param options - `engine: 'native'` makes a column call of one row of it, to see that both engines agree; it is slower
   * @returns the value; undefined where there is none, so that a rule on missing data is unknown and never false
   * @throws HYD-1003 values that are no object, HYD-2006 a value of another type than declared, HYD-2017 a function of the user failed;
   * HYD-9002 native asked for and missing
   * @since 0.1.0
   */
  evaluate: Evaluate
  readonly #checked: Checked
  readonly #rule: ColumnRule
  #plan: Plan | undefined
  #variables: readonly FormulaUse[] | undefined
  #warnings: readonly HydraError[] | undefined

  constructor(text: string, name: string | undefined, rule: ColumnRule) {
    const { checked, run } = rule
    const { root } = checked.ast
    const used = [...checked.variables.values()]
    this.text = text
    this.name = name
    this.type = checked.types[root] as FormulaType
    this.#checked = checked
    this.#rule = rule
    const callsUser =
      checked.options.functions.size > 0 &&
      checked.ast.nodes.some(({ text: called, kind }) => kind === 'call' && checked.options.functions.has(called))
    const native = (slots: Slots): FormulaValue | undefined => evaluateRow(this.#planned(), slots, 'native')
    this.evaluate = evaluator(used, run, this.type, callsUser, native, (faster) => (this.evaluate = faster))
  }

  #planned(): Plan {
    return (this.#plan ??= new Plan([this.#rule]))
  }

  /**
   * The values for all rows of columns; the same bits as row by row.
   *
   * Numbers come as a Float64Array, read in place (other typed arrays and arrays are copied); booleans as a Uint8Array of 0 and 1, an array,
   * or `{ values, missing }`; strings as an array; series as `{ values, offsets }`, or one Float64Array for all rows. Columns that the formula
   * does not name are ignored, and none is written to. Functions of the user, and tests of computed strings, run row by row.
   *
   * @param columns - by name, all of one length
   * @param options - `engine`; `rows`, needed only where no column says it; `out`, an array to fill
   * @returns numbers with NaN, booleans as 0 and 1 with 0 where there is no value and `missing` marks beside them, strings with undefined
   * @throws HYD-2013 a column that is absent, of another length, detached, or with bad offsets; HYD-2006 a value of another type;
   * HYD-2007 more than `limits.work`; HYD-2017 a function of the user failed; HYD-1003, HYD-4004 options; HYD-9002
   * @example
   * ```ts
   * import { compileFormula } from 'hydra-profiler'
   * const rule = compileFormula('cpu_max > 85 and memory_max_mb > 1024')
   * const fired = rule.evaluateColumns({ cpu_max: [91, 20, NaN], memory_max_mb: Float64Array.of(2000, 4000, 5000) })
   * fired.values // Uint8Array [1, 0, 0]
   * fired.missingCount // 1: of the third row nothing is known
   * ```
   * @since 0.1.0
   */
  evaluateColumns(columns: FormulaColumns, options?: ColumnsOptions): ColumnResult {
    const plan = this.#planned()
    const given = columnsOptionsAt(options)
    const call = openCall(plan, columns, given)
    return evaluatePlan(plan, call, [checkOut(given.out, this.type, call, 'out')])[0]!
  }

  /** Of the result, as people write it; '' is none. */
  get unit(): string {
    const { ast, units } = this.#checked
    return nameOf(units[ast.root])
  }

  /** In order of first use. */
  get variables(): readonly FormulaUse[] {
    const used = this.#checked.variables.values()
    return (this.#variables ??= Array.from(used, ({ name, type, unit, spans }) => ({ name, type, unit: nameOf(unit), spans })))
  }

  /** What is legal and doubtful. */
  get warnings(): readonly HydraError[] {
    return (this.#warnings ??= this.#checked.faults.warnings.map((fault) => renderFault(this.text, fault, this.name)))
  }

  /** The canonical text: the same tree, written the one way. */
  format(): string {
    return canonical(this.#checked.ast)
  }

  /** Plain data, with a version of its form. */
  toJSON(): Record<string, unknown> {
    const { text, name, type, unit } = this
    const variables = this.variables.map(({ name: own, type: kind, unit: measure }) => ({ name: own, type: kind, unit: measure }))
    return { version: formatVersion, text, name, type, unit, variables, formatted: this.format() }
  }
}

const nameOf = (unit: Unit | undefined): string => (unit === undefined ? '' : unitText(unit))

/**
 * Reads, checks and prepares a formula.
 *
 * Numbers, booleans, strings and series; `and or not` in any letter case, `&& || !`, comparisons that do not chain, `+ - * / % ^`, `??`,
 * `? :`, `in`, calls. A value that is missing, or NaN, is a third state: `false and missing` is false, `true and missing` unknown.
 *
 * @param text - at most 16 384 characters, or `limits.text`
 * @param options - `variables` is the catalogue: with it a mistyped name is refused before anything runs; see FormulaOptions
 * @returns the rule; its `warnings` say what is legal and doubtful
 * @throws HYD-2001 to HYD-2013 what is wrong with the text, all faults together in `details.errors`; HYD-2016 a declaration;
 * HYD-1002, HYD-1003, HYD-4004 options
 * @example
 * ```ts
 * import { compileFormula } from 'hydra-profiler'
 * const rule = compileFormula('cpu_max > 85 AND memory_max_mb > 1024', { variables: ['cpu_max', 'memory_max_mb'] })
 * rule.evaluate({ cpu_max: 91, memory_max_mb: 2000 }) // true
 * rule.evaluate({ cpu_max: 91 }) // undefined: nothing is known of the memory
 * rule.evaluate({ cpu_max: 20 }) // false, whatever the memory
 * ```
 * Source: Pratt 1973 (parsing); Kleene 1952 (three-valued logic).
 * @since 0.1.0
 */
export function compileFormula(text: string, options: FormulaOptions = {}): Formula {
  return prepare(text, options).formula
}

/** The formula, and what columns need to know of it, for sets. */
export function prepare(text: string, options: FormulaOptions): { readonly formula: Formula; readonly rule: ColumnRule } {
  const source = textAt(text)
  const rest = formulaOptionsAt(options)
  const { name, units, optimize = true, expect } = rest
  const { calls, entries } = functionsAt(rest.functions)
  const mostWork = workAt(rest.limits)
  const catalogue = catalogueAt(rest.variables)
  const checked = read(source, { catalogue, functions: entries, mixesUnits: units === 'warn', limits: limitsAt(rest.limits), expect }) // prettier-ignore
  const { ast, faults } = checked
  if (faults.errors.length > 0) throw renderFaults(source, faults.sorted(), name)
  const run = closuresOf(checked, calls, optimize).runs[ast.root]!
  const rule = { checked, run, optimize, mostWork }
  return { formula: new Formula(source, name, rule), rule }
}

/**
 * Reads a formula without judging names and types; for editors. Never throws.
 *
 * @returns the tree, with `error` nodes where nothing could be made, and all faults of the text; one of type HYD-2001 for what is no text
 * @example
 * ```ts
 * import { parseFormula } from 'hydra-profiler'
 * parseFormula('a + * b').errors[0]?.where // { line: 1, column: 5, offset: 4, length: 1 }
 * ```
 * @since 0.1.0
 */
export function parseFormula(text: string): ParsedFormula {
  const source = typeof text === 'string' ? text : ''
  const faults = new Faults()
  const ast = parse(source, limitsAt(undefined), faults)
  return { ast, errors: faults.sorted().map((fault) => renderFault(source, fault, undefined)) }
}

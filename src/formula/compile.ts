/**
 * Text to a rule that can be evaluated: parse, check, closures.
 * All faults of a text are reported together, before anything is evaluated. Nothing of the text becomes code.
 */
import { type HydraError } from '../errors/index.ts'
import { canonical } from '../reference/formula/canonical.ts'
import type { Checked } from '../reference/formula/checked.ts'
import { Faults } from '../reference/formula/fault.ts'
import { read } from '../reference/formula/front.ts'
import type { Limits } from '../reference/formula/limits.ts'
import { parse } from '../reference/formula/parser.ts'
import { stagesOf } from '../reference/formula/stages.ts'
import { unitText, type Unit } from '../reference/formula/unit.ts'
import { warningOf } from './analysis.ts'
import { closuresOf } from './closure.ts'
import { openCall } from './columns/call.ts'
import { evaluatePlan } from './columns/evaluate.ts'
import { evaluateRow } from './columns/one-row.ts'
import { columnsOptionsAt } from './columns/options.ts'
import { checkOut } from './columns/out.ts'
import { Plan, type ColumnRule } from './columns/plan.ts'
import type { ColumnResult, ColumnsOptions, FormulaColumns } from './columns/types.ts'
import { catalogueAt, formulaOptionsAt, functionsAt, limitsAt, storedFunctionsAt, textAt, workAt } from './door.ts'
import { evaluator } from './evaluate.ts'
import { Insight } from './insight.ts'
import { boundsJson, checkStored, limitsJson, storedFormula, type FormulaJson } from './json.ts'
import type { Evaluate } from './lanes.ts'
import { renderFault, renderFaults } from './render.ts'
import type { Slots } from './slots.ts'
import { Stepper } from './stepper.ts'
import { windowColumns } from './window-columns.ts'
import { windowFault, Windows } from './windows.ts'
import type {
  FormulaAnalysis,
  FormulaExplanation,
  FormulaFunction,
  FormulaOptions,
  FormulaType,
  FormulaUse,
  FormulaValue,
  FormulaValues,
  ParsedFormula,
} from './types.ts'

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
  /** Whether it has functions over rows in order: `evaluate` refuses it, `start()` and `evaluateColumns` take its rows. */
  readonly needsRows: boolean
  readonly #windows: Windows | undefined
  readonly #limits: Limits
  readonly #checked: Checked
  readonly #rule: ColumnRule
  readonly #functions: ReadonlyMap<string, FormulaFunction>
  #plan: Plan | undefined
  #insight: Insight | undefined
  #variables: readonly FormulaUse[] | undefined
  #warnings: readonly HydraError[] | undefined

  constructor(
    text: string,
    name: string | undefined,
    rule: ColumnRule,
    functions: ReadonlyMap<string, FormulaFunction>,
    { limits, windows }: { readonly limits: Limits; readonly windows: Windows | undefined },
  ) {
    // prettier-ignore
    const { checked, run } = rule
    const { root } = checked.ast
    const used = [...checked.variables.values()]
    this.text = text
    this.name = name
    this.type = checked.types[root] as FormulaType
    this.#checked = checked
    this.#limits = limits
    this.#windows = windows
    this.needsRows = windows !== undefined
    this.#rule = rule
    this.#functions = functions
    const callsUser =
      checked.options.functions.size > 0 &&
      checked.ast.nodes.some(({ text: called, kind }) => kind === 'call' && checked.options.functions.has(called))
    const native = (slots: Slots): FormulaValue | undefined => evaluateRow(this.#planned(), slots, 'native')
    this.evaluate = evaluator(used, run, this.type, callsUser, native, (faster) => (this.evaluate = faster))
    if (windows !== undefined) this.evaluate = () => this.#refuseRow()
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
    const out = checkOut(given.out, this.type, call, 'out')
    return this.#windows === undefined ? evaluatePlan(plan, call, [out])[0]! : windowColumns(this.#windows, call, out)
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

  /**
   * Whether the rule can fire at all, and whether it can be calm, for data within the declared bounds.
   *
   * Claims speak of rows that have a value, and are true of the doubles, rounding included; in doubt, and for formulas that are no
   * boolean, the outcome is `either`. Computed when it is first asked for.
   *
   * @returns `never` or `always` with the clause that settles it, else `either`
   * @example
   * ```ts
   * import { compileFormula } from 'hydra-profiler'
   * compileFormula('cpu > 90 and cpu < 80').analysis.outcome // 'never'
   * compileFormula('x > 3 or x <= 3').analysis.outcome // 'always'
   * ```
   * Source: Moore 1966 (intervals); Mackworth 1977 (consistency).
   * @since 0.1.0
   */
  get analysis(): FormulaAnalysis {
    if (this.needsRows) return { outcome: 'either', reason: 'It needs rows in order, of which nothing is claimed.' }
    return this.#known.analysis
  }

  /**
   * Why the formula gave what it gave for one row.
   *
   * Clauses are the comparisons and other booleans that a rule is made of; of a number, the conditions of `? :` on its way. A margin is
   * the distance to the threshold, positive when true. The decisive clauses fix the value: while they stay, the others may be anything.
   *
   * @param values - by name, as for `evaluate`
   * @returns the value, one sentence, the clauses, and where the value is missing the names to supply or the computation that lost it
   * @throws HYD-1003, HYD-2006, HYD-2017 as `evaluate`
   * @example
   * ```ts
   * import { compileFormula } from 'hydra-profiler'
   * const rule = compileFormula('cpu_max > 85 and memory_max_mb > 1024')
   * rule.explain({ cpu_max: 91, memory_max_mb: 2000 }).text
   * // 'firing: cpu_max 91 > 85 (over by 6, 7.1 %) and memory_max_mb 2000 > 1024 (over by 976, 95 %)'
   * rule.explain({ cpu_max: 80 }).text // 'not firing: cpu_max 80 not > 85 (under by 5, 5.9 %)'
   * rule.explain({ cpu_max: 91 }).text // 'unknown: supply memory_max_mb'
   * ```
   * Source: Donzé and Maler 2010 (margins).
   * @since 0.1.0
   */
  explain(values: FormulaValues = {}): FormulaExplanation {
    return this.#known.explain(values)
  }

  /**
   * How fast the value changes with each number variable, in one row.
   *
   * abs'(0) is 0; of equal arguments min and max follow the first; floor, round, sign and comparisons are flat; of `? :` and `??` the
   * branch taken. Units stand in `gradientUnits`.
   *
   * @param values - by name, as for `evaluate`
   * @returns d result / d name by name, without a prototype, in order of first use; undefined where there is none
   * @throws HYD-2014 a formula that is no number, a function of the user without `derivative`; HYD-1003, HYD-2006, HYD-2017 as `evaluate`
   * @example
   * ```ts
   * import { compileFormula } from 'hydra-profiler'
   * const score = compileFormula('success_rate ^ 2 / p95_ms')
   * score.gradient({ success_rate: 0.9, p95_ms: 20 }) // { success_rate: 0.09, p95_ms: -0.002025 }
   * score.gradientUnits // { success_rate: '1/ms', p95_ms: '1/ms^2' }
   * ```
   * Source: Wengert 1964, A simple automatic derivative evaluation program.
   * @since 0.1.0
   */
  gradient(values: FormulaValues = {}): Record<string, number | undefined> {
    const fault = this.#known.gradientFault
    if (fault !== undefined) throw renderFault(this.text, fault, this.name)
    return this.#known.gradient(values)
  }

  /** The unit of each derivative: of the result over that of the variable; '' is none. */
  get gradientUnits(): Readonly<Record<string, string>> {
    return this.#known.gradientUnits
  }

  /** What is legal and doubtful, HYD-2051 and HYD-2052 for a rule that never or always fires among it. */
  get warnings(): readonly HydraError[] {
    return (this.#warnings ??= this.#findWarnings())
  }

  /** Made when it is first asked for. */
  get #known(): Insight {
    if (this.needsRows) this.#refuseRow()
    return (this.#insight ??= new Insight(this.#checked, this.#functions))
  }

  #findWarnings(): readonly HydraError[] {
    const { ast, faults, variables } = this.#checked
    const own = variables.size === 0 ? undefined : warningOf(this.analysis, ast)
    return [...faults.warnings, ...(own === undefined ? [] : [own])].map((fault) => renderFault(this.text, fault, this.name))
  }

  /** The canonical text: the same tree, written the one way. */
  format(): string {
    return canonical(this.#checked.ast)
  }

  #refuseRow(): never {
    throw renderFault(this.text, windowFault(this.#checked), this.name)
  }

  /**
   * Begins with rows in order: `push` takes the next one and gives its value.
   *
   * For formulas with `previous delta rate changed ewma mean_of max_of min_of count_of held_for rank zscore`; others take rows too. Each call
   * begins anew. Rows before the first have no value.
   *
   * @example
   * ```ts
   * import { compileFormula } from 'hydra-profiler'
   * const rule = compileFormula('held_for(cpu_max > 85, 3)').start()
   * ;[90, 91, 92, 20].map((cpu_max) => rule.push({ cpu_max })) // undefined, undefined, true, false
   * ```
   * @since 0.1.0
   */
  start(): Stepper {
    return new Stepper(this.#windows, (values) => this.evaluate(values))
  }

  /** Plain data that `formulaFromJSON` makes the same formula of: the text, and all that its meaning hangs on. */
  toJSON(): FormulaJson {
    const { text, name, type, unit } = this
    const { variables: used, options, ast } = this.#checked
    const variables = [...used.values()].map((variable, i) => {
      const { name: own, type: kind, unit: measure } = this.variables[i]!
      return { name: own, type: kind, unit: measure, ...boundsJson(variable) }
    })
    const functions = [...options.functions.keys()].filter((called) => ast.nodes.some(({ kind, text: of }) => kind === 'call' && of === called)) // prettier-ignore
    const units = options.mixesUnits ? 'warn' : 'error'
    const head = { version: 1 as const, text, ...(name === undefined ? {} : { name }), type, unit }
    return { ...head, variables, units, functions, limits: limitsJson(this.#limits), formatted: this.format() }
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

/** A formula, and what sets need to know of it. */
export interface Prepared {
  readonly formula: Formula
  readonly rule: ColumnRule
  readonly windows: Windows | undefined
}

/** The formula, and what columns need to know of it, for sets. */
export function prepare(text: string, options: FormulaOptions): Prepared {
  const source = textAt(text)
  const rest = formulaOptionsAt(options)
  const { name, units, optimize = true, expect } = rest
  const { calls, entries } = functionsAt(rest.functions)
  const mostWork = workAt(rest.limits)
  const catalogue = catalogueAt(rest.variables)
  const limits = limitsAt(rest.limits)
  const checked = read(source, { catalogue, functions: entries, mixesUnits: units === 'warn', limits, expect }) // prettier-ignore
  const { ast, faults } = checked
  if (faults.errors.length > 0) throw renderFaults(source, faults.sorted(), name)
  const stages = stagesOf(checked)
  const windows = stages === undefined ? undefined : new Windows(stages, checked, calls, { optimize, mostWork })
  const run = windows === undefined ? closuresOf(checked, calls, optimize).runs[ast.root]! : () => NaN
  const rule = { checked, run, optimize, mostWork }
  return { formula: new Formula(source, name, rule, calls, { limits, windows }), rule, windows }
}

/**
 * A formula again from what `JSON.stringify(rule)` made of it: the same text, units and declarations, so the same values and warnings.
 *
 * @param data - parsed JSON; nothing of it is trusted
 * @param options - `functions`: the functions of the user that the formula calls, since code is no data
 * @throws HYD-2018 data that are none, of another version, or that no longer fit their text, with the place; HYD-2001 to HYD-2013 a text that
 * was damaged; HYD-2016, HYD-4004 declarations and limits
 * @example
 * ```ts
 * import { compileFormula, formulaFromJSON } from 'hydra-profiler'
 * const stored = JSON.stringify(compileFormula('p95_ms > 0.2s', { name: 'slow' }))
 * formulaFromJSON(JSON.parse(stored)).evaluate({ p95_ms: 250 }) // true
 * ```
 * @since 0.1.0
 */
export function formulaFromJSON(data: unknown, options: Pick<FormulaOptions, 'functions'> = {}): Formula {
  const stored = storedFormula(data, storedFunctionsAt(options))
  const formula = compileFormula(stored.text, stored.options)
  checkStored(stored, formula)
  return formula
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

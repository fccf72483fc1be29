/**
 * Text to a rule that can be evaluated: parse, check, closures.
 * All faults of a text are reported together, before anything is evaluated. Nothing of the text becomes code.
 */
import { type HydraError } from '../errors/index.ts'
import { canonical } from '../reference/formula/canonical.ts'
import { check } from '../reference/formula/check.ts'
import type { Checked } from '../reference/formula/checked.ts'
import { Faults } from '../reference/formula/fault.ts'
import { parse } from '../reference/formula/parser.ts'
import { unitText, type Unit } from '../reference/formula/unit.ts'
import { closuresOf, type Run } from './closure.ts'
import { evaluator } from './evaluate.ts'
import type { Evaluate } from './lanes.ts'
import { catalogueAt, formulaOptionsAt, functionsAt, limitsAt, textAt } from './door.ts'
import { renderFault, renderFaults } from './render.ts'
import type { FormulaOptions, FormulaType, FormulaUse, ParsedFormula } from './types.ts'

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
   * @returns the value; undefined where there is none, so that a rule on missing data is unknown and never false
   * @throws HYD-1003 values that are no object, HYD-2006 a value of another type than declared, HYD-2017 a function of the user failed
   * @since 0.1.0
   */
  evaluate: Evaluate
  readonly #checked: Checked
  #variables: readonly FormulaUse[] | undefined
  #warnings: readonly HydraError[] | undefined

  constructor(text: string, name: string | undefined, checked: Checked, run: Run) {
    const { root } = checked.ast
    const used = [...checked.variables.values()]
    this.text = text
    this.name = name
    this.type = checked.types[root] as FormulaType
    this.#checked = checked
    const callsUser =
      checked.options.functions.size > 0 &&
      checked.ast.nodes.some(({ text: called, kind }) => kind === 'call' && checked.options.functions.has(called))
    this.evaluate = evaluator(used, run, this.type, callsUser, (faster) => (this.evaluate = faster))
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

function checkExpected(checked: Checked, expect: string | undefined): void {
  const type = checked.types[checked.ast.root]!
  if (expect !== undefined && type !== expect && checked.faults.errors.length === 0) checked.fault(2002, 'wrong-result', checked.ast.root, [type, expect]) // prettier-ignore
}

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
  const source = textAt(text)
  const rest = formulaOptionsAt(options)
  const { name, units, optimize = true, expect } = rest
  const { calls, entries } = functionsAt(rest.functions)
  const faults = new Faults()
  const ast = parse(source, limitsAt(rest.limits), faults)
  const checked = check(ast, faults, { catalogue: catalogueAt(rest.variables), functions: entries, mixesUnits: units === 'warn' })
  checkExpected(checked, expect)
  if (faults.errors.length > 0) throw renderFaults(source, faults.sorted(), name)
  const run = closuresOf(checked, calls, optimize).runs[ast.root]!
  return new Formula(source, name, checked, run)
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

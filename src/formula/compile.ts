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
import { unitText } from '../reference/formula/unit.ts'
import { closuresOf, type Run } from './closure.ts'
import { catalogueAt, formulaOptionsAt, functionsAt, limitsAt, textAt } from './door.ts'
import { renderFault, renderFaults } from './render.ts'
import { objectOfValues, Reader } from './slots.ts'
import type { FormulaOptions, FormulaType, FormulaUse, FormulaValue, FormulaValues, ParsedFormula } from './types.ts'

const formatVersion = 1

/** A formula that was read and checked; made by `compileFormula`. */
export class Formula {
  readonly text: string
  readonly name: string | undefined
  readonly type: FormulaType
  /** Of the result, as people write it; '' is none. */
  readonly unit: string
  /** In order of first use. */
  readonly variables: readonly FormulaUse[]
  readonly warnings: readonly HydraError[]
  readonly #checked: Checked
  readonly #run: Run
  readonly #reader: Reader

  constructor(text: string, name: string | undefined, checked: Checked, run: Run, warnings: readonly HydraError[]) {
    const { root } = checked.ast
    const used = [...checked.variables.values()]
    this.text = text
    this.name = name
    this.type = checked.types[root] as FormulaType
    this.unit = checked.units[root] === undefined ? '' : unitText(checked.units[root])
    this.variables = used.map(({ name: own, type, unit, spans }) => ({ name: own, type, unit: unit === undefined ? '' : unitText(unit), spans })) // prettier-ignore
    this.warnings = warnings
    this.#checked = checked
    this.#run = run
    this.#reader = new Reader(used)
  }

  /**
   * The value for one row of data.
   *
   * Each variable is read once; one that is absent, null, undefined or NaN has no value. Only what the formula names is read.
   *
   * @param values - by name; own or inherited, but never from Object.prototype
   * @returns the value; undefined where there is none, so that a rule on missing data is unknown and never false
   * @throws HYD-1003 values that are no object, HYD-2006 a value of another type than declared, HYD-2017 a function of the user failed
   * @since 0.1.0
   */
  evaluate(values: FormulaValues = {}): FormulaValue | undefined {
    const value = this.#run(this.#reader.read(objectOfValues(values))) as number | string | undefined
    if (this.type === 'boolean') return value === 1 ? undefined : value === 2
    return value === value ? value : undefined
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
  const { name, units, optimize = true, expect, ...rest } = formulaOptionsAt(options)
  const { calls, entries } = functionsAt(rest.functions)
  const catalogue = catalogueAt(rest.variables)
  const checked = read(source, { catalogue, functions: entries, mixesUnits: units === 'warn', limits: limitsAt(rest.limits), expect }) // prettier-ignore
  const { ast, faults } = checked
  const errors = faults.sorted()
  if (errors.length > 0) throw renderFaults(source, errors, name)
  const run = closuresOf(checked, calls, optimize).runs[ast.root]!
  const warnings = faults.warnings.map((fault) => renderFault(source, fault, name))
  return new Formula(source, name, checked, run, warnings)
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

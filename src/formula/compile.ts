/**
 * Text to a rule that can be evaluated: parse, check, closures.
 * All faults of a text are reported together, before anything is evaluated. Nothing of the text becomes code.
 */
import { type HydraError } from '../errors/index.ts'
import { canonical } from '../reference/formula/canonical.ts'
import { check } from '../reference/formula/check.ts'
import type { Checked } from '../reference/formula/checked.ts'
import { Faults } from '../reference/formula/fault.ts'
import type { Limits } from '../reference/formula/limits.ts'
import { parse } from '../reference/formula/parser.ts'
import { stagesOf } from '../reference/formula/stages.ts'
import { unitText } from '../reference/formula/unit.ts'
import { closuresOf, type Run } from './closure.ts'
import { Stepper } from './stepper.ts'
import { windowFault, Windows } from './windows.ts'
import { catalogueAt, formulaOptionsAt, functionsAt, limitsAt, textAt } from './door.ts'
import { boundsJson, checkStored, limitsJson, storedFormula, type FormulaJson } from './json.ts'
import { renderFault, renderFaults } from './render.ts'
import { objectOfValues, Reader } from './slots.ts'
import type { FormulaOptions, FormulaType, FormulaUse, FormulaValue, FormulaValues, ParsedFormula } from './types.ts'

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
  /** Whether it has functions over rows in order: `evaluate` refuses it, `start()` takes its rows. */
  readonly needsRows: boolean
  readonly #checked: Checked
  readonly #run: Run
  readonly #reader: Reader
  readonly #windows: Windows | undefined
  readonly #limits: Limits

  constructor(
    text: string,
    name: string | undefined,
    checked: Checked,
    run: Run,
    warnings: readonly HydraError[],
    { limits, windows }: { readonly limits: Limits; readonly windows: Windows | undefined },
  ) {
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
    this.#windows = windows
    this.#limits = limits
    this.needsRows = windows !== undefined
  }

  /**
   * The value for one row of data.
   *
   * Each variable is read once; one that is absent, null, undefined or NaN has no value. Only what the formula names is read.
   *
   * @param values - by name; own or inherited, but never from Object.prototype
   * @returns the value; undefined where there is none, so that a rule on missing data is unknown and never false
   * @throws HYD-1003 values that are no object, HYD-2006 a value of another type than declared, HYD-2017 a function of the user failed,
   * HYD-2013 a formula with functions over rows in order: one row has no order
   * @since 0.1.0
   */
  evaluate(values: FormulaValues = {}): FormulaValue | undefined {
    if (this.#windows !== undefined) throw this.#refuseRow()
    const value = this.#run(this.#reader.read(objectOfValues(values))) as number | string | undefined
    if (this.type === 'boolean') return value === 1 ? undefined : value === 2
    return value === value ? value : undefined
  }

  #refuseRow(): HydraError {
    return renderFault(this.text, windowFault(this.#checked), this.name)
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

  /** The canonical text: the same tree, written the one way. */
  format(): string {
    return canonical(this.#checked.ast)
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
  const { name, units, optimize = true, expect, ...rest } = formulaOptionsAt(options)
  const { calls, entries } = functionsAt(rest.functions)
  const faults = new Faults()
  const limits = limitsAt(rest.limits)
  const ast = parse(source, limits, faults)
  const checked = check(ast, faults, { catalogue: catalogueAt(rest.variables), functions: entries, mixesUnits: units === 'warn' })
  checkExpected(checked, expect)
  const errors = faults.sorted()
  if (errors.length > 0) throw renderFaults(source, errors, name)
  const warnings = faults.warnings.map((fault) => renderFault(source, fault, name))
  const stages = stagesOf(checked)
  const windows = stages === undefined ? undefined : new Windows(stages, checked, calls, optimize)
  const run = windows === undefined ? closuresOf(checked, calls, optimize).runs[ast.root]! : () => NaN
  return new Formula(source, name, checked, run, warnings, { limits, windows })
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
export function formulaFromJSON(data: unknown, { functions = {} }: Pick<FormulaOptions, 'functions'> = {}): Formula {
  const stored = storedFormula(data, functions)
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

/** What a compiled formula can say of itself: whether it can fire, why it gave what it gave, and its derivatives. */
import type { Checked } from '../reference/formula/checked.ts'
import { reachedOf, traceOf, type Row, type Trace, type TraceValue } from '../reference/formula/trace.ts'
import { analysisOf } from './analysis.ts'
import { explain } from './explain.ts'
import type { FormulaFault } from '../reference/formula/fault.ts'
import { gradientFault, gradientOf, gradientUnitsOf } from './gradient.ts'
import { emptySlots, objectOfValues, Reader } from './slots.ts'
import type { FormulaAnalysis, FormulaExplanation, FormulaFunction, FormulaValues } from './types.ts'
import { userCall } from './user-function.ts'

export class Insight {
  readonly #checked: Checked
  readonly #functions: ReadonlyMap<string, FormulaFunction>
  #analysis: FormulaAnalysis | undefined

  constructor(checked: Checked, functions: ReadonlyMap<string, FormulaFunction>) {
    this.#checked = checked
    this.#functions = functions
  }

  get analysis(): FormulaAnalysis {
    return (this.#analysis ??= analysisOf(this.#checked))
  }

  explain(values: FormulaValues): FormulaExplanation {
    return explain(this.#trace(values))
  }

  /** What stands in the way of a gradient. */
  get gradientFault(): FormulaFault | undefined {
    return gradientFault(this.#checked, this.#functions)
  }

  get gradientUnits(): Record<string, string> {
    return gradientUnitsOf(this.#checked)
  }

  gradient(values: FormulaValues): Record<string, number | undefined> {
    return gradientOf(this.#trace(values), this.#functions)
  }

  /** The value of every node; what a function of the user threw counts only where `evaluate` would call it. */
  #trace(values: FormulaValues): Trace {
    const trace = traceOf(this.#checked, this.#row(values))
    if (trace.failures.size === 0) return trace
    const reached = reachedOf(trace)
    for (const [at, cause] of trace.failures) if (reached[at] === true) throw cause
    return trace
  }

  #row(values: FormulaValues): Row {
    const used = [...this.#checked.variables.values()]
    const { numbers, others } = new Reader(used).read(objectOfValues(values))
    const byName = new Map(
      used.map(({ name, type }, i) => [name, type === 'number' || type === 'boolean' ? numbers[i] : others[i]]),
    )
    return { read: (name) => byName.get(name), call: (name, args) => this.#call(name, args) }
  }

  #call(name: string, args: readonly TraceValue[]): TraceValue {
    const entry = this.#checked.options.functions.get(name)!
    const run = userCall(name, this.#functions.get(name)!, args.map((arg) => () => arg as number), entry) // prettier-ignore
    return run(emptySlots(0))
  }
}

/**
 * A formula with functions over rows, prepared once: evaluators of its parts. What a stepper keeps beside them are the states.
 * In: stages of the checked tree. Out: evaluators of the arguments of each function, and of the rest, over values by name.
 */
import type { FormulaFault } from '../reference/formula/fault.ts'
import type { Checked, UsedVariable } from '../reference/formula/checked.ts'
import type { Stages, WindowStage } from '../reference/formula/stages.ts'
import { closuresOf } from './closure.ts'
import { Plan, type ColumnRule } from './columns/plan.ts'
import { evaluator } from './evaluate.ts'
import { Reader } from './slots.ts'
import type { FormulaFunction, FormulaValue, FormulaValues } from './types.ts'

export type RowOf = (values: FormulaValues) => FormulaValue | undefined

/** One part: over values by name, and over columns; these have none for the literal without value. */
export interface Part {
  readonly row: RowOf
  readonly plan: Plan | undefined
}

/** What the parts have from the whole. */
type Whole = Pick<ColumnRule, 'optimize' | 'mostWork'>

export interface WindowParts {
  readonly stage: WindowStage
  readonly inputs: readonly Part[]
}

/** One part as a function of values by name. */
function evaluatorOf(checked: Checked, calls: ReadonlyMap<string, FormulaFunction>, whole: Whole): Part {
  const { root } = checked.ast
  const type = checked.types[root]
  if (type === 'missing') return { row: () => undefined, plan: undefined }
  const run = closuresOf(checked, calls, whole.optimize).runs[root]!
  const row = evaluator(
    [...checked.variables.values()],
    run,
    type!,
    true,
    () => undefined,
    () => undefined,
  )
  return { row, plan: new Plan([{ ...whole, checked, run }]) }
}

export class Windows {
  readonly parts: readonly WindowParts[]
  readonly rest: Part
  readonly variables: readonly UsedVariable[]
  /** Refuses values of another type before anything is pushed. */
  readonly check: (values: FormulaValues) => void

  constructor({ windows, main }: Stages, checked: Checked, calls: ReadonlyMap<string, FormulaFunction>, whole: Whole) {
    const prepared = (part: Checked): Part => evaluatorOf(part, calls, whole)
    this.parts = windows.map((stage) => ({ stage, inputs: stage.inputs.map(prepared) }))
    this.rest = prepared(main)
    this.variables = [...checked.variables.values()]
    const reader = new Reader(this.variables)
    this.check = (values) => void reader.read(values)
  }
}

/** What is wrong with one row alone, at the first function over rows. */
export function windowFault(checked: Checked): FormulaFault {
  const { start, text } = checked.node(checked.entries.findIndex((entry) => entry?.kind === 'window'))
  const place = { start, end: start + text.length }
  return { code: 2013, reason: 'window-outside-columns', values: [text], ...place, suggestions: [] }
}

/** The kernels of formulas, of one shape in both engines. Columns in, columns out, a status back: 0, 2015 or 4004. */
import type { Lowered } from '../../reference/formula/lower.ts'
import type { FrontAnswer, FrontArguments } from './front.ts'
import { formulaColumns } from '../../reference/formula/machine.ts'
import { formulaWindow } from '../../reference/formula/window/index.ts'

export interface FormulaKernels {
  /** Runs a program over columns of numbers and of Kleene bytes: src/reference/formula/machine.ts. */
  formulaColumns(
    program: Uint8Array,
    rows: number,
    numbers: readonly Float64Array[],
    masks: readonly Uint8Array[],
    values: readonly Float64Array[],
    flags: readonly Uint8Array[],
    missing: Uint8Array,
    counts: Float64Array,
    isClear: boolean,
  ): number
  /** Runs a function over rows in order: src/reference/formula/window/index.ts. */
  formulaWindow(
    name: string,
    parameter: number,
    x: Float64Array,
    t: Float64Array,
    truths: Uint8Array,
    values: Float64Array,
    flags: Uint8Array,
  ): number
}

/** What the addon has beside it: tables and trees that tests compare, and the front end, which src/engine/formula/front.ts calls. */
export interface FormulaNames {
  formulaOpcodes(): string[]
  /** Null for numbers that mean nothing. */
  formulaRead(...given: FrontArguments): FrontAnswer | null
  formulaTree(...given: FrontArguments): string[] | null
  /** Null where there is no program: src/engine/formula/compile.ts. */
  formulaProgram(
    texts: readonly string[],
    names: string[] | undefined,
    figures: Float64Array,
    options: Float64Array,
    optimize: boolean,
    words: string[],
    ranks: Float64Array,
  ): Lowered | null
}

export const formulaReference: FormulaKernels = { formulaColumns, formulaWindow }

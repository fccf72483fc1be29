/** The kernel of formulas, of one shape in both engines. A program and columns in, columns out, a status back: 0, 2015 or 4004. */
import { formulaColumns } from '../../reference/formula/machine.ts'

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
}

/** What the addon has beside it: the table that a test compares. */
export interface FormulaNames {
  formulaOpcodes(): string[]
}

export const formulaReference: FormulaKernels = { formulaColumns }

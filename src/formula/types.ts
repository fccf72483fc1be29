/** What goes into a compiled formula and what comes out. Types only. */
import type { EngineOption } from '../engine/index.ts'
import type { HydraError } from '../errors/index.ts'
import type { Ast } from '../reference/formula/ast.ts'
import type { Limits } from '../reference/formula/limits.ts'

/** Units of numbers as formulas write them; '' is none. */
export type FormulaUnit = '' | 'ns' | 'us' | 'ms' | 's' | 'min' | 'h' | 'd' | 'B' | 'kB' | 'MB' | 'GB' | 'TB' | 'KiB' | 'MiB' | 'GiB' | 'TiB' | '%' // prettier-ignore

export type FormulaType = 'number' | 'boolean' | 'string'
export type FormulaVariableType = FormulaType | 'series'

export interface FormulaVariable {
  readonly type: FormulaVariableType
  /** Left out: told by the end of the name (`_ms`, `_mb`, `_percent`, ...), else none. */
  readonly unit?: FormulaUnit
  /** What the values lie between; they are not checked against it, claims and warnings use it. */
  readonly min?: number
  readonly max?: number
  readonly integer?: boolean
  readonly description?: string
}

export interface FormulaFunction {
  /** Types of the arguments, or how many numbers. */
  readonly args: number | readonly FormulaType[]
  /** @defaultValue 'number' */
  readonly result?: FormulaType
  readonly call: (...args: never[]) => unknown
  /** The same result for the same arguments. @defaultValue false */
  readonly pure?: boolean
  /** Slopes by its arguments, one number each, or a number for one argument; for `gradient`. */
  readonly derivative?: (...args: never[]) => number | readonly number[]
}

export interface FormulaOptions {
  /** Names of numbers, or what each name is. Left out: every free name is a number. */
  readonly variables?: readonly string[] | Readonly<Record<string, FormulaVariableType | FormulaVariable>>
  /** How messages call the formula. */
  readonly name?: string
  /** Whether units that do not fit are refused or warned of. @defaultValue 'error' */
  readonly units?: 'error' | 'warn'
  readonly functions?: Readonly<Record<string, FormulaFunction>>
  /** `work` is the most parts times rows of one call over columns. */
  readonly limits?: Partial<Limits> & { readonly work?: number }
  /** Constants are computed once. The bits of results are the same without. @defaultValue true */
  readonly optimize?: boolean
  /** The type that the formula must have. */
  readonly expect?: 'boolean' | 'number'
}

/** One row is always computed in TypeScript, unless native is asked for by name. */
export type EvaluateOptions = EngineOption

export type FormulaValue = number | boolean | string
/** Values by name; one that is absent, null, undefined or NaN has no value. */
export type FormulaValues = Readonly<Record<string, unknown>>

export interface FormulaUse {
  readonly name: string
  readonly type: FormulaVariableType
  /** As people write it; '' is none. */
  readonly unit: string
  readonly spans: readonly { readonly start: number; readonly end: number }[]
}

/** Whether a rule can be true, and whether it can be false. */
export interface FormulaAnalysis {
  /** never: true in no row; always: false in no row; either: both may be, or it is not known. */
  readonly outcome: 'never' | 'always' | 'either'
  /** One sentence. */
  readonly reason: string
  /** The clause that settles it. */
  readonly span?: { readonly start: number; readonly end: number }
}

/** A boolean that is not made of booleans, in one row. */
export interface FormulaClause {
  readonly span: { readonly start: number; readonly end: number }
  /** Canonical. */
  readonly text: string
  /** Undefined: unknown. */
  readonly value: boolean | undefined
  /** What is compared, in one unit. */
  readonly left: FormulaValue | undefined
  readonly right: FormulaValue | undefined
  /** Distance to the threshold, in the unit of the comparison: positive when true. Undefined for what has no distance. */
  readonly margin: number | undefined
  /** margin / |threshold| */
  readonly relative: number | undefined
  /** Of the least set of clauses that fixes the value; of an unknown rule, one that it waits for. */
  readonly decisive: boolean
}

/** Why there is no value. */
export interface FormulaMissing {
  /** A variable to supply; left out where a computation lost the value. */
  readonly name?: string
  /** The name as formulas write it, or `a / b is 0 / 0`. */
  readonly text: string
  /** Its first place. */
  readonly span: { readonly start: number; readonly end: number }
}

export interface FormulaExplanation {
  readonly value: FormulaValue | undefined
  /** One sentence. */
  readonly text: string
  /** Of a rule: and is the least margin of its clauses, or the greatest, not the negative. */
  readonly margin: number | undefined
  /** In order of the text; of a number the conditions at its forks. */
  readonly clauses: readonly FormulaClause[]
  /** Empty where there is a value. */
  readonly missing: readonly FormulaMissing[]
}

export interface ParsedFormula {
  /** Nodes in an order where children stand first; `root` is the index of the whole. */
  readonly ast: Ast
  readonly errors: readonly HydraError[]
}

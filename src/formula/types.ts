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

export interface ParsedFormula {
  /** Nodes in an order where children stand first; `root` is the index of the whole. */
  readonly ast: Ast
  readonly errors: readonly HydraError[]
}

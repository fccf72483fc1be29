/**
 * What is known of each node of a tree: type, unit, whether it is built of literals alone, the conversion of its value, the function it calls.
 * Twin: crates/hydra-core/src/formula/checked.rs
 */
import type { Ast, Node } from './ast.ts'
import type { Faults } from './fault.ts'
import type { FunctionEntry } from './grammar.ts'
import { conversion, isPlain, isRatio, plain, type Conversion, type Unit } from './unit.ts'

export type VariableType = 'number' | 'boolean' | 'string' | 'series'
/** `missing`: the literal without a value, which goes with every type. `error`: refused already. */
export type ValueType = VariableType | 'missing' | 'error'

export interface Variable {
  readonly type: VariableType
  readonly unit: Unit | undefined
  readonly min: number
  readonly max: number
  /** Whole numbers only. */
  readonly integer: boolean
}

export interface UsedVariable extends Variable {
  readonly name: string
  /** From 0, in order of first use. */
  readonly place: number
  readonly spans: { readonly start: number; readonly end: number }[]
}

export interface CheckOptions {
  /** Undefined: every free name is a number. */
  readonly catalogue: ReadonlyMap<string, Variable> | undefined
  readonly functions: ReadonlyMap<string, FunctionEntry>
  /** Units that do not fit are warnings instead of errors. */
  readonly mixesUnits: boolean
}

export class Checked {
  readonly ast: Ast
  readonly faults: Faults
  readonly options: CheckOptions
  readonly types: ValueType[] = []
  readonly units: (Unit | undefined)[] = []
  readonly isConstant: boolean[] = []
  readonly conversions: (Conversion | undefined)[] = []
  readonly entries: (FunctionEntry | undefined)[] = []
  /** In order of first use. */
  readonly variables = new Map<string, UsedVariable>()

  constructor(ast: Ast, faults: Faults, options: CheckOptions) {
    this.ast = ast
    this.faults = faults
    this.options = options
  }

  node(at: number): Node {
    return this.ast.nodes[at]!
  }

  /** Enters what is known of the next node. */
  put(type: ValueType, unit: Unit | undefined, isConstant: boolean): void {
    this.types.push(type)
    this.units.push(unit)
    this.isConstant.push(isConstant)
    this.conversions.push(undefined)
    this.entries.push(undefined)
  }

  fault(code: number, reason: string, at: number, values: readonly string[] = [], near: readonly string[] = []): void {
    const { start, end } = this.node(at)
    this.faults.add(code, reason, start, end, values, near)
  }

  /** Lets the value of a node be converted to a unit of its dimension; false where no exact factor is known. */
  convertTo(at: number, unit: Unit): boolean {
    const step = conversion(this.units[at]!, unit)
    const before = this.conversions[at]
    if (step === undefined) return false
    const whole =
      before === undefined ? step : conversion({ ...plain, ...before }, { ...plain, times: step.over, over: step.times })
    if (whole === undefined) return false
    this.conversions[at] = whole.times === 1 && whole.over === 1 ? undefined : whole
    this.units[at] = unit
    return true
  }

  /** A percent literal that nothing gave a unit: its plain value. */
  settle(at: number): void {
    const unit = this.units[at]
    if (unit === undefined || !isRatio(unit) || !this.isConstant[at]) return
    if (!isPlain(unit)) this.convertTo(at, plain)
    this.units[at] = undefined
  }

  isUsable(items: readonly number[]): boolean {
    return items.every((item) => this.types[item] !== 'error')
  }

  areConstant(items: readonly number[]): boolean {
    for (const item of items) if (!this.isConstant[item]!) return false
    return true
  }
}

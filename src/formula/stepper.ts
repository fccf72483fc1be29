/**
 * Rows in order, one after the other: the value of each, with what functions over rows remember of those before.
 * In: values by name. Out: the value of this row. Every function takes every row, also where `and` would not look at it.
 * A row that is refused (HYD-2006) is not taken. Where a function of the user fails, what was not computed counts as without value.
 */
import { windowState, type WindowState } from '../reference/formula/window/index.ts'
import { isHydraError } from '../errors/index.ts'
import { objectOfValues, unreadable } from './slots.ts'
import type { FormulaValue, FormulaValues } from './types.ts'
import type { RowOf, WindowParts, Windows } from './windows.ts'

/** Codes for texts: another one where the text is another than before. */
class TextCodes {
  #last: FormulaValue | undefined
  #code = 0

  of(text: FormulaValue | undefined): number {
    if (text === undefined) return NaN
    if (text !== this.#last) this.#code += 1
    this.#last = text
    return this.#code
  }
}

const truthCode = (value: FormulaValue | undefined): number => (value === undefined ? 1 : value === true ? 2 : 0)

/** One function: its state, and the forms that values go in and come out in. */
class Step {
  readonly #state: WindowState
  readonly #codes = new TextCodes()
  readonly #parts: WindowParts

  constructor(parts: WindowParts) {
    const { entry, parameter, type } = parts.stage
    this.#state = windowState(entry.name, parameter, type === 'boolean')
    this.#parts = parts
  }

  get name(): string {
    return this.#parts.stage.name
  }

  #code(value: FormulaValue | undefined): number {
    const { type } = this.#parts.stage
    if (type === 'boolean') return truthCode(value)
    return type === 'string' ? this.#codes.of(value) : ((value ?? NaN) as number)
  }

  /** @param values - undefined: the row could not be computed */
  push(values: FormulaValues | undefined): FormulaValue | undefined {
    const [first, second] = this.#parts.inputs.map((input) => (values === undefined ? undefined : input.row(values)))
    const value = this.#state.push(this.#code(first), (second ?? NaN) as number)
    if (this.#parts.stage.entry.result === 'boolean') return value === 1 ? undefined : value === 2
    return value === value ? value : undefined
  }
}

/** Each variable once, from own keys where Object.prototype has the name. */
function rowOf({ variables }: Windows, values: FormulaValues): Record<string, unknown> {
  const row = Object.create(null) as Record<string, unknown>
  for (const variable of variables) {
    const { name } = variable
    try {
      row[name] = name in Object.prototype && !Object.hasOwn(values, name) ? undefined : values[name]
    } catch (cause) {
      throw isHydraError(cause) ? cause : unreadable(variable, cause)
    }
  }
  return row
}

/** Takes the rows of a formula in order; made by `rule.start()`. */
export class Stepper {
  readonly #windows: Windows | undefined
  readonly #steps: readonly Step[]
  readonly #plain: RowOf
  #rows = 0

  constructor(windows: Windows | undefined, plain: RowOf) {
    this.#windows = windows
    this.#steps = (windows?.parts ?? []).map((parts) => new Step(parts))
    this.#plain = plain
  }

  /** How many rows were taken. */
  get rows(): number {
    return this.#rows
  }

  /**
   * Takes the next row.
   *
   * @param values - by name, as `evaluate` takes them
   * @returns the value of this row; undefined where there is none
   * @throws HYD-1003 values that are no object, HYD-2006 a value of another type than declared (the row is not taken), HYD-2017 a function of
   * the user failed (the row is taken, as one without value where it was not computed)
   */
  push(values: FormulaValues = {}): FormulaValue | undefined {
    if (this.#windows === undefined) {
      const value = this.#plain(values)
      this.#rows += 1
      return value
    }
    const row = rowOf(this.#windows, objectOfValues(values))
    this.#windows.check(row)
    this.#rows += 1
    this.#advance(row)
    return this.#windows.rest.row(row)
  }

  #advance(row: Record<string, unknown>): void {
    let at = 0
    try {
      for (; at < this.#steps.length; at += 1) row[this.#steps[at]!.name] = this.#steps[at]!.push(row)
    } catch (error) {
      for (const step of this.#steps.slice(at)) step.push(undefined)
      throw error
    }
  }
}

/**
 * What is wrong with a formula, as data: a number of the catalog, a reason with its arguments, and the place. No text is made here.
 * Places are UTF-16 units from the start of the text. At most 20 faults a text, and none twice at one place.
 * Twin: crates/hydra-core/src/formula/fault.rs
 */
export interface FormulaFault {
  /** 2001 to 2056 */
  readonly code: number
  /** Which sentence tells it; the sentences stand with whoever renders them. */
  readonly reason: string
  readonly values: readonly string[]
  readonly start: number
  readonly end: number
  /** What could have stood there instead: names, operators. */
  readonly suggestions: readonly string[]
}

export const mostFaults = 20
/** From here on numbers are warnings; 2008 is one too. */
const firstWarning = 2050
export const isWarning = (code: number): boolean => code > firstWarning || code === 2008

export class Faults {
  readonly errors: FormulaFault[] = []
  readonly warnings: FormulaFault[] = []
  /** A limit was passed, or there are faults enough: nothing after it is looked at. */
  isOver = false

  add(
    code: number,
    reason: string,
    start: number,
    end: number,
    values: readonly string[] = [],
    near: readonly string[] = [],
  ): void {
    const list = isWarning(code) ? this.warnings : this.errors
    if (this.isOver || list.length >= mostFaults) return
    if (list.some((fault) => fault.start === start && (fault.code === code || list === this.errors))) return
    list.push({ code, reason, values, start, end, suggestions: near })
    this.isOver = this.errors.length >= mostFaults
  }

  /** Too long, too deep, too large: the last fault of a text. */
  stop(reason: string, start: number, end: number, values: readonly string[]): void {
    this.add(2005, reason, start, end, values)
    this.isOver = true
  }

  /** By place, so that the first one stands in front. */
  sorted(): FormulaFault[] {
    return [...this.errors].sort((a, b) => a.start - b.start)
  }
}

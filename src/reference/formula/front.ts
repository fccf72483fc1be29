/**
 * The front end of the formula language: text to a tree whose types, units and names were checked.
 * In: a text, the variables, limits. Out: the tree and what is known of its nodes; all faults of the text stand in its `faults`.
 * Twin: crates/hydra-core/src/formula/front.rs
 */
import { check } from './check.ts'
import type { Checked, CheckOptions } from './checked.ts'
import { Faults } from './fault.ts'
import type { Limits } from './limits.ts'
import { parse } from './parser.ts'

export interface ReadOptions extends CheckOptions {
  readonly limits: Limits
  /** The type that the result must have. */
  readonly expect?: 'number' | 'boolean' | undefined
}

function checkExpected(checked: Checked, expect: ReadOptions['expect']): void {
  const type = checked.types[checked.ast.root]!
  if (expect === undefined || type === expect || checked.faults.errors.length > 0) return
  checked.fault(2002, 'wrong-result', checked.ast.root, [type, expect])
}

/** Reads and judges a text. */
export function read(text: string, options: ReadOptions): Checked {
  const faults = new Faults()
  const checked = check(parse(text, options.limits, faults), faults, options)
  checkExpected(checked, options.expect)
  return checked
}

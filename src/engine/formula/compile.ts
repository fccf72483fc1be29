/**
 * Texts of formulas to one program, on the native engine alone: the compiler of the core in one call.
 * In: texts over one catalogue, ranks of the texts in them. Out: bytes and inputs, as `lower` of the reference gives them.
 */
import type { Lowered } from '../../reference/formula/lower.ts'
import { openAddon } from '../choose.ts'
import { frontArguments, type FrontOptions } from './front.ts'

export interface ProgramOptions extends FrontOptions {
  /** Whether what stands twice is computed once, and what is known is folded. The bits of results are the same without. */
  readonly optimize: boolean
  /** By text: its place in the sorted dictionary of the call. A text that is not here has none. */
  readonly ranks: ReadonlyMap<string, number>
}

/**
 * One program of all texts.
 *
 * @returns null where a text has errors, where no program can compute one, or where the program would be larger than programs may be
 * @throws HYD-9002 no native engine
 */
export function compileNative(texts: readonly string[], options: ProgramOptions): Lowered | null {
  const { optimize, ranks } = options
  const [, names, figures, numbers] = frontArguments('', options)
  return openAddon().formulaProgram(
    texts,
    names,
    figures,
    numbers,
    optimize,
    [...ranks.keys()],
    Float64Array.from(ranks.values()),
  )
}

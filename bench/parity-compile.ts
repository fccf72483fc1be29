/**
 * Part of `parity`: texts of formulas to programs, by both engines.
 * In: the generator, and what counts differences. Out: a function that runs one case.
 * A case is one to five texts in one program, folded or plain; compared are its bytes and its inputs.
 */
import { variableOf } from '../src/reference/formula/check.ts'
import { standardLimits } from '../src/reference/formula/limits.ts'
import { nativeProgram, referenceProgram } from '../test/support/compiled.ts'
import { randomFormula, variables } from '../test/support/formulas.ts'
import { randomFrontOptions, randomTyped } from '../test/support/texts.ts'
import type { ProgramOptions } from '../src/engine/formula/compile.ts'
import type { FunctionBench } from './parity-functions.ts'

const catalogue = new Map(Object.entries(variables).map(([name, type]) => [name, { ...variableOf(name), type }]))
const limits = { ...standardLimits, nesting: 512 }

export function compileCases({ random, count }: Pick<FunctionBench, 'random' | 'count'>): void {
  const draw = (n: number): number => random.below(n)
  const ranks = new Map(['', 'a', 'gzip', 'gz', 'zip', 'b'].map((word) => [word, draw(8) / 2]))
  const own = draw(4) === 0
  const front = own ? { ...randomFrontOptions(draw), limits } : { catalogue, limits }
  const options: ProgramOptions = { ...front, mixesUnits: true, expect: undefined, optimize: draw(3) > 0, ranks }
  const texts = Array.from({ length: draw(3) === 0 ? 1 + draw(5) : 1 }, () => (own ? randomTyped(draw, options) : randomFormula(draw, 60))) // prettier-ignore
  const [a, b] = [nativeProgram(texts, options), referenceProgram(texts, options)]
  const length = Math.max(a.length, b.length)
  const same = Float64Array.from({ length }, (_, i) => (a[i] === b[i] ? 1 : 0))
  const kind = b[0] === 'no program' ? 'formula texts without program' : 'formula programs of texts'
  count(kind, 1, same, new Float64Array(length).fill(1), () => ({ texts, optimize: options.optimize, native: a, reference: b }))
}

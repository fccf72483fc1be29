/**
 * Part of `parity`: texts of formulas through the front end of both engines.
 * In: the generator, and what counts differences. Out: a function that runs one case.
 * A case is one text, good or broken, with variables, limits and options; compared are its faults, variables, type, unit and tree, line by line.
 */
import { randomFrontOptions, randomText } from '../test/support/texts.ts'
import { nativeFront, referenceFront } from '../test/support/fronts.ts'
import type { FunctionBench } from './parity-functions.ts'

export function frontCases({ random, count }: Pick<FunctionBench, 'random' | 'count'>): void {
  const draw = (n: number): number => random.below(n)
  const options = randomFrontOptions(draw)
  const text = randomText(draw, options)
  const [a, b] = [nativeFront(text, options), referenceFront(text, options)]
  const length = Math.max(a.length, b.length)
  const same = Float64Array.from({ length }, (_, i) => (a[i] === b[i] ? 1 : 0))
  const context = (): unknown => {
    const at = same.indexOf(0)
    return { text, native: a[at], reference: b[at], limits: options.limits, names: options.catalogue && [...options.catalogue] }
  }
  count('formula texts', 1, same, new Float64Array(length).fill(1), context)
}

/**
 * Part of `parity`: functions over rows in order.
 * In: draws, and what counts differing bits. Out: a function that runs one case.
 * A case is one function with a parameter over a column of up to 4000 rows; compared are its column and its status.
 */
import { kernelsFor } from '../src/engine/kernels.ts'
import { randomWindow, windowOutcome } from '../test/support/windows.ts'
import type { Counter } from './parity-formula-rows.ts'

const native = kernelsFor('native', { job: 'formula', size: 0 })
const reference = kernelsFor('reference', { job: 'formula', size: 0 })

export function windowCases({ random, count }: Counter): void {
  const call = randomWindow((n) => random.below(n))
  const { name, parameter, rows } = call
  count('formula windows', 1, windowOutcome(native, call), windowOutcome(reference, call), () => ({ name, parameter, rows }))
}

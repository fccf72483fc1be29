/**
 * Part of `parity`: programs of formulas over columns.
 * In: what fills a sample, and what runs a kernel on both engines (see bench/parity-drift.ts). Out: a function that runs one case.
 * A case is one random program over random rows: values, flags, marks, counts and status are compared.
 */
import type { Kernels } from '../src/engine/index.ts'
import { randomColumns, randomProgram, randomRows } from '../test/support/programs.ts'
import type { Bench } from './parity-drift.ts'

/** One random program over random rows. */
export function formulaCases({ random, run }: Bench): void {
  const draw = (n: number): number => random.below(n)
  const made = randomProgram(draw, 40)
  const rows = randomRows(draw)
  const { numbers, flags: masks } = randomColumns(draw, made, rows)
  const size = made.isBoolean ? 2 * rows + 2 : rows + 2
  const call = (kernels: Kernels, out: Float64Array): number => {
    const [flags, missing] = [new Uint8Array(made.isBoolean ? rows : 0), new Uint8Array(made.isBoolean ? rows : 0)]
    const values = made.isBoolean ? new Float64Array(0) : out.subarray(2)
    const counts = out.subarray(0, 2)
    const status = kernels.formulaColumns(made.program, rows, numbers, masks, values, flags, missing, counts)
    if (made.isBoolean) {
      out.set(flags, 2)
      out.set(missing, 2 + rows)
    }
    return status
  }
  run('formula programs', 1, size, call, () => ({ program: [...made.program], rows }))
}

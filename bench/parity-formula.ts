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
  const { outputs, maskOutputs } = made
  const [counted, valued, flagged] = [2 * (outputs + maskOutputs), rows * outputs, rows * maskOutputs]
  const isClear = draw(2) === 0
  const call = (kernels: Kernels, out: Float64Array): number => {
    const flags = Array.from({ length: maskOutputs }, () => new Uint8Array(rows).fill(isClear ? 0 : 9))
    const missing = new Uint8Array(flagged).fill(7)
    const counts = out.subarray(0, counted)
    const values = Array.from({ length: outputs }, (_, at) => out.subarray(counted + rows * at, counted + rows * (at + 1)))
    const status = kernels.formulaColumns(made.program, rows, numbers, masks, values, flags, missing, counts, isClear)
    // What is not clear and of an output without a true row means nothing.
    if (!isClear) flags.forEach((column, at) => counts[2 * (outputs + at) + 1] === 0 && column.fill(9))
    for (const [at, column] of [...flags, missing].entries()) out.set(column, counted + valued + rows * at)
    return status
  }
  run('formula programs', 1, counted + valued + 2 * flagged, call, () => ({ program: [...made.program], rows }))
}

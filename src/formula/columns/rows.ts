/**
 * Row by row with the closures, where no program can do it: functions of the user, tests of computed texts, formulas beyond a program.
 * In: the rule, columns. Out: the same as from a program.
 */
import type { Checked } from '../../reference/formula/checked.ts'
import type { Run } from '../closure.ts'
import type { Slot, Slots } from '../slots.ts'
import type { Column } from './read.ts'

type Reader = (row: number) => Slot

function readerOf(column: Column): Reader {
  if (column.type === 'number') return (row) => column.values[row]
  if (column.type === 'boolean') return (row) => column.bytes[row]
  if (column.type === 'string') return (row) => column.texts[row]
  const { values, offsets } = column.series
  if (column.isShared) return () => values
  return (row) => values.subarray(offsets[row], offsets[row + 1])
}

/** The value of each row, as closures have it. */
export function eachRow(
  run: Run,
  { variables }: Checked,
  columns: ReadonlyMap<string, Column>,
  rows: number,
  put: (row: number, value: unknown) => void,
): void {
  const readers = [...variables.keys()].map((name) => readerOf(columns.get(name)!))
  for (let row = 0; row < rows; row += 1) {
    const slots: Slots = readers.map((read) => read(row))
    put(row, run(slots))
  }
}

/**
 * Row by row with the closures, where no program can do it: functions of the user, tests of computed texts, formulas beyond a program.
 * In: the rule, columns. Out: the same as from a program.
 */
import type { Checked } from '../../reference/formula/checked.ts'
import type { Run } from '../closure.ts'
import { emptySlots, type Slots } from '../slots.ts'
import type { Column } from './read.ts'

/** Puts a row of a column into its slot. */
type Fill = (slots: Slots, row: number) => void

function fillOf(column: Column, place: number): Fill {
  if (column.type === 'number') return ({ numbers }, row) => (numbers[place] = column.values[row]!)
  if (column.type === 'boolean') return ({ numbers }, row) => (numbers[place] = column.bytes[row]!)
  if (column.type === 'string') return ({ others }, row) => (others[place] = column.texts[row])
  const { values, offsets } = column.series
  if (column.isShared) return ({ others }) => (others[place] = values)
  return ({ others }, row) => (others[place] = values.subarray(offsets[row], offsets[row + 1]))
}

/** The value of each row, as closures have it. Fresh slots a call: a function of the user may evaluate the same rule. */
export function eachRow(
  run: Run,
  { variables }: Checked,
  columns: ReadonlyMap<string, Column>,
  rows: number,
  put: (row: number, value: unknown) => void,
): void {
  const fills = [...variables.keys()].map((name, place) => fillOf(columns.get(name)!, place))
  const slots = emptySlots(fills.length)
  for (let row = 0; row < rows; row += 1) {
    for (const fill of fills) fill(slots, row)
    put(row, run(slots))
  }
}

/** Columns of trials from the data of a profile file: lengths, codes and indexes are checked, since what computes with them trusts them. */
import { byName, outcomes, type Columns } from '../../study/index.ts'
import { Misfit, type Field } from './reader.ts'
import { fromCell, optionalColumns, type OptionalColumn } from './shape.ts'

/** One value a trial; the list is read in one pass, a path is made for a wrong value only. */
function fill<T extends Float64Array | Uint8Array | Uint32Array>(
  field: Field,
  column: T,
  expected: string,
  read: (cell: unknown) => number | undefined,
): T {
  if (!Array.isArray(field.value)) return field.fail('a list')
  const list: readonly unknown[] = field.value
  if (list.length !== column.length)
    throw new Misfit(`${field.path} has ${list.length} values, columns.outcome has ${column.length}`)
  list.forEach((cell, i) => {
    const value = read(cell)
    if (value === undefined) throw new Misfit(`${field.path}[${i}] is not ${expected}`)
    column[i] = value
  })
  return column
}

const indexBelow =
  (limit: number) =>
  (cell: unknown): number | undefined =>
    Number.isSafeInteger(cell) && (cell as number) >= 0 && (cell as number) < limit ? (cell as number) : undefined

/**
 * Reads the columns.
 *
 * @param inputs - how many inputs the study has; a study without inputs counts them as input 0
 * @throws Misfit
 */
export function decodeColumns(field: Field, inputs: number): Columns {
  const outcome = field.get('outcome')
  const length = outcome.list().length
  const numbers = (from: Field): Float64Array => fill(from, new Float64Array(length), 'a number or null', fromCell)
  const wholes = (from: Field, limit: number): Uint32Array =>
    fill(from, new Uint32Array(length), `a whole number from 0 to ${limit - 1}`, indexBelow(limit))
  const optional = optionalColumns.flatMap((name) => {
    const column = field.get(name).optional(numbers)
    return column === undefined ? [] : [[name, column] as const]
  })
  return {
    wallMs: numbers(field.get('wallMs')),
    ...(Object.fromEntries(optional) as Pick<Columns, OptionalColumn>),
    outcome: fill(outcome, new Uint8Array(length), 'the code of an outcome', indexBelow(outcomes.length)),
    block: wholes(field.get('block'), 2 ** 32),
    epoch: wholes(field.get('epoch'), 2 ** 32),
    input: wholes(field.get('input'), Math.max(inputs, 1)),
    metrics: byName(field.get('metrics').entries().map(([name, column]) => [name, numbers(column)] as const)), // prettier-ignore
  }
}

/** What is said of columns that cannot be used. */
import { describeThrown, hydraError, kindOf, show, visible, type HydraError } from '../../errors/index.ts'

/** HYD-2013 for the rows of a column. */
export function unusable(name: string, what: string, hint: string): HydraError {
  const place = `"${visible(name)}" of the columns`
  return hydraError('2013', { what, place, hint }, { where: { option: name } })
}

/** HYD-2013 where no column says how many rows there are. */
export function withoutRows(): HydraError {
  const what = 'the number of rows is not known: no variable is a column'
  return hydraError('2013', { what, place: 'the columns', hint: 'Pass rows.' }, { where: { option: 'rows' } })
}

/** HYD-2006 for a column, or for the value in one of its rows. */
export function refused(name: string, expected: string, value: unknown, row?: number): HydraError {
  const place = row === undefined ? name : `${name}[${row}]`
  return hydraError(
    '2006',
    { name: visible(place), expected, got: show(value), type: kindOf(value) },
    { where: { option: name } },
  )
}

/** HYD-2006 for a getter or proxy that throws. */
export function unreadable(name: string, expected: string, cause: unknown): HydraError {
  const params = { name: visible(name), expected, got: describeThrown(cause), type: 'thrown when it was read' }
  return hydraError('2006', params, { where: { option: name }, cause })
}

/** HYD-1003 for an option. */
export function refusedOption(option: string, expected: string, value: unknown): HydraError {
  return hydraError('1003', { option, expected, got: show(value), type: kindOf(value) }, { where: { option } })
}

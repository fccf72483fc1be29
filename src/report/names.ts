/** Names of heads for a terminal: control characters shown, 40 columns at most, cut in the middle. */
import { visible } from '../errors/index.ts'
import { clipMiddle } from './width.ts'

/** A name as it may be printed; names are arbitrary text. */
export const shownName = (name: string, columns = 40): string => clipMiddle(visible(name), columns)

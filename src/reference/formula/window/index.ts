/**
 * Functions over rows in order by their names in formulas: as states, one row after the other, and as kernels over whole columns.
 * A kernel runs the state over the column, so that both give the same bits.
 */
import {
  changed,
  countOf,
  delta,
  ewma,
  extremeOf,
  heldFor,
  meanOf,
  previous,
  rank,
  rate,
  zscore,
  type WindowState,
} from './states.ts'

export type { WindowState }

/** Code of a truth without value, what columns of truths hold for it. */
const noTruth = 1

const makers: ReadonlyMap<string, (parameter: number, isTruth: boolean) => WindowState> = new Map<
  string,
  (parameter: number, isTruth: boolean) => WindowState
>([
  ['previous', (k) => previous(k)],
  ['delta', () => delta()],
  ['rate', () => rate()],
  ['changed', (_, isTruth) => changed(isTruth ? noTruth : NaN)],
  ['ewma', (alpha) => ewma(alpha)],
  ['mean_of', (rows) => meanOf(rows)],
  ['max_of', (rows) => extremeOf(rows, true)],
  ['min_of', (rows) => extremeOf(rows, false)],
  ['count_of', (rows, isTruth) => countOf(rows, isTruth)],
  ['held_for', (rows) => heldFor(rows)],
  ['rank', () => rank()],
  ['zscore', (rows) => zscore(rows)],
])

/**
 * A fresh state of a function.
 *
 * @param parameter - its literal argument: rows, or the weight of ewma
 * @param isTruth - whether its first argument is a boolean
 */
export const windowState = (name: string, parameter: number, isTruth: boolean): WindowState =>
  makers.get(name)!(parameter, isTruth)

/**
 * A function over whole columns, in order of rows.
 *
 * @param columns - its arguments of every row: numbers with NaN, truths as 0, 1, 2, texts as ranks with NaN
 * @param out - numbers for a function that gives numbers, truths for one that gives truths
 */
export function windowColumn(
  name: string,
  parameter: number,
  isTruth: boolean,
  columns: readonly ArrayLike<number>[],
  out: Float64Array | Uint8Array,
): void {
  const state = windowState(name, parameter, isTruth)
  const [x, t] = columns
  for (let i = 0; i < out.length; i += 1) out[i] = state.push(x![i]!, t === undefined ? NaN : t[i]!)
}

/**
 * Functions over rows in order by their names in formulas: as states, one row after the other, and as kernels over whole columns.
 * A kernel runs the state over the column, so that both give the same bits.
 * Twin: crates/hydra-core/src/formula/window/mod.rs
 */
import { isKleene } from '../mask.ts'
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

const mostRows = 1e6
/** Functions of truths, those of nothing else, and those that give truths. */
const takeTruths: ReadonlySet<string> = new Set(['changed', 'count_of', 'held_for'])
const takeOnlyTruths = 'held_for'
const giveTruths: ReadonlySet<string> = new Set(['changed', 'held_for'])

const isParameter = (name: string, p: number): boolean =>
  name === 'ewma' ? p > 0 && p <= 1 : p >= 1 && p <= mostRows && Math.trunc(p) === p

/** The arguments of a function; the columns that it does not take are empty. */
export interface WindowColumns {
  /** Numbers with NaN, or texts as codes with NaN. */
  readonly x: Float64Array
  /** The second argument of every row. */
  readonly t: Float64Array
  /** The first argument, where it is of truths: 0, 1, 2. */
  readonly truths: Uint8Array
}

/** Whether the columns, of so many rows, are those that the function takes and gives. */
function isFitting(name: string, { x, t, truths }: WindowColumns, rows: number, givesTruths: boolean): boolean {
  const first =
    truths.length > 0
      ? takeTruths.has(name) && truths.length === rows && x.length === 0
      : (name !== takeOnlyTruths || rows === 0) && x.length === rows
  const second = name === 'rate' ? rows : 0
  return first && t.length === second && (rows === 0 || giveTruths.has(name) === givesTruths) && isKleene(truths)
}

/**
 * A function over whole columns, in order of rows.
 *
 * @param values - filled by a function that gives numbers; one of it and `flags` is empty
 * @param flags - filled by one that gives truths
 * @returns 0; 4004 no such function, a parameter it cannot have, columns that do not fit, bytes that are not Kleene's
 */
export function formulaWindow(
  name: string,
  parameter: number,
  x: Float64Array,
  t: Float64Array,
  truths: Uint8Array,
  values: Float64Array,
  flags: Uint8Array,
): number {
  if (values.length > 0 && flags.length > 0) return 4004
  const out = flags.length > 0 ? flags : values
  if (!makers.has(name) || !isParameter(name, parameter)) return 4004
  if (!isFitting(name, { x, t, truths }, out.length, flags.length > 0)) return 4004
  const isTruth = truths.length > 0
  const [state, first] = [windowState(name, parameter, isTruth), isTruth ? truths : x]
  for (let i = 0; i < out.length; i += 1) out[i] = state.push(first[i]!, t.length === 0 ? NaN : t[i]!)
  return 0
}

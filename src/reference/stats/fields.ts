/**
 * The columns of a summary, their order and their bits: field i is asked for by bit i of a mask, and the columns of the output stand
 * in the order of the fields asked for. The addon exports the same list; a test compares the two.
 * Twin: crates/hydra-core/src/stats/fields.rs
 */
export const fieldNames = [
  'n', 'mean', 'sd', 'min', 'max', 'median', 'p5', 'p25', 'p75', 'p90', 'p95', 'p99', 'mad', 'intervalLow', 'intervalHigh',
  'sum', 'variance',
] as const // prettier-ignore

export const allFields = (1 << fieldNames.length) - 1

/** Places in `fieldNames`. */
export const place = { n: 0, mean: 1, sd: 2, min: 3, max: 4, mad: 12, low: 13, high: 14, sum: 15, variance: 16 } as const

/** The quantile fields: their place and their p. */
export const quantileFields: readonly (readonly [field: number, p: number])[] = [
  [5, 0.5],
  [6, 0.05],
  [7, 0.25],
  [8, 0.75],
  [9, 0.9],
  [10, 0.95],
  [11, 0.99],
]

export const has = (mask: number, field: number): boolean => (mask & (1 << field)) !== 0

/** How many columns a mask asks for. */
export function countFields(mask: number): number {
  let count = 0
  for (let rest = mask; rest !== 0; rest &= rest - 1) count += 1
  return count
}

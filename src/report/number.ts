/**
 * Numbers for people: three or four digits that matter, shares in percent, ratios as `1.52x`.
 * In: finite numbers. Out: text without exponents where it can be avoided.
 * Why significant digits: 0.00123 and 1 230 000 say the same amount, and a column of them stays narrow.
 */

/** More than these `toFixed` refuses. */
const mostDecimals = 100

/** Decimals that give a number `digits` significant ones, counted after rounding (9.996 with 3 digits is 10.0). */
export const decimalsFor = (value: number, digits: number): number => {
  const rounded = Number(Math.abs(value).toPrecision(digits))
  const magnitude = rounded === 0 ? 0 : Math.floor(Math.log10(rounded))
  return Math.min(mostDecimals, Math.max(0, digits - 1 - magnitude))
}

/**
 * A number with so many significant digits; whole numbers below 1e6 stay whole.
 *
 * @example
 * significant(1234.5, 3) // '1235'
 * @since 0.1.0
 */
export function significant(value: number, digits = 4): string {
  if (Number.isInteger(value) && Math.abs(value) < 1e6) return String(value)
  if (!Number.isFinite(value)) return String(value)
  if (Math.abs(value) >= 1e6 || Math.abs(value) < 1e-6) return value.toExponential(digits - 1)
  return value.toFixed(decimalsFor(value, digits))
}

/** Always `digits` significant digits, also for whole numbers: 1 is `1.00`; 0 is `0`. */
export const fixedDigits = (value: number, digits = 3): string => (value === 0 ? '0' : value.toFixed(decimalsFor(value, digits)))

/**
 * A share (0 to 1) in percent. Never rounded up to 100 or down to 0: one failure in a million still shows.
 *
 * @example
 * percent(0.9999999) // '> 99.9 %'
 * @since 0.1.0
 */
export function percent(share: number): string {
  if (share === 1) return '100 %'
  if (share === 0) return '0 %'
  if (share > 0.9995) return '> 99.9 %'
  if (share > 0 && share < 0.0005) return '< 0.1 %'
  return `${(share * 100).toFixed(1)} %`
}

/** A ratio of times: `1.52x`, `12.3x`, `0.998x`; four digits close to 1, where two would say nothing. */
export function times(ratio: number): string {
  if (ratio > 0.95 && ratio < 1.05 && ratio !== 1) return `${ratio.toFixed(3)}x`
  return `${fixedDigits(ratio, 3)}x`
}

/** A word with its number: `1 head`, `6 heads`. */
export const counted = (count: number, word: string, many = `${word}s`): string => `${count} ${count === 1 ? word : many}`

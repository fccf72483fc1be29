/**
 * Horizontal bars in eighths of a character.
 * In: a share (0 to 1) of the full length. Out: text of exactly that many columns at most; what is above 0 shows at least a hairline.
 */

const eighths = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'] as const

/**
 * @param share - 0 to 1, clamped
 * @param columns - length of a full bar
 * @example
 * bar(0.5, 4) // '██'
 * @since 0.1.0
 */
export function bar(share: number, columns: number): string {
  const clamped = Math.min(1, Math.max(0, share))
  const parts = clamped > 0 ? Math.max(1, Math.round(clamped * columns * 8)) : 0
  return '█'.repeat(Math.floor(parts / 8)) + (eighths[parts % 8] ?? '')
}

/**
 * A histogram in one line: a character a bin, its height by eighths. In: counts. Out: text of as many columns as there are bins.
 * The fullest bin of a line is a full block, whatever the other lines have: it shows shape and place, not amount.
 */

const levels = '▁▂▃▄▅▆▇█'

/**
 * @param counts - of the bins; a bin with anything in it shows at least a line
 * @example
 * histogramLine([0, 1, 4, 8]) // ' ▁▄█'
 */
export function histogramLine(counts: ArrayLike<number>): string {
  const list = Array.from(counts)
  const most = Math.max(...list)
  const level = (count: number): string =>
    count === 0 ? ' ' : (levels[Math.min(7, Math.max(0, Math.ceil((count / most) * 8) - 1))] ?? ' ')
  return list.map(level).join('')
}

/**
 * Progress on stderr: a bar with the time left on a terminal, one line a head elsewhere.
 * In: Progress of the measuring room. Out: on a terminal one line that is drawn over, at most ten times a second, and cleared at the end.
 */
import type { Progress } from '../../measure/types.ts'
import {
  asciiLine,
  bar,
  bracketed,
  clipMiddle,
  formatDuration,
  pad,
  shownName,
  textWidth,
  times,
  type Paint,
} from '../../report/index.ts'

export interface ProgressBar {
  draw(progress: Progress): void
  /** Takes the bar off, so that a line can be printed; the next draw puts it back. */
  clear(): void
}

const barColumns = 24
/** Of the name of a head, and of the two of a pair. */
const nameColumns = { least: 8, most: 24, pair: 14 } as const

/** So that the pair behind it stays in its place. */
const leftColumns = 13

/** What the closest pair looks like by now: `gzip-6 1.01x [0.98, 1.04] gzip-9, undecided`. */
export function livePair({ a, b, ratio, interval, verdict }: NonNullable<Progress['ratio']>): string {
  const turned = ratio > 1
  const [first, second] = (turned ? [b, a] : [a, b]).map((name) => shownName(name, nameColumns.pair))
  const [low, high] = turned ? interval : [1 / interval[1], 1 / interval[0]]
  const words = { faster: 'faster than', slower: 'faster than', equivalent: 'the same as', undecided: 'undecided against' }[
    verdict
  ]
  return `${first} ${times(turned ? ratio : 1 / ratio)} ${bracketed(low, high)} ${words} ${second}`
}

/**
 * The line itself: `trials  ████████▌        34 %  gzip-6   12.3 s left   closest: gzip-6 1.01x [0.98, 1.04] undecided against gzip-9`.
 * In a narrow terminal the pair goes first, then the time, then the head.
 */
export function progressLine({ phase, done, total, head, etaMs, ratio }: Progress, columns: number, paint: Paint): string {
  const share = total === 0 ? 0 : done / total
  const figures = `${String(Math.floor(share * 100)).padStart(3)} %`
  const start = `${pad(phase, 7)} ${paint.cyan(pad(bar(share, barColumns), barColumns))} ${figures}`
  const room = columns - (7 + 1 + barColumns + 1 + figures.length) - 1
  const left = etaMs === undefined ? '' : `${formatDuration(Math.max(0, etaMs))} left`
  const leftWidth = left === '' ? 0 : Math.max(leftColumns, textWidth(left))
  const name = Math.min(nameColumns.most, room - 3 - leftWidth)
  if (name < nameColumns.least) return clipMiddle(`${pad(phase, 7)} ${figures} ${left}`.trimEnd(), Math.max(1, columns - 1))
  const live = ratio === undefined ? '' : `   closest: ${livePair(ratio)}`
  const isWide = textWidth(live) <= room - 3 - name - Math.max(leftColumns, leftWidth)
  return `${start}  ${pad(shownName(head, name), name)} ${paint.dim(isWide ? pad(left, leftColumns) + live : left)}`.trimEnd()
}

export function createBar(write: (text: string) => void, columns: () => number, paint: Paint, unicode = true): ProgressBar {
  const shownIn = unicode ? (line: string): string => line : asciiLine
  let shown = false
  return {
    draw: (progress) => {
      write(`\r\u001b[2K${shownIn(progressLine(progress, columns(), paint))}`)
      shown = true
    },
    clear: () => {
      if (shown) write('\r\u001b[2K')
      shown = false
    },
  }
}

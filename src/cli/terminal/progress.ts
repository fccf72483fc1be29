/**
 * Progress on stderr: a bar with the time left on a terminal, one line a head elsewhere.
 * In: Progress of the measuring room. Out: on a terminal one line that is drawn over, at most ten times a second, and cleared at the end.
 */
import type { Progress } from '../../measure/types.ts'
import { bar, formatDuration, pad, shownName, type Paint } from '../../report/index.ts'

export interface ProgressBar {
  draw(progress: Progress): void
  /** Takes the bar off, so that a line can be printed; the next draw puts it back. */
  clear(): void
}

const barColumns = 24

/** The line itself: `trials  ████████▌        34 %  gzip-6   12.3 s left`. */
export function progressLine({ phase, done, total, head, etaMs }: Progress, columns: number, paint: Paint): string {
  const share = total === 0 ? 0 : done / total
  const left = etaMs === undefined ? '' : `${formatDuration(Math.max(0, etaMs))} left`
  const room = Math.max(8, columns - barColumns - 36)
  const figures = `${String(Math.floor(share * 100)).padStart(3)} %`
  return `${pad(phase, 7)} ${paint.cyan(pad(bar(share, barColumns), barColumns))} ${figures}  ${pad(shownName(head, room), room)} ${paint.dim(left)}`.trimEnd()
}

export function createBar(write: (text: string) => void, columns: () => number, paint: Paint): ProgressBar {
  let shown = false
  return {
    draw: (progress) => {
      write(`\r\u001b[2K${progressLine(progress, columns(), paint)}`)
      shown = true
    },
    clear: () => {
      if (shown) write('\r\u001b[2K')
      shown = false
    },
  }
}

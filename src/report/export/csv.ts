/**
 * A study as CSV: one row a trial. In: a study. Out: text by RFC 4180. Names are any text, quoted where they must be.
 * Times in ms; unknown figures are empty.
 */
import { outcomes, type HeadStudy, type Study } from '../../study/index.ts'

/** RFC 4180: quoted where it must be; a leading = + - @ is kept, since a program reads it back. */
const csvCell = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)
const csvNumber = (value: number | undefined): string => (value === undefined || Number.isNaN(value) ? '' : String(value))

function csvRows(head: HeadStudy, metrics: readonly string[], inputs: readonly string[]): string[] {
  const { wallMs, cpuMs, outcome, block, input, metrics: own } = head.columns
  return Array.from(wallMs, (ms, i) => {
    const cells = [
      csvCell(head.name),
      String(i),
      String(block[i]),
      csvCell(inputs[input[i] ?? 0] ?? ''),
      outcomes[outcome[i] ?? 0] ?? '',
    ]
    return [...cells, csvNumber(ms), csvNumber(cpuMs?.[i]), ...metrics.map((name) => csvNumber(own[name]?.[i]))].join(',')
  })
}

/** Columns: head, trial, block, input, outcome, wall_ms, cpu_ms, then every metric. Lines end in CRLF. */
export function studyCsv(study: Study): string {
  const metrics = Object.keys(study.metrics)
  const inputs = study.inputs.map(({ name }) => name)
  const title = ['head', 'trial', 'block', 'input', 'outcome', 'wall_ms', 'cpu_ms', ...metrics].map(csvCell).join(',')
  const rows = study.names.flatMap((name) => csvRows(study.heads[name]!, metrics, inputs))
  return `${[title, ...rows].join('\r\n')}\r\n`
}

/** A study as one JSON document, with all its trials. In: a study. Out: plain data; unknown figures are null in a column, else absent. */
import { outcomes, type Study } from '../../study/index.ts'

/** Figures and verdicts, and for each head its columns of trials. */
export function studyDocument(study: Study): Record<string, unknown> {
  const trials = study.names.map((name) => {
    const { wallMs, cpuMs, outcome, block, input, metrics } = study.heads[name]!.columns
    const list = (column: ArrayLike<number> | undefined): unknown => (column === undefined ? undefined : Array.from(column, (v) => (Number.isNaN(v) ? null : v))) // prettier-ignore
    const own = Object.keys(metrics).map((metric) => ({ name: metric, values: list(metrics[metric]) }))
    return { name, wallMs: list(wallMs), cpuMs: list(cpuMs), outcome: Array.from(outcome, (code) => outcomes[code]), block: list(block), input: list(input), metrics: own } // prettier-ignore
  })
  return { schema: 1, study, trials }
}

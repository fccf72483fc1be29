/**
 * A study as plain data for JSON. Heads and metrics are lists: a list keeps its order and holds any name, `__proto__` too.
 * Columns of trials are left out; unknown figures are absent.
 */
import { paretoFront } from './pareto.ts'
import type { Study } from './study.ts'
import type { ByName, HeadStudy, HeadSummary } from './types.ts'

const namedList = <T extends object>(record: ByName<T>): object[] =>
  Object.keys(record).map((name) => ({ name, ...record[name] }))

const summaryJson = (summary: HeadSummary): object => ({
  ...summary,
  metrics: namedList(summary.metrics),
  byInput: namedList(summary.byInput),
})

function headJson(head: HeadStudy, pareto: boolean): object {
  const { name, kind, isolation, unit, callsPerTrial, cost, summary, failures, stopped } = head
  const firstFailures = head.firstFailures.map((error) => error.toJSON())
  const { version, paced, isolates, helperShare, rebuilt, steady, loopNs, trialsPerVisit } = head
  const manner = { version, paced, isolates, helperShare, unit, callsPerTrial, rebuilt, steady, loopNs, trialsPerVisit }
  return { name, kind, isolation, ...manner, cost, pareto, stopped, summary: summaryJson(summary), failures, firstFailures }
}

/** Figures, verdicts and warnings; everything in it survives JSON.stringify. */
export function studyJson(study: Study): Record<string, unknown> {
  const heads = study.names.map((name) => study.heads[name]!)
  const front = new Set(paretoFront(heads))
  const { schema, id, name, createdAt, seed, mode, trials, partial, elapsedMs, estimatedMs, margin, confidence } = study
  return {
    schema, id, name, createdAt, seed, mode, trials, partial, elapsedMs, estimatedMs, margin, confidence,
    engine: study.engine,
    environment: study.environment,
    inputs: study.inputs,
    heads: heads.map((head) => headJson(head, front.has(head.name))),
    clock: study.clock,
    concurrency: study.record.concurrency,
    ratePerSecond: study.record.ratePerSecond,
    reference: study.reference,
    noiseFloor: study.noiseFloor,
    comparisons: study.comparisons,
    warnings: study.warnings.map((warning) => warning.toJSON()),
    sentence: study.sentence,
  } // prettier-ignore
}

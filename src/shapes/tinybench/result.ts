/**
 * What tinybench users read of a task: `task.result`.
 * In: a study, the name of a head. Out: state, latency, throughput, and the flat fields of version 2.
 * A task of which any trial failed is `errored`, as in tinybench; its figures are there all the same where some succeeded.
 */
import type { HeadStudy, Study } from '../../study/index.ts'
import { firstFault, sortedTimes } from '../samples.ts'
import { statisticsOf, throughputOf, type Statistics } from '../statistics.ts'
import { verdictWords } from '../verdict.ts'
import type { TaskResult } from './types.ts'

/** Figures; none without a success. */
export function figuresOf(head: HeadStudy): (Partial<TaskResult> & Statistics) | undefined {
  const times = sortedTimes(head)
  if (times.length === 0) return undefined
  const latency = statisticsOf(times)
  const throughput = statisticsOf(throughputOf(times))
  const totalTime = times.reduce((sum, ms) => sum + ms, 0)
  return { ...latency, latency, throughput, totalTime, period: latency.mean, hz: 1000 / latency.mean }
}

function stateOf(study: Study, hasFigures: boolean, error: Error | undefined): TaskResult['state'] {
  if (error !== undefined) return 'errored'
  if (study.partial) return hasFigures ? 'aborted-with-statistics' : 'aborted'
  return 'completed'
}

export function resultOf(study: Study, name: string): TaskResult {
  const head = study.heads[name]!
  const figures = figuresOf(head)
  const error = firstFault(head)
  const { unit, callsPerTrial } = head
  return {
    ...figures,
    state: stateOf(study, figures !== undefined, error),
    ...(error === undefined ? {} : { error }),
    aborted: study.partial,
    runtime: 'node',
    runtimeVersion: process.version,
    timestampProviderName: 'hydra',
    unit,
    callsPerTrial,
    verdict: verdictWords(study, name),
  }
}

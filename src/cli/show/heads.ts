/** `--verbose`: a line for each head with its figures, and its first failures; and why a study was stopped early. */
import { failureCounts, formatDuration, shownName } from '../../report/index.ts'
import type { HeadStudy, Study } from '../../study/index.ts'
import type { Log } from '../terminal/log.ts'

function figures({ name, summary, failures }: HeadStudy): string {
  const { trials, successes, durationMs, cpuMs } = summary
  const cpu = cpuMs === undefined ? '' : `, cpu ${formatDuration(cpuMs)}`
  const counts = failureCounts(failures)
  const times =
    successes === 0 ? '' : `, median ${formatDuration(durationMs.median)}, p95 ${formatDuration(durationMs.p95)}${cpu}`
  return `${shownName(name)}: ${successes} of ${trials} right${counts === '' ? '' : ` (${counts})`}${times}`
}

export function sayHeads(study: Study, log: Log): void {
  for (const name of study.names) {
    const head = study.heads[name]
    if (head === undefined) continue
    log.debug(figures(head))
    if (head.stopped !== undefined) log.debug(`${shownName(name)}: ${head.stopped.reason}`)
    for (const failure of head.firstFailures) log.debug(`${shownName(name)}: ${failure.code} ${failure.message}`)
  }
  const stopped = study.names.filter((name) => study.heads[name]?.stopped !== undefined).length
  if (stopped > 0) log.info(`${stopped} of ${study.names.length} heads stopped before the others; --verbose says why`)
  for (const warning of study.warnings) if (warning.code === 'HYD-3005') log.fault(warning)
}

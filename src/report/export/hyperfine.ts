/**
 * A study as hyperfine's JSON export, for the tools that read it: `results[].{ command, mean, stddev, median, user, system, min, max, times, exit_codes }`.
 * In: a study. Out: plain data, times in seconds. Heads without a success are left out: hyperfine has no row without times.
 * Only good trials are there, each with the exit code 0, so that its tools do not mix the times of failures in.
 * CPU time is recorded as one figure; it stands under `user`, and `system` is 0. Where none was recorded both are absent.
 */
import type { HeadStudy, Study } from '../../study/index.ts'
import { successCode } from '../../study/index.ts'

const seconds = (ms: number | undefined): number | undefined => (ms === undefined ? undefined : ms / 1000)

function meanOf(values: Float64Array): number | undefined {
  const known = values.filter((value) => value - value === 0)
  return known.length === 0 ? undefined : known.reduce((sum, value) => sum + value, 0) / known.length
}

function resultOf({ name, summary, columns: { wallMs, cpuMs, outcome } }: HeadStudy): object {
  const { mean, sd, median, min, max } = summary.durationMs
  const isGood = (_: number, trial: number): boolean => outcome[trial] === successCode
  const times = Array.from(wallMs.filter(isGood), (ms) => ms / 1000)
  const user = cpuMs === undefined ? undefined : seconds(meanOf(cpuMs.filter(isGood)))
  const cpu = user === undefined ? {} : { user, system: 0 }
  return {
    command: name,
    mean: seconds(mean), stddev: seconds(sd) ?? null, median: seconds(median),
    ...cpu,
    min: seconds(min), max: seconds(max),
    times,
    exit_codes: times.map(() => 0),
  } // prettier-ignore
}

/** Plain data in the shape of `hyperfine --export-json`. */
export const studyHyperfine = (study: Study): { readonly results: readonly object[] } => ({
  results: study.names.flatMap((name) => {
    const head = study.heads[name]
    return head === undefined || head.summary.successes === 0 ? [] : [resultOf(head)]
  }),
})

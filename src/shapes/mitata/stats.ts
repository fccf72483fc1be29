/** What mitata users read of a run: figures in ns a call. In: a head of a study. Out: its stats; undefined without a success. */
import type { HeadStudy } from '../../study/index.ts'
import { quantileOf } from '../../reference/stats/quantile.ts'
import { sortedTimes } from '../samples.ts'
import type { Stats } from './types.ts'

const nsOfMs = 1e6

export function statsOf(head: HeadStudy, kind: Stats['kind']): Stats | undefined {
  const samples = sortedTimes(head).map((ms) => ms * nsOfMs)
  if (samples.length === 0) return undefined
  const at = (p: number): number => quantileOf((rank) => samples[rank]!, samples.length, p)
  const avg = samples.reduce((sum, ns) => sum + ns, 0) / samples.length
  const quantiles = { p25: at(0.25), p50: at(0.5), p75: at(0.75), p99: at(0.99), p999: at(0.999) }
  const ticks = samples.length * head.callsPerTrial
  return { kind, debug: '', ticks, samples: [...samples], min: samples[0]!, max: samples.at(-1)!, avg, ...quantiles }
}

/**
 * The peers of bench/stats/summary.ts: the same twelve figures by simple-statistics, by @stdlib/stats, and by Python.
 * In: samples. Out: figures in the order mean, sd, min, max, median, p5, p25, p75, p90, p95, p99, mad; times of Python, by name.
 * @stdlib/stats (437 MB with what it needs) and Python are no dependency: who has them names them, else the rows are missing, aloud.
 */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { mad, max, mean, min, quantile, sampleStandardDeviation } from 'simple-statistics'
import { BenchFailure } from '../words.ts'

export const shares = [0.5, 0.05, 0.25, 0.75, 0.9, 0.95, 0.99]

/** All quantiles of one call: its quickest way. */
export const simple = (x: number[]): number[] => [
  mean(x),
  sampleStandardDeviation(x),
  min(x),
  max(x),
  ...quantile(x, shares),
  mad(x),
]

type Strided = (n: number, x: Float64Array, stride: number) => number
type Deviation = (n: number, correction: number, x: Float64Array, stride: number) => number

function at(sorted: Float64Array, share: number): number {
  const h = (sorted.length - 1) * share
  const rank = Math.floor(h)
  return h === rank ? sorted[rank]! : (1 - (h - rank)) * sorted[rank]! + (h - rank) * sorted[rank + 1]!
}

/** @stdlib/stats has no quantiles of samples but the median of a sorted one: the rest is read from that order. */
export function stdlibFrom(folder: string): ((x: Float64Array) => number[]) | undefined {
  if (folder === '') return undefined
  const load = createRequire(join(folder, 'package.json'))
  const strided = (name: string): unknown => load(`@stdlib/stats/strided/${name}`)
  const [dmean, dmin, dmax, dmedian] = ['dmean', 'dmin', 'dmax', 'dmediansorted'].map(strided) as [Strided, Strided, Strided, Strided] // prettier-ignore
  const dstdev = strided('dstdev') as Deviation
  return (x) => {
    const n = x.length
    const sorted = x.slice().sort()
    const median = dmedian(n, sorted, 1)
    const deviations = x.map((value) => Math.abs(value - median)).sort()
    const quantiles = shares.slice(1).map((share) => at(sorted, share))
    return [dmean(n, x, 1), dstdev(n, 1, x, 1), dmin(n, x, 1), dmax(n, x, 1), median, ...quantiles, dmedian(n, deviations, 1)]
  }
}

export interface PythonTimes {
  /** Microseconds of CPU time a call. */
  readonly times: Readonly<Record<string, number>>
  readonly missing: readonly string[]
  readonly versions: Readonly<Record<string, string>>
  /** The figures of the first group. */
  readonly check: Readonly<Record<string, readonly number[]>>
}

/** Runs bench/stats/summary.py on these values, one thread. @throws BenchFailure when it fails */
export function timePython(python: string, values: Float64Array, perGroup: number): PythonTimes {
  const folder = mkdtempSync(join(tmpdir(), 'hydra-summary-'))
  try {
    const file = join(folder, 'values.f64')
    writeFileSync(file, values)
    const env: NodeJS.ProcessEnv = { ...process.env, OMP_NUM_THREADS: '1', POLARS_MAX_THREADS: '1' }
    delete env['OPENBLAS_CORETYPE']
    const words = ['bench/stats/summary.py', file, String(perGroup)]
    const { error, status, stdout, stderr } = spawnSync(python, words, { env, encoding: 'utf8' })
    if (error !== undefined || status !== 0) throw new BenchFailure(`${python} failed: ${error?.message ?? stderr}`)
    return JSON.parse(stdout) as PythonTimes
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

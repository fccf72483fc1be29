/**
 * hyperfine, where it is on the PATH: -N (no shell), 20 runs of each command after a warm-up run, means held together by Welch's test on
 * the times of its JSON: it gives no verdict itself.
 */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { studentTail } from '../../../src/reference/math/student.ts'
import { median } from '../figures.ts'
import type { Found } from '../task.ts'

/** Its version; undefined where there is none. */
export function hyperfineVersion(): string | undefined {
  const { status, stdout } = spawnSync('hyperfine', ['--version'], { encoding: 'utf8' })
  return status === 0 ? stdout.trim() : undefined
}

interface Sample {
  readonly n: number
  readonly mean: number
  readonly variance: number
}

function sampleOf(times: readonly number[]): Sample {
  const n = times.length
  const mean = times.reduce((sum, time) => sum + time, 0) / n
  return { n, mean, variance: times.reduce((sum, time) => sum + (time - mean) ** 2, 0) / (n - 1) }
}

/** Two-sided p of equal means (Welch 1947). */
export function welch(x: readonly number[], y: readonly number[]): number {
  const [a, b] = [sampleOf(x), sampleOf(y)]
  const [va, vb] = [a.variance / a.n, b.variance / b.n]
  const df = (va + vb) ** 2 / (va ** 2 / (a.n - 1) + vb ** 2 / (b.n - 1))
  return 2 * studentTail(Math.abs(a.mean - b.mean) / Math.sqrt(va + vb), df)
}

/** What two lists of times say, at the level of our own verdicts: 2 % on both sides together. */
export function foundOfTimes(a: readonly number[], b: readonly number[]): Found {
  const ratio = sampleOf(a).mean / sampleOf(b).mean
  const claim = welch(a, b) < 0.02 ? (ratio < 1 ? 'a' : 'b') : undefined
  return { claim, ratio, ratioOfMedians: median(a) / median(b) }
}

/** The times of two commands, in s, from hyperfine's JSON. @throws Error where there are not two */
export function readExport(text: string): readonly [readonly number[], readonly number[]] {
  const { results } = JSON.parse(text) as { results: { times: number[] }[] }
  const [first, second] = results.map(({ times }) => times)
  if (first === undefined || second === undefined || results.length !== 2)
    throw new Error('hyperfine did not report two commands')
  return [first, second]
}

export function byHyperfine(a: readonly string[], b: readonly string[], runs: number): Found {
  const folder = mkdtempSync(join(tmpdir(), 'hydra-hyperfine-'))
  try {
    const path = join(folder, 'export.json')
    const words = ['-N', '--style', 'none', '--warmup', '1', '--runs', String(runs), '--export-json', path]
    const { status, stderr } = spawnSync('hyperfine', [...words, a.join(' '), b.join(' ')], { encoding: 'utf8' })
    if (status !== 0) throw new Error(`hyperfine ended with ${status}: ${stderr}`)
    return foundOfTimes(...readExport(readFileSync(path, 'utf8')))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/**
 * `vitest bench` 4.1: a generated file in a folder of its own, run by the command people use, read from its --outputJson.
 * 40 % of the budget a head, 10 % to warm it up. Its claim: the summary prints "1.01x faster" or more, which is by means.
 */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { execPath } from 'node:process'
import { claimOfPrinted, found, type Figure, type Pair } from '../claim.ts'
import type { Found, Task, Winner } from '../task.ts'
import { textOf } from '../workloads.ts'

interface Benchmark {
  readonly name: string
  readonly mean: number
  readonly median: number
  readonly moe: number
}

/** The two heads of a report of `vitest bench --outputJson`. @throws Error where one of them is not in it */
export function readReport(text: string): Pair {
  const { files } = JSON.parse(text) as { files: { groups: { benchmarks: Benchmark[] }[] }[] }
  const all = files.flatMap(({ groups }) => groups.flatMap(({ benchmarks }) => benchmarks))
  const of = (name: Winner): Figure => {
    const one = all.find((benchmark) => benchmark.name === name)
    if (one === undefined || !(one.mean > 0)) throw new Error(`vitest bench has no result of ${name}: ${text.slice(0, 500)}`)
    return { mean: one.mean, median: one.median, moe: one.moe }
  }
  return { a: of('a'), b: of('b') }
}

/** The file that is measured. */
export function benchFile(order: readonly Winner[], { job, more, isClosed, budgetMs }: Task): string {
  const times = `{ time: ${0.4 * budgetMs}, warmupTime: ${0.1 * budgetMs} }`
  const line = (name: Winner): string => `bench('${name}', ${textOf(job, name === 'b' ? more : 0, isClosed)}, ${times})`
  return ["import { bench } from 'vitest'", ...order.map(line)].join('\n') + '\n'
}

export function byVitest(order: readonly Winner[], task: Task): Found {
  const folder = mkdtempSync(join(tmpdir(), 'hydra-vitest-'))
  try {
    writeFileSync(join(folder, 'pair.bench.mjs'), benchFile(order, task))
    const program = join(process.cwd(), 'node_modules/vitest/vitest.mjs')
    const words = ['bench', '--run', '--root', folder, '--outputJson', join(folder, 'report.json')]
    const { status, stderr } = spawnSync(execPath, [program, ...words], { cwd: folder, encoding: 'utf8' })
    if (status !== 0) throw new Error(`vitest bench ended with ${status}: ${stderr}`)
    const pair = readReport(readFileSync(join(folder, 'report.json'), 'utf8'))
    return found(pair, claimOfPrinted(pair))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

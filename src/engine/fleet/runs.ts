/**
 * Summaries of runs, checked and brought into the one order in which they are joined: by head, then run, then machine.
 * In: rows in any order. Out: the same rows sorted, each with n, mean and m2; a row given twice is there once.
 */
import { hydraError, kindOf, show } from '../../errors/index.ts'
import { typedKind } from '../door.ts'
import { sketchFromBytes, type Sketch } from '../sketch/sketch.ts'

/** What one run on one machine says of a head. */
export interface RunSummary {
  readonly head: string
  /** Identifies the run: a study's id. Runs are joined in the order of these texts. */
  readonly run: string
  /** Identifies the machine; all alike when left out. */
  readonly machine?: string
  readonly trials: number
  readonly successes: number
  /** Durations that `mean`, `variance` and the sketch speak of. @defaultValue the sketch's count, else `successes` */
  readonly n?: number
  /** Any one unit, for all rows of a head. Left out: that of the sketch. */
  readonly mean?: number
  /** By n - 1. Left out: that of the sketch; 0 below two durations. */
  readonly variance?: number
  /** Of the same durations, or its bytes. */
  readonly sketch?: Sketch | Uint8Array
}

/** A row as it is joined. */
export interface Run {
  readonly head: string
  readonly run: string
  readonly machine: string
  readonly trials: number
  readonly successes: number
  readonly n: number
  readonly mean: number
  readonly variance: number
  readonly sketch: Sketch | undefined
}

function textAt(value: unknown, option: string): string {
  if (typeof value === 'string') return value
  throw hydraError('1003', { option, expected: 'a text', got: show(value), type: kindOf(value) }, { where: { option } })
}

function numberAt(value: unknown, parameter: string, expected: string, isGood: (x: number) => boolean): number {
  if (typeof value === 'number' && isGood(value)) return value
  throw hydraError('4004', { parameter, expected, got: show(value) }, { where: { option: parameter } })
}

const isCount = (x: number): boolean => Number.isSafeInteger(x) && x >= 0
const countAt = (value: unknown, parameter: string): number => numberAt(value, parameter, 'a whole number from 0 on', isCount)

function sketchAt(value: unknown, option: string): Sketch | undefined {
  if (value === undefined) return undefined
  if (typedKind(value) === 'Uint8Array') return sketchFromBytes(value as Uint8Array)
  if (typeof (value as Sketch | null)?.toBytes === 'function') return value as Sketch
  const got = show(value)
  throw hydraError('1003', { option, expected: 'a sketch or its bytes', got, type: kindOf(value) }, { where: { option } })
}

function runAt(value: unknown, i: number): Run {
  const what = `rows[${i}]`
  if (typeof value !== 'object' || value === null) {
    throw hydraError('1003', { option: what, expected: 'the summary of a run', got: show(value), type: kindOf(value) })
  }
  const given = value as RunSummary
  const sketch = sketchAt(given.sketch, `${what}.sketch`)
  const trials = countAt(given.trials, `${what}.trials`)
  const successes = countAt(given.successes, `${what}.successes`)
  if (successes > trials) numberAt(successes, `${what}.successes`, `at most the trials, ${trials}`, () => false)
  const n = countAt(given.n ?? sketch?.count ?? successes, `${what}.n`)
  if (sketch !== undefined && sketch.count !== n)
    numberAt(n, `${what}.n`, `the ${sketch.count} values of the sketch`, () => false)
  const mean = n === 0 ? 0 : (given.mean ?? sketch?.mean)
  const variance = n < 2 ? 0 : (given.variance ?? sketch?.variance)
  return {
    ...{ head: textAt(given.head, `${what}.head`), run: textAt(given.run, `${what}.run`) },
    machine: textAt(given.machine ?? '', `${what}.machine`),
    ...{ trials, successes, n, sketch },
    mean: numberAt(mean, `${what}.mean`, 'a finite number', (x) => Number.isFinite(x)),
    variance: numberAt(variance, `${what}.variance`, 'a finite number from 0 on', (x) => x >= 0 && x < Infinity),
  }
}

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** By head, then run, then machine: the order of joining. Texts by their code units, whatever the language of the machine. */
export const compareRuns = (a: Run, b: Run): number =>
  compareText(a.head, b.head) || compareText(a.run, b.run) || compareText(a.machine, b.machine)

function isSame(a: Run, b: Run): boolean {
  const counts = a.trials === b.trials && a.successes === b.successes && a.n === b.n
  const bytes = ({ sketch }: Run): string => (sketch === undefined ? '' : sketch.toJSON().bytes)
  return counts && Object.is(a.mean, b.mean) && Object.is(a.variance, b.variance) && bytes(a) === bytes(b)
}

/**
 * Rows in the order of joining, each once.
 *
 * @throws HYD-1003, HYD-4004, HYD-4005 a row that is none; HYD-4004 two different rows of one head, run and machine
 */
export function runsAt(rows: unknown): Run[] {
  if (!Array.isArray(rows)) {
    throw hydraError('1003', { option: 'rows', expected: 'a list of summaries of runs', got: show(rows), type: kindOf(rows) })
  }
  const sorted = rows.map(runAt).sort(compareRuns)
  return sorted.filter((run, i) => {
    const before = sorted[i - 1]
    if (before === undefined || compareRuns(before, run) !== 0) return true
    if (isSame(before, run)) return false
    const got = `two that differ, of head ${show(run.head)}, run ${show(run.run)}, machine ${show(run.machine)}`
    throw hydraError('4004', { parameter: 'rows', expected: 'one row a head, run and machine', got })
  })
}

/**
 * Summaries of runs, checked and brought into the one order in which they are joined: by head, then run, then machine.
 * In: rows in any order. Out: the same rows sorted, each with n, mean and m2; a row given twice is there once.
 */
import { hydraError, show } from '../../errors/index.ts'
import { typedKind } from '../door.ts'
import { sketchFromBytes, type Sketch } from '../sketch/sketch.ts'
import { fieldsAt, listAt, wrongKind } from './fields.ts'

/** What one run on one machine says of a head. */
export interface RunSummary {
  readonly head: string
  /** Identifies the run: a study's id. Runs are joined in the order of these texts. */
  readonly run: string
  /** Identifies the machine; all alike when left out. */
  readonly machine?: string
  readonly trials: number
  readonly successes: number
  /** Durations that `mean`, `variance` and the sketch speak of, at most the trials. @defaultValue the sketch's count, else `successes` */
  readonly n?: number
  /** Any one unit, for all rows of a head. Left out: that of the sketch. */
  readonly mean?: number
  /** By n - 1; n - 1 times it must be a double. Left out: that of the sketch; 0 below two durations. */
  readonly variance?: number
  /** Of the same durations, or its bytes; a copy is kept. */
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

const fields = ['head', 'run', 'machine', 'trials', 'successes', 'n', 'mean', 'variance', 'sketch']

function textAt(value: unknown, option: string): string {
  if (typeof value === 'string') return value
  throw wrongKind(option, 'a text', value)
}

function numberAt(value: unknown, parameter: string, expected: string, isGood: (x: number) => boolean): number {
  if (typeof value === 'number' && isGood(value)) return value
  throw hydraError('4004', { parameter, expected, got: show(value) }, { where: { option: parameter } })
}

const isCount = (x: number): boolean => Number.isSafeInteger(x) && x >= 0

/** A whole number from 0, at most `most` where there is one. */
function countAt(value: unknown, parameter: string, trials = Infinity): number {
  const n = numberAt(value, parameter, 'a whole number from 0 on', isCount)
  return numberAt(n, parameter, `at most the trials, ${trials}`, (x) => x <= trials)
}

/** A copy, which the caller's further values do not reach. */
function sketchAt(value: unknown, option: string): Sketch | undefined {
  if (value === undefined) return undefined
  const isSketch = typeof (value as Sketch | null)?.toBytes === 'function'
  const bytes: unknown = isSketch ? (value as Sketch).toBytes() : value
  if (typedKind(bytes) === 'Uint8Array') return sketchFromBytes(bytes as Uint8Array)
  throw wrongKind(option, 'a sketch or its bytes', value)
}

/** How many durations a row speaks of: as many as its sketch holds, at most its trials. */
function durationsAt(given: unknown, sketch: Sketch | undefined, successes: number, trials: number, parameter: string): number {
  const n = countAt(given === undefined ? (sketch?.count ?? successes) : given, parameter, trials)
  if (sketch === undefined) return n
  return numberAt(n, parameter, `the number of values of the sketch, ${sketch.count}`, (x) => x === sketch.count)
}

/** Mean and variance; 0 stands for -0, so that rows that differ in nothing else are one. */
function momentsAt({ mean, variance }: Partial<RunSummary>, n: number, sketch: Sketch | undefined, what: string) {
  const centre = n === 0 ? 0 : mean === undefined ? sketch?.mean : mean
  const spread = n < 2 ? 0 : variance === undefined ? sketch?.variance : variance
  const expected = n < 2 ? 'a finite number from 0 on' : `a number from 0 on that ${n - 1} times is finite`
  return {
    mean: numberAt(centre, `${what}.mean`, 'a finite number', (x) => Number.isFinite(x)) + 0,
    variance: numberAt(spread, `${what}.variance`, expected, (x) => x >= 0 && x * (n < 2 ? 1 : n - 1) < Infinity) + 0,
  }
}

function runAt(value: unknown, i: number): Run {
  const what = `rows[${i}]`
  const given = fieldsAt(value, what, 'the summary of a run', fields) as Partial<RunSummary>
  const sketch = sketchAt(given.sketch, `${what}.sketch`)
  const trials = countAt(given.trials, `${what}.trials`)
  const successes = countAt(given.successes, `${what}.successes`, trials)
  const n = durationsAt(given.n, sketch, successes, trials, `${what}.n`)
  return {
    ...{ head: textAt(given.head, `${what}.head`), run: textAt(given.run, `${what}.run`) },
    machine: given.machine === undefined ? '' : textAt(given.machine, `${what}.machine`),
    ...{ trials, successes, n, sketch },
    ...momentsAt(given, n, sketch, what),
  }
}

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** By head, then run, then machine: the order of joining. Texts by their code units, whatever the language of the machine. */
export const compareRuns = (a: Run, b: Run): number =>
  compareText(a.head, b.head) || compareText(a.run, b.run) || compareText(a.machine, b.machine)

function isSame(a: Run, b: Run): boolean {
  const counts = a.trials === b.trials && a.successes === b.successes && a.n === b.n
  const bytes = ({ sketch }: Run): string => (sketch === undefined ? '' : sketch.toJSON().bytes)
  return counts && a.mean === b.mean && a.variance === b.variance && bytes(a) === bytes(b)
}

/**
 * Rows in the order of joining, each once.
 *
 * @throws HYD-1002, HYD-1003, HYD-4004, HYD-4005 a row that is none; HYD-4004 two different rows of one head, run and machine
 */
export function runsAt(rows: unknown): Run[] {
  const sorted = listAt(rows, 'rows', 'a list of summaries of runs').map(runAt).sort(compareRuns)
  return sorted.filter((run, i) => {
    const before = sorted[i - 1]
    if (before === undefined || compareRuns(before, run) !== 0) return true
    if (isSame(before, run)) return false
    const got = `two that differ, of head ${show(run.head)}, run ${show(run.run)}, machine ${show(run.machine)}`
    throw hydraError('4004', { parameter: 'rows', expected: 'one row a head, run and machine', got })
  })
}

/**
 * A log of what a selector decides: one line of JSON a pick, written before the pick is given out; what came of it; every vector of probabilities.
 * In: a path, how large a file may grow, how many older ones are kept. Out: hooks for createSelector(). Lines are appended at once (no fsync: a power
 * cut may take the last ones, the end of a process none). A file that is full becomes `<path>.1`, that one `<path>.2`, and so on.
 * Why each observation says again how the pick was made: who judges weights by it then needs no other line.
 */
import { appendFileSync, closeSync, fstatSync, mkdirSync, openSync, readSync, renameSync, rmSync, statSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { hydraError, kindOf, show } from '../../errors/index.ts'
import type { Decision, Observed, Revision } from '../../select/types.ts'
import { errnoOf, fileFailed } from '../failure.ts'
import { withLockNow } from './lock.ts'

export const decisionSchema = 'hydra.decisions/1'
const header = `{"schema":"${decisionSchema}"}\n`
/** Picks whose circumstances are remembered until they are observed. */
const mostPending = 65_536

export interface DecisionLogOptions {
  /** Of one file. @defaultValue 64 MiB */
  readonly maxBytes?: number
  /** Older files. @defaultValue 5 */
  readonly keep?: number
}

/** How a pick was made, as its observation says it again. */
export type Circumstances = Partial<globalThis.Pick<Decision, 'excluded' | 'probe' | 'degraded' | 'context'>>

export type DecisionRecord =
  | ({ readonly kind: 'decision' } & Decision)
  | ({ readonly kind: 'observation' } & Observed & Circumstances)
  | ({ readonly kind: 'revision' } & Revision)

/** Hooks that are options of createSelector(), and what ends the log. */
export interface DecisionLog {
  readonly hooks: {
    readonly onDecision: (decision: Decision) => void
    readonly onObservation: (observation: Observed) => void
    readonly onRevision: (revision: Revision) => void
  }
  /** Closes the file; a decision after that opens it again. */
  close(): void
}

function wholeAt(value: number, option: string, least: number): number {
  if (Number.isInteger(value) && value >= least) return value
  const expected = `a whole number from ${least}`
  throw hydraError('1003', { option, expected, got: show(value), type: kindOf(value) }, { where: { option } })
}

export const rotatedPath = (path: string, age: number): string => (age === 0 ? path : `${path}.${age}`)

/** A process that was killed while it wrote has left half a line: what comes next begins a new one. */
function endsInLine(file: number, size: number): boolean {
  const last = Buffer.alloc(1)
  return size === 0 || (readSync(file, last, 0, 1, size - 1) === 1 && last[0] === 0x0a)
}

function moveUp(path: string, keep: number): void {
  for (let age = keep; age >= 1; age -= 1) {
    try {
      renameSync(rotatedPath(path, age - 1), rotatedPath(path, age))
    } catch (thrown) {
      if (errnoOf(thrown) !== 'ENOENT') throw thrown
    }
  }
  if (keep === 0) rmSync(path, { force: true })
}

class Appender {
  readonly #path: string
  readonly #maxBytes: number
  readonly #keep: number
  #file: number | undefined
  #size = 0

  constructor(path: string, maxBytes: number, keep: number) {
    this.#path = path
    this.#maxBytes = maxBytes
    this.#keep = keep
  }

  append(record: DecisionRecord): void {
    const line = `${JSON.stringify(record)}\n`
    try {
      const file = this.#file ?? this.#open()
      const bytes = Buffer.byteLength(line)
      const isFull = this.#size + bytes > this.#maxBytes && this.#size > header.length
      this.#write(isFull ? this.#rotate(file) : file, line)
    } catch (thrown) {
      throw fileFailed('write', this.#path, thrown)
    }
  }

  close(): void {
    if (this.#file !== undefined) closeSync(this.#file)
    this.#file = undefined
  }

  #write(file: number, text: string): void {
    appendFileSync(file, text)
    this.#size += Buffer.byteLength(text)
  }

  #open(): number {
    mkdirSync(dirname(this.#path), { recursive: true })
    const file = openSync(this.#path, 'a+', 0o644)
    this.#file = file
    this.#size = fstatSync(file).size
    if (this.#size === 0) this.#write(file, header)
    else if (!endsInLine(file, this.#size)) this.#write(file, '\n')
    return file
  }

  /** Unless another process that writes here has just done so. */
  #rotate(file: number): number {
    withLockNow(this.#path, () => {
      if (statSync(this.#path).ino === fstatSync(file).ino) moveUp(this.#path, this.#keep)
    })
    this.close()
    return this.#open()
  }
}

/**
 * A log of decisions, for the options of a selector.
 *
 * @param path - its folder is made when missing; the file when the first line is written
 * @param options - `maxBytes` of one file (64 MiB), `keep` older ones (5)
 * @returns `hooks` to put among the options of createSelector(), `close()`. A line that cannot be written stops no pick: HYD-5016 is warned of, once
 * @throws HYD-1003 options
 * @example
 * ```ts
 * import { createSelector, decisionLog, readDecisions } from 'hydra-profiler'
 * const log = decisionLog('decisions.jsonl', { maxBytes: 10e6, keep: 3 })
 * const selector = createSelector({ heads: ['a', 'b'], ...log.hooks })
 * selector.observe(selector.pick(), { ok: true })
 * log.close()
 * const kinds: string[] = []
 * for await (const { kind } of readDecisions('decisions.jsonl')) kinds.push(kind)
 * kinds.slice(0, 2) // ['revision', 'decision']
 * ```
 * @since 0.1.0
 */
export function decisionLog(path: string, { maxBytes = 64 * 1024 * 1024, keep = 5 }: DecisionLogOptions = {}): DecisionLog {
  const appender = new Appender(resolve(path), wholeAt(maxBytes, 'maxBytes', 1), wholeAt(keep, 'keep', 0))
  const pending = new Map<number, Circumstances>()
  const remember = ({ ticket, excluded, probe, degraded, context }: Decision): void => {
    pending.set(ticket, { excluded, probe, degraded, ...(context !== undefined && { context }) })
    if (pending.size > mostPending) pending.delete(pending.keys().next().value!)
  }
  return {
    hooks: {
      onDecision: (decision) => {
        appender.append({ kind: 'decision', ...decision })
        remember(decision)
      },
      onObservation: (observation) => {
        const known = pending.get(observation.ticket)
        pending.delete(observation.ticket)
        appender.append({ kind: 'observation', ...observation, ...known })
      },
      onRevision: (revision) => appender.append({ kind: 'revision', ...revision }),
    },
    close: () => appender.close(),
  }
}

/**
 * Which head keeps memory from call to call.
 * In: told before and after trials, never within a timed section. Out: HYD-3017 with the amount a call, for each head that was found.
 * First the heap is only read, every 20 ms. Where it has grown by 24 MB, garbage is collected: where 12 MB are left, somebody keeps them, else
 * the next time is half as far again. Then a few trials of each head are run between two collections, which tells whose it is: heads of one
 * block have as many trials each, so the growth of the heap alone could not. A head is named where its trials looked at kept about as much
 * each, and all its trials explain a fifth of the growth at least.
 * Collections are paid out of a small allowance. Counted is what V8 knows of: its heap, and buffers.
 */
import { getHeapStatistics } from 'node:v8'
import { hydraError, type HydraError } from '../../errors/index.ts'
import { now } from '../builtins.ts'

const grownBytes = 24 * 2 ** 20
const keptBytes = 12 * 2 ** 20
const further = 1.5
const lookEveryMs = 20
/** Trials of a head that are looked at: where one of the first three is not like the others, two more. */
const probesOfHead = 3
const probesInDoubt = 5
const leastBytes = 1024
/** Of the growth, that a head must explain. */
const part = 0.2
/** Of the time, that collections may take beside what is free. */
const share = 0.05

/** What `--expose-gc` gives. */
export type Collect = (options?: { readonly type: 'minor' }) => unknown

interface Probed {
  calls: number
  trials: number
  readonly kept: number[]
}

/** What this thread holds: its heap, and what its buffers have outside of it. */
function heldBytes(): number {
  const { used_heap_size: heap, external_memory: external } = getHeapStatistics()
  return heap + external
}

/** Each kept about as much; of five one may have met a collection that freed something older. */
function isEven(kept: readonly number[]): boolean {
  const least = median(kept) / 2
  return kept.filter((one) => one > least).length >= (kept.length < probesInDoubt ? kept.length : kept.length - 1)
}

const isDone = (kept: readonly number[]): boolean =>
  kept.length >= probesInDoubt || (kept.length >= probesOfHead && (isEven(kept) || median(kept) < leastBytes))

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0

function amount(bytes: number): string {
  if (bytes >= 1e6) return `${(bytes / 1e6).toPrecision(3)} MB`
  return bytes >= 1e3 ? `${(bytes / 1e3).toPrecision(3)} kB` : `${bytes.toFixed(0)} B`
}

export class Leaks {
  readonly #find: () => Collect | undefined
  readonly #freeMs: number
  readonly #read: () => number
  readonly #startedAt = now()
  readonly #heads = new Map<string, Probed>()
  readonly #found = new Map<string, number>()
  readonly #told = new Set<string>()
  #collect: Collect | undefined
  #spentMs = 0
  #lookedAt = -Infinity
  #baseBytes = Infinity
  #limitBytes = grownBytes
  #isProbing = false
  /** What was held after the last collection; undefined once a trial has run since. */
  #heldBytes: number | undefined
  /** Of the trial that is looked at. */
  #before: number | undefined
  /** Has a head further trials? One that has none is looked at no more. */
  isRunning: (name: string) => boolean = () => true

  /** @param find - what collects garbage; asked when the heap has grown. @param freeMs - that collections may take in any case */
  constructor(find: () => Collect | undefined, freeMs: number, read = heldBytes) {
    this.#find = find
    this.#freeMs = freeMs
    this.#read = read
  }

  /** The next trial of this head is to be looked at by itself. */
  isDue(name: string): boolean {
    if (!this.#isProbing || this.#spentMs > this.#freeMs + share * (now() - this.#startedAt)) return false
    return !isDone(this.#heads.get(name)?.kept ?? [])
  }

  /** The trial that runs now is looked at. */
  get isLooking(): boolean {
    return this.#before !== undefined
  }

  /** Before a trial. */
  before(name: string): void {
    this.#before = this.isDue(name) ? (this.#heldBytes ?? this.#held()) : undefined
  }

  /** After a trial, or some in a row. */
  after(name: string, callsPerTrial: number, trials = 1): void {
    const probed = this.#of(name)
    probed.trials += trials
    probed.calls = callsPerTrial
    if (this.#before === undefined) this.#heldBytes = undefined
    else {
      const held = this.#held()
      probed.kept.push(held - this.#before)
      this.#before = undefined
    }
    if (!this.#isProbing) this.#look()
    else if (this.#isProbed) this.#judge(this.#heldBytes ?? this.#held())
  }

  /** HYD-3017 for the heads that were found since this was asked. */
  news(): HydraError[] {
    const warnings = this.warnings().filter(({ where }) => !this.#told.has(where.head!))
    for (const { where } of warnings) this.#told.add(where.head!)
    return warnings
  }

  /** HYD-3017 for every head that was found. */
  warnings(): HydraError[] {
    return [...this.#found].map(([head, bytes]) =>
      hydraError('3017', { head, amount: amount(bytes) }, { where: { head }, details: { bytesPerCall: bytes } }),
    )
  }

  #of(name: string): Probed {
    let probed = this.#heads.get(name)
    if (probed === undefined) this.#heads.set(name, (probed = { calls: 1, trials: 0, kept: [] }))
    return probed
  }

  /** Every head that still runs has been looked at often enough. */
  get #isProbed(): boolean {
    return [...this.#heads].every(([name, { kept }]) => isDone(kept) || !this.isRunning(name))
  }

  /** What is held when the garbage is gone. */
  #held(): number {
    const startedAt = now()
    this.#collect?.()
    // Buffers are freed on another thread, which the next collection waits for; a small one will do (.3 ms).
    this.#collect?.({ type: 'minor' })
    this.#spentMs += now() - startedAt
    return (this.#heldBytes = this.#read())
  }

  #look(): void {
    const at = now()
    if (at - this.#lookedAt < lookEveryMs) return
    this.#lookedAt = at
    const held = this.#read()
    if (held < this.#baseBytes) this.#baseBytes = held
    if (held - this.#baseBytes < this.#limitBytes) return
    this.#collect ??= this.#find()
    const left = this.#held()
    this.#isProbing = this.#collect !== undefined && left - this.#baseBytes >= keptBytes
    if (this.#isProbing) return
    // What was taken for held at the beginning was garbage in part; else the heads litter so much.
    if (left < this.#baseBytes - keptBytes) this.#baseBytes = left
    else this.#limitBytes *= further
  }

  #judge(held: number): void {
    const grown = held - this.#baseBytes
    for (const [name, { trials, calls, kept }] of this.#heads) {
      const bytes = median(kept)
      if (isDone(kept) && isEven(kept) && bytes >= leastBytes && bytes * trials >= part * grown)
        this.#found.set(name, bytes / calls)
    }
    this.#isProbing = false
    this.#heads.clear()
    this.#baseBytes = held
    this.#limitBytes *= further
  }
}

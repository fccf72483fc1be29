/**
 * Benches in mitata's shape: bench, group and its kin, run.
 * A suite collects benches until it is run; a group is one study. The functions of the sub-path are those of one suite of the process,
 * as in mitata; run() empties it.
 */
import { arch, cpus, platform } from 'node:os'
import { describeBench, type Described } from './bench.ts'
import { measureAll } from './run.ts'
import type { Bench, Benchable, Results, RunOptions } from './types.ts'

/** One group as it was opened; the first is that of benches in none. */
export interface Group {
  readonly name: string | null
  readonly types: readonly string[]
  readonly benches: Described[]
}

/** Opens a group while `fill` runs, or until its promise settles. */
export interface Grouping {
  (fill: () => Promise<unknown>): Promise<void>
  (fill: () => unknown): void
}

export interface NamedGrouping extends Grouping {
  (name: string, fill: () => Promise<unknown>): Promise<void>
  (name: string, fill: () => unknown): void
}

export interface BenchMaker {
  (name: string, fn: Benchable): Bench
  (fn: Benchable): Bench
}

export interface Suite {
  readonly bench: BenchMaker
  readonly group: NamedGrouping
  readonly summary: Grouping
  readonly boxplot: Grouping
  readonly barplot: Grouping
  readonly lineplot: Grouping
  readonly compact: Grouping
  readonly run: (options?: RunOptions) => Promise<Results>
}

/** What a suite has collected, and where the next bench goes. */
class Collected {
  #groups: Group[] = []
  #open: number[] = []

  constructor() {
    this.empty()
  }

  /** @returns the groups so far */
  empty(): readonly Group[] {
    const groups = this.#groups
    this.#groups = [{ name: null, types: [], benches: [] }]
    this.#open = [0]
    return groups
  }

  get current(): number {
    return this.#open.at(-1) ?? 0
  }

  add(name: string, fn: unknown): Bench {
    const [described, bench] = describeBench(name, fn, this.current)
    this.#groups[this.current]?.benches.push(described)
    return bench
  }

  /** A group in the one that is open takes over its name and kinds. */
  group(type: string, name: string | undefined, fill: () => unknown): Promise<void> | undefined {
    const outer = this.#groups[this.current]
    const groups = this.#groups
    const open = this.#open
    open.push(groups.push({ name: name ?? outer?.name ?? null, types: [type, ...(outer?.types ?? [])], benches: [] }) - 1)
    const close = (): void => void open.pop()
    const filling = attempt(fill, close)
    if (filling instanceof Promise) return filling.then(() => undefined).finally(close)
    close()
    return undefined
  }
}

function attempt(fill: () => unknown, close: () => void): unknown {
  try {
    return fill()
  } catch (thrown) {
    close()
    throw thrown
  }
}

const grouping = (collected: Collected, type: string): Grouping =>
  ((fill: () => unknown) => collected.group(type, undefined, fill)) as Grouping

function namedGrouping(collected: Collected): NamedGrouping {
  const group = (first: string | (() => unknown), fill?: () => unknown): Promise<void> | undefined =>
    typeof first === 'string' ? collected.group('g', first, fill ?? (() => undefined)) : collected.group('g', undefined, first)
  return group as NamedGrouping
}

const contextOf = (): Results['context'] => ({
  now: Date.now(),
  arch: `${arch()}-${platform()}`,
  runtime: 'node',
  version: process.versions.node,
  cpu: { name: cpus()[0]?.model ?? null },
})

/** A suite of its own: for tests, and for programs that hold several. */
export function createSuite(): Suite {
  const collected = new Collected()
  const named = (type: string): Grouping => grouping(collected, type)
  return {
    bench: (first: string | Benchable, fn?: Benchable): Bench =>
      typeof first === 'string' ? collected.add(first, fn) : collected.add(first.name || 'anonymous', first),
    group: namedGrouping(collected),
    summary: named('s'),
    boxplot: named('x'),
    barplot: named('b'),
    lineplot: named('l'),
    compact: ((fill: () => unknown) => fill()) as Grouping,
    run: (options = {}) => measureAll(collected.empty(), contextOf(), options),
  }
}

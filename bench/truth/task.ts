/** What is asked of a tool, and what it answers: one comparison of two heads, a and b. Times in ms, ratios a / b. */

export const tools = ['hydra', 'hydra adaptive', 'tinybench', 'mitata', 'benchmark.js', 'vitest'] as const
export type Tool = (typeof tools)[number]

export interface Task {
  readonly tool: Tool
  readonly job: string
  /** Share of further rounds of b. */
  readonly more: number
  /** Heads have a name from outside. */
  readonly isClosed: boolean
  /** Wall time for both heads together. */
  readonly budgetMs: number
  readonly seed: number
  /** Handed to compare() as they are: isolation, isolates. */
  readonly extra?: Readonly<Record<string, unknown>>
}

/** Who is faster. */
export type Winner = 'a' | 'b'

/** What a tool found. */
export interface Found {
  /** Who is faster, by the tool's own words. */
  readonly claim: Winner | undefined
  /** Time of a / time of b: by means, or what the tool itself gives for it. */
  readonly ratio: number
  readonly ratioOfMedians: number
  readonly verdict?: string
  readonly interval?: readonly [low: number, high: number]
  /** What kept a verdict from being given, and the clock and method behind it. */
  readonly note?: string
}

export interface Outcome extends Found {
  readonly ms: number
}

export type Heads = readonly (readonly [name: Winner, run: () => unknown])[]

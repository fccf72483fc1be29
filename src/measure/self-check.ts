/**
 * The built-in A/A check: the fastest head against itself, in the same blocks as all others.
 * In: heads that are tuned, how long the study will take. Out: which blocks the twin joins, and its columns at the end.
 * The twin is a head of its own in all but name: another loop, another copy where copies can be made. It takes part in every n-th run of
 * eight blocks, so that it costs about 10 % of a profile, or 50 ms where that is more. A comparison within a budget gives it half of what the
 * others take: no claim goes below the floor, so one that is known too roughly costs more claims than the time would have bought (of 20
 * true differences of 5 %, beside other programs, 11 were found with a share of .1, 19 with .25, and 30 of 30 with .5). Why runs: in every n-th block it would come cold
 * each time, and look slower than its head by a percent. What the two differ by is what the study cannot tell apart.
 * Only functions that answer at once have a twin: a remote or a slow head is not called more often than it was asked for.
 */
import type { Random } from '../reference/random/sfc32.ts'
import type { SelfCheck as SelfCheckRecord } from '../study/index.ts'
import type { HeadRun } from './head-run.ts'

/** Of a profile, and of a comparison that lives by its verdicts. */
export const shares = { profile: 0.1, budget: 0.5 } as const
const leastMs = 50

const runBlocks = 8

/** In which runs of blocks the twin takes part: every n-th. */
export function stepOf(blockMs: number, twinMs: number, studyMs: number, share: number): number {
  const wanted = leastMs / studyMs > share ? leastMs / studyMs : share
  const part = (wanted * blockMs) / twinMs
  return part >= 1 ? 1 : Math.ceil(1 / part)
}

function fastestOf(heads: readonly HeadRun[]): HeadRun | undefined {
  const able = heads.filter(({ warmth, canTwin, dropped }) => warmth.calls > 0 && warmth.isPlain && canTwin && !dropped)
  return able.reduce<HeadRun | undefined>(
    (best, head) => (best === undefined || head.callMs < best.callMs ? head : best),
    undefined,
  )
}

export class SelfCheck {
  readonly twin: HeadRun
  readonly #head: HeadRun
  readonly #step: number
  readonly #random: Random

  private constructor(head: HeadRun, step: number, random: Random) {
    this.#head = head
    this.twin = head.twin()
    this.#step = step
    this.#random = random
  }

  /** The check of a study; undefined when no head can be held against itself. */
  static of(heads: readonly HeadRun[], studyMs: number, random: Random, share: number): SelfCheck | undefined {
    const head = fastestOf(heads)
    if (head === undefined) return undefined
    const blockMs = heads.reduce((sum, { visitMs }) => sum + 2 * visitMs, 0)
    return new SelfCheck(head, stepOf(blockMs, 2 * head.visitMs, studyMs, share), random)
  }

  /** A block with the twin in it, at a random place there and the same place back; blocks that are no palindrome stay as they are. */
  join(order: readonly HeadRun[], block: number): readonly HeadRun[] {
    const heads = order.length / 2
    if (Math.floor(block / runBlocks) % this.#step !== 0 || !this.#isIn(order)) return order
    const there = order.slice(0, heads)
    there.splice(this.#random.below(heads + 1), 0, this.twin)
    return [...there, ...there.slice().reverse()]
  }

  /** Does its head have both turns of this block? A last block of an odd number of trials has one of each. */
  #isIn(order: readonly HeadRun[]): boolean {
    const turns = order.reduce((count, head) => count + (head === this.#head ? 1 : 0), 0)
    return turns === 2 && !this.#head.dropped && !this.twin.dropped
  }

  /** What is kept of it; undefined when the twin had no trial. */
  record(): SelfCheckRecord | undefined {
    const { columns, rebuilt } = this.twin.record()
    return columns.outcome.length === 0 ? undefined : { head: this.#head.name, twin: columns, rebuilt: rebuilt === true }
  }
}

/**
 * Looks at an adaptive study after an epoch, and says which heads go on.
 * In: how many epochs were had, the heads still in. Out: those that go on; none when all that can be decided is.
 * When there is a look, and who is sent away: src/study/verdict/rounds. A head that is sent away keeps its trials and says why.
 */
import { awayAt, blocksToLook, isLook, isOverAt, lookPlan, type StopReason, type Study } from '../study/index.ts'
import type { HeadRun } from './head-run.ts'

/** Fewer blocks than a verdict needs are not waited for beyond this share of the limit. */
const waitingShare = 0.5

export interface ReviewSettings {
  readonly heads: number
  /** Most of a head; undefined where time is the limit. */
  readonly trials: number | undefined
  /** How much of the limit is used after so many epochs. */
  readonly share: (epochs: number) => number
  readonly reference: string | undefined
  readonly confidence: number
  /** What there is so far, judged at the level of one look. */
  readonly study: () => Study
  readonly stopped: (head: HeadRun) => void
  /** Blocks that it has had; left out: by its trials, two turns a block. */
  readonly blocksOf?: ((head: HeadRun) => number) | undefined
}

const blocksByTrials = ({ trials, trialsPerVisit }: HeadRun): number => trials / (2 * trialsPerVisit)

const reasons: Readonly<Record<StopReason, string>> = {
  outclassed: 'proven more than 3 times slower than another head',
  halving: 'not among the better half when it was time for halving',
}

export class Review {
  readonly #settings: ReviewSettings
  readonly #plan: ReturnType<typeof lookPlan>
  #next = 0

  constructor(settings: ReviewSettings) {
    this.#settings = settings
    this.#plan = lookPlan(settings.heads, settings.trials)
  }

  after(epochs: number, heads: readonly HeadRun[]): readonly HeadRun[] {
    const keep = this.#lookAt(epochs, heads)
    if (keep === undefined) return heads
    const study = this.#settings.study()
    const going = this.#sendAway(study, heads, keep)
    const able = going.filter(({ dropped }) => !dropped).map(({ name }) => name)
    return isOverAt(study, able, epochs, this.#settings.share(epochs)) ? [] : going
  }

  /** How many heads this look lets go on; undefined: there is no look. */
  #lookAt(epochs: number, heads: readonly HeadRun[]): number | undefined {
    if (this.#plan.length === 0) return isLook(epochs) ? Infinity : undefined
    const share = this.#settings.share(epochs)
    const due = this.#plan[this.#next]
    if (due === undefined || share < due.share || (share < waitingShare && this.#isTooEarly(heads))) return undefined
    // Epochs that were longer than a phase: the last look that is due counts for all.
    while ((this.#plan[this.#next + 1]?.share ?? Infinity) <= share) this.#next += 1
    const { keep } = this.#plan[this.#next]!
    this.#next += 1
    return keep
  }

  /** No head could be proven anything about yet. */
  #isTooEarly(heads: readonly HeadRun[]): boolean {
    const { heads: all, reference, confidence, blocksOf = blocksByTrials } = this.#settings
    const blocks = heads.reduce((most, head) => Math.max(most, blocksOf(head)), 0)
    return blocks < blocksToLook(confidence, all, reference !== undefined)
  }

  #sendAway(study: Study, heads: readonly HeadRun[], keep: number): readonly HeadRun[] {
    const names = heads.map(({ name }) => name)
    const away = awayAt(study, names, keep, this.#settings.reference)
    return heads.filter((head) => {
      const by = away.get(head.name)
      if (by === undefined) return true
      head.stop({ by, reason: `${reasons[by]}, after ${head.trials} trials` })
      this.#settings.stopped(head)
      return false
    })
  }
}

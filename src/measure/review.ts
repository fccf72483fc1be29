/**
 * Looks at an adaptive study after an epoch, and says which heads go on.
 * In: how many epochs were had, the heads still in. Out: those that go on; none when all that can be decided is.
 * When there is a look, and who is sent away: src/study/verdict/rounds. A head that is sent away keeps its trials and says why.
 */
import {
  blocksToLook,
  isLook,
  lookPlan,
  sentAway,
  stopAt,
  type Comparison,
  type Contender,
  type StopReason,
  type Study,
} from '../study/index.ts'
import type { HeadRun } from './head-run.ts'

/** From so many epochs on a study may be given up as undecidable: few of them make intervals far too wide. */
const epochsForHope = 10

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
}

const reasons: Readonly<Record<StopReason, string>> = {
  outclassed: 'proven more than 3 times slower than another head',
  halving: 'not among the better half when it was time for halving',
}

/** Time of a good answer, relative to the head that others are held against; undefined before there is one. */
function scoreOf(study: Study, name: string): number | undefined {
  const { successRate = 0 } = study.heads[name]?.summary ?? {}
  const against = study.comparisons.find(({ a }) => a === name)
  const isOne = study.comparisons.some(({ b }) => b === name)
  const ratio = against?.ratio ?? (isOne ? 1 : undefined)
  return ratio === undefined || successRate === 0 ? undefined : ratio / successRate
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
    return this.#isOver(study, epochs, going) ? [] : going
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
    const blocks = heads.reduce((most, { trials, trialsPerVisit }) => Math.max(most, trials / (2 * trialsPerVisit)), 0)
    const { heads: all, reference, confidence } = this.#settings
    return blocks < blocksToLook(confidence, all, reference !== undefined)
  }

  #sendAway(study: Study, heads: readonly HeadRun[], keep: number): readonly HeadRun[] {
    const contenders = heads.map(({ name }): Contender => {
      return { name, score: scoreOf(study, name), stays: name === this.#settings.reference }
    })
    const away = sentAway(contenders, study.comparisons, keep)
    return heads.filter((head) => {
      const by = away.get(head.name)
      if (by === undefined) return true
      head.stop({ by, reason: `${reasons[by]}, after ${head.trials} trials` })
      this.#settings.stopped(head)
      return false
    })
  }

  /** Is every pair decided that can be? One with a head that never succeeds cannot. */
  #isOver(study: Study, epochs: number, heads: readonly HeadRun[]): boolean {
    const able = new Set(heads.filter(({ name, dropped }) => !dropped && (study.heads[name]?.summary.successes ?? 0) > 0).map(({ name }) => name)) // prettier-ignore
    const open = study.comparisons.filter(({ a, b }) => able.has(a) && able.has(b))
    const share = this.#settings.share(epochs)
    const stop = stopAt(open, share > 0 ? (blocksOf(open) / share) * (1 - share) : Infinity)
    return stop === 'decided' || (stop === 'hopeless' && epochs >= epochsForHope)
  }
}

const blocksOf = (comparisons: readonly Comparison[]): number =>
  comparisons.reduce((most, { blocks }) => (blocks > most ? blocks : most), 0)

/**
 * Runs the trials of a study: epochs of blocks.
 * In: heads that are set up and tuned, the pace. Out: how many blocks were begun; the heads have their trials.
 * At the start of an epoch heads and loops are made anew in random order and warmed up, so that the place of compiled code, which differs
 * by a percent from one to the next, is drawn again.
 */
import { create, type Random } from '../reference/random/sfc32.ts'
import { jitter, runBlock } from './block.ts'
import type { Pace } from './epoch.ts'
import type { HeadRun } from './head-run.ts'
import { blockMaker, permutation } from './schedule.ts'
import { regrow, renew, warmAnew } from './tune.ts'
import type { Tuning } from './tuning.ts'

export interface TrialsSettings {
  readonly trials: number
  readonly seed: number
  readonly pace: Pace
  readonly tuning: Tuning
  /** False: heads are called as they are, from the first block on. */
  readonly isTuned: boolean
  /** Heads that take part in a block beside those of the order. */
  readonly joining: (order: readonly HeadRun[], block: number) => readonly HeadRun[]
  readonly between: () => Promise<boolean>
  readonly done: (head: HeadRun) => void
  /** Asked after an epoch: which of the heads still in go on; none of them ends the study. */
  readonly goOn: (epochs: number, heads: readonly HeadRun[]) => readonly HeadRun[]
}

/** @param block - whose input the heads are warmed up with: by and by all of them */
async function beginEpoch(heads: readonly HeadRun[], block: number, random: Random, settings: TrialsSettings): Promise<boolean> {
  const order = permutation(heads.length, random).map((place) => heads[place]!)
  const warming = settings.pace.warming(heads.length)
  for (const head of order) await renew(head)
  for (const head of order) {
    await warmAnew(head, block, warming)
    if (!(await settings.between())) return false
  }
  regrow(heads, block)
  return true
}

/** Each turn of a head as the trials that it has in a row. */
const turns = (order: readonly HeadRun[]): readonly HeadRun[] =>
  order.some(({ trialsPerVisit }) => trialsPerVisit > 1)
    ? order.flatMap((head) => new Array<HeadRun>(head.trialsPerVisit).fill(head))
    : order

/**
 * Runs all trials, until there are enough, time is up, or it is decided.
 *
 * @param heads - of the study
 * @param others - made anew with them, and measured where `joining` lets them in
 */
export async function runTrials(heads: readonly HeadRun[], others: readonly HeadRun[], settings: TrialsSettings): Promise<void> {
  const { trials, seed, pace, tuning, isTuned, joining, between, done, goOn } = settings
  const next = blockMaker(trials, create(seed, 'schedule'))
  const [rebuilding, jitters] = [create(seed, 'rebuild'), create(seed, 'jitter')]
  let [block, going] = [0, heads]
  for (let epoch = 0; epoch < pace.epochs && pace.begins(epoch); epoch += 1) {
    if (isTuned && !(await beginEpoch([...going, ...others], block + epoch, rebuilding, settings))) return
    for (let first = block; block === first || pace.goesOn(epoch, block - first, block); block += 1) {
      const places = next(going.length)
      if (places === undefined) return
      const order = turns(joining(places.map((place) => going[place]!), block)) // prettier-ignore
      const visit = { block, epoch }
      if (!(await runBlock(order, { tuning, visit, scale: jitter(jitters.float()), between, done }))) return
      if (going.every(({ dropped }) => dropped)) return
    }
    going = goOn(epoch + 1, going)
    if (going.length === 0) return
  }
}

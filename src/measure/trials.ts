/**
 * Runs the trials of a study: epochs of blocks.
 * In: heads that are set up and tuned, the pace. Out: how many blocks were begun; the heads have their trials.
 * At the start of an epoch heads and loops are made anew in random order and warmed up, so that the place of compiled code, which differs
 * by a percent from one to the next, is drawn again.
 */
import { create, type Random } from '../reference/random/sfc32.ts'
import { now } from './builtins.ts'
import { jitter, runSteps, type Step } from './block.ts'
import { Goes } from './goes.ts'
import { generationOf, type Pace } from './epoch.ts'
import type { HeadRun, Visit } from './head-run.ts'
import { blockMaker, permutation } from './schedule.ts'
import type { Soon } from './trial/oracle.ts'
import { regrow, renew } from './tune.ts'
import { warmAnew } from './warm-anew.ts'
import type { Tuning } from './tuning.ts'

export interface TrialsSettings {
  readonly trials: number
  readonly seed: number
  readonly pace: Pace
  readonly tuning: Tuning
  /** False: heads are called as they are, from the first block to the last. */
  readonly isRenewed: boolean
  /** Fresh isolates over all epochs. */
  readonly isolates: number
  /** Heads that take part in a block beside those of the order. */
  readonly joining: (order: readonly HeadRun[], block: number) => readonly HeadRun[]
  /** Told before some blocks that are run in one go. */
  readonly beginning: () => void
  readonly between: () => Soon<boolean>
  readonly noted: (head: HeadRun) => void
  readonly done: (had: ReadonlyMap<HeadRun, number>) => void
  /** Asked after an epoch: which of the heads still in go on; none of them ends the study. */
  readonly goOn: (epochs: number, heads: readonly HeadRun[]) => readonly HeadRun[]
}

/** Heads that move into new isolates do so in the order given and, the next time, from the last to the first. */
function renewing(heads: readonly HeadRun[], order: readonly HeadRun[], before: number, generation: number): readonly HeadRun[] {
  if (generation === before) return order
  return generation % 2 === 0 ? heads : [...heads].reverse()
}

/** @param visit - whose input the heads are warmed up with: by and by all of them */
async function beginEpoch(
  heads: readonly HeadRun[],
  { block, epoch }: Visit,
  random: Random,
  settings: TrialsSettings,
): Promise<boolean> {
  const { pace, isolates, between } = settings
  const order = permutation(heads.length, random).map((place) => heads[place]!)
  const warming = pace.warming(heads.length)
  const [before, generation] = [epoch - 1, epoch].map((each) => generationOf(each, pace.epochs, isolates)) as [number, number]
  for (const head of renewing(heads, order, epoch === 0 ? generation : before, generation)) await renew(head, generation)
  if (!(await warmAnew(order, block, warming, between))) return false
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
  const { trials, seed, pace, tuning, isRenewed, joining, beginning, between, noted, done, goOn } = settings
  const nextBlock = blockMaker(trials, create(seed, 'schedule'))
  const [rebuilding, jitters] = [create(seed, 'rebuild'), create(seed, 'jitter')]
  const goes = new Goes(pace.chainMs, (at) => heads[0]?.shared.inputs.indexOf(at) ?? 0)
  let [block, going] = [0, heads]
  for (let epoch = 0; epoch < pace.epochs && pace.begins(epoch); epoch += 1) {
    if (isRenewed && !(await beginEpoch([...going, ...others], { block: block + epoch, epoch }, rebuilding, settings))) return
    for (let first = block; block === first || pace.goesOn(epoch, block - first, block);) {
      const steps: Step[] = []
      goes.begin()
      const startedAt = now()
      for (let taken = 0; taken === 0 || pace.goesOn(epoch, block - first, block); taken += 1, block += 1) {
        if (!goes.takes(block)) break
        const places = nextBlock(going.length)
        if (places === undefined) break
        const visit = { block, epoch, scale: jitter(jitters.float()) }
        const order = turns(joining(places.map((place) => going[place]!), block)) // prettier-ignore
        steps.push(...order.map((head) => ({ head, visit })))
      }
      if (steps.length === 0) return
      beginning()
      if (!(await runSteps(steps, { chainMs: pace.chainMs, tuning, between, noted, done }))) return
      goes.end(now() - startedAt)
      if (going.every(({ dropped }) => dropped)) return
    }
    going = goOn(epoch + 1, going)
    if (going.length === 0) return
  }
}

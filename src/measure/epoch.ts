/**
 * How a study is cut into epochs, at whose start loops and heads are made anew.
 * In: a number of trials, or a budget of time. Out: which epoch a block belongs to, and how long heads are warmed up in it.
 * Trials: E = blocks / 4, from 1 to 16. Time: E = budget / 33 ms, from 8 to 40, and never so many that an epoch has no three blocks.
 * Why epochs: thousands of blocks of one process repeat the error of one layout of its code; made anew, it becomes variance.
 */
export interface Warming {
  /** CPU ms of a head. */
  readonly leastMs: number
  readonly mostMs: number
  /** Calls of a head that is awaited. */
  readonly calls: number
  /** Most calls of a head whose calls are run in chains. */
  readonly singles: number
}

export interface Pace {
  readonly epochs: number
  /** About how long trials may be run in one go: arming costs a tenth of a ms, and nothing is looked at meanwhile. */
  readonly chainMs: number
  /** Asked before an epoch: is it worth beginning? */
  begins(epoch: number): boolean
  /** Asked before an epoch that begins. */
  warming(heads: number): Warming
  /** Asked after each block of an epoch: has it another one? */
  goesOn(epoch: number, blocksOfEpoch: number, blocks: number): boolean
  /** How much of the trials, or of the time, is used after so many epochs: 0 to 1. */
  share(epochs: number): number
}

const clamp = (value: number, low: number, high: number): number => (value < low ? low : value > high ? high : value)

/**
 * Epochs of so many trials a head.
 *
 * @param most - 16; 40 for a study that may end after any of them; as many as isolates where heads are made anew with them only
 */
export const epochsOfTrials = (trials: number, most = 16): number => clamp(Math.floor(Math.floor(trials / 2) / 4), 1, most)

/** Which of the isolates of a head an epoch is run in, from 0: as many epochs in each, as far as that goes. */
export const generationOf = (epoch: number, epochs: number, isolates: number): number =>
  Math.floor((epoch * (isolates < epochs ? isolates : epochs)) / epochs)

/**
 * About how long an epoch of a budget is. A study that may stop early has shorter ones: a look counts epochs, and a difference that all of
 * them show is proven by five, however short.
 */
const epochMs = { fixed: 33, adaptive: 27 } as const

/** Epochs of a budget, when a block takes `blockMs`. */
export function epochsOfBudget(budgetMs: number, blockMs: number, mode: keyof typeof epochMs = 'fixed'): number {
  const most = Math.floor(budgetMs / (4 * blockMs))
  const wanted = clamp(Math.round(budgetMs / epochMs[mode]), 8, 40)
  return clamp(wanted < most ? wanted : most, 1, 40)
}

/** At least so long, whatever the share of an epoch: code is compiled while it warms up. */
const compileMs = 3

/** A fixed number of trials. */
export function paceOfTrials(trials: number, epochs: number): Pace {
  const blocks = Math.ceil(trials / 2)
  const whole = Math.floor(trials / 2)
  const endOf = (epoch: number): number => (epoch === epochs - 1 ? blocks : Math.floor((whole * (epoch + 1)) / epochs))
  const calls = clamp(Math.floor((whole / epochs) * 0.5), 1, 8)
  return {
    epochs,
    chainMs: mostChainMs,
    begins: () => true,
    warming: () => ({ leastMs: compileMs, mostMs: 4 * compileMs, calls, singles: calls }),
    goesOn: (epoch, _, done) => done < endOf(epoch),
    share: (done) => done / epochs,
  }
}

const leastBlocks = 3

/** On a loaded machine a chain has less CPU time than it takes: an epoch must not be gone with one. */
const [chainsOfEpoch, leastChainMs, mostChainMs] = [4, 8, 20]

/** An epoch is at least this share of a fair one, and none begins with less than the other share. */
const leastSlice = 0.75
const leastLeft = 0.5

/**
 * A budget of time.
 * Where other programs make epochs longer than they should be there are fewer of them, not shorter ones: without a warm-up an epoch
 * shows code that is not yet compiled.
 *
 * @param left - ms of it that are left
 */
export function paceOfBudget(epochs: number, left: () => number): Pace {
  let [epochsLeft, epochEnds] = [epochs, 0]
  const all = left()
  const fair = all / epochs
  return {
    epochs,
    chainMs: clamp(fair / chainsOfEpoch, leastChainMs, mostChainMs),
    begins: (epoch) => epoch === 0 || left() >= leastLeft * fair,
    warming: (heads) => {
      const [now, even] = [left(), left() / epochsLeft]
      const slice = even > leastSlice * fair ? even : leastSlice * fair
      epochsLeft -= 1
      epochEnds = now - slice < leastLeft * fair ? 0 : now - slice
      const share = slice / heads
      return { leastMs: clamp(0.25 * share, 0, compileMs), mostMs: 0.5 * share, calls: 1, singles: Infinity }
    },
    goesOn: (_, blocksOfEpoch) => left() > 0 && (left() > epochEnds || blocksOfEpoch < leastBlocks),
    share: () => clamp(1 - left() / all, 0, 1),
  }
}

/**
 * Which head is tried next, to find the best one in a fixed number of trials.
 * In: what heads were rewarded with so far, the number of trials. Out: one place after the other; the caller tries that head, and tells the tally.
 * - sequential halving (Karnin, Koren and Somekh 2013): each phase has the same share of the trials, the better half goes on by all its trials;
 *   the paper forgets those of earlier phases, keeping them errs far less.
 * - successive rejects (Audibert, Bubeck and Munos 2010): one head leaves after each phase.
 * - top two (Russo 2016): Thompson's choice, or with probability 1/2 that of another draw which prefers another head; normal posteriors of sd 1/2.
 */
import { normalQuantile } from '../../reference/math/index.ts'
import { create, type Random } from '../../reference/random/sfc32.ts'
import { halvingPhases, survivors } from '../../study/index.ts'
import type { Tally } from './tally.ts'

export const bestMethods = ['sequential-halving', 'successive-rejects', 'top-two'] as const
export type BestMethod = (typeof bestMethods)[number]

export interface Plan {
  readonly tally: Tally
  readonly budget: number
  readonly seed: number
  /** Told of a head that is tried no further. */
  readonly leave: (head: number) => void
}

export type Places = Generator<number, void, void>

const placesOf = ({ heads }: Tally): number[] => Array.from({ length: heads }, (_, head) => head)

/** Rounds over some heads, so that none of them is tried at another time than the others. */
function* rounds(heads: readonly number[], times: number): Places {
  for (let round = 0; round < times; round += 1) yield* heads
}

function* halving({ tally, budget, leave }: Plan): Places {
  let going = placesOf(tally)
  for (const { trials } of halvingPhases(going.length, budget)) {
    yield* rounds(going, trials)
    const stays = new Set(survivors(going.map((head) => -(tally.mean(head) ?? -Infinity))).map((place) => going[place]!))
    for (const head of going) if (!stays.has(head)) leave(head)
    going = going.filter((head) => stays.has(head))
  }
}

function* rejects({ tally, budget, leave }: Plan): Places {
  let going = placesOf(tally)
  const heads = going.length
  let parts = 0.5
  for (let i = 2; i <= heads; i += 1) parts += 1 / i
  let had = 0
  for (let phase = 1; phase < heads; phase += 1) {
    const until = Math.ceil((budget - heads) / (parts * (heads + 1 - phase)))
    yield* rounds(going, until - had)
    had = until > had ? until : had
    const worst = going.reduce((one, head) => ((tally.mean(head) ?? -Infinity) < (tally.mean(one) ?? -Infinity) ? head : one))
    leave(worst)
    going = going.filter((head) => head !== worst)
  }
}

/** The greatest of one draw from each posterior. */
function draw(
  { counts, mean, heads }: { counts: readonly number[]; mean: (head: number) => number; heads: number },
  random: Random,
): number {
  let [best, most] = [0, -Infinity]
  for (let head = 0; head < heads; head += 1) {
    const normal = normalQuantile((random.below(2 ** 32) + 0.5) / 2 ** 32)
    const value = mean(head) + (0.5 * normal) / Math.sqrt(counts[head]!)
    if (value > most) [best, most] = [head, value]
  }
  return best
}

const mostRedraws = 8

function* topTwo({ tally, budget, seed }: Plan): Places {
  const random = create(seed, 'top-two')
  const posterior = { counts: tally.counts, mean: (head: number) => tally.mean(head) ?? 0, heads: tally.heads }
  yield* placesOf(tally).slice(0, budget)
  for (let trial = tally.heads; trial < budget; trial += 1) {
    const first = draw(posterior, random)
    let chosen = first
    const isOther = random.float() < 0.5
    for (let redraw = 0; isOther && chosen === first && redraw < mostRedraws; redraw += 1) chosen = draw(posterior, random)
    yield chosen
  }
}

export const methods: Readonly<Record<BestMethod, (plan: Plan) => Places>> = {
  'sequential-halving': halving,
  'successive-rejects': rejects,
  'top-two': topTwo,
}

/**
 * What the garbage collector took, as a share of every trial of an epoch instead of all of it in the trials that it fell into.
 * In: two heads of the same blocks, a clock. Out: their times, a value a trial.
 * Why: a collection of half a ms falls into a batch of .1 ms once in many, and into which one is chance. Medians of blocks leave out what
 * collections cost as long as they are rare, and drown in them when they are not.
 * How: in each epoch the collections of both heads are divided by what each head allocated, which is how they fall in the long run; their
 * number is then no longer a matter of luck. Each counts as long as the median of both, unless those of one head last clearly longer (what
 * it keeps alive must be copied): then each head has its own. Medians, since one in a hundred waits for other programs for ten times as long.
 * Where nothing is known of allocations, or inputs differ, collections stay with the head that they fell into.
 * Not with fewer than 8 epochs: then blocks are judged by themselves, and a shift that all of an epoch share would look like a finding.
 */
import { log } from '../../reference/math/index.ts'
import { successCode } from '../outcome.ts'
import type { Clock, Columns, HeadStudy } from '../types.ts'

/** What of a head is looked at. */
export type Collected = Pick<HeadStudy, 'columns' | 'callsPerTrial'>
type Times = Float64Array | undefined

const leastEpochs = 8

/** Did any collection fall into its trials? */
export const hasCollections = ({ gcMs }: Columns): boolean => gcMs?.some((ms) => ms > 0) === true

/** Sums of the good trials of a head in one epoch. */
interface Tally {
  trials: number
  /** Time without collections. */
  pureMs: number
  /** Trials that a collection fell into. */
  hits: number
}

const none: Readonly<Tally> = { trials: 0, pureMs: 0, hits: 0 }
const timesOf = ({ wallMs, cpuMs }: Columns, clock: Clock): Times => (clock === 'cpu' ? cpuMs : wallMs)

/** The part of a trial's time that was collecting: of CPU time in proportion, since a collection was disturbed like the rest. */
function collecting({ wallMs, gcMs }: Columns, time: number, i: number): number {
  const ms = gcMs?.[i] ?? 0
  const wall = wallMs[i]!
  const part = ms > 0 && wall > 0 ? (ms / wall) * time : 0
  return part < time ? part : time
}

function tallies(columns: Columns, times: Float64Array): Map<number, Tally> {
  const byEpoch = new Map<number, Tally>()
  for (let i = 0; i < times.length; i += 1) {
    if (columns.outcome[i] !== successCode) continue
    const epoch = columns.epoch[i]!
    let tally = byEpoch.get(epoch)
    if (tally === undefined) byEpoch.set(epoch, (tally = { ...none }))
    const gc = collecting(columns, times[i]!, i)
    tally.trials += 1
    tally.pureMs += times[i]! - gc
    if (gc > 0) tally.hits += 1
  }
  return byEpoch
}

/** Bytes that a trial allocates: the middle of those without a collection; undefined where it is not known, or depends on the input. */
function allocated({ columns, callsPerTrial }: Collected): number | undefined {
  const { heapBytes, gcMs, outcome, input } = columns
  if (heapBytes === undefined || input.some((index) => index !== input[0])) return undefined
  const isClear = (i: number): boolean => !(gcMs![i]! > 0) && outcome[i] === successCode
  const grown = heapBytes.filter((bytes, i) => bytes - bytes === 0 && isClear(i)).sort()
  if (grown.length === 0) return undefined
  const bytes = grown[grown.length >> 1]! * callsPerTrial
  return bytes > 0 ? bytes : 0
}

/** Ms of all collections that fell into a head. */
const lengthsOf = ({ columns, callsPerTrial }: Collected): Float64Array =>
  columns.gcMs!.filter((ms) => ms > 0).map((ms) => ms * callsPerTrial)

const middleOf = (values: Float64Array): number => (values.length === 0 ? 0 : values.sort()[values.length >> 1]!)

/** Mean and squared standard error of ln(time of a collection); undefined for fewer than 5. */
function meanLog(lengths: Float64Array): readonly [mean: number, squaredError: number] | undefined {
  const logs = Array.from(lengths, log)
  const n = logs.length
  if (n < 5) return undefined
  const mean = logs.reduce((sum, value) => sum + value, 0) / n
  return [mean, logs.reduce((sum, value) => sum + (value - mean) * (value - mean), 0) / (n - 1) / n]
}

/** What was told of the collections of one head. */
interface Told {
  readonly tallies: ReadonlyMap<number, Readonly<Tally>>
  readonly callsPerTrial: number
  readonly bytes: number | undefined
  readonly lengths: Float64Array
  readonly meanLog: ReturnType<typeof meanLog>
}

/** A head by one clock, with all that spreading asks of it alone. */
export interface Littering {
  readonly columns: Columns
  readonly times: Times
  /** Undefined where nobody could tell, or its epochs are too few. */
  readonly told: Told | undefined
}

/** Looks at a head once, whatever it is then compared with. */
export function litteringOf(head: Collected, clock: Clock): Littering {
  const { columns, callsPerTrial } = head
  const times = timesOf(columns, clock)
  if (times === undefined || columns.gcMs === undefined) return { columns, times, told: undefined }
  const byEpoch = tallies(columns, times)
  if (byEpoch.size < leastEpochs) return { columns, times, told: undefined }
  const lengths = lengthsOf(head)
  const told = { tallies: byEpoch, callsPerTrial, bytes: allocated(head), lengths, meanLog: meanLog(lengths) }
  return { columns, times, told }
}

/** Do collections of one head last clearly longer than those of the other: by more than three standard errors? */
function areUnlike({ meanLog: ofA }: Told, { meanLog: ofB }: Told): boolean {
  if (ofA === undefined || ofB === undefined) return false
  const distance = ofA[0] - ofB[0]
  return distance * distance > 9 * (ofA[1] + ofB[1])
}

/** What does not change from epoch to epoch, head by head. */
interface Model {
  readonly bytes: readonly (number | undefined)[]
  /** Ms of a collection, for each call of a trial. */
  readonly eachMs: readonly number[]
}

function modelOf(pair: readonly [Told, Told]): Model {
  const both = middleOf(Float64Array.from([...pair[0].lengths, ...pair[1].lengths]))
  const isOwn = areUnlike(...pair)
  return {
    bytes: pair.map(({ bytes }) => bytes),
    eachMs: pair.map(({ callsPerTrial, lengths }) => (isOwn ? middleOf(lengths.slice()) : both) / callsPerTrial),
  }
}

/** How many collections of an epoch each head stands for; undefined where allocations do not tell. */
function expectedHits(ofEpoch: readonly Readonly<Tally>[], { bytes }: Model): number[] | undefined {
  const weights = ofEpoch.map(({ trials }, i) => trials * (bytes[i] ?? NaN))
  const sum = weights.reduce((total, weight) => total + weight, 0)
  const hits = ofEpoch.reduce((total, tally) => total + tally.hits, 0)
  return sum > 0 ? weights.map((weight) => (hits * weight) / sum) : undefined
}

/** By how much the time of each head in an epoch is to be multiplied. */
function factorsOf(ofEpoch: readonly Readonly<Tally>[], model: Model): number[] {
  const expected = expectedHits(ofEpoch, model)
  return ofEpoch.map(({ hits, pureMs }, i) => (pureMs > 0 ? 1 + ((expected?.[i] ?? hits) * model.eachMs[i]!) / pureMs : 1))
}

function spread(columns: Columns, times: Float64Array, factors: ReadonlyMap<number, number>): Float64Array {
  return times.map((time, i) => (time - collecting(columns, time, i)) * (factors.get(columns.epoch[i]!) ?? 1))
}

/** As in the header, for heads that were looked at before. */
export function spreadBetween([a, b]: readonly [Littering, Littering]): readonly [Times, Times] {
  if (a.told === undefined || b.told === undefined) return [a.times, b.times]
  if (a.told.lengths.length === 0 && b.told.lengths.length === 0) return [a.times, b.times]
  const [ofA, ofB] = [a.told.tallies, b.told.tallies]
  const epochs = [...ofA.keys()].filter((epoch) => ofB.has(epoch))
  if (epochs.length < leastEpochs) return [a.times, b.times]
  const model = modelOf([a.told, b.told])
  const factors = new Map(epochs.map((epoch) => [epoch, factorsOf([ofA.get(epoch)!, ofB.get(epoch)!], model)] as const))
  const of = (place: number): Map<number, number> => new Map([...factors].map(([epoch, both]) => [epoch, both[place]!] as const))
  return [spread(a.columns, a.times!, of(0)), spread(b.columns, b.times!, of(1))]
}

/** As in the header. Undefined for a head without times by this clock. */
export const spreadCollections = ([a, b]: readonly [Collected, Collected], clock: Clock): readonly [Times, Times] =>
  spreadBetween([litteringOf(a, clock), litteringOf(b, clock)])

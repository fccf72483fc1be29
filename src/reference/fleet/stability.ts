/**
 * Health of many heads: a score of 0 to 100 each, its parts, and the fleet's mean and worst.
 * In: columns of one value a head behind each other, see `stabilityColumns` (NaN: unknown; successes, trials and share are known); series of
 * former scores by offsets (of one place: none); params: target, half-life, confidence, fewest trials, five weights.
 * Parts, each held within 0.01 and 1: success = Wilson's lower end / target, unknown without a trial; speed = baseline p95 / p95; steadiness = 1/(1 + MAD/median);
 * availability; freshness = 2^(-age/half-life), as exp(-age/half-life ln 2).
 * Score = 100 prod part^weight, as exp(sum weight ln part / sum weight) over the parts that are known; unknown below the fewest trials.
 * stuck: variance of the last ten former scores below 1e-4; unknown with fewer.
 * Out: columns of `stabilityFigures` behind each other, then four figures of the fleet: mean score by share, number of the head with the
 * lowest score (the first of equals), how many heads have a score, and their share of all picks. A status: 0, 4001 or 4004.
 * Why a product: a head that always fails is ill however fast it is.
 * Source: Cobb and Douglas 1928 (the form).  Twin: crates/hydra-core/src/fleet/stability.rs  Golden: fixtures/golden/fleet/stability.json
 */
import { exp, log } from '../math/index.ts'
import { successIntervals, wilsonMethod } from '../stats/success.ts'
import { compensatedSum, scaleFor, varianceAbout } from '../stats/sums.ts'
import { areOffsets, isSizeOrUnknown } from './size.ts'

/** The columns of the input, in order. */
export const stabilityColumns = [
  'successes', 'trials', 'p95Ms', 'baselineP95Ms', 'medianMs', 'madMs', 'availability', 'ageMs', 'share',
] as const // prettier-ignore
/** The columns of the output, in order. */
export const stabilityFigures = ['score', 'success', 'speed', 'steadiness', 'availability', 'freshness', 'stuck'] as const
/** Figures of the fleet behind them. */
export const fleetFigures = 4
const parts = 5
const least = 0.01
const last = 10
const still = 1e-4
const ln2 = 0.6931471805599453

/** a / b; `at0` when b is 0. */
const ratioOr = (a: number, b: number, at0: number): number => (b === 0 ? at0 : a / b)

/** Within 0.01 and 1; NaN stays. */
const held = (x: number): number => (x < least ? least : x > 1 ? 1 : x)

const speed = (p95: number, baseline: number): number =>
  Number.isNaN(p95) || Number.isNaN(baseline) ? NaN : ratioOr(baseline, p95, 1)

const steadiness = (median: number, mad: number): number =>
  Number.isNaN(median) || Number.isNaN(mad) ? NaN : 1 / (1 + ratioOr(mad, median, mad === 0 ? 0 : Infinity))

/** Of the parts of a head that are known, NaN when none is; they stand in columns of `count` values. */
function scoreOf(figures: Float64Array, count: number, head: number, params: Float64Array): number {
  let sum = 0
  let whole = 0
  for (let k = 0; k < parts; k += 1) {
    const part = figures[(k + 1) * count + head]!
    if (Number.isNaN(part)) continue
    sum += params[4 + k]! * log(part)
    whole += params[4 + k]!
  }
  return whole > 0 ? 100 * exp(sum / whole) : NaN
}

function stuck(history: Float64Array, start: number, end: number): number {
  if (end - start < last) return NaN
  const mean = compensatedSum(history, end - last, end, 1) / last
  return varianceAbout(history, end - last, end, mean, 1) < still ? 1 : 0
}

/** Shares times a power of two, so that no sum of them, nor of scores by them, overflows. */
function scaled(shares: Float64Array): Float64Array {
  let largest = 0
  for (const share of shares) if (share > largest) largest = share
  const scale = scaleFor(largest)
  return shares.map((share) => share * scale)
}

function putFleet(scores: Float64Array, picks: Float64Array, out: Float64Array): void {
  const shares = scaled(picks)
  const known = [...scores.keys()].filter((i) => !Number.isNaN(scores[i]))
  const taken = Float64Array.from(known, (i) => shares[i]!)
  const weighed = Float64Array.from(known, (i) => shares[i]! * scores[i]!)
  let worst = NaN
  for (const i of known) if (Number.isNaN(worst) || scores[i]! < scores[worst]!) worst = i
  const share = compensatedSum(taken, 0, taken.length, 1)
  const all = compensatedSum(shares, 0, shares.length, 1)
  out[0] = share > 0 ? compensatedSum(weighed, 0, weighed.length, 1) / share : NaN
  out[1] = worst
  out[2] = known.length
  out[3] = all > 0 ? share / all : NaN
}

const isAbove0 = (x: number): boolean => x > 0 && x < Infinity

function doParamsFit(params: Float64Array): boolean {
  const [target = 0, halfLife = 0, confidence = 0, fewest = -1] = params
  if (params.length !== 4 + parts || !isAbove0(target) || target > 1 || !isAbove0(halfLife)) return false
  return confidence > 0 && confidence < 1 && fewest >= 0 && params.subarray(4).every((w) => w >= 0 && w <= 1e6)
}

function doColumnsFit(values: Float64Array, count: number): boolean {
  const at = (place: number): Float64Array => values.subarray(place * count, (place + 1) * count)
  if (!values.subarray(2 * count).every(isSizeOrUnknown)) return false
  return at(6).every((x) => Number.isNaN(x) || x <= 1) && !at(8).some((x) => Number.isNaN(x))
}

function putHead(values: Float64Array, figures: Float64Array, params: Float64Array, head: number, count: number): void {
  const at = (place: number): number => values[place * count + head]!
  const put = (place: number, x: number): void => void (figures[place * count + head] = x)
  put(1, at(1) === 0 ? NaN : held(figures[count + head]! / params[0]!))
  put(2, held(speed(at(2), at(3))))
  put(3, held(steadiness(at(4), at(5))))
  put(4, held(at(6)))
  put(5, held(exp(-(at(7) / params[1]!) * ln2)))
  put(0, at(1) >= params[3]! ? scoreOf(figures, count, head, params) : NaN)
}

/** Scores every head, as in the header. */
export function stabilityScores(
  values: Float64Array,
  history: Float64Array,
  offsets: Uint32Array,
  params: Float64Array,
  out: Float64Array,
): number {
  const width = stabilityFigures.length
  const count = Math.floor(values.length / stabilityColumns.length)
  const isShaped = values.length === stabilityColumns.length * count && out.length === width * count + fleetFigures
  const hasHistory = offsets.length === count + 1 || offsets.length === 1
  if (!isShaped || !doParamsFit(params) || !hasHistory || !areOffsets(offsets, history.length)) return 4004
  if (!doColumnsFit(values, count)) return 4004
  if (!history.every((x) => Number.isFinite(x))) return 4001
  const figures = out.subarray(0, width * count)
  const [low, high] = [figures.subarray(count, 2 * count), figures.subarray(2 * count, 3 * count)]
  const status = successIntervals(
    wilsonMethod,
    values.subarray(0, count),
    values.subarray(count, 2 * count),
    params[2]!,
    low,
    high,
  )
  if (status !== 0) return status
  for (let head = 0; head < count; head += 1) {
    putHead(values, figures, params, head, count)
    figures[6 * count + head] = offsets.length === 1 ? NaN : stuck(history, offsets[head]!, offsets[head + 1]!)
  }
  putFleet(figures.subarray(0, count), values.subarray(8 * count), out.subarray(width * count))
  return 0
}

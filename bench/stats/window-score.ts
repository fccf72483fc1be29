/**
 * How good causal scores are on annotated series, after Lavin and Ahmad 2015 (the Numenta benchmark), by our own hand.
 * In: series with windows around their upsets, a score a value. Out: for a profile of costs the score at the best threshold, and at 1.
 * The first 15 % of a series (750 points at most) are not scored. The earliest flag in a window earns S(position) / S(-1), position from
 * -1 at its first point to 0 past its last, S(y) = 2 / (1 + e^(5 y)) - 1; a window without a flag costs `missed`; a flag outside costs
 * `falsePositive` |S(y)|, y = distance from the end of the window before it, in windows (full cost without one). One threshold for all
 * series, the best of all; 0 is no flag at all, 100 is perfect.
 */
import { scoreAnomalies, type AnomalyMethod } from '../../src/engine/index.ts'
import { exp } from '../../src/reference/math/index.ts'

export interface Annotated {
  /** Of the series. */
  readonly name: string
  readonly values: Float64Array
  /** First and last point of each window, ascending. */
  readonly windows: readonly (readonly [first: number, last: number])[]
}

const probation = (n: number): number => (Math.floor(0.15 * n) < 750 ? Math.floor(0.15 * n) : 750)
const sigmoid = (y: number): number => (y > 3 ? -1 : 2 / (1 + exp(5 * y)) - 1)

/** A point that could be flagged: its score, what a flag would earn before weights, and the window it lies in. */
export interface Point {
  readonly score: number
  readonly worth: number
  /** A number of its own in the whole corpus; -1 outside. */
  readonly window: number
}

function pointsOf({ values, windows }: Annotated, scores: Float64Array, firstWindow: number): Point[] {
  const points: Point[] = []
  let next = 0
  for (let i = probation(values.length); i < values.length; i += 1) {
    while (next < windows.length && windows[next]![1] < i) next += 1
    if (!(scores[i]! > 0)) continue
    const [first, last] = windows[next] ?? [Infinity, Infinity]
    const before = windows[next - 1]
    if (i >= first) {
      const worth = sigmoid(-(last - i + 1) / (last - first + 1)) / sigmoid(-1)
      points.push({ score: scores[i]!, worth, window: firstWindow + next })
    } else {
      const worth = before === undefined ? -1 : sigmoid((i - before[1]) / (before[1] - before[0]))
      points.push({ score: scores[i]!, worth, window: -1 })
    }
  }
  return points
}

export interface Profile {
  readonly falsePositive: number
  readonly missed: number
}

export const profiles = {
  standard: { falsePositive: 0.11, missed: 1 },
  'low FP': { falsePositive: 0.22, missed: 1 },
  'low FN': { falsePositive: 0.11, missed: 2 },
} as const satisfies Record<string, Profile>

export interface Result {
  readonly score: number
  readonly threshold: number
  readonly found: number
  readonly falseFlags: number
}

/** Scores at every threshold, highest first; the best, and the last at which only scores above 1 are flagged. */
export function sweep(
  points: readonly Point[],
  windows: number,
  { falsePositive, missed }: Profile,
): { best: Result; at1: Result } {
  const sorted = [...points].sort((a, b) => b.score - a.score)
  const earned = new Map<number, number>()
  let total = 0
  let falseFlags = 0
  const resultAt = (threshold: number): Result => {
    const score = (100 * (total + missed * earned.size)) / (windows * (1 + missed))
    return { score, threshold, found: earned.size, falseFlags }
  }
  let [best, at1] = [resultAt(Infinity), resultAt(Infinity)]
  sorted.forEach(({ score, worth, window }, i) => {
    if (window < 0) {
      total += falsePositive * worth
      falseFlags += 1
    } else {
      const before = earned.get(window) ?? 0
      const more = earned.has(window) && worth <= before ? 0 : worth - before
      earned.set(window, before + more)
      total += more
    }
    if (sorted[i + 1]?.score === score) return
    const now = resultAt(score)
    if (now.score > best.score) best = now
    if (score > 1) at1 = now
  })
  return { best, at1 }
}

/** Points of all series. */
export function pointsOfAll(series: readonly Annotated[], scoresOf: (one: Annotated) => Float64Array): Point[] {
  let first = 0
  return series.flatMap((one) => {
    const points = pointsOf(one, scoresOf(one), first)
    first += one.windows.length
    return points
  })
}

/** Scores over the threshold of the method, where the refractory rule lets them be flags. */
export function flaggedScores(values: Float64Array, method: AnomalyMethod): Float64Array {
  const { scores, flags } = scoreAnomalies(values, { method, causal: true, threshold: Number.MIN_VALUE })
  const { threshold } = scoreAnomalies([], { method })
  return scores.map((score, i) => (flags[i] === 1 ? score / threshold : 0))
}

/** A row of a table: the best of each profile, and what the usual threshold gives. */
export function rowOf(series: readonly Annotated[], method: AnomalyMethod): { standard: Result; lowFalse: Result; row: object } {
  const windows = series.reduce((sum, one) => sum + one.windows.length, 0)
  const points = pointsOfAll(series, ({ values }) => flaggedScores(values, method))
  const { standard, 'low FP': lowFalse, 'low FN': lowMissed } = profiles
  const { best, at1 } = sweep(points, windows, standard)
  const few = sweep(points, windows, lowFalse).best
  const row = {
    standard: best.score.toFixed(1),
    'low FP': few.score.toFixed(1),
    'low FN': sweep(points, windows, lowMissed).best.score.toFixed(1),
    threshold: best.threshold.toPrecision(3),
    found: best.found,
    'false flags': best.falseFlags,
    'at 1': `${at1.score.toFixed(1)} (${at1.found} found, ${at1.falseFlags} false)`,
  }
  return { standard: best, lowFalse: few, row }
}

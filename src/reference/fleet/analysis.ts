/**
 * What a profile spends its time on, and what making a part of it faster could bring.
 * In: times of every part by offsets, at least 0; the size of the job of each time, or none; the best time known of each part (NaN: unknown);
 * params [confidence]. Out: a row a part, see `analysisColumns`; NaN where unknown. A status: 0, 4001 or 4004.
 * share = total / all totals; place: from 0, by total, the first of equals first; cumulative: shares up to that place (Pareto).
 * bound = 1/(1 - share): how many times faster the whole becomes if this part takes no time at all (Amdahl); infinite where no other part took
 * time, unknown beyond the doubles. Of the first place as all / the sum of the others, since 1 - share would lose them.
 * priority = share (1 - best/mean), at least 0: the share of all time that the best way known would save.
 * exponent: slope of the line through ln size, ln time (times and sizes above 0): 1 linear, 2 quadratic; with its interval and r2.
 * Source: Amdahl 1967.  Twin: crates/hydra-core/src/fleet/analysis.rs  Golden: fixtures/golden/fleet/analysis.json
 */
import { log } from '../math/index.ts'
import { quantileOf } from '../stats/quantile.ts'
import { compensatedSum } from '../stats/sums.ts'
import { fitLine } from '../trend/line.ts'
import { lineColumns } from '../trend/request.ts'
import { areOffsets, isSizeOrUnknown } from './size.ts'

/** The columns of a row, in order. */
export const analysisColumns = [
  'n', 'total', 'mean', 'p95', 'share', 'place', 'cumulative', 'bound', 'priority', 'exponent', 'low', 'high', 'r2',
] as const // prettier-ignore
const width = analysisColumns.length

function putTimes(times: Float64Array, row: Float64Array): void {
  const sorted = times.slice().sort()
  const n = sorted.length
  const total = compensatedSum(sorted, 0, n, 1)
  row[0] = n
  row[1] = Number.isFinite(total) ? total : Infinity
  if (n === 0) return
  row[2] = row[1] / n
  row[3] = quantileOf((rank) => sorted[rank]!, n, 0.95)
}

/** The line through the logarithms of sizes and times above 0. */
function putGrowth(sizes: Float64Array, times: Float64Array, confidence: number, row: Float64Array): void {
  const isKept = (_: number, i: number): boolean => sizes[i]! > 0 && times[i]! > 0
  const [x, y] = [sizes, times].map((column) => column.filter(isKept).map((x) => log(x))) as [Float64Array, Float64Array]
  const fitted = new Float64Array(lineColumns.length).fill(NaN)
  fitLine(x, y, { intercept: true, autocorrelation: false, confidence }, fitted)
  row[9] = fitted[0]!
  row[10] = fitted[2]!
  row[11] = fitted[3]!
  row[12] = fitted[7]!
}

const priority = (share: number, best: number, mean: number): number => (best >= mean ? 0 : share * (1 - best / mean))

/** Sums of totals in order, what was lost added: one value a place. */
function reachedOf(order: readonly number[], totals: Float64Array): Float64Array {
  let sum = 0
  let lost = 0
  return Float64Array.from(order, (part) => {
    const next = sum + totals[part]!
    const own = next - sum
    lost += sum - (next - own) + (totals[part]! - own)
    sum = next
    return sum + lost
  })
}

/** Amdahl's bound of the part that took most. */
function firstBound(order: readonly number[], totals: Float64Array, whole: number): number {
  const rest = reachedOf(order.slice(1), totals).at(-1) ?? 0
  const bound = whole / rest
  return rest > 0 && !(bound < Infinity) ? NaN : bound
}

/** Shares, places and what follows from them, when something took time. */
function putShares(best: Float64Array, rows: Float64Array): void {
  const totals = best.map((_, part) => rows[part * width + 1]!)
  const order = [...best.keys()].sort((a, b) => totals[b]! - totals[a]! || a - b)
  const reached = reachedOf(order, totals)
  const whole = reached[reached.length - 1]!
  const isKnown = whole > 0 && whole < Infinity
  const first = isKnown ? firstBound(order, totals, whole) : NaN
  order.forEach((part, place) => {
    const row = rows.subarray(part * width, (part + 1) * width)
    row[5] = place
    if (!isKnown) return
    const share = row[1]! / whole
    row[4] = share
    row[6] = reached[place]! / whole
    row[7] = place === 0 ? first : 1 / (1 - share)
    row[8] = priority(share, best[part]!, row[2]!)
  })
}

/** As in the header. */
export function analyzeRows(
  times: Float64Array,
  sizes: Float64Array,
  offsets: Uint32Array,
  best: Float64Array,
  params: Float64Array,
  out: Float64Array,
): number {
  const [confidence = 0] = params
  const count = offsets.length - 1
  const areSizes = sizes.length === 0 || sizes.length === times.length
  if (!areOffsets(offsets, times.length) || !areSizes || best.length !== count || out.length !== count * width) return 4004
  if (params.length !== 1 || !(confidence > 0 && confidence < 1) || !best.every(isSizeOrUnknown)) return 4004
  for (const column of [times, sizes]) if (!column.every((x) => Number.isFinite(x))) return 4001
  for (const column of [times, sizes]) if (column.some((x) => x < 0)) return 4004
  out.fill(NaN)
  for (let part = 0; part < count; part += 1) {
    const [start, end] = [offsets[part]!, offsets[part + 1]!]
    const row = out.subarray(part * width, (part + 1) * width)
    putTimes(times.subarray(start, end), row)
    if (sizes.length > 0) putGrowth(sizes.subarray(start, end), times.subarray(start, end), confidence, row)
  }
  putShares(best, out)
  return 0
}

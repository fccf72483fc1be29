/**
 * Summaries of many samples in one call.
 * In: all values in one column, offsets (group g is values[offsets[g] .. offsets[g + 1])), a mask of fields, the confidence of the interval.
 * Out: out[column * groups + g], the columns in the order of the fields asked for; NaN where the sample is too small. A status: 0, or the
 * number of an error: 4001 a value is not finite (the caller finds which), 4004 arguments that do not fit each other.
 * mean: the compensated sum over n, held between min and max. variance: two passes, n - 1; exactly 0 for equal values; sd its root.
 * All work on values scaled by a power of two when the largest is above 2^500 or below 2^-400.
 * Source: as in sums, quantile, median-interval.  Twin: crates/hydra-core/src/stats/groups.rs  Golden: fixtures/golden/stats/summary.json
 */
import { allFields, countFields, has, place, quantileFields } from './fields.ts'
import { medianRanks } from './median-interval.ts'
import { Ordered, ranksOf } from './ordered.ts'
import { blend, quantileOf } from './quantile.ts'
import { isSortedWhole } from './select.ts'
import { compensatedSum, scaleFor, unscale, varianceAbout } from './sums.ts'

const ordered = new Ordered()
const noRanks: readonly number[] = []
const momentsOnly = (1 << place.n) | (1 << place.mean) | (1 << place.sd) | (1 << place.sum) | (1 << place.variance)

/** What one call asks for, and the ranks for the size seen last. */
class Plan {
  readonly groups: number
  readonly mask: number
  readonly confidence: number
  readonly needsOrder: boolean
  readonly #out: Float64Array
  readonly #slots: number[] = []
  #ranks: readonly number[] = []
  #ranksFor = -1

  constructor(groups: number, mask: number, confidence: number, out: Float64Array) {
    this.groups = groups
    this.mask = mask
    this.confidence = confidence
    this.#out = out
    this.needsOrder = (mask & ~momentsOnly) !== 0
    let column = 0
    for (let field = 0; 1 << field <= allFields; field += 1) this.#slots.push(has(mask, field) ? column++ : -1)
  }

  put(field: number, group: number, value: number): void {
    const column = this.#slots[field]!
    if (column >= 0) this.#out[column * this.groups + group] = value - value === 0 ? value : NaN
  }

  ranks(n: number): readonly number[] {
    if (isSortedWhole(n)) return noRanks
    if (this.#ranksFor !== n) {
      this.#ranks = ranksOf(n, this.mask, this.confidence)
      this.#ranksFor = n
    }
    return this.#ranks
  }
}

let low = 0
let high = 0

/** Sets low and high, by `<`; false when a value is not finite. */
function scan(values: Float64Array, start: number, end: number): boolean {
  let zero = 0
  low = Infinity
  high = -Infinity
  for (let i = start; i < end; i += 1) {
    const x = values[i]!
    zero += x * 0
    if (x < low) low = x
    if (x > high) high = x
  }
  return zero === 0
}

const isNegativeZeros = (values: Float64Array, start: number, end: number): boolean => {
  for (let i = start; i < end; i += 1) if (!Object.is(values[i], -0)) return false
  return true
}

function putMoments(plan: Plan, group: number, values: Float64Array, start: number, end: number): void {
  const n = end - start
  const scale = scaleFor(-low > high ? -low : high)
  const sum = compensatedSum(values, start, end, scale)
  const scaledMean = sum / n
  const back = unscale(scale)
  plan.put(place.sum, group, sum * back)
  if (low === high) {
    plan.put(place.mean, group, low === 0 ? (isNegativeZeros(values, start, end) ? -0 : 0) : low)
    plan.put(place.variance, group, n > 1 ? 0 : NaN)
    plan.put(place.sd, group, n > 1 ? 0 : NaN)
    return
  }
  const mean = scaledMean * back
  plan.put(place.mean, group, mean < low ? low : mean > high ? high : mean)
  if (!has(plan.mask, place.sd) && !has(plan.mask, place.variance)) return
  const variance = varianceAbout(values, start, end, scaledMean, scale)
  plan.put(place.variance, group, variance * back * back)
  plan.put(place.sd, group, Math.sqrt(variance) * back)
}

function putInterval(plan: Plan, group: number, n: number): void {
  const { k, share } = medianRanks(n, plan.confidence)
  const { at } = ordered
  plan.put(place.low, group, k > 0 ? blend(at(k - 1), at(k), share) : NaN)
  plan.put(place.high, group, k > 0 ? blend(at(n - k), at(n - k - 1), share) : NaN)
}

function putOrder(plan: Plan, group: number, values: Float64Array, start: number, end: number): void {
  const n = end - start
  const { at } = ordered
  ordered.load(values, start, end, plan.ranks(n))
  plan.put(place.min, group, at(0))
  plan.put(place.max, group, at(n - 1))
  for (const [field, p] of quantileFields) if (has(plan.mask, field)) plan.put(field, group, quantileOf(at, n, p))
  if (has(plan.mask, place.low) || has(plan.mask, place.high)) putInterval(plan, group, n)
  if (has(plan.mask, place.mad)) plan.put(place.mad, group, ordered.deviation(quantileOf(at, n, 0.5)))
}

function putNothing(plan: Plan, group: number): void {
  for (let field = 1; 1 << field <= allFields; field += 1) plan.put(field, group, NaN)
}

/** Whether the arguments fit each other; the facade makes sure, a raw call may not. */
function fits(values: Float64Array, offsets: Uint32Array, mask: number, confidence: number, out: Float64Array): boolean {
  const groups = offsets.length - 1
  if (groups < 0 || !Number.isInteger(mask) || mask < 0 || mask > allFields) return false
  if (!(confidence > 0 && confidence < 1) || out.length < groups * countFields(mask)) return false
  for (let g = 0; g < groups; g += 1) if (offsets[g]! > offsets[g + 1]!) return false
  return offsets[groups]! <= values.length
}

export function summarizeGroups(
  values: Float64Array,
  offsets: Uint32Array,
  mask: number,
  confidence: number,
  out: Float64Array,
): number {
  if (!fits(values, offsets, mask, confidence, out)) return 4004
  const plan = new Plan(offsets.length - 1, mask, confidence, out)
  for (let group = 0; group < plan.groups; group += 1) {
    const start = offsets[group]!
    const end = offsets[group + 1]!
    plan.put(place.n, group, end - start)
    if (end === start) putNothing(plan, group)
    else if (!scan(values, start, end)) return 4001
    else {
      putMoments(plan, group, values, start, end)
      if (plan.needsOrder) putOrder(plan, group, values, start, end)
    }
  }
  ordered.release()
  return 0
}

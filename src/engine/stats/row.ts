/**
 * One summary as an object, from the columns of the kernels.
 * Always the same fields in the same order: objects of one shape are made three times as fast as `Object.fromEntries` makes them.
 */
import { madSigmaOf } from '../../reference/stats/mad-sigma.ts'
import type { Interval, Summary } from '../types.ts'
import { Described, type Description } from './description.ts'
import { notesOf } from './notes.ts'
import type { Request } from './options.ts'

/** Where the columns of a summary lie: column c of group g at c * groups + g; a slot of -1 is a field that was not asked for. */
export interface Layout {
  readonly out: Float64Array
  readonly slots: Int8Array
  readonly groups: number
  /** What the second kernel gave, if it ran. */
  readonly described: Float64Array | undefined
  /** Low, high and estimate of each mean, if asked for. */
  readonly means: Float64Array | undefined
  readonly request: Pick<Request, 'names'> & { readonly description: Description }
}

function read({ out, slots, groups }: Layout, field: number, group: number): number | undefined {
  const column = slots[field]!
  if (column < 0) return undefined
  const value = out[column * groups + group]!
  return value === value ? value : undefined
}

const known = (x: number): number | undefined => (x - x === 0 ? x : undefined)

/** sd / |mean|; unknown where either is, where the mean is 0, or beyond the doubles. */
function variation(sd: number | undefined, mean: number | undefined): number | undefined {
  return sd === undefined || mean === undefined || mean === 0 ? undefined : known(sd / Math.abs(mean))
}

const difference = (high: number | undefined, low: number | undefined): number | undefined =>
  high === undefined || low === undefined ? undefined : known(high - low)

function describedOf({ described, groups, request }: Layout, group: number): Described | undefined {
  return described === undefined ? undefined : new Described(described, groups, group, request.description)
}

function meanIntervalOf({ means }: Layout, group: number): Interval | undefined {
  const [low, high] = [means?.[3 * group], means?.[3 * group + 1]]
  return low !== undefined && high !== undefined && low <= high ? [low, high] : undefined
}

export function rowOf(layout: Layout, group: number, n: number, rejected: number): Summary {
  const more = describedOf(layout, group)
  const { names, description } = layout.request
  const isExact = more !== undefined && description.isExact
  const exactly = (field: number, name: 'mean' | 'sd' | 'sum' | 'variance'): number | undefined =>
    isExact && layout.slots[field]! >= 0 ? more.of(name) : read(layout, field, group)
  const [mean, sd] = [exactly(1, 'mean'), exactly(2, 'sd')]
  const [low, high] = [read(layout, 13, group), read(layout, 14, group)]
  const [min, max, mad] = [read(layout, 3, group), read(layout, 4, group), read(layout, 12, group)]
  const row: Summary = {
    n,
    rejected,
    mean,
    sd,
    min,
    max,
    median: read(layout, 5, group),
    p5: read(layout, 6, group),
    p25: read(layout, 7, group),
    p75: read(layout, 8, group),
    p90: read(layout, 9, group),
    p95: read(layout, 10, group),
    p99: read(layout, 11, group),
    mad,
    cv: variation(sd, mean),
    interval: low === undefined || high === undefined ? undefined : [low, high],
    sum: exactly(15, 'sum'),
    variance: exactly(16, 'variance'),
    range: difference(max, min),
    iqr: difference(read(layout, 8, group), read(layout, 7, group)),
    sem: sd === undefined ? undefined : sd / Math.sqrt(n),
    geometricMean: more?.of('geometricMean'),
    skewness: names.has('skewness') ? more?.of('skewness') : undefined,
    kurtosis: names.has('kurtosis') ? more?.of('kurtosis') : undefined,
    lag1: more?.of('lag1'),
    trimmedMean: more?.of('trimmedMean'),
    winsorisedSd: more?.of('winsorisedSd'),
    hodgesLehmann: more?.of('hodgesLehmann'),
    madSigma: mad === undefined ? undefined : known(madSigmaOf(mad, n)),
    quantiles: more?.quantiles,
    quantileIntervals: n === 0 ? undefined : more?.quantileIntervals,
    outliers: more?.outliers,
    meanInterval: meanIntervalOf(layout, group),
    notes: [],
  }
  const notes = notesOf(row, names)
  return notes.length === 0 ? row : { ...row, notes }
}

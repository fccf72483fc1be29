/**
 * The second kernel of summaries: what it is asked for, one call of it, and its figures of one group.
 * In: the names of fields, the parameters. Out: figures, `undefined` where unknown.
 * Why a second kernel: the first is made for the figures that everybody reads, in one selection; this one sorts each sample whole.
 */
import { describedNames, describeHead, intervalsBit, quantilesBit } from '../../reference/stats/describe.ts'
import { neededFor } from '../../reference/stats/quantile-interval.ts'
import { unexpectedStatus } from '../errors.ts'
import { kernelsFor } from '../kernels.ts'
import type { EngineChoice, FurtherField, OutlierCounts, QuantileInterval, SummaryField } from '../types.ts'
import type { Gathered } from './gather.ts'

export interface DescribeParameters {
  readonly quantiles: Float64Array
  readonly type: number
  readonly trim: number
  readonly confidence: number
  readonly isExact: boolean
  /** Fields were named one by one. */
  readonly isNamed: boolean
}

export interface Description {
  /** 0 when the kernel is not needed. */
  readonly mask: number
  readonly params: Float64Array
  readonly isExact: boolean
  readonly confidence: number
  readonly quantiles: Float64Array
}

export const mostForHodgesLehmann = 10_000
export const noDescription: Description = {
  mask: 0,
  params: new Float64Array(describeHead),
  isExact: false,
  confidence: 0.95,
  quantiles: new Float64Array(0),
}

const bits: ReadonlyMap<string, number> = new Map<string, number>([
  ...['geometricMean', 'skewness', 'kurtosis', 'lag1', 'trimmedMean', 'winsorisedSd', 'hodgesLehmann'].map(
    (name): [string, number] => [name, describedNames.findIndex((described) => described === name)],
  ),
  ['outliers', describedNames.indexOf('mild')],
  ['quantiles', quantilesBit],
  ['quantileIntervals', intervalsBit],
])
const byExact = ['sum', 'mean', 'variance', 'sd', 'sem', 'cv'] as const

/** The figures of the kernel among these names, as bits. */
export function describedMask(names: ReadonlySet<SummaryField | FurtherField>): number {
  let mask = 0
  for (const name of names) mask |= bits.has(name) ? 1 << bits.get(name)! : 0
  return mask
}

/** What the kernel is asked for. */
export function describeColumns(
  names: ReadonlySet<SummaryField | FurtherField>,
  described: number,
  given: DescribeParameters,
): Description {
  let mask = described
  if (given.isExact && byExact.some((name) => names.has(name))) mask |= 1
  if (mask === 0) return noDescription
  const { type, confidence, trim, isExact } = given
  const needsPoints = names.has('quantiles') || names.has('quantileIntervals')
  const quantiles = needsPoints ? given.quantiles : noDescription.quantiles
  const most = given.isNamed ? Infinity : mostForHodgesLehmann
  const params = Float64Array.of(mask, type, confidence, trim, isExact ? 1 : 0, most, ...quantiles)
  return { mask, params, isExact, confidence, quantiles }
}

/** Runs the kernel on finite values. */
export function runDescription(gathered: Gathered, description: Description, engine: EngineChoice): Float64Array | undefined {
  if (description.mask === 0) return undefined
  const { values, offsets, size } = gathered
  const groups = offsets.length - 1
  const out = new Float64Array(groups * (describedNames.length + 3 * description.quantiles.length))
  const status = kernelsFor(engine, { job: 'describe', size }).describeGroups(values, offsets, description.params, out)
  if (status !== 0) throw unexpectedStatus('describeGroups', status)
  return out
}

/** The figures of one group by name. */
export class Described {
  readonly #out: Float64Array
  readonly #groups: number
  readonly #group: number
  readonly #description: Description

  constructor(out: Float64Array, groups: number, group: number, description: Description) {
    this.#out = out
    this.#groups = groups
    this.#group = group
    this.#description = description
  }

  #at(column: number): number | undefined {
    const value = this.#out[column * this.#groups + this.#group]!
    return value === value ? value : undefined
  }

  /** A figure; `undefined` where unknown. */
  of(name: (typeof describedNames)[number]): number | undefined {
    return this.#at(describedNames.indexOf(name))
  }

  get outliers(): OutlierCounts | undefined {
    const [mild, severe, low, high] = [this.of('mild'), this.of('severe'), this.of('low'), this.of('high')]
    if (mild === undefined || severe === undefined || low === undefined || high === undefined) return undefined
    return { mild, severe, low, high }
  }

  get quantiles(): Float64Array | undefined {
    const { quantiles, mask } = this.#description
    if ((mask & (1 << quantilesBit)) === 0) return undefined
    const values = quantiles.map((_, i) => this.#at(describedNames.length + i) ?? NaN)
    return values.some((value) => value !== value) ? undefined : values
  }

  get quantileIntervals(): QuantileInterval[] | undefined {
    const { quantiles, mask, confidence } = this.#description
    if ((mask & (1 << intervalsBit)) === 0) return undefined
    const first = describedNames.length + quantiles.length
    return Array.from(quantiles, (p, i) => ({
      p,
      low: this.#at(first + i),
      high: this.#at(first + quantiles.length + i),
      needed: p > 0 && p < 1 ? neededFor(p, confidence) : Infinity,
    }))
  }
}

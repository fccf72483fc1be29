/**
 * What heads give for time and money: efficiency.
 * In: successes, seconds and cost of each head. Out: columns of the same length, NaN where a figure is unknown.
 */
import { hydraError } from '../../errors/index.ts'
import { efficiencyFigures } from '../../reference/fleet/efficiency.ts'
import { engineChoice } from '../choose.ts'
import { optionsAt, sampleAt } from '../door.ts'
import { unexpectedStatus } from '../errors.ts'
import { kernelsFor } from '../kernels.ts'
import type { EngineChoice, EngineOption } from '../types.ts'
import { wrongCell } from './cells.ts'

type Samples = Float64Array | readonly number[]

/** One value a head; NaN where unknown: no time, no cost, or none given. */
export interface EfficiencyColumns {
  /** Successes a second. */
  readonly perSecond: Float64Array
  /** Successes a unit of cost. */
  readonly perCost: Float64Array
  /** Successes / (seconds times cost); where no cost is known, successes a second. Compare heads of which both or neither is known. */
  readonly efficiency: Float64Array
  /** `efficiency` as a share of the best one, 0 to 1. */
  readonly relative: Float64Array
}

const names = ['successes', 'seconds', 'cost'] as const

function gather(given: readonly (Samples | undefined)[]): { values: Float64Array; count: number } {
  const columns = given.map((column, i) => (column === undefined ? undefined : sampleAt(column, names[i]!)))
  const count = columns[0]!.length
  const values = new Float64Array(3 * count).fill(NaN)
  columns.forEach((column, i) => {
    if (column === undefined) return
    if (column.length !== count) {
      throw hydraError('4008', { what: `${names[0]} and ${names[i]}`, lengths: `${count} and ${column.length}` })
    }
    values.set(column, i * count)
  })
  return { values, count }
}

/**
 * Successes a second and a unit of cost, of many heads in one call.
 *
 * @param successes - how many, 0 on
 * @param seconds - that all trials took together, failures too; 0 gives NaN
 * @param cost - of all trials together, in any one unit; NaN, or left out, where it is not known
 * @returns columns of one value a head
 * @throws HYD-4004 a value below 0 or infinite, HYD-4006 not numbers, HYD-4008 different lengths, HYD-1002 and HYD-1003 options, HYD-9002
 * engine 'native' and no addon
 * @example
 * ```ts
 * import { efficiency } from 'hydra-profiler/stats'
 * const { perSecond, relative } = efficiency([90, 100], [10, 50], [1, 1])
 * perSecond // 9 and 2
 * relative // 1 and about 0.22
 * ```
 * @since 0.1.0
 */
export function efficiency(successes: Samples, seconds: Samples, cost?: Samples, options?: EngineOption): EfficiencyColumns {
  const engine = engineChoice(optionsAt(options, ['engine'], 'efficiency')['engine'] as EngineChoice | undefined)
  const { values, count } = gather([sampleAt(successes, 'successes'), sampleAt(seconds, 'seconds'), cost])
  const out = new Float64Array(efficiencyFigures.length * count)
  const status = kernelsFor(engine, { job: 'fleet', size: count }).efficiencies(values, out)
  if (status === 4004) {
    throw wrongCell(names, values, count, (_, x) => (x < 0 || x === Infinity ? 'a finite number from 0 on, or NaN' : undefined))
  }
  if (status !== 0) throw unexpectedStatus('efficiencies', status)
  const column = (place: number): Float64Array => out.subarray(place * count, (place + 1) * count)
  return { perSecond: column(0), perCost: column(1), efficiency: column(2), relative: column(3) }
}

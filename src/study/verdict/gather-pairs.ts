/**
 * The log ratios of many pairs side by side, as the engine wants them: values, epochs ascending within a pair, offsets.
 * Blocks are recorded in order of time, so their epochs ascend; where a record says otherwise they are put in order here.
 */
import { Gather } from '../gather.ts'
import type { BlockSums } from './block-sums.ts'
import { logRatios } from './log-ratios.ts'

export interface PairData {
  readonly values: Float64Array
  readonly epochs: Uint32Array
  readonly offsets: Uint32Array
  /** Of each pair, how many blocks had figures but no ratio. */
  readonly without: readonly number[]
}

/** Puts values and epochs of one pair in the order of the epochs. */
export function orderByEpoch(values: Float64Array, epochs: Uint32Array): void {
  if (epochs.every((epoch, i) => i === 0 || epoch >= epochs[i - 1]!)) return
  const order = Uint32Array.from(epochs.keys()).sort((i, j) => epochs[i]! - epochs[j]! || i - j)
  values.set(Float64Array.from(order, (i) => values[i]!))
  epochs.set(Uint32Array.from(order, (i) => epochs[i]!))
}

/** Gathers the pairs in order; each names two of the sums. @param equal - see `logRatios` */
export function gatherPairs(pairs: readonly (readonly [BlockSums, BlockSums])[], equal = false): PairData {
  const [ratios, places] = [new Gather(), new Gather()]
  const without = pairs.map(([a, b]) => {
    const count = logRatios(a, b, equal, (d, epoch) => {
      ratios.add(d)
      places.add(epoch)
    })
    ratios.close()
    return count
  })
  const { values, offsets } = ratios.done()
  const epochs = Uint32Array.from(places.done().values)
  pairs.forEach((_, i) => {
    const [start, end] = [offsets[i]!, offsets[i + 1]!]
    orderByEpoch(values.subarray(start, end), epochs.subarray(start, end))
  })
  return { values, epochs, offsets, without }
}

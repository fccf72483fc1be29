/**
 * The figures of a validation that carry no verdict: time and price of a call under both sets of weights.
 */
import type { Interval } from '../../engine/types.ts'
import type { Expectation, Validation } from '../types.ts'
import type { Priced } from './cost.ts'
import { expectation } from './expectation.ts'
import type { Task } from './task.ts'

const none: Interval = [0, 0]
/** A difference that is none, and surely so. */
export const certain = (figure: Expectation): Expectation => ({ ...figure, interval: none })

function priceExpectation(
  heads: readonly Priced[],
  blocks: readonly number[],
  { confidence, option }: Task,
): Expectation | undefined {
  if (heads.some(({ price }) => price === undefined)) return undefined
  const inBlock = (head: Priced, block: number): number => head.priceByBlock.get(block) ?? head.price!
  return expectation(heads, blocks, { inBlock, overall: (head) => head.price! }, confidence, option)
}

export type Figures = Pick<Validation, 'margin' | 'confidence' | 'blocks' | 'durationMs' | 'price'>

export function figuresFor(heads: readonly Priced[], blocks: readonly number[], task: Task): Figures {
  const { margin, confidence, option } = task
  const time = { inBlock: (head: Priced, block: number) => head.timeByBlock.get(block)!, overall: (head: Priced) => head.meanMs }
  const durationMs = expectation(heads, blocks, time, confidence, option)
  return { margin, confidence, blocks: blocks.length, durationMs, price: priceExpectation(heads, blocks, task) }
}

/** An Expectation and nothing else. */
export const plain = ({ before, after, difference, interval }: Expectation): Expectation => ({
  before,
  after,
  difference,
  interval,
})

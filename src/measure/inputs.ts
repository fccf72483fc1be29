/**
 * What heads are called with: the same input for all trials of one block, the next one in the next block.
 * In: the option `inputs`. Out: names, and the input of a block. Rotating keeps constants from being hoisted; one input a block keeps
 * the comparison of heads fair. A generator is called once a visit, each time with a stream seeded by the block: equal but fresh values.
 */
import { create } from '../reference/random/sfc32.ts'
import type { Inputs } from './types.ts'

export interface InputSource {
  /** In order; none for a generator, or without inputs. */
  readonly names: readonly string[]
  /** Each block has a value of its own, which comes no second time. */
  readonly changes: boolean
  /** Place in `names` of the input of a block. */
  indexOf(block: number): number
  /** The input of a block; a generator of the user may throw. */
  valueOf(block: number): unknown
}

const without: InputSource = { names: [], changes: false, indexOf: () => 0, valueOf: () => undefined }

function fromList(names: readonly string[], values: readonly unknown[]): InputSource {
  const indexOf = (block: number): number => block % values.length
  return { names, changes: false, indexOf, valueOf: (block) => values[indexOf(block)] }
}

/** @param seed - of the study */
export function inputSource(inputs: Inputs | undefined, seed: number): InputSource {
  if (inputs === undefined) return without
  if (typeof inputs === 'function') {
    return { ...without, changes: true, valueOf: (block) => inputs(block, streamOf(seed, block)) }
  }
  if (Array.isArray(inputs)) return fromList(inputs.map((_, i) => String(i)), [...(inputs as unknown[])]) // prettier-ignore
  return fromList(Object.keys(inputs), Object.values(inputs))
}

function streamOf(seed: number, block: number): () => number {
  const random = create(seed, `input ${block}`)
  return () => random.float()
}

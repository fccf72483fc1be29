/**
 * Terms of a graph as the bytes of a program: order, regions, instructions.
 * In: a graph, the terms wanted. Out: bytes, and the inputs that a caller must bring, in their order; undefined where the program would be
 * larger than programs may be.  Twin: crates/hydra-core/src/formula/lower.rs
 */
import { createBuilder, type Builder, type Value } from './builder.ts'
import { orderOf } from './order.ts'
import { regionsOf, whole, type Region } from './region.ts'
import { isChain, isLeaf, type Graph, type MaskInput, type NumberInput, type Term } from './term.ts'

export interface Lowered {
  readonly bytes: Uint8Array
  /** Instructions. */
  readonly steps: number
  readonly numbers: readonly NumberInput[]
  readonly masks: readonly MaskInput[]
}

const keyOf = ({ chain, link }: Region): string => `${chain} ${link}`

/** Places of the inputs that are read, by their place among all. */
function usedInputs({ terms }: Graph, order: readonly number[], op: 'input' | 'flag'): Map<number, number> {
  const read = order.filter((at) => terms[at]!.op === op).map((at) => terms[at]!.value)
  return new Map(read.sort((a, b) => a - b).map((value, place) => [value, place]))
}

/** How often each term is read. */
function countReads({ terms }: Graph, order: readonly number[], roots: readonly number[]): number[] {
  const reads = terms.map(() => 0)
  for (const root of roots) reads[root]! += 1
  for (const at of order) for (const arg of terms[at]!.args) reads[arg]! += 1
  return reads
}

class Lowering {
  readonly #graph: Graph
  readonly #builder: Builder
  readonly #places: { readonly input: Map<number, number>; readonly flag: Map<number, number> }
  readonly #values: (Value | undefined)[] = []
  /** First links that nothing else reads: made where the chain begins, so that it can collect into them. */
  readonly #delayed: ReadonlySet<number>
  readonly #inside = new Map<string, number[]>()

  constructor(graph: Graph, order: readonly number[], roots: readonly number[]) {
    const { terms } = graph
    this.#graph = graph
    this.#places = { input: usedInputs(graph, order, 'input'), flag: usedInputs(graph, order, 'flag') }
    this.#builder = createBuilder(this.#places.input.size, this.#places.flag.size)
    const reads = countReads(graph, order, roots)
    const firsts = order.filter((at) => isChain(terms[at]!)).map((at) => terms[at]!.args[0]!)
    this.#delayed = new Set(firsts.filter((at) => reads[at] === 1 && !isLeaf(terms[at]!)))
    const regions = regionsOf(graph, order, roots)
    for (const at of order) if (!isLeaf(terms[at]!) && !this.#delayed.has(at)) this.#listOf(regions[at]!).push(at)
  }

  #listOf(region: Region): number[] {
    const list = this.#inside.get(keyOf(region)) ?? []
    this.#inside.set(keyOf(region), list)
    return list
  }

  #value(at: number): Value {
    const known = this.#values[at]
    if (known !== undefined) return known
    const made = this.#make(at, this.#graph.terms[at]!)
    this.#values[at] = made
    return made
  }

  #make(at: number, term: Term): Value {
    const { op, args, value } = term
    if (op === 'input' || op === 'flag') return this.#builder[op](this.#places[op].get(value)!)
    if (op === 'constant') return this.#builder.constant(value)
    if (op === 'fill') return this.#builder.fill(value as 0 | 1 | 2)
    if (op === 'every' || op === 'some') return this.#chain(at, op === 'every' ? 'and' : 'or', args)
    return this.#builder.emit(op, ...args.map((arg) => this.#value(arg)))
  }

  #chain(at: number, op: 'and' | 'or', [first, ...rest]: readonly number[]): Value {
    const links = rest.map((link, i) => (): Value => {
      this.#region({ chain: at, link: i + 1, depth: 0 })
      return this.#value(link)
    })
    return this.#builder.chain(op, () => this.#value(first!), ...links)
  }

  /** All that is computed in a region. */
  #region(region: Region): void {
    for (const at of this.#listOf(region)) this.#value(at)
  }

  finish(roots: readonly number[]): Lowered | undefined {
    this.#region(whole)
    const bytes = this.#builder.finishIfSmall(roots.map((root) => this.#value(root)))
    const { numbers, masks } = this.#graph
    const { input, flag } = this.#places
    if (bytes === undefined) return undefined
    return { bytes, steps: this.#builder.size, numbers: [...input.keys()].map((i) => numbers[i]!), masks: [...flag.keys()].map((i) => masks[i]!) } // prettier-ignore
  }
}

/** Results in the order of the terms wanted, those of numbers and those of masks counted apart. */
export const lower = (graph: Graph, roots: readonly number[]): Lowered | undefined =>
  new Lowering(graph, orderOf(graph, roots), roots).finish(roots)

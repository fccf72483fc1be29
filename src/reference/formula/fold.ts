/**
 * Folding: what is known before there are rows. By the very kernels that run later, over one row, so that no bit changes.
 * Constants alone are computed; chains lose links that change nothing; a choice whose condition is known is its branch.
 * Nothing is reordered or rewritten: no x * 0, no x - x, no reciprocal for a division.
 * Twin: crates/hydra-core/src/formula/fold.rs
 */
import { compareKernels } from './compare.ts'
import { maskKernels, maskSelect } from './mask.ts'
import { numberKernels, select } from './number.ts'
import type { Graph, Term, TermOp } from './term.ts'

export interface Step {
  readonly op: TermOp
  readonly args: readonly number[]
}

const [x, y, z] = [new Float64Array(1), new Float64Array(1), new Float64Array(1)]
const [p, q, r] = [new Uint8Array(1), new Uint8Array(1), new Uint8Array(1)]
const [number, mask] = [new Float64Array(1), new Uint8Array(1)]
const isKnown = ({ op }: Term): boolean => op === 'constant' || op === 'fill'

/** An instruction over known terms, in one row. */
function compute(graph: Graph, op: TermOp, [a, b = 0, c = 0]: readonly number[]): number {
  const [ofNumbers, compared, ofMasks] = [numberKernels[op], compareKernels[op], maskKernels[op]]
  if (op === 'select') {
    p[0] = a!
    y[0] = b
    z[0] = c
    select(1, number, 0, p, 0, y, 0, z, 0)
    return graph.constant(number[0]!)
  }
  if (op === 'maskSelect') {
    p[0] = a!
    q[0] = b
    r[0] = c
    maskSelect(1, mask, 0, p, 0, q, 0, r, 0)
    return graph.fill(mask[0] as 0 | 1 | 2)
  }
  x[0] = p[0] = a!
  y[0] = q[0] = b
  if (ofNumbers !== undefined) {
    ofNumbers(1, number, 0, x, 0, y, 0)
    return graph.constant(number[0]!)
  }
  if (compared !== undefined) compared(1, mask, 0, x, 0, y, 0)
  else ofMasks!(1, mask, 0, p, 0, q, 0)
  return graph.fill(mask[0] as 0 | 1 | 2)
}

/** A chain without the links that are known or repeated: the one that ends it alone, else those that can change it. */
function foldChain(graph: Graph, op: 'every' | 'some', links: readonly number[]): number | Step {
  const [neutral, final] = op === 'every' ? [2, 0] : [0, 2]
  const kept = new Set<number>()
  for (const link of links) {
    const { op: kind, value } = graph.terms[link]!
    if (kind === 'fill' && value === final) return link
    if (kind !== 'fill' || value !== neutral) kept.add(link)
  }
  const left = [...kept]
  if (left.length === 0) return graph.fill(neutral as 0 | 2)
  return left.length === 1 ? left[0]! : { op, args: left }
}

/** The branch of a choice whose condition is known. */
function foldChoice(graph: Graph, op: 'select' | 'maskSelect', args: readonly number[]): number | Step {
  const condition = graph.terms[args[0]!]!
  if (condition.op !== 'fill') return { op, args }
  if (condition.value === 1) return op === 'select' ? graph.constant(NaN) : graph.fill(1)
  return condition.value === 2 ? args[1]! : args[2]!
}

/** x ^ 1 and x ^ -1 by their meaning: x and 1 / x. */
function foldPower(graph: Graph, [base, exponent]: readonly number[]): number | Step {
  const { op, value } = graph.terms[exponent!]!
  if (op === 'constant' && value === 1) return base!
  if (op === 'constant' && value === -1) return { op: 'divide', args: [graph.constant(1), base!] }
  return { op: 'power', args: [base!, exponent!] }
}

/** The term of an instruction, or the instruction that is left of it. */
export function fold(graph: Graph, op: TermOp, args: readonly number[]): number | Step {
  const terms = args.map((arg) => graph.terms[arg]!)
  if (op === 'every' || op === 'some') return foldChain(graph, op, args)
  if (terms.every(isKnown)) return compute(graph, op, terms.map(({ value }) => value)) // prettier-ignore
  if (op === 'select' || op === 'maskSelect') return foldChoice(graph, op, args)
  return op === 'power' ? foldPower(graph, args) : { op, args }
}

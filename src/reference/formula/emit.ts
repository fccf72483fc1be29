/**
 * A checked tree as terms of a graph, bottom-up. The meanings are those of the closures for one row, bit by bit.
 * In: a graph, a checked tree without faults, the rank of each text in the dictionary of the call. Out: the term of the whole; undefined
 * where rows are needed that no program has: functions of the user, tests of computed texts, quantiles at a computed point.
 * Texts are numbers in columns: their rank in one sorted dictionary, NaN for none. Twin: crates/hydra-core/src/formula/emit.rs
 */
import type { Node } from './ast.ts'
import type { Checked } from './checked.ts'
import { emitCall } from './emit-call.ts'
import { Emitter, impossible, none, type RankOf } from './emitter.ts'
import { emitCoalesce, emitCompare, emitIn, emitSelect } from './emit-logic.ts'
import { constants } from './grammar.ts'
import type { Graph } from './term.ts'
import type { Conversion } from './unit.ts'

function emitName({ graph, checked }: Emitter, name: string): number {
  const variable = checked.variables.get(name)
  if (variable === undefined) return graph.constant(constants.get(name)!)
  const { type } = variable
  if (type === 'series') return none
  if (type === 'boolean') return graph.flag({ kind: 'flag', name, sides: [] })
  return graph.input({ kind: type === 'string' ? 'rank' : 'number', name, figure: '', q: 0 })
}

const operations: ReadonlyMap<string, 'add' | 'subtract' | 'multiply' | 'divide' | 'remainder'> = new Map([
  ['+', 'add'], ['-', 'subtract'], ['*', 'multiply'], ['/', 'divide'], ['%', 'remainder'],
]) // prettier-ignore

/** From the left, as written. */
function emitArithmetic(emitter: Emitter, { items, operators }: Node): number {
  let total = emitter.number(items[0]!)
  for (let i = 1; i < items.length; i += 1) {
    total = emitter.graph.make(operations.get(operators[i - 1]!)!, total, emitter.number(items[i]!))
  }
  return total
}

function emitSign(emitter: Emitter, { text, items }: Node): number {
  const item = emitter.number(items[0]!)
  return text === '-' ? emitter.graph.make('negate', item) : item
}

function emitNode(emitter: Emitter, node: Node, at: number): number {
  const { graph, checked } = emitter
  const { kind, items, value } = node
  const type = checked.types[at]!
  if (type === 'missing' || kind === 'error' || kind === 'missing') return none
  if (kind === 'number') return graph.constant(value)
  if (kind === 'boolean') return graph.fill(value === 1 ? 2 : 0)
  if (kind === 'string') return graph.constant(emitter.rankOf(node.text))
  if (kind === 'name') return emitName(emitter, node.text)
  if (kind === 'sum' || kind === 'product') return emitArithmetic(emitter, node)
  if (kind === 'power') return graph.make('power', emitter.number(items[0]!), emitter.number(items[1]!))
  if (kind === 'sign') return emitSign(emitter, node)
  if (kind === 'compare') return emitCompare(emitter, node)
  if (kind === 'in') return emitIn(emitter, node)
  if (kind === 'and' || kind === 'or') return graph.chain(kind === 'and' ? 'every' : 'some', items.map((item) => emitter.truth(item))) // prettier-ignore
  if (kind === 'not' || kind === 'negation') return graph.make('not', emitter.truth(items[0]!))
  if (kind === 'conditional') return emitSelect(emitter, items[0]!, items[1]!, items[2]!, type)
  if (kind === 'coalesce') return emitCoalesce(emitter, items, type)
  return emitCall(emitter, node, at)
}

/** One product, one quotient; a factor of 1 is left out. */
function emitConversion({ graph }: Emitter, term: number, { times, over }: Conversion): number {
  const scaled = times === 1 ? term : graph.make('multiply', term, graph.constant(times))
  return over === 1 ? scaled : graph.make('divide', scaled, graph.constant(over))
}

export function emit(graph: Graph, checked: Checked, rankOf: RankOf): number | undefined {
  const emitter = new Emitter(graph, checked, rankOf)
  const { nodes, root } = checked.ast
  for (let at = 0; at <= root; at += 1) {
    const term = emitNode(emitter, nodes[at]!, at)
    if (term === impossible) return undefined
    const step = checked.conversions[at]
    emitter.terms.push(step === undefined || term === none ? term : emitConversion(emitter, term, step))
  }
  return emitter.terms[root]
}

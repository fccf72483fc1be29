/** Terms of comparisons, memberships and choices.  Twin: crates/hydra-core/src/formula/emit_logic.rs */
import type { Node } from './ast.ts'
import type { ValueType } from './checked.ts'
import type { Emitter } from './emitter.ts'
import type { OpName } from './opcode.ts'

const ofNumbers: ReadonlyMap<string, OpName> = new Map([
  ['<', 'less'], ['<=', 'lessEqual'], ['>', 'greater'], ['>=', 'greaterEqual'], ['==', 'equal'], ['!=', 'notEqual'],
]) // prettier-ignore

/** Texts compare as their ranks do. */
export function emitCompare(emitter: Emitter, { items, text }: Node): number {
  const [a, b] = items as [number, number]
  if (emitter.checked.types[a] !== 'boolean')
    return emitter.graph.make(ofNumbers.get(text)!, emitter.number(a), emitter.number(b))
  return emitter.graph.make(text === '==' ? 'maskEqual' : 'maskNotEqual', emitter.truth(a), emitter.truth(b))
}

/** True at a match; without one no value where the left or an item has none: the greatest of the equalities. */
export function emitIn(emitter: Emitter, { items }: Node): number {
  const { checked, graph } = emitter
  const type = items.map((item) => checked.types[item]!).find((found) => found !== 'missing') ?? 'number'
  const op = type === 'boolean' ? 'maskEqual' : 'equal'
  const left = emitter.ofType(items[0]!, type)
  let found = graph.make(op, left, emitter.ofType(items[1]!, type))
  for (let i = 2; i < items.length; i += 1) found = graph.make('or', found, graph.make(op, left, emitter.ofType(items[i]!, type)))
  return found
}

export function emitSelect(emitter: Emitter, condition: number, yes: number, no: number, type: ValueType): number {
  const op = type === 'boolean' ? 'maskSelect' : 'select'
  return emitter.graph.make(op, emitter.truth(condition), emitter.ofType(yes, type), emitter.ofType(no, type))
}

export function emitCoalesce(emitter: Emitter, items: readonly number[], type: ValueType): number {
  const op = type === 'boolean' ? 'maskCoalesce' : 'coalesce'
  let found = emitter.ofType(items[0]!, type)
  for (let i = 1; i < items.length; i += 1) found = emitter.graph.make(op, found, emitter.ofType(items[i]!, type))
  return found
}

/** Terms of calls: the functions of the language, figures of series, tests of texts.  Twin: crates/hydra-core/src/formula/emit_call.rs */
import type { Node } from './ast.ts'
import { literalValue } from './check-number.ts'
import { impossible, type Emitter } from './emitter.ts'
import { emitCoalesce, emitSelect } from './emit-logic.ts'
import type { OpName } from './opcode.ts'
import type { TextSide } from './term.ts'
import { testText } from './text.ts'

/** Functions of one number that are an instruction of the same name. */
const unary: ReadonlySet<string> = new Set<OpName>([
  'abs', 'sign', 'floor', 'ceil', 'trunc', 'sqrt', 'exp', 'log1p', 'expm1', 'ln', 'log2', 'log10', 'cbrt', 'sin', 'cos', 'tan', 'asin', 'acos',
  'atan', 'sinh', 'cosh', 'tanh', 'asinh', 'acosh', 'atanh',
]) // prettier-ignore

/** 1 / (1 + exp(-x)) */
function emitSigmoid({ graph }: Emitter, x: number): number {
  const one = graph.constant(1)
  return graph.make('divide', one, graph.make('add', one, graph.make('exp', graph.make('negate', x))))
}

/** By log2 and log10 for those bases as literals, else ln x / ln base. */
function emitLogarithm({ graph, checked }: Emitter, x: number, base: number, at: number): number {
  const literal = literalValue(checked, at)
  if (literal === 2 || literal === 10) return graph.make(literal === 2 ? 'log2' : 'log10', x)
  return graph.make('divide', graph.make('ln', x), graph.make('ln', base))
}

/** min, max, hypot: the first folded with the others, from the left. */
function emitFolded(emitter: Emitter, op: 'min' | 'max' | 'hypot', items: readonly number[]): number {
  let folded = emitter.number(items[0]!)
  if (op === 'hypot' && items.length === 1) return emitter.graph.make('abs', folded)
  for (let i = 1; i < items.length; i += 1) folded = emitter.graph.make(op, folded, emitter.number(items[i]!))
  return folded
}

function emitScalar(emitter: Emitter, { text, items }: Node): number {
  const { graph, checked } = emitter
  if (text === 'min' || text === 'max' || text === 'hypot') return emitFolded(emitter, text, items)
  const [a = 0, b = 0, c = 0] = items.map((item) => emitter.number(item))
  if (unary.has(text)) return graph.make(text as OpName, a)
  if (text === 'sigmoid') return emitSigmoid(emitter, a)
  if (text === 'pow') return graph.make('power', a, b)
  if (text === 'atan2') return graph.make('atan2', a, b)
  if (text === 'log') return emitLogarithm(emitter, a, b, items[1]!)
  if (text === 'clamp') return graph.make('min', graph.make('max', a, b), c)
  return graph.make('round', a, graph.constant(items.length < 2 ? 0 : literalValue(checked, items[1]!)!))
}

function emitMissing(emitter: Emitter, item: number): number {
  const type = emitter.checked.types[item]!
  if (type === 'missing') return emitter.graph.fill(2)
  return emitter.graph.make(type === 'boolean' ? 'maskIsMissing' : 'isMissing', emitter.ofType(item, type))
}

/** |a - b| <= tolerance */
function emitApprox(emitter: Emitter, items: readonly number[]): number {
  const { graph } = emitter
  const [a, b, tolerance] = items.map((item) => emitter.number(item)) as [number, number, number]
  return graph.make('lessEqual', graph.make('abs', graph.make('subtract', a, b)), tolerance)
}

function emitChoice(emitter: Emitter, { text, items }: Node, at: number): number {
  const type = emitter.checked.types[at]!
  if (text === 'is_missing') return emitMissing(emitter, items[0]!)
  if (text === 'approx') return emitApprox(emitter, items)
  return text === 'if' ? emitSelect(emitter, items[0]!, items[1]!, items[2]!, type) : emitCoalesce(emitter, items, type)
}

/** A column or a literal; undefined for what is computed. */
function sideOf(emitter: Emitter, item: number): TextSide | undefined {
  const { kind, text } = emitter.checked.node(item)
  if (kind !== 'name' && kind !== 'string') return undefined
  return { kind: kind === 'name' ? 'name' : 'text', text }
}

/** Computed by the caller, once for each text of the dictionary; here only of two literals. */
function emitTest(emitter: Emitter, { text, items }: Node): number {
  const { graph, checked } = emitter
  if (items.some((item) => checked.types[item] === 'missing')) return graph.fill(1)
  const [a, b] = [sideOf(emitter, items[0]!), sideOf(emitter, items[1]!)]
  if (a === undefined || b === undefined) return impossible
  if (a.kind === 'text' && b.kind === 'text') return graph.fill(testText(text, a.text, b.text) ? 2 : 0)
  return graph.flag({ kind: 'test', name: text, sides: [a, b] })
}

function emitFigure(emitter: Emitter, { text, items }: Node): number {
  const { graph, checked } = emitter
  const point = items[1] === undefined ? undefined : graph.terms[emitter.number(items[1])]!
  if (point !== undefined && point.op !== 'constant') return impossible
  const { text: name } = checked.node(items[0]!)
  return graph.input({ kind: 'figure', name, figure: text, q: point?.value ?? 0 })
}

export function emitCall(emitter: Emitter, node: Node, at: number): number {
  const entry = emitter.checked.entries[at]!
  if (entry.kind === 'window' || emitter.checked.options.functions.has(node.text)) return impossible
  if (entry.kind === 'choice') return emitChoice(emitter, node, at)
  if (entry.kind === 'string') return emitTest(emitter, node)
  return entry.kind === 'series' ? emitFigure(emitter, node) : emitScalar(emitter, node)
}

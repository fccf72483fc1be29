/**
 * Where a missing value came from: names that had none, or a computation such as 0 / 0 of values that were there.
 * In: the values of all nodes, and where to begin. Out: one entry a name or place, in order of the text. Downwards, with a list of what is to do.
 */
import type { Node } from '../reference/formula/ast.ts'
import { canonicalOf, nameText } from '../reference/formula/canonical.ts'
import { isChoice, isCoalesce, isThere, stepOf, type Trace, type TraceValue } from '../reference/formula/trace.ts'
import { takenOf } from './explain-parts.ts'
import { clipped, figure } from './figure.ts'
import type { FormulaMissing } from './types.ts'

const isMissing = ({ checked, values }: Trace, at: number): boolean => !isThere(checked, at, values[at])
const isEmptySeries = (value: TraceValue): boolean => value instanceof Float64Array && value.length === 0

/** The items that took the value away. */
function causes(trace: Trace, node: Node): readonly number[] {
  const { kind, text, items } = node
  if (isCoalesce(kind, text)) return items
  if (!isChoice(kind, text)) return items.filter((item) => isMissing(trace, item) || isEmptySeries(trace.values[item]))
  const taken = takenOf(trace, node)
  return [taken ?? items[0]!]
}

/** The step of a chain at which the value was lost: `0 / 0`. */
function lostStep({ values }: Trace, { items, operators }: Node): string {
  let before = values[items[0]!] as number
  for (const [i, operator] of operators.entries()) {
    const own = values[items[i + 1]!] as number
    const next = stepOf(operator, before, own)
    if (next !== next) return `${figure(before)} ${operator} ${figure(own)}`
    before = next
  }
  return ''
}

/** What was computed, with the values in place. */
function computed(trace: Trace, node: Node): string {
  const { kind, text, items } = node
  if (kind === 'sum' || kind === 'product') return lostStep(trace, node)
  const args = items.map((item) => trace.values[item]).map((value) => (typeof value === 'number' ? figure(value) : typeof value === 'string' ? JSON.stringify(value) : 'these values')) // prettier-ignore
  return kind === 'power' ? args.join(' ^ ') : `${text}(${args.join(', ')})`
}

function entryOf(trace: Trace, at: number): FormulaMissing {
  const { checked } = trace
  const node = checked.node(at)
  const { kind, text, start, end } = node
  const span = { start, end }
  if (kind === 'name') return { name: text, text: nameText(text), span }
  const own = clipped(canonicalOf(checked.ast, at))
  return kind === 'missing' ? { text: 'the literal missing', span } : { text: `${own} is ${computed(trace, node)}`, span }
}

export function missingOf(trace: Trace, from: readonly number[]): FormulaMissing[] {
  const todo = [...from]
  const found = new Map<string, FormulaMissing>()
  for (let at = todo.pop(); at !== undefined; at = todo.pop()) {
    const next = causes(trace, trace.checked.node(at))
    todo.push(...next)
    if (next.length > 0) continue
    const entry = entryOf(trace, at)
    const key = entry.name ?? `at ${at}`
    const known = found.get(key)
    if (known === undefined || known.span.start > entry.span.start) found.set(key, entry)
  }
  return [...found.values()].sort((a, b) => a.span.start - b.span.start)
}

/**
 * From what a node must be back to what its variables can be: downwards, with a list of what is still to do.
 * In: a number node and what it must lie in. Out: false where that cannot be; else the state is narrowed.
 * No twin yet.
 */
import type { Node } from './ast.ts'
import { hasValue, interval, meet, negated, type Interval } from './interval.ts'
import { powerInverse } from './interval-power.ts'
import { between, type Forward } from './narrow-forward.ts'
import { conversionInverse, functionInverse, pairInverse } from './narrow-inverse.ts'

type Wanted = readonly [at: number, need: Interval]

/** With a value. */
const present = ({ low, high, isWhole }: Interval): Interval => interval(low, high, false, isWhole)

/** `a - b + c`: from the last operand to the first, each against all before it. */
function chainWanted(forward: Forward, { items, operators }: Node, need: Interval): Wanted[] {
  const befores = [forward.number(items[0]!)]
  operators.forEach((operator, i) => befores.push(between[operator]!(befores[i]!, forward.number(items[i + 1]!))))
  const wanted: Wanted[] = []
  let rest = need
  for (let i = operators.length; i > 0; i -= 1) {
    const [before, own] = pairInverse(operators[i - 1]!, befores[i - 1]!, forward.number(items[i]!), rest)
    wanted.push([items[i]!, own])
    rest = before
  }
  return [...wanted, [items[0]!, rest]]
}

function callWanted(forward: Forward, node: Node, at: number, need: Interval): Wanted[] {
  const { checked } = forward
  if (checked.entries[at]?.kind !== 'scalar' || checked.options.functions.has(node.text)) return []
  const items = node.items.map((item) => forward.number(item))
  return functionInverse(node.text, items, need).map((item, i) => [node.items[i]!, item] as const)
}

/** What the children must be; none for choices, whose children may be without a value. */
function childrenWanted(forward: Forward, at: number, need: Interval): Wanted[] {
  const node = forward.checked.node(at)
  const { kind, text, items } = node
  if (kind === 'sum' || kind === 'product') return chainWanted(forward, node, need)
  if (kind === 'sign') return [[items[0]!, text === '-' ? negated(need) : need]]
  if (kind === 'call') return callWanted(forward, node, at, need)
  if (kind !== 'power') return []
  const [base, exponent] = [forward.number(items[0]!), forward.number(items[1]!)]
  return [[items[0]!, powerInverse(base, exponent, need)], [items[1]!, exponent]] // prettier-ignore
}

export function backward(forward: Forward, root: number, asked: Interval): boolean {
  const { state, classes, checked } = forward
  const todo: Wanted[] = [[root, asked]]
  for (let next = todo.pop(); next !== undefined; next = todo.pop()) {
    const [at] = next
    const known = state.cells[classes.converted[at]!] as Interval
    const need = present(meet(meet(forward.number(at), known), next[1]))
    if (!hasValue(need)) return false
    state.set(classes.converted[at]!, need)
    const step = checked.conversions[at]
    const own = step === undefined ? need : present(conversionInverse(forward.own(at), step, need))
    if (!hasValue(own)) return false
    state.set(classes.own[at]!, own)
    todo.push(...childrenWanted(forward, at, own))
  }
  return true
}

/**
 * Types, units and names of a whole tree, before anything is evaluated.
 * In: a tree and the catalogue of variables. Out: what is known of each node; faults and warnings by place. One loop, bottom-up.
 * Twin: crates/hydra-core/src/formula/check.rs
 */
import type { Ast, Node } from './ast.ts'
import { checkCall } from './check-call.ts'
import { checkBoolean, checkChoice, checkCompare, checkConditional, checkIn } from './check-logic.ts'
import { checkPower, checkProduct, checkSign, checkSum } from './check-number.ts'
import { Checked, type CheckOptions, type Variable } from './checked.ts'
import type { Faults } from './fault.ts'
import { constants, functionNames } from './grammar.ts'
import { suggest } from './suggest.ts'
import { isPlain, unitNamed, unitNameOf } from './unit.ts'

/** Of the names met so far, as long as they are few. */
const variablesByName = new Map<string, Variable>()
const mostKept = 1000

/** A number without bounds, its unit told by the end of its name. */
export function variableOf(name: string): Variable {
  const known = variablesByName.get(name)
  if (known !== undefined) return known
  const made: Variable = { type: 'number', unit: unitNamed(unitNameOf(name)), min: -Infinity, max: Infinity, integer: false }
  if (variablesByName.size < mostKept) variablesByName.set(name, made)
  return made
}

function use(checked: Checked, { text, start, end }: Node, variable: Variable): void {
  const { type, unit, min, max, integer } = variable
  const { variables } = checked
  const used = variables.get(text)
  if (used === undefined)
    variables.set(text, { name: text, place: variables.size, type, unit, min, max, integer, spans: [{ start, end }] })
  else used.spans.push({ start, end })
  checked.put(type, unit, false)
}

function refuseName(checked: Checked, node: Node, refused: string[]): void {
  const { text, start, end } = node
  checked.put('error', undefined, false)
  if (refused.includes(text) || checked.faults.isOver) return
  refused.push(text)
  const isFunction = functionNames.includes(text) || checked.options.functions.has(text)
  const known = [...checked.options.catalogue!.keys()]
  const reason = isFunction ? 'function-as-variable' : 'unknown-name'
  checked.faults.add(2003, reason, start, end, [text, known.slice(0, 10).join(', ')], suggest(text, known))
}

function checkName(checked: Checked, node: Node, refused: string[]): void {
  const { catalogue } = checked.options
  const declared = catalogue?.get(node.text)
  if (declared !== undefined) return use(checked, node, declared)
  if (constants.has(node.text)) return checked.put('number', undefined, true)
  if (catalogue === undefined) use(checked, node, variableOf(node.text))
  else refuseName(checked, node, refused)
}

function checkNode(checked: Checked, node: Node, at: number, refused: string[]): void {
  switch (node.kind) {
    case 'number':
      return checked.put('number', unitNamed(node.text), true)
    case 'string':
    case 'boolean':
    case 'missing':
    case 'error':
      return checked.put(node.kind, undefined, false)
    case 'name':
      return checkName(checked, node, refused)
    case 'call':
      return checkCall(checked, node, at)
    case 'sign':
      return checkSign(checked, node)
    case 'power':
      return checkPower(checked, node)
    case 'product':
      return checkProduct(checked, node, at)
    case 'sum':
      return checkSum(checked, node)
    case 'compare':
      return checkCompare(checked, node)
    case 'in':
      return checkIn(checked, node)
    case 'coalesce':
      return checkChoice(checked, node.items, true)
    case 'conditional':
      return checkConditional(checked, node)
    case 'negation':
    case 'not':
    case 'and':
    case 'or':
      return checkBoolean(checked, node)
  }
}

export function check(ast: Ast, faults: Faults, options: CheckOptions): Checked {
  const checked = new Checked(ast, faults, options)
  const refused: string[] = []
  for (let at = 0; at < ast.nodes.length; at += 1) checkNode(checked, ast.nodes[at]!, at, refused)
  const { root } = ast
  checked.settle(root)
  const unit = checked.units[root]
  if (unit !== undefined && isPlain(unit)) checked.units[root] = undefined
  if (checked.types[root] === 'series') checked.fault(2002, 'series-result', root)
  if (checked.types[root] === 'missing') checked.fault(2002, 'always-missing', root)
  return checked
}

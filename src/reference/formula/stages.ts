/**
 * A formula with functions over rows, taken apart: first the arguments of each, then the function, then the rest, which sees its value as a
 * variable. So a side that `and` skips misses no row, and columns and single rows go the same way.
 * In: a checked tree. Out: functions in an order where inner ones stand first, and the rest; undefined where there is none.
 */
import type { Node } from './ast.ts'
import { literalValue } from './check-number.ts'
import { Checked, type UsedVariable, type ValueType } from './checked.ts'
import type { FunctionEntry } from './grammar.ts'

export interface WindowStage {
  /** Of the variable that its value becomes; no formula can name it. */
  readonly name: string
  readonly entry: FunctionEntry
  /** Its literal argument; 1 where it has none. */
  readonly parameter: number
  /** Arguments that every row has a value of. */
  readonly inputs: readonly Checked[]
  /** Type of the first argument. */
  readonly type: ValueType
}

export interface Stages {
  readonly windows: readonly WindowStage[]
  readonly main: Checked
}

type Hidden = ReadonlyMap<number, string>

/** Nodes that a part is made of, children first: those below its root, but not below a function that is a variable by now. */
function nodesOf({ ast: { nodes } }: Checked, root: number, hidden: Hidden): number[] {
  const found = [root]
  for (const at of found) if (!hidden.has(at)) for (const item of nodes[at]!.items) found.push(item)
  return found.sort((a, b) => a - b)
}

function variableFor(checked: Checked, at: number, name: string): UsedVariable {
  const type = checked.types[at] as UsedVariable['type']
  return { name, type, unit: checked.units[at], min: -Infinity, max: Infinity, integer: false, place: 0, spans: [] }
}

/** The part below a root as a tree of its own. */
function partOf(checked: Checked, root: number, hidden: Hidden): Checked {
  const own = nodesOf(checked, root, hidden)
  const places = new Map<number, number>()
  const nodes: Node[] = []
  const part = new Checked({ nodes, root: own.length - 1 }, checked.faults, checked.options)
  for (const at of own) {
    const [node, name] = [checked.node(at), hidden.get(at)]
    places.set(at, nodes.length)
    const moved = { ...node, items: node.items.map((item) => places.get(item)!) }
    nodes.push(name === undefined ? moved : { ...node, kind: 'name', text: name, items: [], operators: [] })
    part.put(checked.types[at]!, checked.units[at], checked.isConstant[at]!)
    part.conversions[nodes.length - 1] = checked.conversions[at]
    if (name === undefined) part.entries[nodes.length - 1] = checked.entries[at]
    const variable = name !== undefined ? variableFor(checked, at, name) : node.kind === 'name' ? checked.variables.get(node.text) : undefined // prettier-ignore
    if (variable !== undefined && !part.variables.has(variable.name))
      part.variables.set(variable.name, { ...variable, place: part.variables.size })
  }
  return part
}

const isLiteral = (argument: string): boolean => /^(?:rows|weight)\??$/.test(argument)

function stageOf(checked: Checked, at: number, hidden: Hidden): WindowStage {
  const entry = checked.entries[at]!
  const { items } = checked.node(at)
  const literal = items.find((_, i) => isLiteral(entry.arguments[i]!))
  return {
    name: `\0${at}`,
    entry,
    parameter: literal === undefined ? 1 : literalValue(checked, literal)!,
    inputs: items.filter((item) => item !== literal).map((item) => partOf(checked, item, hidden)),
    type: checked.types[items[0]!]!,
  }
}

const hasWindow = ({ entries }: Checked): boolean => {
  for (let at = 0; at < entries.length; at += 1) if (entries[at]?.kind === 'window') return true
  return false
}

export function stagesOf(checked: Checked): Stages | undefined {
  if (!hasWindow(checked)) return undefined
  const hidden = new Map<number, string>()
  const windows: WindowStage[] = []
  checked.entries.forEach((entry, at) => {
    if (entry?.kind !== 'window') return
    const stage = stageOf(checked, at, hidden)
    windows.push(stage)
    hidden.set(at, stage.name)
  })
  return { windows, main: partOf(checked, checked.ast.root, hidden) }
}

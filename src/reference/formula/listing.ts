/**
 * A checked tree as lines, one a node: what both engines are compared by.
 * A line: kind, start, end, value, text, children, operators, type, unit, constant or not, conversion, function. Numbers as their bits.
 * Twin: crates/hydra-core/src/formula/listing.rs
 */
import type { Checked } from './checked.ts'

const view = new DataView(new ArrayBuffer(8))

/** All NaN are one. */
function bitsOf(x: number): string {
  view.setFloat64(0, x !== x ? NaN : x)
  return x !== x ? 'NaN' : view.getBigUint64(0).toString(16)
}

/** ASCII as it is, every other unit as its number. */
function plainText(text: string): string {
  let out = ''
  for (let i = 0; i < text.length; i += 1) {
    const c = text.charCodeAt(i)
    out += c > 32 && c < 127 && c !== 34 && c !== 92 ? text.charAt(i) : `\\${c.toString(16)};`
  }
  return `"${out}"`
}

const numbers = (list: readonly number[] | undefined): string => (list === undefined ? '-' : list.map(bitsOf).join('/'))

function line(checked: Checked, at: number): string {
  const { kind, start, end, value, text, items, operators } = checked.node(at)
  const [unit, step] = [checked.units[at], checked.conversions[at]]
  const words = [
    ...[kind, start, end, bitsOf(value), plainText(text), `(${items.join(' ')})`, `(${operators.join(' ')})`],
    checked.types[at],
    numbers(unit && [unit.time, unit.bytes, unit.times, unit.over]),
    checked.isConstant[at] ? 'constant' : '-',
    numbers(step && [step.times, step.over]),
    checked.entries[at]?.name ?? '-',
  ]
  return words.join(' ')
}

/** The lines of all nodes, and the index of the root behind them. */
export const listing = (checked: Checked): string[] => [
  ...checked.ast.nodes.map((_, at) => line(checked, at)),
  `root ${checked.ast.root}`,
]

/**
 * The canonical text of a tree: one blank round operators, as few brackets as give the same tree back.
 * A percent literal beside arithmetic gets brackets, since `5% + x` reads as a remainder.
 * Only TypeScript makes text of numbers; the Rust side parses this text and compares trees.
 */
import type { Ast, Node } from './ast.ts'
import { isLetter, isWord } from './characters.ts'
import { atomLevel, keywords, levels } from './grammar.ts'
import { lowered } from './suggest.ts'

const levelOf = ({ kind }: Node): number => levels.get(kind) ?? atomLevel
const escapes: ReadonlyMap<string, string> = new Map([['\\', '\\\\'], ['"', '\\"'], ['\n', '\\n'], ['\t', '\\t']]) // prettier-ignore

function quote(text: string): string {
  let out = '"'
  for (const c of text) out += escapes.get(c) ?? (c.charCodeAt(0) < 32 ? `\\u{${c.charCodeAt(0).toString(16)}}` : c)
  return `${out}"`
}

function isPlainName(name: string): boolean {
  const words = name.split('.')
  const isReserved = keywords.has(lowered(name)) || lowered(name) === 'in'
  return !isReserved && words.every((word) => isLetter(word.charCodeAt(0)) && [...word].every((c) => isWord(c.charCodeAt(0))))
}

/** A name as it must be written in a formula: between backticks where it is not a plain word. */
export const nameText = (name: string): string => (isPlainName(name) ? name : `\`${name}\``)
const numberText = (value: number, unit: string): string => `${value === Infinity ? '1e400' : String(value)}${unit}`

/** The lowest level that each item may have without brackets. */
function leastLevel({ kind }: Node, place: number): number {
  if (kind === 'call') return 1
  if (kind === 'power') return place === 0 ? atomLevel : levels.get('sign')!
  if (kind === 'sign' || kind === 'negation') return levels.get('sign')!
  if (kind === 'conditional') return place === 0 ? 2 : 1
  if (kind === 'in' && place > 0) return 1
  return levels.get(kind)! + 1
}

const arithmetic: ReadonlySet<string> = new Set(['sum', 'product', 'power', 'sign'])

function itemText(parent: Node, place: number, item: Node, text: string): string {
  const isPercent = item.kind === 'number' && item.text === '%' && arithmetic.has(parent.kind)
  return isPercent || levelOf(item) < leastLevel(parent, place) ? `(${text})` : text
}

function leafText({ kind, value, text }: Node): string {
  if (kind === 'number') return numberText(value, text)
  if (kind === 'string') return quote(text)
  if (kind === 'boolean') return value === 1 ? 'true' : 'false'
  return kind === 'name' ? nameText(text) : 'missing'
}

function joined(node: Node, items: readonly string[]): string {
  const { kind, text, operators } = node
  const [first = '', second = '', third = ''] = items
  if (kind === 'call') return `${text}(${items.join(', ')})`
  if (kind === 'sign') return `${text}${first}`
  if (kind === 'negation') return `!${first}`
  if (kind === 'not') return `not ${first}`
  if (kind === 'power') return `${first}^${second}`
  if (kind === 'compare') return `${first} ${text} ${second}`
  if (kind === 'in') return `${first} in (${items.slice(1).join(', ')})`
  if (kind === 'conditional') return `${first} ? ${second} : ${third}`
  const between = kind === 'coalesce' ? '??' : kind
  return items.reduce((all, item, i) => `${all} ${operators[i - 1] ?? between} ${item}`)
}

function textOf(nodes: readonly Node[], node: Node, texts: readonly string[]): string {
  const items = node.items.map((item, place) => itemText(node, place, nodes[item]!, texts[item]!))
  if (node.kind === 'error') return ''
  return items.length === 0 && node.kind !== 'call' ? leafText(node) : joined(node, items)
}

/** The text of each node; `error` nodes give an empty one. */
export function canonicalTexts({ nodes }: Ast): string[] {
  const texts: string[] = []
  for (const node of nodes) texts.push(textOf(nodes, node, texts))
  return texts
}

/** The text of one node: of the stretch of nodes that ends in it. */
export function canonicalOf({ nodes }: Ast, at: number): string {
  let first = at
  while (nodes[first]!.items.length > 0) first = nodes[first]!.items[0]!
  const texts: string[] = []
  for (let i = first; i <= at; i += 1) texts[i] = textOf(nodes, nodes[i]!, texts)
  return texts[at]!
}

export const canonical = (ast: Ast): string => canonicalTexts(ast)[ast.root]!

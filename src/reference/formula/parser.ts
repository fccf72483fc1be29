/**
 * Tokens to a tree, by operator precedence.
 * In: a text and limits. Out: an arena whose root is always there (an `error` node where nothing could be made), and the faults.
 * Several faults a text: after one, on to the next `,` `)` `and` `or`. Recursion is bounded by the limit of nesting.
 * Source: Pratt 1973, Top down operator precedence.  Twin: crates/hydra-core/src/formula/parser.rs  Golden: fixtures/golden/formula/grammar.json
 */
import type { Ast, NodeKind } from './ast.ts'
import { Cursor } from './cursor.ts'
import type { Faults } from './fault.ts'
import { keywords, levels, type Infix } from './grammar.ts'
import { lex } from './lexer.ts'
import type { Limits } from './limits.ts'
import type { Token } from './token.ts'

const levelOf = (kind: string): number => levels.get(kind)!
const compareLevel = levelOf('compare')
/** What a power takes on its right: a sign too. */
const powerRight = levelOf('sign')
const belowNot = levelOf('not') + 1

/** The operator that stands next between operands; `in` is one only here. */
const infixAt = (cursor: Cursor): Infix | undefined => cursor.peek.infix

/** `a - b + c`: all of one level as one node. */
function parseChain(cursor: Cursor, infix: Infix, left: number): number {
  const kind = infix.kind as NodeKind
  const items = [left]
  const operators: string[] = []
  while (infixAt(cursor)?.kind === kind && !cursor.faults.isOver) {
    operators.push(cursor.next().text)
    items.push(parseExpression(cursor, infix.level + 1))
  }
  return cursor.add(kind, cursor.startOf(left), items, '', 0, kind === 'sum' || kind === 'product' ? operators : undefined)
}

/** `a < b < c`: refused at its second operator; the rest is read all the same, for its own faults. */
function refuseChained(cursor: Cursor, made: number): number {
  let kind = infixAt(cursor)?.kind
  if (kind !== 'compare' && kind !== 'in') return made
  const { start, end, text } = cursor.peek
  cursor.faults.add(2009, 'chained-comparison', start, end, [text])
  while (kind === 'compare' || kind === 'in') {
    cursor.next()
    if (kind === 'in') parseList(cursor)
    else parseExpression(cursor, compareLevel + 1)
    kind = infixAt(cursor)?.kind
  }
  return cursor.error(start)
}

function parseComparison(cursor: Cursor, left: number): number {
  const { text } = cursor.next()
  const right = parseExpression(cursor, compareLevel + 1)
  return refuseChained(cursor, cursor.add('compare', cursor.startOf(left), [left, right], text))
}

/** The items of `in (1, 2, 3)` or `in [1, 2, 3]`. */
function parseList(cursor: Cursor): number[] {
  const close = cursor.is('[') ? ']' : ')'
  if (!cursor.take('(') && !cursor.take('[')) {
    cursor.refuse('expected-list', '(')
    cursor.resync()
    return [cursor.error(cursor.lastEnd)]
  }
  return parseItems(cursor, close)
}

/** Expressions between commas up to the closing mark, which is taken. */
function parseItems(cursor: Cursor, close: string): number[] {
  const items: number[] = []
  do {
    items.push(cursor.nested(parseExpression, 1))
    const { start, end } = cursor.peek
    const { arguments: most } = cursor.limits
    if (items.length > most) cursor.faults.stop('too-many-arguments', start, end, [String(most)])
    if (!cursor.is(',') && !cursor.is(close)) refuseMissing(cursor, close)
  } while (cursor.take(','))
  cursor.take(close)
  return items
}

function refuseMissing(cursor: Cursor, mark: string): void {
  cursor.refuse('expected', mark)
  cursor.resync()
}

/** Takes the closing mark, or says that it is missing and goes on behind the next one. */
function closeWith(cursor: Cursor, close: string): void {
  if (cursor.take(close)) return
  refuseMissing(cursor, close)
  cursor.take(close)
}

function parseMembership(cursor: Cursor, left: number): number {
  cursor.next()
  const items = [left, ...parseList(cursor)]
  return refuseChained(cursor, cursor.add('in', cursor.startOf(left), items))
}

function parsePower(cursor: Cursor, left: number): number {
  cursor.next()
  const right = cursor.nested(parseExpression, powerRight)
  return cursor.add('power', cursor.startOf(left), [left, right])
}

function parseConditional(cursor: Cursor, left: number): number {
  cursor.next()
  const yes = cursor.nested(parseExpression, 1)
  if (!cursor.take(':')) {
    refuseMissing(cursor, ':')
    if (!cursor.take(':')) return cursor.error(cursor.startOf(left))
  }
  const no = cursor.nested(parseExpression, 1)
  return cursor.add('conditional', cursor.startOf(left), [left, yes, no])
}

function parseCall(cursor: Cursor, { text, start }: Token): number {
  cursor.next()
  const items = cursor.take(')') ? [] : parseItems(cursor, ')')
  return cursor.add('call', start, items, text)
}

function parseWord(cursor: Cursor, word: Token): number {
  const { text, start, isQuoted } = word
  if (!isQuoted && keywords.has(text)) {
    if (text === 'true' || text === 'false') return cursor.add('boolean', start, undefined, '', text === 'true' ? 1 : 0)
    return cursor.add('missing', start)
  }
  return cursor.is('(') && !isQuoted ? parseCall(cursor, word) : cursor.add('name', start, undefined, text)
}

function parsePrefix(cursor: Cursor, { text, start }: Token): number {
  const kind: NodeKind = text === 'not' ? 'not' : text === '!' ? 'negation' : 'sign'
  const item = cursor.nested(parseExpression, kind === 'not' ? belowNot : powerRight)
  return cursor.add(kind, start, [item], kind === 'sign' ? text : '')
}

function parseBrackets(cursor: Cursor): number {
  cursor.next()
  const inner = cursor.nested(parseExpression, 1)
  closeWith(cursor, ')')
  return inner
}

/** Nothing that an expression can begin with: refused, and passed over. */
function refuseOperand(cursor: Cursor): number {
  const { start } = cursor.peek
  cursor.refuse('expected-operand', '')
  cursor.resync()
  return cursor.error(start)
}

const isPrefix = ({ text }: Token): boolean => text === '-' || text === '+' || text === '!' || text === 'not'

function parseOperand(cursor: Cursor): number {
  const found = cursor.peek
  const { kind, start, value, text } = found
  if (cursor.is('(')) return parseBrackets(cursor)
  if (kind === 'operator' && isPrefix(found)) return parsePrefix(cursor, cursor.next())
  if (kind === 'name') return parseWord(cursor, cursor.next())
  if (kind !== 'number' && kind !== 'string') return refuseOperand(cursor)
  cursor.next()
  return cursor.add(kind, start, undefined, text, value)
}

function parseInfix(cursor: Cursor, infix: Infix, left: number): number {
  const { kind } = infix
  if (kind === 'compare') return parseComparison(cursor, left)
  if (kind === 'in') return parseMembership(cursor, left)
  if (kind === 'power') return parsePower(cursor, left)
  return kind === 'conditional' ? parseConditional(cursor, left) : parseChain(cursor, infix, left)
}

/** An expression whose operators bind at least as tight as `least`. */
function parseExpression(cursor: Cursor, least: number): number {
  let left = parseOperand(cursor)
  for (;;) {
    const infix = infixAt(cursor)
    if (infix === undefined || infix.level < least || cursor.faults.isOver) return left
    left = parseInfix(cursor, infix, left)
  }
}

/** What is left behind a whole formula: each stretch is refused once, and what follows `and`, `or` or a comma is read for its own faults. */
function refuseRest(cursor: Cursor): void {
  while (!cursor.isAtEnd) {
    const isNotIn = cursor.is('not')
    if (cursor.peek.kind === 'bad') cursor.next()
    else cursor.refuse(isNotIn ? 'unexpected-not' : 'unexpected', '')
    if (cursor.is(')') || cursor.is(']') || cursor.is(':')) cursor.next()
    cursor.resync()
    if (cursor.take('and') || cursor.take('or') || cursor.take(',')) parseExpression(cursor, 1)
  }
}

export function parse(text: string, limits: Limits, faults: Faults): Ast {
  if (text.length > limits.text) faults.stop('too-long', limits.text, limits.text + 1, [String(text.length), String(limits.text)])
  const cursor = new Cursor(text, lex(faults.isOver ? '' : text, faults), faults, limits)
  if (cursor.isAtEnd) {
    faults.add(2001, 'empty', 0, text.length)
    return { nodes: cursor.nodes, root: cursor.error(0) }
  }
  const root = parseExpression(cursor, 1)
  if (!cursor.isAtEnd) refuseRest(cursor)
  return { nodes: cursor.nodes, root: faults.isOver ? cursor.error(0) : root }
}

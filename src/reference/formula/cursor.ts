/**
 * The place of the parser in the tokens, the arena it fills, and the limits it counts against.
 * After a limit is passed it stands at the end for good, so that every loop of the parser ends.
 * Twin: crates/hydra-core/src/formula/cursor.rs
 */
import type { Node, NodeKind } from './ast.ts'
import type { Faults } from './fault.ts'
import type { Limits } from './limits.ts'
import type { Token } from './token.ts'

const none: readonly never[] = []
const closers: ReadonlySet<string> = new Set([')', ']', ',', ':', 'and', 'or'])

export class Cursor {
  readonly nodes: Node[] = []
  readonly faults: Faults
  readonly limits: Limits
  readonly text: string
  readonly #tokens: readonly Token[]
  #at = 0
  #depth = 0

  constructor(text: string, tokens: readonly Token[], faults: Faults, limits: Limits) {
    this.text = text
    this.#tokens = tokens
    this.faults = faults
    this.limits = limits
  }

  get peek(): Token {
    return this.#tokens[this.faults.isOver ? this.#tokens.length - 1 : this.#at]!
  }

  get isAtEnd(): boolean {
    return this.peek.kind === 'end'
  }

  /** The next token is this mark or operator. */
  is(text: string): boolean {
    const { kind, text: found } = this.peek
    return (kind === 'mark' || kind === 'operator') && found === text
  }

  next(): Token {
    const found = this.peek
    if (found.kind !== 'end') this.#at += 1
    return found
  }

  /** End of the token before this one. */
  get lastEnd(): number {
    return this.#at === 0 ? 0 : this.#tokens[this.#at - 1]!.end
  }

  take(text: string): boolean {
    if (!this.is(text)) return false
    this.next()
    return true
  }

  shown({ kind, start, end }: Token): string {
    return kind === 'end' ? '' : this.text.slice(start, end)
  }

  /** Says what was expected here, unless the token was refused before. */
  refuse(reason: string, expected: string): void {
    const found = this.peek
    if (found.kind === 'bad') return
    this.faults.add(2001, found.kind === 'end' ? `${reason}-at-end` : reason, found.start, found.end, [
      this.shown(found),
      expected,
    ])
  }

  /** Over what cannot be understood, to the next closing mark, `and` or `or` of this depth of brackets. */
  resync(): void {
    let open = 0
    while (!this.isAtEnd) {
      if (open === 0 && this.peek.kind !== 'string' && this.peek.kind !== 'name' && closers.has(this.peek.text)) return
      if (this.is('(') || this.is('[')) open += 1
      if (this.is(')') || this.is(']')) open -= 1
      this.next()
    }
  }

  /** One level deeper while `parse` runs. */
  nested(parse: (cursor: Cursor, least: number) => number, least: number): number {
    this.#depth += 1
    const { start, end } = this.peek
    if (this.#depth > this.limits.nesting) this.faults.stop('too-deep', start, end, [String(this.limits.nesting)])
    const found = this.faults.isOver ? this.error(start) : parse(this, least)
    this.#depth -= 1
    return found
  }

  add(
    kind: NodeKind,
    start: number,
    items: readonly number[] = none,
    text = '',
    value = 0,
    operators: readonly string[] = none,
  ): number {
    const end = this.lastEnd
    if (this.nodes.length >= this.limits.nodes) this.faults.stop('too-many-nodes', start, end, [String(this.limits.nodes)])
    this.nodes.push({ kind, start, end, items, value, text, operators })
    return this.nodes.length - 1
  }

  error(start: number): number {
    this.nodes.push({ kind: 'error', start, end: start, items: none, value: 0, text: '', operators: none })
    return this.nodes.length - 1
  }

  startOf(node: number): number {
    return this.nodes[node]!.start
  }
}

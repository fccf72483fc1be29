/**
 * The words of a formula.
 * `operator`: its canonical text, `and` for `&&`. `mark`: brackets, comma, colon. `bad`: what was refused already, so nobody refuses it again.
 * Twin: crates/hydra-core/src/formula/token.rs
 */
import { infixes, type Infix } from './grammar.ts'

export type TokenKind = 'number' | 'string' | 'name' | 'operator' | 'mark' | 'bad' | 'end'

export interface Token {
  readonly kind: TokenKind
  readonly start: number
  readonly end: number
  /** Operator, mark, name, text of a string, unit of a number. */
  readonly text: string
  /** Of a number. */
  readonly value: number
  /** A name between backticks: never a keyword or a function. */
  readonly isQuoted: boolean
  /** Of an operator between operands; of the name `in` too, which is one only there. */
  readonly infix: Infix | undefined
}

export const token = (
  kind: TokenKind,
  start: number,
  end: number,
  text = '',
  value = 0,
  isQuoted = false,
  infix: Infix | undefined = undefined,
): Token => ({ kind, start, end, text, value, isQuoted, infix })

export const operatorAt = (start: number, end: number, text: string): Token =>
  token('operator', start, end, text, 0, false, infixes.get(text))

/**
 * What all parts of the lexer share: the text, the place in it, and the faults.
 * Twin: crates/hydra-core/src/formula/scanner.rs
 */
import { forbidden, isLineEnd, isSpace, widthAt } from './characters.ts'
import type { Faults } from './fault.ts'

export class Scanner {
  readonly text: string
  readonly faults: Faults
  at = 0

  constructor(text: string, faults: Faults) {
    this.text = text
    this.faults = faults
  }

  /** -1 behind the end, which is no kind of character; a string is not asked there, since engines do that slowly. */
  code(ahead = 0): number {
    const at = this.at + ahead
    return at < this.text.length ? this.text.charCodeAt(at) : -1
  }

  isAtEnd(): boolean {
    return this.at >= this.text.length
  }

  slice(start: number): string {
    return this.text.slice(start, this.at)
  }

  /** Refuses the character here where no formula may hold it. */
  refuseForbidden(): boolean {
    const kind = forbidden(this.text, this.at)
    if (kind === '') return false
    this.faults.add(2001, 'forbidden-character', this.at, this.at + 1, [kind])
    return true
  }

  /** Over blanks and comments; what is forbidden in comments is refused. */
  skipBlanks(): void {
    for (;;) {
      const c = this.code()
      if (isSpace(c)) this.at += 1
      else if (c === 35) this.#skipComment()
      else return
    }
  }

  #skipComment(): void {
    while (!this.isAtEnd() && !isLineEnd(this.code())) {
      this.refuseForbidden()
      this.at += widthAt(this.text, this.at)
    }
  }
}

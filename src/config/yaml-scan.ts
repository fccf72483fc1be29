/**
 * How deep a YAML text is nested and how many aliases it has, before it is parsed: 50 000 brackets end the parser, and the process with it.
 * In: the text. Out: nothing, or HYD-1004 with the place. Linear, no recursion, and ends at the first excess.
 * Also how many marks and words it has: the parser takes some 5 us for each, and a megabyte can hold a million.
 * A bracket counts as a level of its own and the place where it opens as another, so the limit is reached a little early, never late.
 * Why the parser's own lexer: brackets count outside of quotes and texts only, and a scan that reads quotes otherwise than the parser can be
 * led past a deep nest by `don't`. Its lexer keeps no stack; 1 MiB of any one mark takes it below 0.4 s.
 */
import { tooLarge } from './faults.ts'
import type { Places } from './parsed.ts'

const deepest = 64
const mostAliases = 100
const mostTokens = 100_000
const silent = new Set(['\u0002', '\u001f', '\ufeff'])

/** Nesting of flow brackets and of indentation. */
class Nesting {
  readonly #indents: number[] = []
  #flow = 0

  get depth(): number {
    return this.#flow + this.#indents.length
  }

  bracket(token: string): void {
    if (token === '[' || token === '{') this.#flow += 1
    else if (this.#flow > 0) this.#flow -= 1
  }

  /** A token that may begin a block: the first of a line, or one after `-`, `?` or `:`. */
  indent(column: number): void {
    if (this.#flow > 0) return
    while ((this.#indents.at(-1) ?? -1) > column) this.#indents.pop()
    if (this.#indents.at(-1) !== column) this.#indents.push(column)
  }
}

const isBlank = (token: string): boolean => /^[ \t\r\n]*$/.test(token) || token.startsWith('#')
const opensBlock = (token: string): boolean => token === '-' || token === '?' || token === ':'

/**
 * Refuses what is nested too deep.
 *
 * @param tokens - of the YAML lexer
 * @throws HYD-1004 deeper than 64 levels, more than 100 aliases or 100 000 marks and words
 */
export function scanYaml(file: string, tokens: Iterable<string>, places: Places): void {
  const nesting = new Nesting()
  let [offset, lineStart, count, aliases, mayOpen] = [0, 0, 0, 0, true]
  for (const token of tokens) {
    if (silent.has(token)) continue
    count += 1
    if (!isBlank(token)) {
      if (mayOpen) nesting.indent(offset - lineStart)
      if ('[]{}'.includes(token)) nesting.bracket(token)
      if (token.startsWith('*')) aliases += 1
      mayOpen = opensBlock(token)
    }
    if (nesting.depth > deepest) throw tooLarge(file, `nested deeper than ${deepest} levels`, `${deepest}`, places.at(offset))
    if (aliases > mostAliases)
      throw tooLarge(file, `full of aliases, more than ${mostAliases}`, `${mostAliases}`, places.at(offset))
    if (count > mostTokens) throw tooLarge(file, `of more than ${mostTokens} marks and words`, `${mostTokens}`)
    offset += token.length
    const end = token.lastIndexOf('\n')
    if (end < 0) continue
    lineStart = offset - token.length + end + 1
    mayOpen = true
  }
}

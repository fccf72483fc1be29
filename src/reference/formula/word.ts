/**
 * What a word means by itself: an operator, a keyword, or a name. Words met before are known, as long as they are few.
 * Why: texts are pieces cut out of a larger one, which an engine must hash anew each time; the kept word is one string for all formulas.
 * Twin: lex_word of crates/hydra-core/src/formula/lexer.rs
 */
import { infixes, keywords, type Infix } from './grammar.ts'
import { lowered } from './suggest.ts'

export interface Word {
  readonly kind: 'operator' | 'name'
  readonly text: string
  readonly infix: Infix | undefined
}

const wordOperators: ReadonlySet<string> = new Set(['and', 'or', 'not'])
const longestKeyword = 7

const words = new Map<string, Word>()
const mostKept = 1000
const longestKept = 64

function read(word: string): Word {
  const low = word.length > longestKeyword ? word : lowered(word)
  if (wordOperators.has(low)) return { kind: 'operator', text: low, infix: infixes.get(low) }
  if (low === 'in') return { kind: 'name', text: word, infix: infixes.get(low) }
  return { kind: 'name', text: keywords.has(low) ? low : word, infix: undefined }
}

export function wordOf(word: string): Word {
  const known = words.get(word)
  if (known !== undefined) return known
  // As the key of an object it is a string of its own, and holds no longer text.
  const own = Object.keys({ [word]: 0 })[0]!
  const made = read(own)
  if (words.size < mostKept && own.length <= longestKept) words.set(own, made)
  return made
}

/** Texts that were made to hurt a formula engine: deep, long, odd, mutated; and every name that a built-in object has. */
import { create } from '../../src/reference/random/sfc32.ts'

export const size = 100_000
const half = size / 2

/** Deep ones: each level inside the one before. */
export const deepShapes: Readonly<Record<string, string>> = {
  brackets: `${'('.repeat(size)}1${')'.repeat(size)}`,
  calls: `${'abs('.repeat(half)}1${')'.repeat(half)}`,
  signs: `${'-'.repeat(size)}1`,
  not: `${'not '.repeat(half)}true`,
  powers: `${'2^'.repeat(size)}1`,
  choices: `${'true ? 1 : '.repeat(size / 5)}1`,
}

const repeated = (piece: string): string => piece.repeat(Math.ceil(size / piece.length))

/** One piece again and again, to the size. */
export const flatShapes: Readonly<Record<string, string>> = Object.fromEntries(
  [
    '(', ')', '[', ']', '-', '!', 'not ', '1+', '1^', 'a??', 'f(', 'a?', 'a?b:', ',', '"', ' ', '#', '9', 'a', '\0', '%', '1% ', 'and ', '`', '.', '1.', '\\',
    '\u{1f4a3}', '\ud800', '1e', 'a<', 'in(', '((1)', '"\\u{', 'x in [',
  ].map((piece) => [JSON.stringify(piece), repeated(piece)]),
) // prettier-ignore

/** Every name that some prototype of the language's own has, and those of the global object. */
export function builtInNames(): string[] {
  const names = new Set(Object.getOwnPropertyNames(globalThis))
  for (const name of Object.getOwnPropertyNames(globalThis)) {
    const { value } = Object.getOwnPropertyDescriptor(globalThis, name)!
    const owners: unknown[] = [value, typeof value === 'function' ? (value as { prototype?: unknown }).prototype : undefined]
    for (const owner of owners) {
      if ((typeof owner !== 'object' && typeof owner !== 'function') || owner === null) continue
      for (const own of Object.getOwnPropertyNames(owner)) names.add(own)
    }
  }
  return [...names].filter((name) => /^[A-Za-z_]\w*$/.test(name))
}

const seeds = [
  'cpu_max > 85 and memory_max_mb > 1024', '(a + b) * c - d / 2', 'success_rate ^ 2 / p95_ms', 'x in (1, 2, 3) ? "yes" == s : not ok', 'max(1, ln(n + 1)) ?? 0',
  'p95_ms > 0.2s or a % 3 == 1', '`odd name` + 1e-3 * 0xff', 'if(is_missing(a), 1, round(a, 2)) # end', '85% < share && !(u || v)', 'coalesce(missing, -x, +y, 2 ** -1)',
] // prettier-ignore
const alphabet = [...'()[],:?+-*/%^<>=!&|"\'`#.\\ \t\n0123456789aexm_$@~\0\u202e\ud83d\u{1f600}', ' and ', ' or ', ' not ', ' in ', '??', '**', '==', 'missing', '1e400', 'toString', '__proto__'] // prettier-ignore

/** Formulas with some characters taken out, put in or doubled; always the same for a seed. */
export function mutated(count: number, seed: number): string[] {
  const random = create(seed, 'hostile')
  const below = (n: number): number => Math.floor(random.float() * n)
  return Array.from({ length: count }, () => {
    let text = seeds[below(seeds.length)]!
    for (let edits = 1 + below(6); edits > 0; edits -= 1) {
      const at = below(text.length + 1)
      const way = below(4)
      const piece = way === 0 ? '' : way === 1 ? text.slice(at, at + below(8)).repeat(2) : alphabet[below(alphabet.length)]!
      text = text.slice(0, at) + piece + text.slice(at + (way === 2 ? 0 : below(3)))
    }
    return text
  })
}

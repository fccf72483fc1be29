/**
 * How often the first guess for a mistyped name is the name that was meant: all metric names, each within its own catalogue.
 * Run: node bench/run.mjs formula/typos [two-edit typos a name, default 2000]. Every one-edit typo (a letter left out, doubled by another, replaced,
 * or two neighbours swapped, over the letters, digits and _) and a sample of two-edit ones. A typo is ambiguous, and left out, when it is a
 * name itself, or when another name of the catalogue is as near as the one meant. Targets: 99 % and 95 %.
 */
import metrics from '../../formula/metrics.json' with { type: 'json' }
import { create } from '../../src/reference/random/sfc32.ts'
import { alignment, suggest } from '../../src/reference/formula/suggest.ts'

const samples = Number(process.argv[2] ?? 2000)
const random = create(1, 'typos')
const below = (n: number): number => Math.floor(random.float() * n)
const letters = [...'abcdefghijklmnopqrstuvwxyz0123456789_']
const { run, head, reward } = metrics
const namesOf = (list: readonly { readonly name: string }[]): string[] => list.map(({ name }) => name)
const catalogues: Readonly<Record<string, readonly string[]>> = {
  run: namesOf(run),
  head: namesOf(head),
  reward: namesOf(reward),
}

function oneEdit(name: string): string[] {
  const made: string[] = []
  for (let i = 0; i <= name.length; i += 1) {
    const [before, after] = [name.slice(0, i), name.slice(i)]
    for (const letter of letters) made.push(`${before}${letter}${after}`)
    if (after === '') continue
    made.push(`${before}${after.slice(1)}`)
    for (const letter of letters) made.push(`${before}${letter}${after.slice(1)}`)
    if (after.length > 1) made.push(`${before}${after[1]!}${after[0]!}${after.slice(2)}`)
  }
  return made
}

const anyOf = (list: readonly string[]): string => list[below(list.length)]!
const twoEdits = (name: string): string[] => Array.from({ length: samples }, () => anyOf(oneEdit(anyOf(oneEdit(name)))))
const far = 9
/** As far as the one meant is, no other is: nothing but chance could choose. */
function isClear(typo: string, meant: string, names: readonly string[]): boolean {
  const own = alignment(typo, meant, far)
  return names.every((name) => name !== typo && (name === meant || alignment(typo, name, far) > own))
}

interface Tally {
  clear: number
  right: number
  among: number
  silent: number
  readonly wrong: string[]
}

function tally(typosOf: (name: string) => readonly string[], names: readonly string[]): Tally {
  const found: Tally = { clear: 0, right: 0, among: 0, silent: 0, wrong: [] }
  for (const meant of names) {
    for (const typo of new Set(typosOf(meant))) {
      if (typo === '' || !isClear(typo, meant, names)) continue
      const guesses = suggest(typo, names)
      found.clear += 1
      if (guesses[0] === meant) found.right += 1
      if (guesses.includes(meant)) found.among += 1
      if (guesses.length === 0) found.silent += 1
      else if (guesses[0] !== meant) found.wrong.push(`${typo} for ${meant}: ${guesses.join(', ')}`)
    }
  }
  return found
}

const percent = (part: number, whole: number): string => `${((part / whole) * 100).toFixed(2)} %`
const table: Record<string, Record<string, string | number>> = {}
const sums: Record<'one' | 'two', [right: number, clear: number]> = { one: [0, 0], two: [0, 0] }
for (const [name, names] of Object.entries(catalogues)) {
  for (const [edits, typosOf] of [
    ['one', oneEdit],
    ['two', twoEdits],
  ] as const) {
    const { clear, right, among, silent, wrong } = tally(typosOf, names)
    sums[edits][0] += right
    sums[edits][1] += clear
    table[`${name}, ${edits}`] = { typos: clear, first: percent(right, clear), 'among three': percent(among, clear), 'no guess': percent(silent, clear) } // prettier-ignore
    if (wrong.length > 0) console.log(`${name}, ${edits}: ${wrong.slice(0, 6).join(' | ')}`)
  }
}
console.table(table)
console.log(`first guess right: one edit ${percent(...sums.one)} of ${sums.one[1]} (target 99), two edits ${percent(...sums.two)} of ${sums.two[1]} (target 95)`) // prettier-ignore

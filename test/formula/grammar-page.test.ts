/** docs/grammar.md is true: every sentence that its diagram makes is read without a fault of syntax. */
import { readFileSync } from 'node:fs'
import { fc, test as law } from '@fast-check/vitest'
import { describe, expect, test } from 'vitest'
import { parseFormula } from '../../src/formula/index.ts'
import { functionTable } from '../../src/reference/formula/grammar.ts'

const page = readFileSync('docs/grammar.md', 'utf8')
const diagram = /```\n([^]*?)```/.exec(page)![1]!
const rules = new Map(diagram.trim().split('\n').map((line) => line.split(/ += /, 2) as [string, string])) // prettier-ignore
/** Parts of these stand without blanks between them. */
const glued = new Set(['name', 'dotted', 'plain', 'number', 'digits', 'exponent', 'unit', 'word'])
const terminals: Readonly<Record<string, readonly string[]>> = {
  letter: ['x', 'y', 'K'],
  digit: ['0', '7', '9'],
  hex: ['ff', '0A'],
  text: ['"a b"', "'\\u{41}'"],
  backticked: ['`p95-latency`', '`and`'],
}

const deepest = 40

/** Makes sentences from a stream of numbers; deep ones take the shortest way. */
class Maker {
  readonly #choices: readonly number[]
  #at = 0

  constructor(choices: readonly number[]) {
    this.#choices = choices
  }

  /** The numbers are used up, or it is deep. */
  #isDone(depth: number): boolean {
    return depth > deepest || this.#at >= this.#choices.length
  }

  #pick(count: number, depth: number): number {
    if (this.#isDone(depth)) return 0
    this.#at += 1
    return this.#choices[this.#at - 1]! % count
  }

  make(name: string, depth = 0): string {
    const text = rules.get(name)
    if (text === undefined) return terminals[name]![this.#pick(terminals[name]!.length, 0)]!
    return this.#choice(text.match(/"[^"]+"|[[\](){}|]|\w+/g)!, depth, glued.has(name) ? '' : ' ')
  }

  /** Alternatives of a list of words, and one of them made. */
  #choice(words: readonly string[], depth: number, blank: string): string {
    const ways: string[][] = [[]]
    let inside = 0
    for (const word of words) {
      if (/^[[({]$/.test(word)) inside += 1
      if (/^[\])}]$/.test(word)) inside -= 1
      if (word === '|' && inside === 0) ways.push([])
      else ways.at(-1)!.push(word)
    }
    const shortest = ways.reduce((least, way) => (way.length < least.length ? way : least))
    return this.#sequence(this.#isDone(depth) ? shortest : ways[this.#pick(ways.length, depth)]!, depth, blank)
  }

  #sequence(words: readonly string[], depth: number, blank: string): string {
    const parts: string[] = []
    for (let i = 0; i < words.length; i += 1) {
      const word = words[i]!
      if (!/^[[({]$/.test(word)) {
        parts.push(word.startsWith('"') ? word.slice(1, -1) : this.make(word, depth + 1))
        continue
      }
      let [end, inside] = [i, 0]
      do {
        if (/^[[({]$/.test(words[end]!)) inside += 1
        if (/^[\])}]$/.test(words[end]!)) inside -= 1
        end += 1
      } while (inside > 0)
      const times = word === '(' ? 1 : word === '[' ? this.#pick(2, depth) : this.#pick(3, depth)
      for (let n = 0; n < times; n += 1) parts.push(this.#choice(words.slice(i + 1, end - 1), depth, blank))
      i = end - 1
    }
    return parts.join(blank)
  }
}

const sentence = fc.array(fc.nat(59), { minLength: 20, maxLength: 150 }).map((choices) => new Maker(choices).make('formula'))

describe('the grammar page', () => {
  law.prop([sentence], { numRuns: 2000 })('a sentence of the diagram has no fault of syntax', (text) => {
    const errors = parseFormula(text).errors.filter(({ code }) => code !== 'HYD-2005')
    expect(errors.map(String).join('\n')).toBe('')
  })

  test('sentences reach every rule that is no part of a number', () => {
    const all = fc.sample(sentence, { numRuns: 3000, seed: 3 }).join('\n')
    for (const word of ['?', 'or', '&&', 'not', '!=', 'in (', 'in [', '??', '+', '%', '!', '**', 'null', '`and`', 'ms', '0x']) expect(all).toContain(word) // prettier-ignore
    expect(rules.size).toBe(22)
  })

  test('names every function of the language', () => {
    for (const { name } of functionTable) expect(page).toContain(`\`${name}(`)
  })
})

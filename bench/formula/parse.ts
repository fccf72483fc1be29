/**
 * From a text to its first value: parse, check, prepare, evaluate once, a new text each time, against other engines: S, M and A.
 * Run: node bench/run.mjs formula/parse [rounds, default 15]. One process, engines interleaved; texts differ in a literal that no text had before,
 * since some engines, and V8 for `new Function`, keep what they read. Figures: median over the rounds, of CPU time a text and of its ratio to cel.
 */
import { loadavg } from 'node:os'
import { create } from '../../src/reference/random/sfc32.ts'
import { engineNames, engines, newFunction, type Row, type Target } from './engines.ts'
import { rowsOf, textFor, yardsticks } from './yardsticks.ts'

const rounds = Number(process.argv[2] ?? 15)
const random = create(1, 'formula-parse')
const texts = 2000
export let keep: unknown
let nth = 0

interface Case {
  readonly key: string
  readonly yardstick: string
  readonly make: (text: string) => Target
  readonly text: string
  readonly row: Row
}

const cases: Case[] = Object.entries(yardsticks).flatMap(([name, yardstick]) => {
  const row = rowsOf(yardstick, 1, () => random.float())[0]!
  const others = engineNames.map((who) => ({
    key: `${name} ${who}`,
    yardstick: name,
    make: (text: string) => engines[who](text, yardstick.names),
    text: textFor(yardstick, who),
    row,
  }))
  const floor = { key: `${name} new Function`, yardstick: name, make: (text: string) => newFunction(text, yardstick.names), text: yardstick.script, row } // prettier-ignore
  return [...others, floor]
})

/** The text with a last literal of its own; made before the clock starts. */
function fresh(text: string): string {
  nth += 1
  const at = /\d+(?:\.\d+)?(?!.*\d)/.exec(text)!
  return `${text.slice(0, at.index)}${at[0]}${at[0].includes('.') ? '' : '.'}0${nth}${text.slice(at.index + at[0].length)}`
}

function microsecondsAText({ make, text, row }: Case): number {
  const list = Array.from({ length: texts }, () => fresh(text))
  const start = process.cpuUsage()
  for (const one of list) keep = make(one).evaluate(row)
  const { user, system } = process.cpuUsage(start)
  return (user + system) / texts
}

const load = loadavg()[0]!.toFixed(1)
for (let i = 0; i < 3; i += 1) cases.forEach(microsecondsAText)
const times = Array.from({ length: rounds }, (_, round) => {
  const order = round % 2 === 0 ? cases : cases.toReversed()
  return new Map(order.map((one) => [one.key, microsecondsAText(one)]))
})
const median = (list: readonly number[]): number => list.toSorted((a, b) => a - b)[list.length >> 1]!
const table: Record<string, Record<string, string>> = {}
for (const { key, yardstick } of cases) {
  const row = (table[key.slice(2)] ??= {})
  row[`${yardstick} us`] = median(times.map((round) => round.get(key)!)).toFixed(1)
  row[`${yardstick} x cel`] = median(times.map((round) => round.get(key)! / round.get(`${yardstick} cel`)!)).toFixed(2)
}
console.table(table)
console.log(`load ${load} before, ${loadavg()[0]!.toFixed(1)} after; ${rounds} rounds of ${texts} texts, node ${process.version}`)

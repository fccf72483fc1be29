/**
 * How much of fixtures/golden/formula/conformance.json each engine gives as written there: no time, only shares, by group.
 * Run: node bench/run.mjs formula/conformance. `ln` is `log` for mathjs and filtrex; nothing else is translated, so a function, or a
 * writing, that an engine does not have counts against it. An engine that answers a text that is no formula fails that case too.
 */
import { readFileSync } from 'node:fs'
import { engineNames, engines, type EngineName, type Row } from './engines.ts'

interface Case {
  readonly text: string
  readonly values?: Row
  readonly value?: number | boolean | string
  readonly tolerance?: number
  readonly error?: boolean
}
interface Group {
  readonly name: string
  readonly cases: readonly Case[]
}
const { groups } = JSON.parse(readFileSync('fixtures/golden/formula/conformance.json', 'utf8')) as { groups: readonly Group[] }

const spelled = (who: EngineName, text: string): string =>
  who === 'mathjs' || who === 'filtrex' ? text.replaceAll('ln(', 'log(') : text

/** Truths as 1 and 0, since some engines have no others. */
function isRight(who: EngineName, { text, values = {}, value, tolerance = 0, error = false }: Case): boolean {
  let got: unknown
  try {
    got = engines[who](spelled(who, text), Object.keys(values)).evaluate(values)
  } catch {
    return error
  }
  // filtrex gives its errors as values.
  if (error || got instanceof Error || (typeof got === 'object' && got !== null)) return error && got instanceof Error
  const wanted = Number(value)
  return Number(got) === wanted || Math.abs(Number(got) - wanted) <= tolerance * Math.abs(wanted)
}

const percent = (part: number, whole: number): string => `${((part / whole) * 100).toFixed(1)} %`
const table: Record<string, Record<string, string | number>> = {}
const totals = new Map<EngineName, number>(engineNames.map((who) => [who, 0]))
for (const { name, cases } of groups) {
  const row = (table[name] = { cases: cases.length } as Record<string, string | number>)
  for (const who of engineNames) {
    const right = cases.filter((one) => isRight(who, one)).length
    totals.set(who, totals.get(who)! + right)
    row[who] = percent(right, cases.length)
  }
}
const count = groups.reduce((sum, { cases }) => sum + cases.length, 0)
table['all'] = { cases: count, ...Object.fromEntries(engineNames.map((who) => [who, percent(totals.get(who)!, count)])) }
console.table(table)

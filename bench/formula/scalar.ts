/**
 * One row by `rule.evaluate` against `new Function` reading the same object, and against other engines: S, M and A.
 * Run: node bench/run.mjs formula/scalar [rounds, default 15]. One process, every engine in every round, forwards and backwards in turn;
 * 64 different objects; all are called as a method at one place of the bench. A figure is the median over the rounds of the ratio within a round.
 * `crowd` is a formula that came after the lanes were taken (see src/formula/lanes.ts): what the ninth hot formula of a process gets.
 */
import { loadavg } from 'node:os'
import { compileFormula } from '../../src/formula/index.ts'
import { create } from '../../src/reference/random/sfc32.ts'
import { engineNames, engines, newFunction, type Row, type Target } from './engines.ts'
import { rowsOf, textFor, yardsticks, type Yardstick } from './yardsticks.ts'

const rounds = Number(process.argv[2] ?? 15)
const random = create(1, 'formula-scalar')
const rowCount = 64
export let keep: unknown

function cpuNs(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) * 1000
}

function nanosecondsACall(target: Target, rows: readonly Row[], calls: number): number {
  const start = cpuNs()
  for (let i = 0; i < calls; i += 1) keep = target.evaluate(rows[i & (rowCount - 1)]!)
  return (cpuNs() - start) / calls
}

interface Case {
  readonly yardstick: string
  readonly who: string
  readonly target: Target
  readonly rows: readonly Row[]
  calls: number
}

/** The same value for each row; a logarithm may differ by its last place, and engines without booleans say 1 and 0. */
function refuseOther(name: string, target: Target, floor: Target, rows: readonly Row[]): void {
  for (const row of rows) {
    const [got, wanted] = [Number(target.evaluate(row)), Number(floor.evaluate(row))]
    if (!(Math.abs(got - wanted) <= 1e-12 * Math.abs(wanted))) throw new Error(`${name}: ${got} for ${wanted}`)
  }
}

function casesOf(name: string, yardstick: Yardstick): Case[] {
  const rows = rowsOf(yardstick, rowCount, () => random.float())
  const floor = newFunction(yardstick.script, yardstick.names)
  const others = engineNames.map((who) => [who, engines[who](textFor(yardstick, who), yardstick.names)] as const)
  for (const [who, target] of others) refuseOther(`${name} by ${who}`, target, floor, rows)
  const all: readonly (readonly [string, Target])[] = [['new Function', floor], ...others]
  return all.map(([who, target]) => ({ yardstick: name, who, target, rows, calls: 0 }))
}

/** Formulas that take the lanes that are left, and then the yardsticks once more. */
function crowd(before: readonly Case[]): Case[] {
  for (let i = 0; i < 16; i += 1) {
    const rule = compileFormula(`x${i} * 2 + y`)
    for (let n = 0; n < 2000; n += 1) keep = rule.evaluate({ [`x${i}`]: n, y: i })
  }
  const again = before.filter(({ who }) => who === 'hydra')
  return again.map((one) => ({ ...one, who: 'hydra, crowd', target: engines.hydra(yardsticks[one.yardstick]!.text, yardsticks[one.yardstick]!.names) })) // prettier-ignore
}

const load = loadavg()[0]!.toFixed(1)
const first = Object.entries(yardsticks).flatMap(([name, yardstick]) => casesOf(name, yardstick))
const warm = (one: Case): void => {
  for (let n = 1000; n <= 100_000; n *= 10) one.calls = Math.ceil(1e7 / nanosecondsACall(one.target, one.rows, n))
}
first.forEach(warm)
const second = crowd(first)
second.forEach(warm)
const cases = [...first, ...second]

const times = Array.from({ length: rounds }, (_, round) => {
  const order = round % 2 === 0 ? cases : cases.toReversed()
  return new Map(order.map((one) => [`${one.yardstick} ${one.who}`, nanosecondsACall(one.target, one.rows, one.calls)]))
})
const median = (list: readonly number[]): number => list.toSorted((a, b) => a - b)[list.length >> 1]!
const table: Record<string, Record<string, string>> = {}
for (const { yardstick, who } of cases) {
  const key = `${yardstick} ${who}`
  const ratio = median(times.map((round) => round.get(key)! / round.get(`${yardstick} new Function`)!))
  const row = (table[who] ??= {})
  row[`${yardstick} ns`] = median(times.map((round) => round.get(key)!)).toFixed(1)
  row[`${yardstick} x`] = ratio.toFixed(2)
  if (who === 'hydra') row[`${yardstick} target`] = `<= ${yardsticks[yardstick]!.target}`
}
console.table(table)
console.log(
  `load ${load} before, ${loadavg()[0]!.toFixed(1)} after; ${rounds} rounds, ${rowCount} objects, node ${process.version}`,
)

/**
 * From how many rows on the addon is faster for columns of a formula: the whole call, as users make it.
 * Run: node bench/run.mjs formula/break-even [rounds, default 15]. Each call allocates its result; the data have no NaN.
 * A figure is the median over the rounds of the ratio native / reference within a round; the peer is our own reference.
 * `S`, `M`, `A` are the yardsticks of `formula/columns`; `set` is twelve rules over four columns.
 */
import { loadavg } from 'node:os'
import { compileFormula, compileFormulas } from '../../src/formula/index.ts'
import { create } from '../../src/reference/random/sfc32.ts'

const rounds = Number(process.argv[2] ?? 15)
const random = create(1, 'formula-break-even')
const texts = {
  S: '(a + b) * c - d / 2',
  M: '(a ^ 2 / b) * max(1, ln(c + 1)) + sqrt(abs(d - b))',
  A: 'a > 85 and b > 50 and (c >= 20 or d > 70)',
}
const rules = Object.fromEntries(Array.from({ length: 12 }, (_, i) => [`r${i}`, `a > ${i * 8} and ${'bcd'[i % 3]} > ${90 - i} or b + c > ${150 + i}`])) // prettier-ignore
const all = { ...Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, compileFormula(text)])), set: compileFormulas(rules) } // prettier-ignore
const sizes = [1, 8, 32, 64, 128, 256, 512, 1024, 2048, 4096, 65_536]
type Data = Readonly<Record<string, Float64Array>>

function nanosecondsACall(
  rule: (typeof all)[keyof typeof all],
  data: Data,
  engine: 'native' | 'reference',
  rows: number,
): number {
  const calls = Math.ceil(2e5 / (rows + 200))
  const start = process.hrtime.bigint()
  for (let i = 0; i < calls; i += 1) rule.evaluateColumns(data, { engine })
  return Number(process.hrtime.bigint() - start) / calls
}

const median = (list: readonly number[]): number => list.toSorted((a, b) => a - b)[list.length >> 1]!

const table: Record<string, Record<string, string>> = {}
for (const rows of sizes) {
  const data: Data = Object.fromEntries(
    ['a', 'b', 'c', 'd'].map((name) => [name, Float64Array.from({ length: rows }, () => 1 + random.float() * 99)]),
  )
  const row: Record<string, string> = {}
  for (const [name, rule] of Object.entries(all)) {
    const once = (): readonly [number, number] => [nanosecondsACall(rule, data, 'native', rows), nanosecondsACall(rule, data, 'reference', rows)] // prettier-ignore
    once()
    once()
    const times = Array.from({ length: rounds }, once)
    const figure = (of: (pair: readonly [number, number]) => number): number => median(times.map(of))
    row[name] = `${figure(([n, r]) => n / r).toFixed(2)}  (${(figure(([n]) => n) / 1000).toFixed(1)} / ${(figure(([, r]) => r) / 1000).toFixed(1)} us)` // prettier-ignore
  }
  table[rows] = row
}
console.table(table)
console.log(`load ${loadavg()[0]!.toFixed(1)}; ${rounds} rounds, node ${process.version}`)

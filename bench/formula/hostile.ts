/**
 * How long hostile text can hold a process: shapes of a hundred thousand at the standard limits and at the ceilings, names of built-ins, mutated
 * formulas. Run: node bench/run.mjs formula/hostile [mutated formulas, default 100000]. A figure is CPU time of one text, the median of 9 for
 * shapes, one go for mutated ones; each has to end in a value or a coded error, else the bench stops. Shapes come whole (refused by their
 * length), cut to what the standard limits take, and cut to what the highest limits take.
 */
import { loadavg } from 'node:os'
import { isHydraError } from '../../src/errors/index.ts'
import { compileFormula, type FormulaOptions } from '../../src/formula/index.ts'
import { builtInNames, deepShapes, flatShapes, mutated } from '../../test/support/hostile.ts'

const count = Number(process.argv[2] ?? 100_000)
const ceilings = { text: 262_144, nesting: 512, nodes: 65_536, arguments: 255 }
const target = 5

function milliseconds(text: string, options: FormulaOptions): number {
  const start = process.cpuUsage()
  try {
    compileFormula(text, options).evaluate({ a: 1 })
  } catch (error) {
    if (!isHydraError(error)) throw error
  }
  const { user, system } = process.cpuUsage(start)
  return (user + system) / 1000
}

const median = (list: readonly number[]): number => list.toSorted((a, b) => a - b)[list.length >> 1]!
const ways = { whole: [Infinity, {}], standard: [16_384, {}], ceilings: [262_144, { limits: ceilings }] } as const
type Way = keyof typeof ways
const wayNames = Object.keys(ways) as Way[]
const rows = Object.entries({ ...deepShapes, ...flatShapes }).map(([name, text]) => {
  const figure = (way: Way): number => {
    const [length, options] = ways[way]
    return median(Array.from({ length: 9 }, () => milliseconds(text.slice(0, length), options)))
  }
  return { name, whole: figure('whole'), standard: figure('standard'), ceilings: figure('ceilings') }
})
rows.sort((a, b) => b.standard - a.standard)
const shown = (row: (typeof rows)[number]): Record<Way, string> => ({ whole: row.whole.toFixed(2), standard: row.standard.toFixed(2), ceilings: row.ceilings.toFixed(2) }) // prettier-ignore
console.table(Object.fromEntries(rows.slice(0, 8).map((row) => [row.name, shown(row)])))
const worst = wayNames.map((way) => `${way} ${Math.max(...rows.map((row) => row[way])).toFixed(2)} ms`)
console.log(`${rows.length} shapes, the worst: ${worst.join(', ')}; target ${target} ms at the standard limits`)

function series(what: string, texts: readonly string[], options: FormulaOptions): void {
  const times = texts.map((text) => milliseconds(text, options)).toSorted((a, b) => a - b)
  const at = (share: number): string => times[Math.floor((times.length - 1) * share)]!.toFixed(3)
  console.log(`${times.length} ${what}: median ${at(0.5)} ms, 99.9 % ${at(0.999)} ms, worst ${at(1)} ms`)
}
series('names of built-ins', builtInNames(), { variables: ['cpu_max', 'memory_max_mb'] })
series('mutated formulas', mutated(count, 2), { units: 'warn' })
console.log(`load ${loadavg()[0]!.toFixed(1)}, node ${process.version}`)

/**
 * Many rules in one pass against one rule: 100 rules of 2 clauses over 20 metrics, 40 clauses in all, 1e5 rows, both engines.
 * Run: node bench/run.mjs formula/rules [rounds, default 11]. Once where clauses are true in one row of eight, once where nothing fires.
 * "One rule" is the mean of all 100 run one by one, each over its two columns: one by one is 100 by definition. Outputs are made anew.
 * A figure is the median over the rounds of the ratio within a round, cases interleaved; CPU time, and the load is printed.
 */
import { loadavg } from 'node:os'
import { runProgram, runProgramResults, type BooleanResult, type ProgramColumns } from '../../src/engine/formula/run.ts'
import { createBuilder, type Value } from '../../src/reference/formula/builder.ts'
import { create } from '../../src/reference/random/sfc32.ts'

const rounds = Number(process.argv[2] ?? 11)
const [metrics, clausesOfAll, rulesOfAll, rows] = [20, 40, 100, 1e5]
const random = create(1, 'formula-rules')

/** Above `limit`, where metrics are from 0 to 1. */
interface Clause {
  readonly metric: number
  readonly limit: number
}
interface Rule {
  readonly first: Clause
  readonly second: Clause
}

const limits = { firing: [0.875, 0.8], quiet: [1.1, 1.2] }
type Mood = keyof typeof limits

/** Pairs of two metrics; the one whose metric more rules use goes first, so that it is the one that settles most. */
function rulesOf(mood: Mood): Rule[] {
  const clauses = Array.from({ length: clausesOfAll }, (_, i) => ({
    metric: i % metrics,
    limit: limits[mood][i < metrics ? 0 : 1]!,
  }))
  const pairs = Array.from({ length: rulesOfAll }, () => {
    const a = clauses[random.below(clausesOfAll)]!
    const others = clauses.filter(({ metric }) => metric !== a.metric)
    return [a, others[random.below(others.length)]!] as const
  })
  const uses = (metric: number): number => pairs.filter((pair) => pair.some((clause) => clause.metric === metric)).length
  return pairs.map(([a, b]) => (uses(a.metric) >= uses(b.metric) ? { first: a, second: b } : { first: b, second: a }))
}

/** All rules over all columns, clauses shared. */
function programOfAll(rules: readonly Rule[]): Uint8Array {
  const builder = createBuilder(metrics)
  const known = new Map<Clause, Value>()
  const clause = (own: Clause): Value => {
    const value = known.get(own) ?? builder.emit('greater', builder.input(own.metric), builder.constant(own.limit))
    known.set(own, value)
    return value
  }
  return builder.finish(rules.map(({ first, second }) => builder.emit('and', clause(first), clause(second))))
}

/** One rule over its two columns. */
function programOfOne({ first, second }: Rule): Uint8Array {
  const builder = createBuilder(2)
  const clause =
    (at: number, { limit }: Clause) =>
    () =>
      builder.emit('greater', builder.input(at), builder.constant(limit))
  return builder.finish(builder.chain('and', clause(0, first), clause(1, second)))
}

type Work = () => readonly BooleanResult[]

function works(mood: Mood, engine: 'native' | 'reference'): { set: Work; singles: Work } {
  const rules = rulesOf(mood)
  const numbers = Array.from({ length: metrics }, () => Float64Array.from({ length: rows }, () => random.float()))
  const all: ProgramColumns = { rows, numbers }
  const program = programOfAll(rules)
  const singles = rules.map((rule) => ({
    program: programOfOne(rule),
    columns: { rows, numbers: [numbers[rule.first.metric]!, numbers[rule.second.metric]!] },
  }))
  return {
    set: () => runProgramResults(program, all, engine).booleans,
    singles: () => singles.map((one) => runProgram(one.program, one.columns, engine) as BooleanResult),
  }
}

function microseconds(work: Work): number {
  const start = process.cpuUsage()
  work()
  const { user, system } = process.cpuUsage(start)
  return user + system
}

const median = (list: readonly number[]): number => list.toSorted((a, b) => a - b)[list.length >> 1]!

function check(set: readonly BooleanResult[], singles: readonly BooleanResult[]): void {
  const isSame = set.every(({ values, trueCount }, i) => {
    const other = singles[i]!
    return trueCount === other.trueCount && Buffer.compare(values, other.values) === 0
  })
  if (!isSame) throw new Error('the rules together mean something else than alone')
}

const load = loadavg()[0]!.toFixed(1)
const targets = { firing: 25, quiet: 12 }
const table: Record<string, Record<string, string | number>> = {}
for (const engine of ['native', 'reference'] as const) {
  for (const mood of ['firing', 'quiet'] as const) {
    const { set, singles } = works(mood, engine)
    check(set(), singles())
    const times = Array.from({ length: rounds }, (_, round) => {
      // Short works are repeated: the clock of CPU time counts in microseconds, its reading costs some.
      const run = { set: () => microseconds(set), singles: () => microseconds(singles) }
      const order = round % 2 === 0 ? (['set', 'singles'] as const) : (['singles', 'set'] as const)
      const seen = { set: 0, singles: 0 }
      for (const who of order) for (let i = 0; i < 3; i += 1) seen[who] += run[who]() / 3
      return seen
    })
    table[`${engine} ${mood}`] = {
      'one rule us': median(times.map((time) => time.singles / rulesOfAll)).toFixed(1),
      'all us': median(times.map((time) => time.set)).toFixed(0),
      'x one rule': median(times.map((time) => (rulesOfAll * time.set) / time.singles)).toFixed(1),
      target: engine === 'native' ? targets[mood] : '',
    }
  }
}
console.table(table)
console.log(`load ${load} before, ${loadavg()[0]!.toFixed(1)} after; ${rounds} rounds, node ${process.version}`)

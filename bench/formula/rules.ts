/**
 * Many rules in one pass against one rule: 100 rules of 2 clauses over 20 metrics, 40 clauses in all, 1e5 rows, both engines.
 * Run: node bench/run.mjs formula/rules [rounds, default 11]. Once where clauses are true in one row of eight, once where nothing fires.
 * "One rule" is the mean of all 100 run one by one, each over its two columns: one by one is 100 by definition. Outputs are made anew;
 * in a set that of a rule which is true nowhere when it is read, so there is a figure with all columns read, and one through compileFormulas.
 * A figure is the median over the rounds of the ratio within a round, cases interleaved; CPU time, and the load is printed.
 */
import { loadavg } from 'node:os'
import { runProgram, runProgramResults, type BooleanResult, type ProgramColumns } from '../../src/engine/formula/run.ts'
import { createBuilder, type Value } from '../../src/reference/formula/builder.ts'
import { compileFormula, compileFormulas } from '../../src/formula/index.ts'
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
type Works = Readonly<Record<'set' | 'read' | 'singles' | 'texts' | 'text', Work>>

const textOf = ({ first, second }: Rule): string => `m${first.metric} > ${first.limit} and m${second.metric} > ${second.limit}`

/** The same through texts. */
function textWorks(
  rules: readonly Rule[],
  numbers: readonly Float64Array[],
  engine: 'native' | 'reference',
): Pick<Works, 'texts' | 'text'> {
  const columns = Object.fromEntries(numbers.map((column, i) => [`m${i}`, column]))
  const all = compileFormulas(Object.fromEntries(rules.map((rule, i) => [`rule${i}`, textOf(rule)])))
  const each = rules.map((rule) => compileFormula(textOf(rule)))
  return {
    texts: () => Object.values(all.evaluateColumns(columns, { engine })) as BooleanResult[],
    text: () => each.map((rule) => rule.evaluateColumns(columns, { engine }) as BooleanResult),
  }
}

function works(mood: Mood, engine: 'native' | 'reference'): Works {
  const rules = rulesOf(mood)
  const numbers = Array.from({ length: metrics }, () => Float64Array.from({ length: rows }, () => random.float()))
  const all: ProgramColumns = { rows, numbers }
  const program = programOfAll(rules)
  const singles = rules.map((rule) => ({
    program: programOfOne(rule),
    columns: { rows, numbers: [numbers[rule.first.metric]!, numbers[rule.second.metric]!] },
  }))
  const set = (): readonly BooleanResult[] => runProgramResults(program, all, engine).booleans
  return {
    set,
    read: () => set().map((one) => ({ ...one })),
    ...textWorks(rules, numbers, engine),
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
    const all = works(mood, engine)
    check(all.set(), all.singles())
    check(all.texts(), all.text())
    const entries = Object.entries(all) as [keyof Works, Work][]
    const times = Array.from({ length: rounds }, (_, round) => {
      // Short works are repeated: the clock of CPU time counts in microseconds, its reading costs some.
      const seen = { set: 0, read: 0, singles: 0, texts: 0, text: 0 }
      const order = round % 2 === 0 ? entries : entries.toReversed()
      for (const [who, work] of order) for (let i = 0; i < 3; i += 1) seen[who] += microseconds(work) / 3
      return seen
    })
    const ratio = (who: keyof Works, one: keyof Works): string =>
      median(times.map((time) => (rulesOfAll * time[who]) / time[one])).toFixed(1)
    table[`${engine} ${mood}`] = {
      'one rule us': median(times.map((time) => time.singles / rulesOfAll)).toFixed(1),
      'all us': median(times.map((time) => time.set)).toFixed(0),
      'x one rule': ratio('set', 'singles'),
      target: engine === 'native' ? targets[mood] : '',
      'columns read x': ratio('read', 'singles'),
      'texts us': median(times.map((time) => time.texts)).toFixed(0),
      'texts x': ratio('texts', 'text'),
    }
  }
}
console.table(table)
console.log(`load ${load} before, ${loadavg()[0]!.toFixed(1)} after; ${rounds} rounds, node ${process.version}`)

/**
 * Formulas over columns against a fused loop made by `new Function`: S, M and A at 1e6, 4096 and 512 rows, both engines.
 * Run: node bench/run.mjs formula/columns [rounds, default 11]. Everybody allocates its output anew (the engines as
 * the library does, numbers without zeros first); the data have no NaN.
 * S is arithmetic, M has a logarithm and a root, A is an alert rule: once on random data, once where nothing fires.
 * The same by numexpr, a peer in Python: bench/formula/columns_numexpr.py.
 * A figure is the median over the rounds of the ratio within a round, cases interleaved; CPU time, and the load is printed.
 */
import { loadavg } from 'node:os'
import { numbersFor } from '../../src/engine/formula/room.ts'
import { kernelsFor } from '../../src/engine/kernels.ts'
import type { Kernels } from '../../src/engine/index.ts'
import { createBuilder, type Builder, type Value } from '../../src/reference/formula/builder.ts'
import { create } from '../../src/reference/random/sfc32.ts'

const rounds = Number(process.argv[2] ?? 11)
const random = create(1, 'formula-columns')
const engines = { native: kernelsFor('native', { job: 'groups', size: 0 }), reference: kernelsFor('reference', { job: 'groups', size: 0 }) } // prettier-ignore

interface Yardstick {
  readonly inputs: number
  readonly isBoolean: boolean
  readonly build: (b: Builder, columns: readonly Value[]) => Value
  readonly loop: string
  readonly data: (column: number) => number
  readonly targets: readonly [number, number, number]
}

const alert = (b: Builder, columns: readonly Value[]): Value => {
  const [cpu, memory, errors, p95] = columns as [Value, Value, Value, Value]
  const over = (x: Value, limit: number) => (): Value => b.emit('greater', x, b.constant(limit))
  const either = (): Value => b.chain('or', () => b.emit('greaterEqual', errors, b.constant(0.05)), over(p95, 200))
  return b.chain('and', over(cpu, 85), over(memory, 1024), either)
}
const alertLoop = 'x0[i] > 85 && x1[i] > 1024 && (x2[i] >= 0.05 || x3[i] > 200) ? 1 : 0'

const yardsticks: Readonly<Record<string, Yardstick>> = {
  S: {
    inputs: 4,
    isBoolean: false,
    build(b, [a, c, d, e]) {
      const product = b.emit('multiply', b.emit('add', a!, c!), d!)
      return b.emit('subtract', product, b.emit('divide', e!, b.constant(2)))
    },
    loop: '(x0[i] + x1[i]) * x2[i] - x3[i] / 2',
    data: () => random.float() * 100,
    targets: [1, 0.8, 1.5],
  },
  M: {
    inputs: 5,
    isBoolean: false,
    build(b, [rate, p95, trials, x, y]) {
      const weight = b.emit('divide', b.emit('power', rate!, b.constant(2)), p95!)
      const size = b.emit('max', b.constant(1), b.emit('ln', b.emit('add', trials!, b.constant(1))))
      const product = b.emit('multiply', weight, size)
      return b.emit('add', product, b.emit('sqrt', b.emit('abs', b.emit('subtract', x!, y!))))
    },
    loop: '(x0[i] ** 2 / x1[i]) * Math.max(1, Math.log(x2[i] + 1)) + Math.sqrt(Math.abs(x3[i] - x4[i]))',
    data: (column) => (column === 0 ? random.float() : 1 + random.float() * 200),
    targets: [1, 0.8, 1.2],
  },
  A: {
    inputs: 4,
    isBoolean: true,
    build: alert,
    loop: alertLoop,
    data: (column) => random.float() * [120, 2000, 0.1, 400][column]!,
    targets: [0.6, 0.8, 2],
  },
  'A quiet': {
    inputs: 4,
    isBoolean: true,
    build: alert,
    loop: alertLoop,
    data: (column) => random.float() * [80, 1000, 0.04, 150][column]!,
    targets: [0.35, 0.8, 2],
  },
}

type Work = () => unknown
const noMasks: Uint8Array[] = []

function works(y: Yardstick, rows: number): Record<'loop' | 'native' | 'reference', Work> {
  const columns = Array.from({ length: y.inputs }, (_, c) => Float64Array.from({ length: rows }, () => y.data(c)))
  const names = columns.map((_, i) => `x${i}`)
  const Output = y.isBoolean ? Uint8Array : Float64Array
  // eslint-disable-next-line no-new-func, @typescript-eslint/no-implied-eval -- the peer of this bench
  const loop = new Function('out', 'n', ...names, `for (let i = 0; i < n; i += 1) out[i] = ${y.loop}; return out`) as (
    ...given: unknown[]
  ) => unknown
  const builder = createBuilder(y.inputs)
  const program = builder.finish(
    y.build(
      builder,
      columns.map((_, i) => builder.input(i)),
    ),
  )
  // The marks of missing rows and the counts are scratch, as in src/engine/formula/run.ts: only the output is new.
  const counts = new Float64Array(2)
  const marks = new Uint8Array(y.isBoolean ? rows : 0)
  const run = (kernels: Kernels): Work => {
    return () => {
      const out = y.isBoolean ? new Uint8Array(rows) : numbersFor(rows)
      const [values, flags] = out instanceof Float64Array ? [[out], []] : [[], [out]]
      const status = kernels.formulaColumns(program, rows, columns, noMasks, values, flags, marks, counts, true)
      if (status !== 0) throw new Error(`status ${status}`)
      return out
    }
  }
  return { loop: () => loop(new Output(rows), rows, ...columns), native: run(engines.native), reference: run(engines.reference) }
}

function nanosecondsARow(work: Work, rows: number): number {
  const calls = Math.ceil(4e6 / rows)
  const start = process.cpuUsage()
  for (let i = 0; i < calls; i += 1) work()
  const { user, system } = process.cpuUsage(start)
  return ((user + system) * 1000) / calls / rows
}

const median = (list: readonly number[]): number => list.toSorted((a, b) => a - b)[list.length >> 1]!

/** The machine and the loop mean the same; a logarithm may differ by its last place. */
function isAlike(a: Iterable<number>, b: Iterable<number>): boolean {
  const [x, y] = [[...a], [...b]]
  return x.every((value, i) => Math.abs(value - y[i]!) <= 1e-13 * Math.abs(value))
}

const load = loadavg()[0]!.toFixed(1)
const table: Record<string, Record<string, string | number>> = {}
for (const [name, yardstick] of Object.entries(yardsticks)) {
  for (const [i, rows] of [1e6, 4096, 512].entries()) {
    const all = works(yardstick, rows)
    if (!isAlike(all.loop() as Float64Array, all.native() as Float64Array)) throw new Error(`${name}: other values`)
    const entries = Object.entries(all)
    for (const [, work] of entries) nanosecondsARow(work, rows)
    const times = Array.from({ length: rounds }, (_, round) => {
      const order = round % 2 === 0 ? entries : entries.toReversed()
      return Object.fromEntries(order.map(([who, work]) => [who, nanosecondsARow(work, rows)])) as Record<
        keyof typeof all,
        number
      >
    })
    const ratio = (who: 'native' | 'reference'): string => median(times.map((time) => time[who] / time.loop)).toFixed(2)
    table[`${name} ${rows}`] = {
      'loop ns/row': median(times.map(({ loop }) => loop)).toFixed(2),
      'native ns/row': median(times.map(({ native }) => native)).toFixed(2),
      'native x': ratio('native'),
      target: yardstick.targets[i]!,
      'reference x': ratio('reference'),
      'reference target': i === 0 ? 4 : '',
    }
  }
}
console.table(table)
console.log(`load ${load} before, ${loadavg()[0]!.toFixed(1)} after; ${rounds} rounds, node ${process.version}`)

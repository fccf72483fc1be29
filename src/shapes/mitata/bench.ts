/** One bench as it is written: `bench(name, fn).range('n', 1, 64).baseline()`. In: calls. Out: a description, and its runs. */
import { refusal } from '../refuse.ts'
import { combinations, denseRange, fillIn, range, type ValuesByName } from './args.ts'
import { checkBenchable } from './head.ts'
import type { Arguments, Bench, Benchable, Trial } from './types.ts'

/** What has been written of a bench so far. */
export interface Described {
  readonly fn: Benchable
  readonly group: number
  name: string
  args: ValuesByName
  isBaseline: boolean
  isCompact: boolean
  color: string | false
}

/** One combination of arguments of a bench. */
export interface Case {
  readonly bench: Described
  readonly name: string
  readonly args: Arguments
}

export const casesOf = (bench: Described): Case[] =>
  combinations(bench.args).map((args) => ({ bench, args, name: fillIn(bench.name, args) }))

export function kindOf({ args }: Described): Trial['kind'] {
  const { length } = Object.keys(args)
  return length === 0 ? 'static' : length === 1 ? 'args' : 'multi-args'
}

const isList = (value: unknown): value is readonly unknown[] => Array.isArray(value)

/** `args(values)`, `args(name, values)`, `args({ name: values })`, as values by name. */
function readArguments(first: unknown, values: unknown): ValuesByName {
  const given = isList(first) ? { x: first } : typeof first === 'string' ? { [first]: values } : first
  const entries = typeof given === 'object' && given !== null ? Object.entries(given) : []
  const lists = entries.flatMap(([name, list]) => (isList(list) ? [[name, list] as const] : []))
  if (lists.length === 0 || lists.length < entries.length)
    throw refusal('args of a bench', 'a list of values, a name and a list, or a record of lists', values ?? first)
  return Object.fromEntries(lists)
}

function chain(bench: Described): Bench {
  const set = (change: Partial<Described>): Bench => {
    Object.assign(bench, change)
    return own
  }
  const add = (values: ValuesByName): Bench => set({ args: { ...bench.args, ...values } })
  const own: Bench = {
    args: (first: unknown, values?: unknown) => add(readArguments(first, values)),
    range: (name, start, end, multiplier) => add({ [name]: range(name, start, end, multiplier) }),
    dense_range: (name, start, end, step) => add({ [name]: denseRange(name, start, end, step) }),
    baseline: (isBaseline = true) => set({ isBaseline }),
    name: (name, color) => set({ name, color: color ?? false }),
    compact: (isCompact = true) => set({ isCompact }),
    highlight: (color) => set({ color: color ?? false }),
    gc: () => own,
  }
  return own
}

/** @throws HYD-1003 not something to measure */
export function describeBench(name: string, fn: unknown, group: number): readonly [Described, Bench] {
  checkBenchable(fn, name)
  const bench: Described = { fn, group, name, args: {}, isBaseline: false, isCompact: false, color: false }
  return [bench, chain(bench)]
}

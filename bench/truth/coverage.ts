/**
 * Does an interval hold the truth? Studies of the same two heads in fresh processes: the truth is the median of their ratios, and each
 * interval holds it or does not. An interval that only speaks of its own process holds it far too seldom.
 *
 * node bench/run.mjs truth/coverage [processes=60] [difference=5] [budget=400] [closed=0] [isolation=] [isolates=] [hogs=0]
 *                                   [workloads=...] [seed=1] [out=FILE] [from=FILE,FILE]
 *
 * `isolation` and `isolates` are handed to compare() as they are, which refuses what it does not know. `from`: no new studies, but those of
 * files of truth/honesty or of this. The level of the intervals is that of a verdict, 98 %: the promise is 93 %.
 */
import { argv } from 'node:process'
import { chosen, readWords, type Words } from '../words.ts'
import { runTask } from './comparison.ts'
import { coverage } from './covered.ts'
import { markdown, median, share } from './figures.ts'
import { start, runAll } from './protocol.ts'
import { codeOf, readResults } from './results.ts'
import type { Ran } from './tables.ts'
import type { Outcome, Task } from './task.ts'
import { workloads } from './workloads.ts'

const defaults = {
  processes: '60',
  difference: '5',
  budget: '400',
  closed: '0',
  isolation: '',
  isolates: '',
  hogs: '0',
  workloads: workloads.join(','),
  seed: '1',
  out: '',
  from: '',
}

function extraOf(words: Words): Pick<Task, 'extra'> {
  const isolation = words.text('isolation') === '' ? {} : { isolation: words.text('isolation') }
  const isolates = words.text('isolates') === '' ? {} : { isolates: words.number('isolates') }
  const extra = { ...isolation, ...isolates }
  return Object.keys(extra).length === 0 ? {} : { extra }
}

function tasksOf(words: Words): Task[] {
  const jobs = chosen('workload', words.list('workloads'), workloads)
  const common = {
    tool: 'hydra',
    more: words.number('difference') / 100,
    isClosed: words.isOn('closed'),
    budgetMs: words.number('budget'),
    ...extraOf(words),
  } as const
  return Array.from({ length: words.number('processes') }, (_, round) =>
    jobs.map((job): Task => ({ ...common, job, seed: words.number('seed') * 1_000_000 + round * 10 + workloads.indexOf(job) })),
  ).flat()
}

const keyOf = ({ task, hogs }: Ran): string => {
  const extra = Object.entries(task.extra ?? {}).map(([name, value]) => `, ${name} ${String(value)}`).join('') // prettier-ignore
  return `${task.job}, ${task.more * 100} %, ${task.budgetMs} ms${task.isClosed ? ', free variables' : ''}${extra}${hogs > 0 ? `, ${hogs} hogs` : ''}`
}

function print(all: readonly Ran[]): void {
  const told = [...new Set(all.map(keyOf))].map((key) => ({ key, ...coverage(all.filter((one) => keyOf(one) === key).map(({ outcome }) => outcome)) })) // prettier-ignore
  const rows = told.map(({ key, held, n, truth }) => [key, truth.toFixed(4), share(held, n)])
  const sum = (of: (one: (typeof told)[number]) => number): number => told.reduce((total, one) => total + of(one), 0)
  const last = ['all', '–', share(sum(({ held }) => held), sum(({ n }) => n))] // prettier-ignore
  console.log(markdown([['studies', 'median ratio', 'intervals that hold it'], ...rows, last]))
  const loads = all.map(({ load }) => load)
  console.log(`\nLoad average ${loads[0]} at the start, ${loads.at(-1)} at the end, median ${median(loads).toFixed(1)}; code ${[...new Set(all.map(({ code }) => code))].join(', ')}.`) // prettier-ignore
}

async function main(): Promise<void> {
  const words = readWords(argv.slice(2), defaults)
  const from = words.list('from')
  if (from.length > 0) return print(from.flatMap((file) => readResults<Task, Outcome>(file)).filter(({ task }) => task.tool === 'hydra')) // prettier-ignore
  const plan = { tasks: tasksOf(words), role: 'one', hogs: words.number('hogs'), out: words.text('out'), code: codeOf() }
  print(await runAll<Task, Outcome>({ ...plan, nameOf: ({ job }) => job }))
}

await start({ one: runTask }, main)

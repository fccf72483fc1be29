/**
 * Cheap: what measuring costs, and what it adds to what is measured.
 *
 * node bench/run.mjs truth/overhead [repeats=5] [ms=2000] [parts=single,bias,cpu]
 *
 * Each figure is the median over `repeats` fresh processes, parts and tools in rotation; in brackets the least and the largest.
 */
import { loadavg } from 'node:os'
import { argv, stderr } from 'node:process'
import { chosen, readWords } from '../words.ts'
import { markdown, median } from './figures.ts'
import { bias, type Told } from './overhead/bias.ts'
import { cpuCost, type CpuCost, type CpuTask } from './overhead/cpu.ts'
import { single } from './overhead/single.ts'
import { inProcess, start } from './protocol.ts'

const shown = (values: readonly number[], digits: number): string =>
  `${median(values).toFixed(digits)} (${Math.min(...values).toFixed(digits)} to ${Math.max(...values).toFixed(digits)})`
const valuesOf = (all: readonly Record<string, number>[], name: string): number[] => all.map((one) => one[name] ?? NaN)

function printSingle(all: readonly Record<string, number>[]): void {
  const rows = Object.keys(all[0]!).map((name) => [name, shown(valuesOf(all, name), 1)])
  console.log(`### An empty head, one call timed\n\n${markdown([['tool', 'ns in the timed section'], ...rows])}\n`)
}

function printBias(all: readonly Record<string, Told>[]): void {
  const rows = Object.keys(all[0]!).sort().map((name) => {
    const own = all.map((one) => one[name]!)
    const off = own.map(({ ns, truthNs }) => ns - truthNs)
    return [name, shown(own.map(({ ns }) => ns), 2), shown(own.map(({ truthNs }) => truthNs), 2), shown(off, 2)]
  }) // prettier-ignore
  console.log(`### A head of 27 ns\n\n${markdown([['tool', 'ns a call', 'in a tight loop', 'bias, ns'], ...rows])}\n`)
}

const cpuTasks: readonly Pick<CpuTask, 'tool' | 'callUs'>[] = [
  ...[9, 100, 1000].flatMap((callUs) =>
    (['hydra', 'hydra, heads kept', 'tinybench', 'mitata'] as const).map((tool) => ({ tool, callUs })),
  ),
]

const percents = (shares: readonly number[]): string => shown(shares.map((share) => share * 100), 1) // prettier-ignore

/** `all`: for each repeat the cost of each task. */
function printCpu(all: readonly (readonly CpuCost[])[], ms: number): void {
  const rows = cpuTasks.map(({ tool, callUs }, at) => {
    const own = all.map((repeat) => repeat[at]!)
    const shares = [percents(own.map(({ share }) => share)), percents(own.map(({ othersShare }) => othersShare))]
    const whole = [shown(own.map(({ shortMs }) => shortMs), 0), shown(own.map(({ longMs }) => longMs), 0)] // prettier-ignore
    return [tool, `${callUs} us${callUs < 10 && tool.startsWith('hydra') ? ', in batches' : ''}`, ...shares, ...whole]
  })
  const head = [
    'tool',
    'a call',
    'while measuring, %',
    'of it other threads, %',
    `in all, ms of a study of ${ms / 4}`,
    `of ${ms}`,
  ]
  console.log(`### CPU time that is not the heads'\n\n${markdown([head, ...rows])}\n`)
}

async function main(): Promise<void> {
  const words = readWords(argv.slice(2), { repeats: '5', ms: '2000', parts: 'single,bias,cpu' })
  const parts = chosen('part', words.list('parts'), ['single', 'bias', 'cpu'] as const)
  const singles: Record<string, number>[] = []
  const biases: Record<string, Told>[] = []
  const costs: CpuCost[][] = []
  const loadBefore = loadavg()[0]!
  for (let seed = 0; seed < words.number('repeats'); seed += 1) {
    if (parts.includes('single')) singles.push(await inProcess('single', seed))
    if (parts.includes('bias')) biases.push(await inProcess('bias', seed))
    const own: CpuCost[] = []
    for (const task of parts.includes('cpu') ? cpuTasks : [])
      own.push(await inProcess('cpu', { ...task, ms: words.number('ms'), seed }))
    costs.push(own)
    stderr.write(`${seed + 1} of ${words.number('repeats')}, load ${loadavg()[0]!.toFixed(1)}\n`)
  }
  if (parts.includes('single')) printSingle(singles)
  if (parts.includes('bias')) printBias(biases)
  if (parts.includes('cpu')) printCpu(costs, words.number('ms'))
  console.log(`Load average ${loadBefore.toFixed(1)} before, ${loadavg()[0]!.toFixed(1)} after.`)
}

await start({ single, bias, cpu: cpuCost }, main)

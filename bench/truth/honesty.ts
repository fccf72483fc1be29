/**
 * Honest and sharp: does a tool tell equal things apart, and does it find a true difference?
 *
 * node bench/run.mjs truth/honesty [comparisons=2] [hogs=0] [difference=5] [budget=400] [closed=0] [tools=hydra,tinybench] [modes=fixed]
 *                                  [workloads=...] [kinds=equal,different] [seed=1] [out=bench/results/quiet.jsonl] [truth=0]
 *
 * `comparisons` of each job and kind: 2 gives 10 A/A and 10 A/B a tool; a claim of at most 1 % needs 60 (300 A/A). A/A: two clones compiled
 * apart; A/B: b has `difference` % more rounds. With `out` a run that was stopped goes on where it was, and truth/summary prints the tables
 * of several files. `truth=1` says how different the heads really are, and compares nothing.
 */
import { argv } from 'node:process'
import { chosen, readWords, type Words } from '../words.ts'
import { runTask } from './comparison.ts'
import { markdown, median } from './figures.ts'
import { longRun, type LongRun } from './long-run.ts'
import { inProcess, start, runAll } from './protocol.ts'
import { codeOf } from './results.ts'
import { tablesOf } from './tables.ts'
import { tools, type Outcome, type Task, type Tool } from './task.ts'
import { workloads } from './workloads.ts'

const defaults = {
  comparisons: '2',
  hogs: '0',
  difference: '5',
  budget: '400',
  closed: '0',
  tools: 'hydra,tinybench,mitata,benchmark.js,vitest',
  modes: 'fixed,adaptive',
  workloads: workloads.join(','),
  kinds: 'equal,different',
  seed: '1',
  out: '',
  truth: '0',
}

/** `hydra` in tools means both its modes, or those of `modes`. */
function toolsOf(words: Words): readonly Tool[] {
  const modes = chosen('mode', words.list('modes'), ['fixed', 'adaptive'] as const)
  const ours = modes.map((mode): Tool => (mode === 'fixed' ? 'hydra' : 'hydra adaptive'))
  return chosen('tool', words.list('tools').flatMap((tool) => (tool === 'hydra' ? ours : [tool])), tools) // prettier-ignore
}

function tasksOf(words: Words): Task[] {
  const [budgetMs, isClosed, seed] = [words.number('budget'), words.isOn('closed'), words.number('seed')]
  const kinds = chosen('kind', words.list('kinds'), ['equal', 'different'] as const)
  const [asked, jobs] = [toolsOf(words), chosen('workload', words.list('workloads'), workloads)]
  const shares = kinds.map((kind) => (kind === 'equal' ? 0 : words.number('difference') / 100))
  const rounds = Array.from({ length: words.number('comparisons') }, (_, round) => round)
  return rounds.flatMap((round) => {
    // In rotation, so that what the machine does meanwhile hits all tools.
    const turned = [...asked.slice(round % asked.length), ...asked.slice(0, round % asked.length)]
    return jobs.flatMap((job) =>
      shares.flatMap((more) => {
        const own = seed * 1_000_000 + round * 100 + workloads.indexOf(job) * 2 + (more > 0 ? 1 : 0)
        return turned.map((tool): Task => ({ tool, job, more, isClosed, budgetMs, seed: own }))
      }),
    )
  })
}

/** How different the heads are: medians over processes, with the least and the largest. */
async function printTruth(words: Words): Promise<void> {
  const rows = [['workload', 'ns a call', 'b / a, median', 'least', 'largest']]
  for (const job of chosen('workload', words.list('workloads'), workloads)) {
    const runs = []
    for (let seed = 0; seed < 5; seed += 1) {
      const task: LongRun = { job, more: words.number('difference') / 100, isClosed: words.isOn('closed'), ms: 1500, seed }
      runs.push(await inProcess<ReturnType<typeof longRun>>('truth', task))
    }
    const ratios = runs.map(({ ratio }) => ratio)
    const shown = [median(ratios), Math.min(...ratios), Math.max(...ratios)].map((ratio) => ratio.toFixed(4))
    rows.push([job, median(runs.map(({ ns }) => ns)).toFixed(1), ...shown])
  }
  console.log(markdown(rows))
}

async function main(): Promise<void> {
  const words = readWords(argv.slice(2), defaults)
  if (words.isOn('truth')) return printTruth(words)
  const nameOf = ({ tool, job, more }: Task): string => `${tool}, ${job}, ${more === 0 ? 'A/A' : `${more * 100} %`}`
  const plan = { tasks: tasksOf(words), role: 'one', hogs: words.number('hogs'), out: words.text('out'), code: codeOf(), nameOf }
  console.log(tablesOf(await runAll<Task, Outcome>(plan)))
}

await start({ one: runTask, truth: longRun }, main)

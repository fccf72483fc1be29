/**
 * Honest and sharp: does a tool tell equal things apart, and does it find a true difference?
 *
 * node bench/run.mjs truth/honesty [comparisons=2] [hogs=0] [more=0.05] [budget=400] [closed=0] [tools=hydra,tinybench] [jobs=...]
 *
 * `comparisons` of each job and kind: 2 gives 10 A/A and 10 A/B a tool; a claim of at most 1 % needs 60 (300 A/A). A/A: two clones compiled
 * apart; A/B: b has so many more rounds. Counts stand with their Clopper and Pearson bounds at 95 %.
 */
import { argv } from 'node:process'
import { betaQuantile, quantile } from './figures.ts'
import { tools, type Outcome, type Task, type Tool } from './comparison.ts'
import { isChild, load, runAll } from './protocol.ts'
import { workloads } from './workloads.ts'

interface Ran {
  readonly task: Task
  readonly outcome: Outcome
}

const words = new Map(argv.slice(2).map((word) => word.split('=', 2) as [string, string]))
const number = (name: string, fallback: number): number => Number(words.get(name) ?? fallback)

function tasksOf(): Task[] {
  const [more, budgetMs, isClosed] = [number('more', 0.05), number('budget', 400), number('closed', 0) === 1]
  const asked = (words.get('tools')?.split(',') ?? tools) as Tool[]
  const jobs = words.get('jobs')?.split(',') ?? workloads
  const rounds = Array.from({ length: number('comparisons', 2) }, (_, round) => round)
  return rounds.flatMap((round) =>
    jobs.flatMap((job, at) =>
      [0, more].flatMap((share) => {
        const seed = number('seed', 1) * 1_000_000 + round * 100 + at * 2 + (share > 0 ? 1 : 0)
        // In rotation, so that what the machine does meanwhile hits all tools.
        const turned = [...asked.slice(round % asked.length), ...asked.slice(0, round % asked.length)]
        return turned.map((tool): Task => ({ tool, job, more: share, isClosed, budgetMs, seed }))
      }),
    ),
  )
}

/** x of n, with its bounds. */
function share(hits: number, n: number): string {
  const low = hits === 0 ? 0 : betaQuantile(0.025, hits, n - hits + 1)
  const high = hits === n ? 1 : betaQuantile(0.975, hits + 1, n - hits)
  return `${hits} of ${n} [${(low * 100).toFixed(1)}, ${(high * 100).toFixed(1)}] %`
}

const errorOf = ({ outcome }: Ran, of: 'ratio' | 'ratioOfMedians'): number => Math.abs(outcome[of] - 1) * 100
const percents = (values: readonly number[]): string =>
  `${quantile(values, 0.5).toFixed(2)} / ${quantile(values, 0.95).toFixed(2)} %`

function print(name: string, ran: readonly Ran[]): void {
  const [same, other] = [ran.filter(({ task }) => task.more === 0), ran.filter(({ task }) => task.more > 0)]
  const claims = (of: readonly Ran[], claim: string): number => of.filter(({ outcome }) => outcome.claim === claim).length
  const apart = same.filter((one) => errorOf(one, 'ratioOfMedians') >= 1).length
  const times = ran.map(({ outcome }) => outcome.ms)
  console.log(`${name}`)
  console.log(
    `  A/A called different      ${share(claims(same, 'a') + claims(same, 'b'), same.length)}; medians 1 % apart: ${apart}`,
  )
  console.log(`  A/A error, median / p95   ${percents(same.map((one) => errorOf(one, 'ratio')))}; of medians ${percents(same.map((one) => errorOf(one, 'ratioOfMedians')))}`) // prettier-ignore
  console.log(
    `  A/A proven equivalent     ${same.filter(({ outcome }) => outcome.verdict === 'equivalent').length} of ${same.length}`,
  )
  console.log(`  A/B found                 ${share(claims(other, 'a'), other.length)}`)
  console.log(`  A/B wrong winner          ${share(claims(other, 'b'), other.length)}`)
  console.log(`  ms, median / p95          ${quantile(times, 0.5).toFixed(0)} / ${quantile(times, 0.95).toFixed(0)}`)
}

function main(): void {
  const all: Ran[] = []
  console.log(`load before ${load()}`)
  runAll(tasksOf(), number('hogs', 0), (task, outcome) => {
    all.push({ task, outcome })
    const isRight = task.more === 0 ? outcome.claim === undefined : outcome.claim === 'a'
    if (!isRight || words.has('verbose')) console.log(`  ${task.tool}, ${task.job}, ${task.more}: ${JSON.stringify(outcome)}`)
  })
  console.log(`load after ${load()}\n`)
  for (const tool of tools) {
    const ran = all.filter(({ task }) => task.tool === tool)
    if (ran.length === 0) continue
    print(tool, ran)
    if (words.has('verbose')) for (const job of workloads) print(`${tool}: ${job}`, ran.filter(({ task }) => task.job === job)) // prettier-ignore
  }
}

if (!(await isChild(argv.slice(2)))) main()

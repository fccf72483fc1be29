/**
 * Does an open loop show what a stall costs, and a closed loop hide it? Held against arithmetic, not against another tool.
 *
 * node bench/run.mjs truth/rate [trials=1000] [rate=200] [stall=400] [rounds=3]
 *
 * A head that answers after 2 ms, but for one stall in each visit: from its start nothing answers until it ends. Calls at a rate r meet a stall of s ms
 * with r s calls, which wait s, s - 1/r, ... each: of n calls in a visit the k slowest took s - (k - 1)/r at least. So the quantile p of a
 * visit is s - (1 - p) n / r, and 2 ms where that is less. A closed loop has one slow call a visit, whatever the stall.
 * And a queue that serves one call in m ms by a clock of g ms between calls (m > g) makes call i wait i (m - g): its last one is the longest.
 */
import { loadavg } from 'node:os'
import { argv } from 'node:process'
import { profile } from '../../src/measure/index.ts'
import { visitCalls } from '../../src/measure/flow/plan.ts'
import { quantile } from './figures.ts'

const words = new Map(argv.slice(2).map((word) => word.split('=', 2) as [string, string]))
const number = (name: string, fallback: number): number => Number(words.get(name) ?? fallback)
const [trials, ratePerSecond, stallMs] = [number('trials', 1000), number('rate', 200), number('stall', 400)]
const answerMs = 2

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

/** Answers after 2 ms; from call `first` of every `calls` nothing answers for as long as the stall lasts. */
function stalling(calls: number, first: number): () => Promise<void> {
  let [made, openAt] = [0, 0]
  return async () => {
    if (made % calls === first) openAt = performance.now() + stallMs
    made += 1
    const heldMs = openAt - performance.now()
    await sleep(heldMs > answerMs ? heldMs : answerMs)
  }
}

/** What arithmetic says of a quantile, in a visit of so many calls. */
function expected(share: number, calls: number): number {
  const waited = stallMs - ((1 - share) * calls * 1000) / ratePerSecond
  return waited > answerMs ? waited : answerMs
}

const shares = [0.5, 0.9, 0.95, 0.99]
const shown = (values: readonly number[]): string => values.map((value) => value.toFixed(1).padStart(7)).join('')

async function times(options: { ratePerSecond?: number }, calls: number): Promise<number[]> {
  const study = await profile({ heads: { stalling: stalling(calls, 5) }, trials, warmup: 0, ...options })
  return [...study.heads['stalling']!.columns.wallMs]
}

async function stalls(): Promise<void> {
  const calls = visitCalls({ trials, ratePerSecond, budgetMs: undefined, concurrency: undefined }, 1, 1)
  console.log(
    `${trials} calls, ${ratePerSecond} a second, in visits of ${calls}, a stall of ${stallMs} ms in each; quantiles in ms`,
  )
  console.log(`              ${shares.map((share) => `p${share * 100}`.padStart(7)).join('')}`)
  for (let round = 0; round < number('rounds', 3); round += 1) {
    const [open, closed] = [await times({ ratePerSecond }, calls), await times({}, calls)]
    console.log(`  open loop   ${shown(shares.map((share) => quantile(open, share)))}`)
    console.log(`  closed loop ${shown(shares.map((share) => quantile(closed, share)))}`)
  }
  console.log(`  arithmetic  ${shown(shares.map((share) => expected(share, calls)))}   (open loop)`)
}

/** A head of 5 ms that is asked every 4 ms: the last call of a visit of n waits for (n - 1) ms. */
async function queue(): Promise<void> {
  const busy = (): void => {
    const until = performance.now() + 5
    while (performance.now() < until);
  }
  const study = await profile({ heads: { busy }, trials: 200, ratePerSecond: 250, warmup: 0 })
  const { wallMs } = study.heads['busy']!.columns
  const n = visitCalls({ trials: 200, ratePerSecond: 250, budgetMs: undefined, concurrency: undefined }, 1, 1)
  console.log(
    `a head of 5 ms asked every 4 ms: call ${n} took ${wallMs[n - 1]!.toFixed(1)} ms; arithmetic ${(n - 1 + 5).toFixed(1)}`,
  )
}

console.log(`load ${loadavg()[0]!.toFixed(1)}`)
await stalls()
await queue()
console.log(`load ${loadavg()[0]!.toFixed(1)}`)

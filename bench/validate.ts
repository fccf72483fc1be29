/**
 * Judging weights by logged picks: how many decisions a true gain needs, and how often equal heads are told apart.
 * Run: node bench/run.mjs validate [runs of a gain, default 100] [runs of equal heads, default 1000] [seed, default 1].
 * Success .99 .95 .9 .5; success shares -> (.7 .15 .1 .05), true gain .07, from 200, 500, 5000 picks drawn from the old weights; the reverse; equal heads at
 * three levels of success, judged after 500 and 2000. The yardstick: plain inverse probability, its interval by the same confidence sequence over (W r/B + 1)/2.
 * Exit code 1 unless the gain is proven in 65 % of runs from 200 decisions and 97 % from 500, the reverse found in 97 % from 500, and equal ones are told apart
 * in at most 2.5 % from 500 and 5 % (alpha) from 2000.
 */
import { create, type Random } from '../src/reference/random/sfc32.ts'
import { confidenceSequence } from '../src/engine/index.ts'
import { validateWeights, type LoggedDecision } from '../src/weigh/index.ts'

type Shares = Readonly<Record<string, number>>
type Told = Record<'better' | 'worse' | 'undecided' | 'refused', number>

const [gainRuns, equalRuns, seed] = [2, 3, 4].map((at, i) => Number(process.argv[at] ?? [100, 1000, 1][i])) as [number, number, number] // prettier-ignore
const success = { a: 0.99, b: 0.95, c: 0.9, d: 0.5 }
const total = Object.values(success).reduce((sum, rate) => sum + rate, 0)
const shares: Shares = Object.fromEntries(Object.entries(success).map(([name, rate]) => [name, rate / total]))
const chosen: Shares = { a: 0.7, b: 0.15, c: 0.1, d: 0.05 }

function drawn(random: Random, logging: Shares): string {
  let left = random.float()
  for (const [name, share] of Object.entries(logging)) if ((left -= share) < 0) return name
  return Object.keys(logging).at(-1)!
}

function log(count: number, logging: Shares, rates: Shares, random: Random): LoggedDecision[] {
  return Array.from({ length: count }, () => {
    const head = drawn(random, logging)
    return { head, probability: logging[head]!, reward: random.float() < rates[head]! ? 1 : 0 }
  })
}

/** Without a baseline. */
function plain(decisions: readonly LoggedDecision[], before: Shares, after: Shares, bound: number): string {
  const terms = decisions.map(
    ({ head, probability, reward = 0 }) => ((after[head]! - before[head]!) / probability / bound) * reward,
  )
  const { interval } = confidenceSequence(terms.map((term) => (term + 1) / 2))
  return interval === undefined || (interval[0] <= 0.5 && interval[1] >= 0.5) ? 'undecided' : interval[0] > 0.5 ? 'better' : 'worse' // prettier-ignore
}

const boundOf = (before: Shares, after: Shares): number =>
  Math.max(...Object.entries(before).map(([name, share]) => Math.abs(after[name]! - share) / share))

function told(runs: number, count: number, before: Shares, after: Shares, rates: Shares, stream: string): Record<string, number> {
  const counts: Told = { better: 0, worse: 0, undecided: 0, refused: 0 }
  let ips = 0
  let gain = 0
  for (let run = 0; run < runs; run += 1) {
    const decisions = log(count, before, rates, create(seed, `${stream} ${run}`))
    const found = validateWeights({ decisions, before, after, engine: 'native' })
    counts[found.verdict] += 1
    gain += (found.gain ?? 0) / runs
    if (plain(decisions, before, after, boundOf(before, after)) !== 'undecided') ips += 1
  }
  const percent = (part: number): number => Number(((100 * part) / runs).toFixed(1))
  return { better: percent(counts.better), worse: percent(counts.worse), refused: percent(counts.refused), 'plain ips': percent(ips), gain: Number(gain.toFixed(4)) } // prettier-ignore
}

const rows: Record<string, Record<string, number>> = {}
for (const count of [200, 500, 1000, 5000])
  rows[`gain .07, ${count}`] = told(gainRuns, count, shares, chosen, success, `up ${count}`)
for (const count of [200, 500]) rows[`reverse, ${count}`] = told(gainRuns, count, chosen, shares, success, `down ${count}`)
for (const level of [0.5, 0.9, 0.99]) {
  const rates = { a: level, b: level, c: level, d: level }
  for (const count of [500, 2000]) {
    rows[`equal ${level}, ${count}`] = told(equalRuns, count, shares, chosen, rates, `equal ${level} ${count}`)
  }
}
console.table(rows)
const falsely = (count: number): number =>
  Math.max(...[0.5, 0.9, 0.99].map((level) => rows[`equal ${level}, ${count}`]!).map((row) => row['better']! + row['worse']!))
const holds =
  rows['gain .07, 200']!['better']! >= 65 &&
  rows['gain .07, 500']!['better']! >= 97 &&
  rows['reverse, 500']!['worse']! >= 97 &&
  falsely(500) <= 2.5 &&
  falsely(2000) <= 5
console.log(holds ? 'all held' : 'NOT held')
process.exitCode = holds ? 0 : 1

/**
 * How much is lost on the way to the best head: regret of the default selector and of policies by name, 10,000 steps, heads in another order
 * in each run. Run: node bench/run.mjs regret [runs=100] [policies=default,thompson] [problems=bern9,pw3] [salt=20261121] [plot=FILE.svg]
 * In: the problems of regret/problems.ts, the same rewards for everybody. Out: mean regret and its standard error, and beside the default what
 * it must hold; a drawing of regret over time where asked for. Rewards go through the public selector as quality.
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { loadavg } from 'node:os'
import { dirname } from 'node:path'
import { play } from './regret/play.ts'
import { draw } from './regret/plot.ts'
import { problems } from './regret/problems.ts'
import { BenchFailure, chosen, readWords } from './words.ts'

const known = Object.keys(problems)
const words = readWords(process.argv.slice(2), {
  runs: '100',
  policies: 'default,frozen,thompson,ucb1,kl-ucb,imed,thompson-normal,thompson-window',
  problems: known.join(','),
  salt: '20261121',
  plot: '',
})
const [runs, salt] = [words.number('runs'), words.number('salt')]
if (!(runs >= 1)) throw new BenchFailure('runs must be at least 1')

/** What the selector must hold without settings, in the order of the problems. */
const held: Readonly<Record<string, number>> = { bern9: 95, hard10: 170, lowp10: 95, hi6: 26, lat5: 60, pw3: 125, outage4: 150 }

interface Lost {
  readonly mean: number
  readonly error: number
  readonly path: Float64Array
}

function lostBy(player: string, problem: string): Lost {
  const paths = Array.from({ length: runs }, (_, run) => play(player, problems[problem]!, run, salt))
  const ends = paths.map((path) => path.at(-1)!)
  const mean = ends.reduce((sum, end) => sum + end, 0) / runs
  const variance = ends.reduce((sum, end) => sum + (end - mean) * (end - mean), 0) / Math.max(1, runs - 1)
  const path = paths[0]!.map((_, at) => paths.reduce((sum, own) => sum + own[at]!, 0) / runs)
  return { mean, error: Math.sqrt(variance / runs), path }
}

const told = ({ mean, error }: Lost): string => `${mean.toFixed(mean < 100 ? 1 : 0)} ± ${error.toFixed(error < 10 ? 1 : 0)}`

const asked = chosen('problem', words.list('problems'), known)
console.log(`regret of ${runs} runs, salt ${salt}; load ${loadavg().map((x) => x.toFixed(1)).join(' ')}`) // prettier-ignore
console.log(`| policy | ${asked.join(' | ')} |\n|---|${asked.map(() => '---|').join('')}`)
const paths = new Map(asked.map((problem) => [problem, new Map<string, Float64Array>()]))
for (const player of words.list('policies')) {
  const cells = asked.map((problem) => {
    const lost = lostBy(player, problem)
    paths.get(problem)!.set(player, lost.path)
    const mark = player === 'default' && lost.mean > held[problem]! ? ` (over ${held[problem]})` : ''
    return told(lost) + mark
  })
  console.log(`| ${player} | ${cells.join(' | ')} |`)
}
console.log(`| must hold (default) | ${asked.map((problem) => held[problem]).join(' | ')} |`)

const file = words.text('plot')
if (file !== '') {
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, draw(paths, `Regret over time, mean of ${runs} runs`))
}

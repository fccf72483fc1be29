/**
 * Commands: are equal ones called equal and is 5 % more CPU time found, in 20 pairs of 5 ms? And what does starting one cost?
 *
 * node bench/run.mjs truth/commands [comparisons=40] [difference=5] [pairs=20] [ms=5] [hogs=0] [rounds=20] [seed=1] [parts=pairs,spawn]
 *
 * Needs a C compiler (cc) and says so where there is none; hyperfine stands beside where it is on the PATH.
 */
import { loadavg } from 'node:os'
import { argv, stderr } from 'node:process'
import { chosen, readWords, type Words } from '../words.ts'
import { commandTools, runPair, type CommandTask } from './commands/pair.ts'
import { hyperfineVersion } from './commands/hyperfine.ts'
import { cpuMsOf, roundsFor, withPrograms, type Programs } from './commands/programs.ts'
import { spawnTimes, spawnWays } from './commands/spawn.ts'
import { markdown, median, quantile, share, spread } from './figures.ts'
import { start, runAll } from './protocol.ts'
import { codeOf, type Result } from './results.ts'
import type { Outcome } from './task.ts'

type Ran = Result<CommandTask, Outcome>

function tasksOf(words: Words, burn: string, [plain, longer]: readonly [number, number], hasHyperfine: boolean): CommandTask[] {
  const [more, pairs] = [words.number('difference') / 100, words.number('pairs')]
  const asked = commandTools.filter((tool) => tool !== 'hyperfine' || hasHyperfine)
  const rounds = Array.from({ length: words.number('comparisons') }, (_, round) => round)
  return rounds.flatMap((round) => {
    const turned = [...asked.slice(round % asked.length), ...asked.slice(0, round % asked.length)]
    return [0, more].flatMap((share) => {
      const seed = words.number('seed') * 1_000_000 + round * 2 + (share > 0 ? 1 : 0)
      const b = [burn, String(share > 0 ? longer : plain)]
      return turned.map((tool): CommandTask => ({ tool, a: [burn, String(plain)], b, pairs, more: share, seed }))
    })
  })
}

function rowOf(tool: string, all: readonly Ran[]): string[] {
  const [same, other] = [all.filter(({ task }) => task.more === 0), all.filter(({ task }) => task.more > 0)]
  const claims = (of: readonly Ran[], claim: string): number => of.filter(({ outcome }) => outcome.claim === claim).length
  const errors = same.map(({ outcome }) => Math.abs(outcome.ratio - 1) * 100)
  return [
    tool,
    share(claims(same, 'a') + claims(same, 'b'), same.length),
    share(claims(other, 'a'), other.length),
    share(claims(other, 'b'), other.length),
    spread(errors, 2),
    `${all.filter(({ outcome }) => outcome.note?.startsWith('cpu')).length} of ${all.length}`,
    spread(all.map(({ outcome }) => outcome.ms), 0), // prettier-ignore
  ]
}

async function comparePairs(words: Words, { burn }: Programs): Promise<void> {
  const version = hyperfineVersion()
  if (version === undefined) stderr.write('hyperfine is not on the PATH: no row of it\n')
  const [ms, more] = [words.number('ms'), words.number('difference') / 100]
  const rounds = await roundsFor(burn, ms, more)
  const [plain = 0, longer = 0] = await cpuMsOf(
    rounds.map((count) => [burn, String(count)] as const),
    60,
  )
  const nameOf = ({ tool, more: share }: CommandTask): string => `${tool}, ${share === 0 ? 'A/A' : 'A/B'}`
  const tasks = tasksOf(words, burn, rounds, version !== undefined)
  const all = await runAll<CommandTask, Outcome>({ tasks, role: 'pair', hogs: words.number('hogs'), out: '', code: codeOf(), nameOf }) // prettier-ignore
  const head = [
    'tool',
    'A/A called different',
    `${words.text('difference')} % found`,
    'wrong winner',
    'A/A error, %',
    'judged by CPU time',
    'ms',
  ]
  const rows = commandTools.map((tool) => [tool, all.filter(({ task }) => task.tool === tool)] as const).filter(([, own]) => own.length > 0) // prettier-ignore
  console.log(
    `### ${words.text('pairs')} pairs of ${ms} ms of CPU time, ${words.text('hogs')} hogs${version ? `, ${version}` : ''}\n`,
  )
  console.log(markdown([head, ...rows.map(([tool, own]) => rowOf(tool, own))]))
  console.log(`\nCPU time of the commands by 60 runs each, in turns: ${plain.toFixed(3)} and ${longer.toFixed(3)} ms, ${((longer / plain - 1) * 100).toFixed(2)} % more.\n`) // prettier-ignore
}

async function printSpawn(words: Words, programs: Programs): Promise<void> {
  const times = await spawnTimes(programs, words.number('rounds'))
  const middle = (way: string): number => median(times.get(way) ?? [])
  const rows = spawnWays.map((way) => {
    const own = times.get(way) ?? []
    const ratios = [middle(way) / middle(spawnWays[0]), middle(way) / middle('Node: spawnSync')].map((ratio) => ratio.toFixed(2))
    return [way, middle(way).toFixed(3), quantile(own, 0.05).toFixed(3), quantile(own, 0.95).toFixed(3), ...ratios]
  })
  const head = ['an empty program', 'median ms', '5 %', '95 %', 'x C', 'x spawnSync']
  console.log(`### Starting a program and waiting for its end, ${times.get(spawnWays[0])?.length} times each way\n`)
  console.log(`${markdown([head, ...rows])}\n`)
}

async function main(): Promise<void> {
  const defaults = { comparisons: '40', difference: '5', pairs: '20', ms: '5', hogs: '0', rounds: '20', seed: '1', parts: 'pairs,spawn' } // prettier-ignore
  const words = readWords(argv.slice(2), defaults)
  const parts = chosen('part', words.list('parts'), ['pairs', 'spawn'] as const)
  const loadBefore = loadavg()[0]!
  await withPrograms(async (programs) => {
    if (parts.includes('pairs')) await comparePairs(words, programs)
    if (parts.includes('spawn')) await printSpawn(words, programs)
  })
  console.log(`Load average ${loadBefore.toFixed(1)} before, ${loadavg()[0]!.toFixed(1)} after.`)
}

await start({ pair: runPair }, main)

/**
 * What it costs to run an empty program and wait for its end, in ms: in rounds, each way some times in a row, begun with another way.
 * hydra's is told twice: as its caller waits for it, and as its launcher measures it from start to exit, which is what a trial says.
 * So is that of a C program which Node asks for each start: what it costs more than C in a loop is the way to Node and back, and
 * caches that Node has used meanwhile. Promises are held to C in a loop.
 */
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { runToEnd } from '../../../src/process/index.ts'
import type { Programs } from './programs.ts'

const c = 'C: posix_spawn, wait4'
const asked = 'C asked by Node, as the caller waits'
const askedSays = 'C asked by Node, as it says'
const hydra = 'hydra, as the caller waits'
const trial = 'hydra, as a trial says'
const node = 'Node: spawnSync'

type Times = Map<string, number[]>

function add(times: Times, way: string, ms: number): void {
  const own = times.get(way)
  if (own === undefined) times.set(way, [ms])
  else own.push(ms)
}

function byC({ burn, spawn }: Programs, count: number, times: Times): void {
  const { status, stdout } = spawnSync(spawn, [String(count), burn], { encoding: 'utf8' })
  if (status !== 0) throw new Error(`spawn ended with ${status}`)
  for (const line of stdout.trim().split('\n')) add(times, c, Number(line) / 1e6)
}

interface Asked {
  readonly ask: () => Promise<number>
  readonly close: () => void
}

/** The C program that waits to be asked. */
function openAsked({ burn, spawn: program }: Programs): Asked {
  const { stdin, stdout } = spawn(program, ['asked', burn], { stdio: ['pipe', 'pipe', 'inherit'] })
  const ask = async (): Promise<number> => {
    stdin.write('.')
    const [line] = (await once(stdout, 'data')) as [Buffer]
    return Number(line.toString()) / 1e6
  }
  return { ask, close: () => stdin.end() }
}

async function byAsked({ ask }: Asked, count: number, times: Times): Promise<void> {
  for (let run = 0; run < count; run += 1) {
    const startedAt = performance.now()
    const ms = await ask()
    add(times, asked, performance.now() - startedAt)
    add(times, askedSays, ms)
  }
}

async function byHydra({ burn }: Programs, count: number, times: Times): Promise<void> {
  for (let run = 0; run < count; run += 1) {
    const startedAt = performance.now()
    const { durationMs } = await runToEnd({ argv: [burn] })
    add(times, hydra, performance.now() - startedAt)
    add(times, trial, durationMs)
  }
}

function byNode({ burn }: Programs, count: number, times: Times): void {
  for (let run = 0; run < count; run += 1) {
    const startedAt = performance.now()
    spawnSync(burn)
    add(times, node, performance.now() - startedAt)
  }
}

export const spawnWays = [c, asked, askedSays, hydra, trial, node] as const

type Way = (programs: Programs, count: number, times: Times) => unknown

async function inRounds(programs: Programs, ways: readonly Way[], rounds: number, count: number): Promise<Times> {
  const times: Times = new Map()
  for (const way of ways) await way(programs, count, new Map())
  for (let round = 0; round < rounds; round += 1)
    for (let at = 0; at < ways.length; at += 1) await ways[(at + round) % ways.length]!(programs, count, times)
  return times
}

/** All times of all ways, ms. */
export async function spawnTimes(programs: Programs, rounds: number, count = 20): Promise<Times> {
  const peer = openAsked(programs)
  try {
    const ways: readonly Way[] = [byC, (_, count, times) => byAsked(peer, count, times), byHydra, byNode]
    return await inRounds(programs, ways, rounds, count)
  } finally {
    peer.close()
  }
}

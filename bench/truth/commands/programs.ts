/**
 * The programs that are run: compiled from the C texts beside this file into a folder of their own, which goes when the work is done.
 * Fails where there is no C compiler: a program that takes 40 ms to start would say nothing about 5 ms.
 */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runToEnd } from '../../../src/process/index.ts'
import { BenchFailure } from '../../words.ts'
import { median } from '../figures.ts'

export interface Programs {
  readonly burn: string
  readonly spawn: string
}

function compile(name: string, folder: string): string {
  const program = join(folder, name)
  const { status, stderr, error } = spawnSync('cc', ['-O2', '-o', program, join(process.cwd(), 'bench/truth/commands', `${name}.c`)], { encoding: 'utf8' }) // prettier-ignore
  if (error !== undefined) throw new BenchFailure(`no C compiler: cc could not be started (${error.message}); install one, there are no figures without it`) // prettier-ignore
  if (status !== 0) throw new BenchFailure(`cc could not compile ${name}.c: ${stderr}`)
  return program
}

/** Has something done with the programs. */
export async function withPrograms<T>(work: (programs: Programs) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'hydra-commands-'))
  try {
    return await work({ burn: compile('burn', folder), spawn: compile('spawn', folder) })
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

type Argv = readonly [string, ...string[]]

async function cpuMsOnce(argv: Argv): Promise<number> {
  const { cpuMs } = await runToEnd({ argv })
  if (cpuMs === undefined) throw new BenchFailure('needs the launcher: no CPU time of a command without it')
  return cpuMs
}

/** CPU time of each command, ms: the median of some runs, in turns, so that a machine that gets slower does so for all of them. */
export async function cpuMsOf(commands: readonly Argv[], runs = 25): Promise<number[]> {
  const times = commands.map((): number[] => [])
  for (let run = 0; run < runs; run += 1) for (const [at, argv] of commands.entries()) times[at]!.push(await cpuMsOnce(argv))
  return times.map(median)
}

/** Rounds of `burn` for so much CPU time in all, the start of the program included, and for a share more of it. */
export async function roundsFor(burn: string, ms: number, more: number): Promise<readonly [plain: number, longer: number]> {
  const probe = 5_000_000
  const [startMs = 0, probeMs = 0] = await cpuMsOf([[burn, '0'], [burn, String(probe)]]) // prettier-ignore
  const each = (probeMs - startMs) / probe
  return [Math.round((ms - startMs) / each), Math.round((ms * (1 + more) - startMs) / each)]
}

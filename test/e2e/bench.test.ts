/** A bench as it is run: each comparison a process, results on disk, a run that goes on where it was, hogs that end with it. */
import { spawn, spawnSync, type SpawnSyncReturns } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { execPath, platform } from 'node:process'
import { afterAll, describe, expect, test, vi } from 'vitest'

const folder = mkdtempSync(join(tmpdir(), 'hydra-bench-test-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const out = join(folder, 'results.jsonl')
const words = [
  'bench/run.mjs',
  'truth/honesty',
  'comparisons=1',
  'workloads=JSON.parse',
  'modes=fixed',
  'budget=60',
  `out=${out}`,
]
const run = (...more: string[]): SpawnSyncReturns<string> => spawnSync(execPath, [...words, ...more], { encoding: 'utf8' })
const lines = (): string[] => readFileSync(out, 'utf8').split('\n').slice(0, -1)

describe('truth/honesty', () => {
  test('keeps each result, and goes on after the last whole one', () => {
    const first = run('tools=hydra,tinybench')
    expect([first.status, lines().length]).toEqual([0, 4])
    writeFileSync(out, `${lines().slice(0, 3).join('\n')}\n${lines()[3]!.slice(0, 40)}`)
    const kept = lines()
    const again = run('tools=hydra,tinybench')
    expect([again.status, lines().length, lines().slice(0, 3)]).toEqual([0, 4, kept])
    expect(again.stdout).toContain('| hydra | ')
    expect(again.stdout).toContain('| tinybench | ')
    const summary = spawnSync(execPath, ['bench/run.mjs', 'truth/summary', out], { encoding: 'utf8' })
    expect(summary.stdout).toBe(again.stdout)
  })

  test('says what it does not understand', () => {
    const { status, stderr } = run('tools=stopwatch')
    expect(status).toBe(1)
    expect(stderr).toContain('no tool stopwatch; there are: hydra, hydra adaptive, tinybench, mitata, benchmark.js, vitest')
  })
})

const isLinux = platform === 'linux' && existsSync('/proc/self/stat')

/** The parent of a process; 0 of one that is gone. */
function parentOf(pid: number): number {
  try {
    return Number(readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ')[1])
  } catch {
    return 0
  }
}

function isHog(pid: number): boolean {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').includes('hog')
  } catch {
    return false
  }
}

const processes = (): number[] => readdirSync('/proc').map(Number).filter((pid) => pid > 0) // prettier-ignore

test.runIf(isLinux)('hogs end with the bench, even with one that is killed', async () => {
  const launcher = spawn(execPath, [...words.slice(0, -1), 'tools=hydra', 'comparisons=50', 'hogs=2'], { stdio: 'ignore' })
  const ended = new Promise((resolve) => launcher.on('close', resolve))
  const ofThisBench = (pid: number): boolean => parentOf(parentOf(pid)) === launcher.pid && isHog(pid)
  const hogs = await vi.waitFor(
    () => {
      const found = processes().filter(ofThisBench)
      expect(found.length).toBe(2)
      return found
    },
    { timeout: 30_000, interval: 50 },
  )
  process.kill(parentOf(hogs[0]!), 'SIGKILL')
  await vi.waitFor(() => expect(hogs.filter(isHog)).toEqual([]), { timeout: 30_000, interval: 50 })
  expect(await ended).toBe(1)
})

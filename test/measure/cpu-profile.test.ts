/** CPU profiles of heads: the function that is hot is on top, commands have none, trials stay as they are. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { profile } from '../../src/measure/index.ts'
import { cpuDifferences, cpuShares, type HeadCpuProfile } from '../../src/study/index.ts'

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'hydra-cpu-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Small enough to be inlined: an ordinary CPU profile charges it to its caller. */
function remainders(x: number): number {
  let sum = 0
  for (let i = 1; i < 60; i += 1) sum += (x * i) % 7
  return sum
}
function roots(x: number): number {
  let sum = 0
  for (let i = 1; i < 60; i += 1) sum += Math.sqrt(x + i)
  return sum
}
const repeat = (work: (x: number) => number) => (): number => {
  let sum = 0
  for (let i = 0; i < 300; i += 1) sum += work(i)
  return sum
}
const heads = { remainders: repeat(remainders), roots: repeat(roots) }
const only = (profiles: readonly HeadCpuProfile[] | undefined, head: string): HeadCpuProfile =>
  profiles!.find((one) => one.head === head)!

describe('cpuProfile', () => {
  test('names the hot function of each head, also where it was inlined', async () => {
    const study = await profile({ heads, trials: 20, cpuProfile: true })
    const profiles = study.record.cpuProfiles
    expect(profiles?.map(({ head }) => head)).toEqual(['remainders', 'roots'])
    for (const name of ['remainders', 'roots']) {
      const [first] = cpuShares(only(profiles, name), process.cwd())
      expect(first).toMatchObject({ function: name, place: expect.stringMatching(/^test\/measure\/cpu-profile\.test\.ts:\d+$/) })
      expect(first!.share).toBeGreaterThan(0.5)
      expect(first!.callMs).toBeGreaterThan(0)
    }
    const [a, b] = cpuDifferences(only(profiles, 'remainders'), only(profiles, 'roots'), process.cwd())
    expect([a!.function, b!.function].sort()).toEqual(['remainders', 'roots'])
    expect(Math.sign(a!.difference)).toBe(-Math.sign(b!.difference))
    expect(study.toJSON()).not.toHaveProperty('cpuProfiles')
  })

  test('follows async heads past their waits, and leaves out hooks and inputs', async () => {
    const slowHook = (): number => repeat(roots)()
    const study = await profile({
      heads: {
        waits: {
          run: async () => {
            await new Promise((resolve) => setImmediate(resolve))
            return repeat(remainders)()
          },
          beforeEach: slowHook,
        },
      },
      inputs: () => repeat(roots)(),
      trials: 5,
      cpuProfile: true,
    })
    const shares = cpuShares(only(study.record.cpuProfiles, 'waits'))
    expect(shares[0]!.function).toBe('remainders')
    expect(shares.map((share) => share.function)).not.toContain('roots')
  })

  test('writes files that open as JSON, at the names of heads', async () => {
    const study = await profile({ name: 'job', heads: { 'A/b': heads.roots }, trials: 3, cpuProfile: folder })
    expect(readdirSync(join(folder, 'job'))).toEqual(['%41%2fb.cpuprofile'])
    const read: unknown = JSON.parse(readFileSync(join(folder, 'job', '%41%2fb.cpuprofile'), 'utf8'))
    expect(read).toEqual(JSON.parse(JSON.stringify(study.record.cpuProfiles![0]!.profile)))
    expect(read).toMatchObject({ nodes: expect.any(Array), samples: expect.any(Array), timeDeltas: expect.any(Array) })
  })

  test('heads without one are named: commands, heads given up, heads that throw; others have theirs', async () => {
    let calls = 0
    const study = await profile({
      heads: {
        fine: heads.roots,
        command: { command: [process.execPath, '--version'] },
        throws: () => {
          calls += 1
          if (calls > 3) throw new Error('no more')
        },
        never: { run: async () => new Promise(() => undefined), timeoutMs: 5 },
      },
      trials: 3,
      warmup: 0,
      giveUpAfter: 2,
      cpuProfile: true,
    })
    expect(study.record.cpuProfiles!.map(({ head }) => head)).toEqual(['fine'])
    const told = study.warnings.filter(({ code }) => code === 'HYD-3040').map(({ message }) => message)
    expect(told).toEqual([
      expect.stringMatching(/"command": a command runs in a process of its own/),
      expect.stringMatching(/"throws": it threw .*no more/),
      expect.stringMatching(/"never": it was given up/),
    ])
    expect(study.heads['throws']!.summary.successes).toBe(3)
  })

  test('calls that cost something are not made beside the trials: remote heads, and any cost below a budget', async () => {
    let [remote, paid] = [0, 0]
    const called = {
      remote: { kind: 'remote' as const, run: async () => Promise.resolve((remote += 1)) },
      paid: { run: () => (paid += 1), cost: 1 },
    }
    const study = await profile({ heads: called, trials: 3, warmup: 0, budgetCost: 100, cpuProfile: true })
    expect([remote, paid]).toEqual([3, 3])
    expect(study.record.cpuProfiles).toEqual([])
    expect(study.warnings.map(({ code }) => code)).toEqual(['HYD-3040', 'HYD-3040'])
  })

  test('an abort ends it at once, with what there is', async () => {
    const stop = new AbortController()
    let calls = 0
    const study = await profile({
      heads: {
        quick: async () => {
          calls += 1
          if (calls === 20) stop.abort()
          await Promise.resolve()
        },
        second: heads.roots,
      },
      trials: 3,
      warmup: 0,
      signal: stop.signal,
      cpuProfile: true,
    })
    expect(study.record.cpuProfiles!.map(({ head }) => head)).not.toContain('second')
    expect(study.heads['second']!.summary.successes).toBe(3)
  })

  test('a head that tries to end the process ends its own profile', async () => {
    let calls = 0
    const leave = (): void => {
      calls += 1
      if (calls > 3) process.exit(7)
    }
    const study = await profile({ heads: { leave }, trials: 3, warmup: 0, cpuProfile: true })
    expect(study.warnings.map(({ message }) => message).join()).toMatch(/"leave": it called process\.exit/)
  })

  test('what is no folder is refused at the door', async () => {
    await expect(profile({ heads, cpuProfile: '' })).rejects.toMatchObject({ code: 'HYD-1003' })
    await expect(profile({ heads, cpuProfile: 3 as never })).rejects.toMatchObject({ code: 'HYD-1003' })
  })
})

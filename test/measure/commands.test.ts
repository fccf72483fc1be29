/** Commands as heads, with real commands. */
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { profile, type CommandOutput } from '../../src/measure/index.ts'

const sh = (script: string): { command: string[] } => ({ command: ['/bin/sh', '-c', script] })

describe('commands', () => {
  test('their time is from start to exit, their output is verified and measured', async () => {
    const study = await profile({
      heads: { quick: sh('printf ab'), slow: sh('sleep 0.05; printf ab') },
      verify: ({ stdout, exitCode }: CommandOutput) => stdout === 'ab' && exitCode === 0,
      metrics: ({ stdout }: CommandOutput) => ({ bytes: stdout.length }),
      trials: 14,
    })
    const { quick, slow } = study.heads
    expect(quick).toMatchObject({
      kind: 'command',
      isolation: 'process',
      summary: { successRate: 1, metrics: { bytes: { median: 2 } } },
    })
    expect(slow?.summary.durationMs.min).toBeGreaterThan(50)
    expect(quick?.columns.heapBytes).toBeUndefined()
    expect(study.comparisons[0]).toMatchObject({ a: 'quick', b: 'slow', verdict: 'faster' })
  })

  test('a text or bytes of the study go to standard input, unless the head has its own', async () => {
    const heads = { study: { command: ['cat'] }, own: { command: ['cat'], input: 'mine' } }
    const study = await profile({ heads, inputs: ['text', new TextEncoder().encode('bytes')], metrics: ({ stdout }: CommandOutput) => ({ n: stdout.length }), trials: 4, warmup: 0 }) // prettier-ignore
    expect([...study.heads['study']!.columns.metrics['n']!]).toEqual([4, 4, 5, 5])
    expect([...study.heads['own']!.columns.metrics['n']!]).toEqual([4, 4, 4, 4])
  })

  test('a code that was not named a success is an error with its first line of stderr: HYD-3014', async () => {
    const head = sh('echo "no such file" >&2; exit 3')
    const study = await profile({ heads: { bad: head, fine: { ...head, successCodes: [0, 3] } }, trials: 2 })
    expect(study.heads['bad']?.failures.error).toBe(2)
    expect(study.heads['bad']?.firstFailures[0]).toMatchObject({
      code: 'HYD-3014',
      message: 'head "bad" failed in trial 0: it ended with code 3: no such file',
    })
    expect(study.heads['fine']?.summary.successes).toBe(2)
  })

  test('a signal is an error that names it', async () => {
    const study = await profile({ heads: { dies: sh('kill -SEGV $$') }, trials: 1 })
    expect(study.heads['dies']?.firstFailures[0]?.message).toContain('SIGSEGV')
  })

  test('one that is not there: every trial an error with HYD-8001 as its cause, others unaffected', async () => {
    const study = await profile({
      heads: { missing: { command: ['hydra-no-such-command'] }, there: { command: ['true'] } },
      trials: 3,
    })
    expect(study.heads['missing']).toMatchObject({ failures: { error: 3 }, summary: { successRate: 0 } })
    expect(study.heads['missing']?.firstFailures[0]?.cause).toMatchObject({ code: 'HYD-8001', details: { errno: 'ENOENT' } })
    expect(study.heads['there']?.summary.successes).toBe(3)
  })

  test('one beyond its limit is a timeout, and is ended', async () => {
    const study = await profile({
      heads: { hangs: { command: ['sleep', '30'], timeoutMs: 60 }, ok: { command: ['true'] } },
      trials: 2,
      warmup: 0,
    })
    expect(study.heads['hangs']).toMatchObject({ failures: { timeout: 2 }, summary: { successes: 0 } })
    expect(study.heads['hangs']?.firstFailures[0]?.code).toBe('HYD-3002')
    expect(study.elapsedMs).toBeLessThan(5000)
    expect(study.heads['ok']?.summary.successes).toBe(2)
  })

  test('folder, environment and shell', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'hydra-commands-'))
    const study = await profile({
      heads: { shell: { command: ['echo "$HYDRA_T" > out && cat out'], shell: true, cwd: folder, env: { HYDRA_T: 'seen' } } },
      verify: ({ stdout }: CommandOutput) => stdout === 'seen\n',
      trials: 2,
    })
    expect(study.heads['shell']?.summary.successRate).toBe(1)
  })

  test('an abort ends the command that runs', async () => {
    const controller = new AbortController()
    setTimeout(() => controller.abort(), 60)
    const study = await profile({
      heads: { sleeps: { command: ['sleep', '30'] } },
      trials: 2,
      warmup: 0,
      signal: controller.signal,
    })
    expect(study).toMatchObject({ partial: true })
    expect(study.heads['sleeps']?.failures).toMatchObject({ aborted: 1, error: 0 })
    expect(study.elapsedMs).toBeLessThan(3000)
  })
})

/** Paid heads: what they will cost is said, asked for on a terminal, refused where nobody can answer. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parseWords } from '../../src/cli/arguments/parse.ts'
import { billOf, confirmCost } from '../../src/cli/steps/cost.ts'
import type { Context } from '../../src/cli/context.ts'

const paid = (cost: number): { kind: 'remote'; cost: number; run: () => number } => ({ kind: 'remote', cost, run: () => 1 })
const heads = { a: paid(0.01), b: paid(0.0173), free: () => 1, local: { run: () => 1, cost: 5 } }

function contextOf(words: readonly string[]): { context: Pick<Context, 'parsed' | 'log'>; told: string[] } {
  const told: string[] = []
  const tell = (message: string): void => void told.push(message)
  const log = { debug: tell, info: tell, warning: tell, error: tell, fault: () => undefined }
  return { context: { parsed: parseWords(words), log }, told }
}

describe('the bill', () => {
  test('is that of remote heads which declare a cost, for every run', () => {
    expect(billOf({ heads, trials: 150 }, 1)).toEqual({ calls: 300, cost: 150 * 0.01 + 150 * 0.0173 })
    expect(billOf({ heads: new Map(Object.entries(heads)), trials: 150 }, 2)!.calls).toBe(600)
    expect(billOf({ heads: { local: heads.local } }, 1)).toBeUndefined()
  })

  test('counts commands that are remote', () => {
    const command = { kind: 'remote', cost: 0.2, command: ['ask'] } as const
    expect(billOf({ heads: { command, local: { command: ['ask'], cost: 1 } }, trials: 10 }, 1)).toEqual({ calls: 10, cost: 2 })
  })

  test('is no more than the budget', () => {
    expect(billOf({ heads: { a: paid(1) }, trials: 100, budgetCost: 25 }, 1)).toEqual({ calls: 25, cost: 25 })
  })
})

describe('the question', () => {
  const study = { heads, trials: 150 }

  test.each(['y', 'YES', ' yes '])('%j is yes', async (answer) => {
    const questions: string[] = []
    const ask = (question: string): Promise<string> => {
      questions.push(question)
      return Promise.resolve(answer)
    }
    await confirmCost(contextOf(['profile']).context, study, 1, ask)
    expect(questions).toEqual(['about 300 calls, some 4.09 in cost: go on? [y/N] '])
  })

  test.each(['', 'n', 'no', 'yesterday'])('%j is no: HYD-1012', async (answer) => {
    const asked = confirmCost(contextOf(['profile']).context, study, 1, () => Promise.resolve(answer))
    await expect(asked).rejects.toMatchObject({ code: 'HYD-1012' })
  })

  test('is not put with --yes, but what it will be is said', async () => {
    const { context, told } = contextOf(['profile', '--yes'])
    await confirmCost(context, study, 1, () => Promise.reject(new Error('asked')))
    expect(told).toEqual(['about 300 calls, some 4.09 in cost'])
  })
})

describe('the command', () => {
  let folder = ''
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'hydra-cost-'))
    const text = `import { appendFileSync } from 'node:fs'
export default { heads: { paid: { kind: 'remote', cost: 0.5, version: 'v1', run: () => appendFileSync('calls', 'x') } }, trials: 12 }`
    writeFileSync(join(folder, 'hydra.config.mjs'), text)
  })
  afterAll(() => rmSync(folder, { recursive: true }))
  const run = (...words: string[]): ReturnType<typeof spawnSync> =>
    spawnSync(process.execPath, [resolve('dist/cli.js'), ...words], { cwd: folder, encoding: 'utf8', input: 'y\n' })

  test('refuses without a terminal and without --yes, with 2; nothing was called', () => {
    const { status, stderr } = run('profile')
    expect(status).toBe(2)
    expect(stderr).toContain('HYD-1012')
    expect(stderr).toContain('about 12 calls of paid heads, some 6.00 in cost')
    expect(run('pipeline').stderr).toContain('about 24 calls')
    expect(spawnSync('ls', [folder], { encoding: 'utf8' }).stdout).not.toContain('calls')
  }, 20_000)

  test('with --yes it runs, and ends before the budget is spent', () => {
    const { status, stdout, stderr } = run('profile', '--yes', '--budget-cost', '2', '--json')
    expect(stderr).toContain('HYD-3023')
    const { study } = JSON.parse(String(stdout)) as { study: { partial: boolean; heads: { kind: string; version: string; summary: { trials: number } }[] } }
    expect(study.partial).toBe(true)
    expect(study.heads[0]).toMatchObject({ kind: 'remote', version: 'v1', summary: { trials: 4 } })
    expect(status).toBe(0)
  }, 20_000) // prettier-ignore

  test('calls at a rate, beside each other, with garbage collected before', () => {
    writeFileSync(join(folder, 'plain.config.mjs'), 'export default { heads: { a: async () => 1 }, trials: 8, warmup: 0 }')
    const { status, stdout } = run(
      'profile',
      '-c',
      'plain.config.mjs',
      '--rate',
      '200',
      '--concurrency',
      '3',
      '--gc',
      'once',
      '--json',
    )
    expect(status).toBe(0)
    expect(JSON.parse(String(stdout))).toMatchObject({ study: { ratePerSecond: 200, concurrency: 3, clock: 'wall' } })
    expect(run('profile', '--rate', '0').stderr).toContain('HYD-1003')
    expect(run('profile', '--concurrency', '0').stderr).toContain('HYD-1003')
    expect(run('profile', '--gc', 'never').stderr).toContain('HYD-1003')
  }, 30_000)
})

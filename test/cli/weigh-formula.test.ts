/** `hydra weigh --formula` and the key `formula`, as processes: what is written, which of policy and formula counts, what is refused early. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Command, list, readJson, write, type Result } from './support/command.ts'

let hydra: Command
let cwd = ''
beforeAll(async () => {
  hydra = await Command.make()
  cwd = hydra.fresh('formula')
  write(cwd, 'hydra.config.mjs', config("policy: 'equal'"))
  expect(run('profile', '-q')).toMatchObject({ code: 0, err: '' })
})
afterAll(() => hydra.remove())

const heads = 'quick: () => 1, slow: () => { let x = 0; for (let i = 0; i < 300000; i += 1) x += i; return 1 }'
const config = (more: string): string => `export default { heads: { ${heads} }, trials: 10, ${more} }\n`
const run = (...words: string[]): Result => hydra.run(words, { cwd })
const file = (): Record<string, unknown> => readJson(cwd, 'hydra_weights.json') as Record<string, unknown>

describe('weigh by a formula', () => {
  test('the file holds formula, weights and reasons; a flag wins over the policy of the file', () => {
    const result = run('weigh', '--formula', 'success_rate ^ 2 / p95_ms', '--floor', '0.05')
    expect(result).toMatchObject({ code: 0, out: expect.stringMatching(/head +weight +formula +why\n/) })
    expect(file()).toMatchObject({ policy: 'formula', formula: 'success_rate ^ 2 / p95_ms' })
    const { reasons, weights } = file() as { reasons: Record<string, string>; weights: Record<string, number> }
    expect(reasons['quick']).toMatch(
      /^quick: 9[0-9.]+ %: score [\de.+]+ = success_rate \^ 2 \/ p95_ms with success_rate 1, p95_ms [\de.-]+$/,
    )
    expect(weights['slow']).toBeGreaterThanOrEqual(0.05)
  })

  test('the key of the configuration; a policy that was typed wins over it', () => {
    write(cwd, 'hydra.config.mjs', config("formula: 'trials'"))
    expect(run('weigh', '-q').code).toBe(0)
    expect(file()).toMatchObject({ policy: 'formula', weights: { quick: 0.5, slow: 0.5 } })
    expect(run('weigh', '-q', '--policy', 'inverse-time').code).toBe(0)
    expect(file()).toMatchObject({ policy: 'inverse-time' })
  })

  test('another formula with the same weights keeps what stood before as previous', () => {
    run('weigh', '-q', '--formula', 'trials')
    run('weigh', '-q', '--formula', '2 * trials')
    expect(file()).toMatchObject({ formula: '2 * trials', previous: { quick: 0.5, slow: 0.5 } })
  })

  test('a mistyped name is shown with its caret', () => {
    const { code, err, out } = run('weigh', '--formula', 'sucess_rate / p95_ms')
    expect({ code, out }).toEqual({ code: 2, out: '' })
    expect(err).toMatch(
      /HYD-2003 unknown name "sucess_rate" at line 1, column 1 of "weights"\. Did you mean success_rate\?\n {4}sucess_rate \/ p95_ms\n {4}\^~+\n$/,
    )
  })

  test.each([
    [['weigh', '--formula', '1', '--policy', 'equal'], 'HYD-1003 --formula must be given without --policy'],
    [['weigh', '--formula', 'success_rate - 2'], 'HYD-5012'],
    [['weigh', '--formula', 'success_rate > 0.5'], 'HYD-2002'],
    [['pipeline', '--formula', 'nonsense'], 'HYD-2003'],
  ])('%j is refused: %s', (words, message) => {
    const before = list(cwd)
    expect(run(...words)).toMatchObject({ code: 2, out: '', err: expect.stringContaining(message) })
    expect(list(cwd)).toEqual(before)
  })

  test('policy and formula side by side in one file are refused with the place', () => {
    write(cwd, 'hydra.config.mjs', config("formula: 'trials', policy: 'equal'"))
    expect(run('weigh')).toMatchObject({
      code: 2,
      err: expect.stringMatching(/HYD-1003 formula .*must be left out where policy is given/),
    })
  })

  test('the pipeline weighs by a formula over metrics that heads report', () => {
    write(cwd, 'hydra.config.mjs', config("formula: '1 / (median_ms * size)', metrics: () => ({ size: 3 })"))
    const { code, err } = run('pipeline', '-q')
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(file()).toMatchObject({ policy: 'formula', formula: '1 / (median_ms * size)' })
  })
})

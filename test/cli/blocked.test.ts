/** A head that holds the process where nothing can end it (faults.md A3), through the command: what was finished is on the disk. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { loadStudy } from '../../src/files/index.ts'
import { Command, json, list, readJson, write } from './support/command.ts'

let hydra: Command
beforeAll(async () => {
  hydra = await Command.make()
})
afterAll(() => hydra.remove())

/** Blocks in a continuation, from its 13th call on. */
const config = `
  let calls = 0
  const bad = async () => { await null; if ((calls += 1) > 12) for (;;); return 1 }
  export default { heads: { good: () => 1, bad: { run: bad, timeoutMs: 150 }, 'a/b': async () => 1 }, trials: 40, warmup: 2, seed: 4 }`

describe('a head that loops after an await', () => {
  test('its process ends with 5: all finished trials of all heads are in profiles that say partial, and the head is named', async () => {
    const cwd = hydra.fresh('blocked')
    write(cwd, 'hydra.config.mjs', config)
    const { code, out, err } = hydra.run(['profile', '--json'], { cwd })
    expect([code, out]).toEqual([5, ''])
    expect(err).toMatch(/\[ERROR\] HYD-3018 head "bad" blocked the process/)
    expect(err).toMatch(/\d+ trials finished before that; 3 profiles with partial: true in hydra_profiles/)
    expect(err).not.toContain('debugger')
    expect(list(`${cwd}/hydra_profiles`)).toHaveLength(3)
    const bad = readJson(cwd, 'hydra_profiles', 'bad.json')
    expect(bad).toMatchObject({ name: 'bad', trials: 10, success_rate: 100 })
    expect(bad.study.partial).toBe(true)
    const study = await loadStudy(`${cwd}/hydra_profiles`)
    expect(study.partial).toBe(true)
    expect(study.heads['bad']?.columns.outcome.length).toBe(10)
    for (const name of ['good', 'a/b']) {
      expect(study.heads[name]!.summary.trials).toBeGreaterThanOrEqual(9)
      expect(study.heads[name]!.summary.trials).toBeLessThanOrEqual(12)
    }
    expect(study.warnings.map(({ code: number }) => number)).toEqual(expect.arrayContaining(['HYD-3005', 'HYD-3018']))
  })

  test('profiles of another study in the folder go; lines of the log keep their form', () => {
    const cwd = hydra.fresh('blocked-again')
    write(cwd, 'hydra.config.mjs', config)
    expect(hydra.run(['profile', '--head', 'former=true', '-n', '2'], { cwd }).code).toBe(0)
    expect(list(`${cwd}/hydra_profiles`)).toEqual(['former.json'])
    const { code, err } = hydra.run(['profile', '--log-format', 'json'], { cwd })
    expect(code).toBe(5)
    const lines = err.trim().split('\n').map(json)
    expect(lines.map((line) => line.code).filter(Boolean)).toContain('HYD-3018')
    expect(list(`${cwd}/hydra_profiles`)).toHaveLength(3)
    expect(list(`${cwd}/hydra_profiles`)).not.toContain('former.json')
  })

  test('before any trial was finished, and in a pipeline: the files are as they were', () => {
    const cwd = hydra.fresh('blocked-early')
    write(
      cwd,
      'hydra.config.mjs',
      `export default { heads: { bad: { run: async () => { await null; for (;;); }, timeoutMs: 100 } }, warmup: 0 }`,
    )
    const early = hydra.run(['profile'], { cwd })
    expect([early.code, early.err]).toEqual([5, expect.stringContaining('no trial was finished')])
    write(cwd, 'hydra.config.mjs', config)
    const pipeline = hydra.run(['pipeline'], { cwd })
    expect([pipeline.code, pipeline.err]).toEqual([5, expect.stringContaining('HYD-3018')])
    expect(pipeline.err).toContain('the pipeline stopped at step')
    expect(list(cwd)).toEqual(['hydra.config.mjs'])
  })
})

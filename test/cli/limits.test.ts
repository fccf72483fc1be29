/** How long a study is and what its verdicts go by: --mode, --budget, --clock, --reference, --rebuild, --unit, and their keys. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Command, json, write } from './support/command.ts'

let hydra: Command
beforeAll(async () => {
  hydra = await Command.make()
})
afterAll(() => hydra.remove())

const heads = `{
  one: () => { let h = 7; for (let i = 0; i < 20000; i += 1) h = (Math.imul(h, 31) + i) | 0; return h },
  two: () => { let h = 7; for (let i = 0; i < 200000; i += 1) h = (Math.imul(h, 31) + i) | 0; return h },
  three: () => { let h = 7; for (let i = 0; i < 300000; i += 1) h = (Math.imul(h, 31) + i) | 0; return h } }`
function folder(name: string, more = ''): string {
  const cwd = hydra.fresh(name)
  write(cwd, 'hydra.config.mjs', `export default { heads: ${heads}, ${more} }`)
  return cwd
}
const studyOf = (cwd: string, words: readonly string[]): any => {
  const { code, out, err } = hydra.run(['profile', '--json', ...words], { cwd })
  expect(code, err).toBe(0)
  return json(out).study
}
const trials = (study: any): number[] => study.heads.map((head: any) => head.summary.trials as number)

describe('limits', () => {
  test('--mode adaptive ends before its trials are up', () => {
    const study = studyOf(folder('adaptive'), ['--mode', 'adaptive', '--trials', '600'])
    expect(study).toMatchObject({ mode: 'adaptive', trials: 600 })
    expect(Math.max(...trials(study))).toBeLessThan(600)
  })

  test('heads that stop before the others are counted, and with --verbose named', () => {
    const cwd = hydra.fresh('stopped')
    const work = (rounds: number): string =>
      `() => { let h = 7; for (let i = 0; i < ${rounds}; i += 1) h = (Math.imul(h, 31) + i) | 0; return h }`
    write(cwd, 'hydra.config.mjs', `export default { heads: { a: ${work(4000)}, b: ${work(4020)}, far: ${work(80_000)} } }`)
    const { code, err } = hydra.run(['profile', '--mode', 'adaptive', '--trials', '400', '--verbose'], { cwd })
    expect(code).toBe(0)
    expect(err).toContain('[INFO] 1 of 3 heads stopped before the others; --verbose says why')
    expect(err).toMatch(/\[DEBUG\] far: proven more than 3 times slower than another head, after \d+ trials/)
  })

  test('--budget alone is the only limit; with --trials the first reached ends it', () => {
    const cwd = folder('budget')
    const study = studyOf(cwd, ['--budget', '900ms'])
    expect(study.trials).toBe(Math.max(...trials(study)))
    expect(trials(study)).not.toContain(100)
    expect(trials(studyOf(cwd, ['--budget', '1m', '--trials', '6']))).toEqual([6, 6, 6])
  })

  test('keys of the configuration do the same, and a flag wins', () => {
    const cwd = folder('keys', "mode: 'adaptive', budget: '1s', clock: 'wall', reference: 'two', rebuild: false, unit: 'call', selfCheck: false, trials: 400") // prettier-ignore
    const study = studyOf(cwd, [])
    expect(study).toMatchObject({ mode: 'adaptive', clock: 'wall', reference: 'two' })
    expect(study.noiseFloor).toBeUndefined()
    expect(study.heads.map((head: any) => [head.unit, head.rebuilt])).toEqual([['call', false], ['call', false], ['call', false]]) // prettier-ignore
    expect(studyOf(cwd, ['--mode', 'fixed', '--budget', '1m', '--trials', '4', '--reference', 'one'])).toMatchObject({
      mode: 'fixed',
      reference: 'one',
      trials: 4,
    })
  })
})

describe('verdicts', () => {
  test('--reference holds all against one, --clock and --rebuild are taken', () => {
    const study = studyOf(folder('reference'), ['--reference', 'two', '--clock', 'wall', '--rebuild', 'never', '--unit', 'call', '-n', '20']) // prettier-ignore
    expect(study.comparisons.map(({ a, b, clock }: any) => [a, b, clock])).toEqual([['one', 'two', 'wall'], ['three', 'two', 'wall']]) // prettier-ignore
    expect(study.heads.every((head: any) => head.rebuilt === false && head.unit === 'call')).toBe(true)
  })

  test('`compare` takes them too', () => {
    const cwd = hydra.fresh('compare')
    const words = ['compare', 'true', 'sleep 0.01', '--reference', 'true', '--clock', 'wall', '--budget', '1s', '--json']
    const { code, out, err } = hydra.run(words, { cwd })
    expect(code, err).toBe(0)
    expect(json(out).study.comparisons).toEqual([expect.objectContaining({ a: 'sleep 0.01', b: 'true', clock: 'wall', verdict: 'slower' })]) // prettier-ignore
  })
})

describe('refused before anything runs', () => {
  test.each([
    [['--mode', 'adaptve'], /--mode.*adaptive/s],
    [['--budget', '500'], /--budget.*500ms, 2s or 1\.5m/s],
    [['--clock', 'sun'], /--clock.*wall/s],
    [['--rebuild', 'yes'], /--rebuild.*always/s],
    [['--reference', 'nobody'], /reference.*one, two, three/s],
  ])('%j', (words, what) => {
    const { code, err } = hydra.run(['profile', ...words], { cwd: folder(`refused${words[0]!}`) })
    expect([code, err]).toEqual([2, expect.stringMatching(/HYD-1003/)])
    expect(err).toMatch(what)
  }) // prettier-ignore

  test('a budget that stands twice in a configuration', () => {
    const { code, err } = hydra.run(['profile'], { cwd: folder('twice', "budget: '1s', budgetMs: 1000") })
    expect([code, err]).toEqual([2, expect.stringMatching(/budget in hydra.config.mjs must be left out where budgetMs is given/)])
  })
})

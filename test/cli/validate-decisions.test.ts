/** `hydra validate --decisions`, as a process: plain lines, the log of a selector, what is refused, how it ends. */
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { create } from '../../src/reference/random/sfc32.ts'
import { createSelector } from '../../src/select/index.ts'
import { decisionLog } from '../../src/files/index.ts'
import { Command, list, write, type Result } from './support/command.ts'

let hydra: Command
let cwd = ''
beforeAll(async () => {
  hydra = await Command.make()
})
afterAll(() => hydra.remove())
beforeEach(() => {
  cwd = hydra.fresh('decisions')
})

const success: Readonly<Record<string, number>> = { a: 0.99, b: 0.95, c: 0.9, d: 0.5 }
const even = { a: 0.25, b: 0.25, c: 0.25, d: 0.25 }
const chosen = { a: 0.7, b: 0.15, c: 0.1, d: 0.05 }
const run = (...words: string[]): Result => hydra.run(['validate', '--decisions', ...words], { cwd })

function weightsFile(name: string, weights: object, previous: object | null): void {
  const reasons = Object.fromEntries(Object.keys(weights).map((head) => [head, 'by hand']))
  const file = { schema: 1, study: 's', createdAt: '2026-01-01T00:00:00.000Z', policy: 'equal', objective: { costWeight: 0 }, weights, reasons, previous } // prettier-ignore
  write(cwd, name, JSON.stringify(file))
}

interface Drawn {
  readonly head: string
  readonly probability: number
  readonly reward: number
}

function picks(count: number): Drawn[] {
  const random = create(4, 'picks')
  return Array.from({ length: count }, () => {
    const head = 'abcd'[random.below(4)]!
    return { head, probability: 0.25, reward: Number(random.float() < success[head]!) }
  })
}

const lines = (records: readonly object[]): string => records.map((record) => `${JSON.stringify(record)}\n`).join('')
const validationOf = ({ out }: Result): Record<string, unknown> =>
  (JSON.parse(out) as { validation: Record<string, unknown> }).validation

describe('plain lines', () => {
  beforeEach(() => {
    weightsFile('hydra_weights.json', chosen, even)
    write(cwd, 'log.jsonl', lines(picks(500)))
  })

  test('better: says so in a sentence, ends with 0, writes nothing', () => {
    const before = list(cwd)
    const { code, out, err } = run('log.jsonl')
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(out).toMatch(/^hydra_weights\.json against the former weights, by the picks of log\.jsonl\n/)
    expect(out).toMatch(/\n {2}500 picks, worth \d+ under the new weights\n/)
    expect(out).toMatch(/\n {2}better: the reward of a pick rises by 0\.\d+ \(0\.\d+ to 0\.\d+, 95 % sure at every look\), from 500 picks\n$/) // prettier-ignore
    expect(list(cwd)).toEqual(before)
  })

  test('worse ends with 1; --before names another file', () => {
    weightsFile('even.json', even, null)
    const { code, out } = run('log.jsonl', '--weights', 'even.json', '--before', 'hydra_weights.json')
    expect(code).toBe(1)
    expect(out).toMatch(/^even\.json against hydra_weights\.json/)
    expect(out).toMatch(/\n {2}worse: /)
  })

  test('--json, a confidence, and weights that had none before', () => {
    weightsFile('first.json', chosen, null)
    const result = run('log.jsonl', '--weights', 'first.json', '--json', '--confidence', '.9')
    expect(JSON.parse(result.out)).toMatchObject({ schema: 1, command: 'validate', against: 'equal weights' })
    expect(validationOf(result)).toMatchObject({ verdict: 'better', alpha: 0.1, decisions: 500 })
  })

  test('from standard input; a line that is damaged is told and left out', () => {
    const input = `${lines(picks(500))}{"head": "a", "prob`
    const { code, err, out } = hydra.run(['validate', '--decisions', '-'], { cwd, input })
    expect({ code, isBetter: out.includes('better: ') }).toEqual({ code: 0, isBetter: true })
    expect(err).toMatch(/1 damaged line left out; line 501 of standard input/)
  })

  test.each([
    [['log.jsonl', '--trials', '5'], 2, /HYD-1003 --trials must be left out beside --decisions/],
    [['log.jsonl', '--smoke'], 2, /HYD-1003 --smoke must be left out/],
    [['log.jsonl', '--confidence', '1'], 2, /HYD-1003 --confidence/],
    [['nowhere.jsonl'], 3, /HYD-6002/],
    [['log.jsonl', '--weights', 'nowhere.json'], 3, /HYD-6002/],
  ])('%j ends with %i', (words, code, message) => {
    const result = run(...words)
    expect({ code: result.code, out: result.out }).toEqual({ code, out: '' })
    expect(result.err).toMatch(message)
  })

  test('an empty log, and a reward above 1', () => {
    write(cwd, 'empty.jsonl', '\n')
    expect(run('empty.jsonl')).toMatchObject({ code: 2, err: expect.stringContaining('HYD-5014') })
    write(cwd, 'odd.jsonl', lines([...picks(3), { head: 'a', probability: 0.25, reward: 3 }]))
    expect(run('odd.jsonl')).toMatchObject({ code: 2, err: expect.stringMatching(/HYD-5014 .*reward of decision 4 must be from 0 to 1, got 3/) }) // prettier-ignore
  })
})

describe('the log of a selector', () => {
  const header = { schema: 'hydra.decisions/1' }
  const revision = { kind: 'revision', atMs: 0, origin: 'o', revision: 1, cause: 'start', policy: 'weighted', heads: ['a', 'b', 'c', 'd'], probabilities: [0.25, 0.25, 0.25, 0.25], counts: [0, 0, 0, 0], means: [0, 0, 0, 0] } // prettier-ignore
  const pick = (drawn: Drawn, ticket: number, more: object): object[] => {
    const { head, probability, reward } = drawn
    const common = { ticket, atMs: 1, origin: 'o', head, probability }
    return [
      { kind: 'decision', ...common, revision: 1, policy: 'weighted', excluded: [], probe: false, degraded: false, ...more },
      { kind: 'observation', ...common, reward, ok: reward === 1 },
    ]
  }

  test('decisions are joined with their outcomes, probes left out, older files read first', () => {
    weightsFile('hydra_weights.json', chosen, even)
    const drawn = picks(600)
    const [early, late] = [drawn.slice(0, 300), drawn.slice(300)]
    const probe = { head: 'd', probability: 1, reward: 0 }
    const unseen = { kind: 'decision', ticket: 9999, atMs: 2, origin: 'o', revision: 1, policy: 'weighted', head: 'a', probability: 0.25, excluded: [], probe: false, degraded: false } // prettier-ignore
    const abandoned = { kind: 'observation', ticket: 9998, atMs: 2, origin: 'o', head: 'a', probability: 0.25, reward: null }
    const first = [header, revision, ...early.flatMap((one, i) => pick(one, i, {})), ...pick(probe, 8000, { probe: true })]
    write(cwd, 'log.jsonl.1', lines(first))
    write(cwd, 'log.jsonl', lines([header, ...late.flatMap((one, i) => pick(one, 300 + i, {})), unseen, abandoned]))
    const whole = run('log.jsonl', '--json')
    expect(whole.code).toBe(0)
    write(cwd, 'plain.jsonl', lines(drawn))
    const plain = validationOf(run('plain.jsonl', '--json'))
    const leftOut = { probes: 1, degraded: 0, unobserved: 1, certain: 0, excluded: 0 }
    expect(validationOf(whole)).toEqual({ ...plain, leftOut })
    expect(run('log.jsonl').out).toMatch(/\n {2}left out: 1 probes, 1 without an outcome\n/)
  })

  test('its vectors tell that a head can be picked that never was', () => {
    const heads = { heads: ['a', 'b'], probabilities: [0.96, 0.04] }
    const drawn = Array.from({ length: 200 }, () => ({ head: 'a', probability: 0.96, reward: 1 }))
    const log = drawn.flatMap((one, i) => pick(one, i, {}))
    weightsFile('hydra_weights.json', { a: 0.95, b: 0.05 }, { a: 0.97, b: 0.03 })
    write(cwd, 'bare.jsonl', lines(log))
    expect(validationOf(run('bare.jsonl', '--json'))).toMatchObject({ verdict: 'refused' })
    write(cwd, 'log.jsonl', lines([header, { ...revision, ...heads }, ...log]))
    expect(validationOf(run('log.jsonl', '--json'))).toMatchObject({ verdict: 'undecided', decisions: 200 })
  })

  test('what decisionLog() wrote: rotated files, contexts, picks with heads excluded', () => {
    weightsFile('hydra_weights.json', chosen, even)
    const log = decisionLog(join(cwd, 'own.jsonl'), { maxBytes: 200_000, keep: 9 })
    const selector = createSelector({ heads: [...'abcd'], policy: 'inverse-gap', explore: 0.2, seed: 2, ejection: false, ...log.hooks }) // prettier-ignore
    const random = create(6, 'own')
    for (let i = 0; i < 2500; i += 1) {
      const pick = selector.pick({ ...(i % 4 === 0 && { context: 'k' }), ...(i % 10 === 0 && { exclude: ['c'] }) })
      selector.observe(pick, { ok: random.float() < success[pick.head]! })
    }
    log.close()
    expect(list(cwd).filter((name) => name.startsWith('own.jsonl')).length).toBeGreaterThan(2)
    const result = run('own.jsonl', '--json')
    const { verdict, decisions, leftOut, gain } = validationOf(result)
    const certain = Number((leftOut as Record<string, number>)['certain'])
    // Untried heads are picked for sure: four, and up to four in the context.
    expect([result.code, verdict, Number(decisions) + certain, certain <= 8]).toEqual([0, 'better', 2500, true])
    expect(Math.abs(Number(gain) - 0.1155)).toBeLessThan(0.06)
  })

  test('a newer log is refused', () => {
    weightsFile('hydra_weights.json', chosen, even)
    write(cwd, 'new.jsonl', lines([{ schema: 'hydra.decisions/2' }, ...picks(5)]))
    expect(run('new.jsonl')).toMatchObject({ code: 3, err: expect.stringContaining('HYD-6004') })
  })
})

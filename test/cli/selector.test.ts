/** `hydra pick`, `observe` and `watch` as users run them, also many at a time. */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { findCommand } from '../../src/cli/arguments/commands.ts'
import { selectorPolicies } from '../../src/select/policy/index.ts'
import { restoreSelector, type Snapshot } from '../../src/select/index.ts'
import { Command, json, list, readJson, write, type Result } from './support/command.ts'

let hydra: Command
beforeAll(async () => {
  hydra = await Command.make()
})
afterAll(() => hydra.remove())

const state = (cwd: string, name = 's.json'): Snapshot => readJson(cwd, name) as Snapshot
const totals = (cwd: string): Record<string, number> =>
  Object.fromEntries(Object.entries(state(cwd).totals).map(([name, column]) => [name, column.reduce((a, b) => a + b, 0)]))

/** Picks with three heads; gives head and ticket. */
function picked(cwd: string, words: readonly string[] = []): { head: string; ticket: string } {
  const { code, out, err } = hydra.run(['pick', '--state', 's.json', ...words], { cwd })
  expect({ code, err }).toEqual({ code: 0, err: '' })
  const [, head = '', ticket = ''] = /^(.*) (\d+)\n$/.exec(out) ?? []
  return { head, ticket }
}
const observed = (cwd: string, ticket: string, ...words: string[]): Result =>
  hydra.run(['observe', ticket, '--state', 's.json', ...words], { cwd })

describe('pick and observe', () => {
  test('the first pick makes the state, an observation goes into it, once', () => {
    const cwd = hydra.fresh('once')
    const { head, ticket } = picked(cwd, ['--heads', 'a,b,c', '--seed', '1'])
    expect(['a', 'b', 'c']).toContain(head)
    expect(list(cwd)).toEqual(['s.json'])
    const first = observed(cwd, ticket, '--ok', '--duration-ms', '12', '--cost', '0.5', '--quality', '0.9')
    expect(first).toEqual({ code: 0, out: expect.stringMatching(new RegExp(`^${head}: .* of 1 observations\n$`)), err: '' })
    expect(totals(cwd)).toMatchObject({ calls: 1, successes: 1, ms: 12, cost: 0.5 })
    const before = readFileSync(join(cwd, 's.json'))
    const again = observed(cwd, ticket, '--ok')
    expect(again).toMatchObject({ code: 2, out: '', err: expect.stringContaining('HYD-5006') as unknown })
    expect(readFileSync(join(cwd, 's.json')).equals(before)).toBe(true)
    expect(list(cwd)).toEqual(['s.json'])
  })

  test('the same seed gives the same picks as the library', () => {
    const cwd = hydra.fresh('same')
    const first = picked(cwd, ['--heads', 'a,b,c', '--seed', '1'])
    const selector = restoreSelector(state(cwd), { origin: state(cwd).origin })
    const rest = Array.from({ length: 3 }, () => picked(cwd))
    expect(rest.map(({ head, ticket }) => [head, Number(ticket)])).toEqual(
      Array.from({ length: 3 }, () => selector.pick()).map(({ head, ticket }) => [head, ticket]),
    )
    expect(first.ticket).not.toBe(rest[0]!.ticket)
  })

  test('for programs: --json', () => {
    const cwd = hydra.fresh('json')
    const { out } = hydra.run(['pick', '--state', 's.json', '--heads', 'a,b', '--exclude', 'a', '--context', 'image', '--json'], {
      cwd,
    })
    const document = json(out) as { pick: { ticket: number } }
    expect(document).toEqual({
      schema: 1,
      command: 'pick',
      state: 's.json',
      pick: { head: 'b', probability: 1, ticket: expect.any(Number) as number },
    })
    const told = hydra.run(['observe', String(document.pick.ticket), '--state', 's.json', '--failed', '--json'], { cwd })
    expect(json(told.out)).toMatchObject({
      schema: 1,
      command: 'observe',
      observed: { head: 'b', ok: false, reward: 0 },
      head: { count: 1, mean: 0 },
    })
    expect(state(cwd).contexts.map(({ key }) => key)).toEqual(['image'])
  })

  test('failures put a head out, and it says so; retry-after too', () => {
    const cwd = hydra.fresh('out')
    picked(cwd, ['--heads', 'a,b'])
    const only = ['--exclude', 'b']
    const { err } = observed(cwd, picked(cwd, only).ticket, '--failed', '--retry-after-ms', '60000', '--error', 'HTTP 503')
    expect(err).toMatch(/a is out for 60 s: it asked for 60 s without calls/)
    expect(new Set(Array.from({ length: 4 }, () => picked(cwd).head))).toEqual(new Set(['b']))
  })

  test('abandoned teaches nothing; heads join and leave; another policy', () => {
    const cwd = hydra.fresh('change')
    const { ticket } = picked(cwd, ['--heads', 'a,b'])
    expect(observed(cwd, ticket, '--abandoned').code).toBe(0)
    expect(totals(cwd)).toMatchObject({ calls: 0, abandoned: 1 })
    const joined = hydra.run(['pick', '--state', 's.json', '--heads', 'b, c'], { cwd })
    expect(joined).toMatchObject({ code: 0, err: expect.stringMatching(/c joins[\s\S]*a leaves/) as unknown })
    expect(state(cwd).heads).toEqual(['b', 'c'])
    picked(cwd, ['--policy', 'round-robin'])
    expect(state(cwd).settings.policy).toBe('round-robin')
  })

  test('from a weights file, and from profiles', () => {
    const cwd = hydra.fresh('from')
    expect(hydra.run(['profile', '--head', 'a=true', '--head', 'b=true', '-n', '3', '-q'], { cwd }).code).toBe(0)
    expect(hydra.run(['weigh', '-q', '--policy', 'equal'], { cwd }).code).toBe(0)
    expect(picked(cwd, ['--weights', 'hydra_weights.json']).head).toMatch(/^[ab]$/)
    expect(state(cwd).settings.policy).toBe('weighted')
    const { code } = hydra.run(['pick', '--state', 't.json', '--study', 'hydra_profiles'], { cwd })
    expect([code, state(cwd, 't.json').whole.learner.evidence.prior[0]]).toEqual([0, [3, 3]])
  })

  test.each<[string, string[], number, string]>([
    ['no state and no heads', ['pick', '--state', 'none.json'], 2, 'HYD-5024'],
    ['no state', ['observe', '1', '--ok', '--state', 'none.json'], 2, 'HYD-5024'],
    ['an empty name', ['pick', '--heads', 'a,,b'], 2, 'HYD-1003'],
    ['a name twice', ['pick', '--heads', 'a,a'], 2, 'HYD-1005'],
    ['an unknown policy', ['pick', '--heads', 'a', '--policy', 'thomson'], 2, 'HYD-5003'],
    ['all excluded', ['pick', '--heads', 'a', '--exclude', 'a'], 3, 'HYD-5008'],
    ['no ticket', ['observe', '--ok'], 2, 'HYD-1003'],
    ['no outcome', ['observe', '1'], 2, 'HYD-1003'],
    ['two outcomes', ['observe', '1', '--ok', '--failed'], 2, 'HYD-1003'],
    ['a time that is none', ['observe', '1', '--ok', '--duration-ms', 'fast'], 2, 'HYD-1003'],
  ])('%s is refused and makes no file', (_, words, code, fault) => {
    const cwd = hydra.fresh('refused')
    expect(hydra.run(words, { cwd })).toMatchObject({ code, out: '', err: expect.stringContaining(fault) as unknown })
    expect(list(cwd)).toEqual([])
  })

  test.each<[string, string, string]>([
    ['half a state', '{"schema":"hydra.sel', 'HYD-6003'],
    ['another file', '{"a":1}', 'HYD-5013'],
    ['a newer state', '{"schema":"hydra.selector/2"}', 'HYD-6004'],
  ])('%s is refused, and is as it was', (_, text, fault) => {
    const cwd = hydra.fresh('damaged')
    write(cwd, 's.json', text)
    for (const words of [
      ['pick', '--heads', 'a,b'],
      ['observe', '1', '--ok'],
    ]) {
      const { code, err } = hydra.run([...words, '--state', 's.json'], { cwd })
      expect(err).toContain(fault)
      expect(code).not.toBe(0)
    }
    expect(readFileSync(join(cwd, 's.json'), 'utf8')).toBe(text)
    expect(list(cwd)).toEqual(['s.json'])
  })

  test('a hostile name stays one line', () => {
    const cwd = hydra.fresh('hostile')
    write(cwd, 'w.json', JSON.stringify({ schema: 1, study: 'x', createdAt: '2026-01-31T12:00:00.000Z', policy: 'equal', objective: { costWeight: 0 }, weights: { 'a\n\u001b[31mb': 1 }, reasons: {}, previous: null })) // prettier-ignore
    const { out, code } = hydra.run(['pick', '--state', 's.json', '--weights', 'w.json'], { cwd })
    expect(code).toBe(0)
    expect(out).toMatch(/^\S+ \d+\n$/)
    expect(out).not.toContain('\u001b')
  })

  test('50 processes pick, 50 observe, all at a time: nothing is lost', async () => {
    const cwd = hydra.fresh('many')
    picked(cwd, ['--heads', 'a,b,c'])
    const all = (lines: readonly (readonly string[])[]): Promise<Result[]> =>
      Promise.all(lines.map((words) => hydra.start([...words, '--state', 's.json'], { cwd }).ended))
    const picks = await all(Array.from({ length: 50 }, () => ['pick']))
    expect(picks.filter(({ code, err }) => code !== 0 || err !== '')).toEqual([])
    const tickets = picks.map(({ out }) => /(\d+)\n$/.exec(out)![1]!)
    expect(new Set(tickets).size).toBe(50)
    const told = await all(tickets.map((ticket) => ['observe', ticket, '--ok', '--duration-ms', '5']))
    expect(told.filter(({ code, err }) => code !== 0 || err !== '')).toEqual([])
    expect(totals(cwd)).toMatchObject({ calls: 50, successes: 50, ms: 250 })
    expect(state(cwd).pending).toHaveLength(1)
    expect(list(cwd)).toEqual(['s.json'])
  }, 240_000)

  test('the lock of a process that was killed stands in nobody’s way', () => {
    const cwd = hydra.fresh('killed')
    picked(cwd, ['--heads', 'a'])
    write(cwd, 's.json.lock', '999999999 1 00ff00ff00ff00ff\n')
    picked(cwd)
    expect(existsSync(join(cwd, 's.json.lock'))).toBe(false)
    expect(readdirSync(cwd)).toEqual(['s.json'])
  })
})

describe('watch', () => {
  test('once: a table with every head; --json the same for programs', () => {
    const cwd = hydra.fresh('watch')
    const { ticket, head } = picked(cwd, ['--heads', 'a,b', '--seed', '3'])
    observed(cwd, ticket, '--ok')
    const { code, out, err } = hydra.run(['watch', '--selector', 's.json', '--once'], { cwd, env: { COLUMNS: '200' } })
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(out).toMatch(/^ {2}head +state +share +count +mean +95 % +pending +ejections +why\n/)
    expect(out).toMatch(new RegExp(`\n  ${head} +closed +[\\d.]+ % +1 +1.000 +\\[0.207, 1.000\\] +0 +0 +`))
    const document = json(hydra.run(['watch', '--selector', 's.json', '--once', '--json'], { cwd }).out)
    expect(document).toMatchObject({ schema: 1, command: 'watch', file: 's.json', explanation: { observations: 1 } })
    expect((document as { heads: { head: string }[] }).heads.map((one) => one.head)).toEqual(['a', 'b'])
  })

  test('no file: 2 with --once; damaged: its code', () => {
    const cwd = hydra.fresh('none')
    expect(hydra.run(['watch', '--selector', 's.json', '--once'], { cwd })).toMatchObject({
      code: 2,
      err: expect.stringContaining('HYD-5024') as unknown,
    })
    writeFileSync(join(cwd, 's.json'), '{')
    expect(hydra.run(['watch', '--selector', 's.json', '--once'], { cwd })).toMatchObject({
      code: 3,
      err: expect.stringContaining('HYD-6003') as unknown,
    })
  })

  test('follows: waits for the file, shows each change, ends by a signal', async () => {
    const cwd = hydra.fresh('follow')
    const { child, ended } = hydra.start(['watch', '--selector', 's.json', '--every', '50ms', '--json'], { cwd })
    const documents: { explanation: { observations: number } }[] = []
    let rest = ''
    let warned = ''
    child.stderr!.on('data', (chunk: Buffer) => (warned += chunk.toString()))
    const until = (isThere: () => boolean): Promise<void> =>
      new Promise((resolve) => {
        const look = (): void => void (isThere() ? resolve() : setTimeout(look, 20))
        look()
      })
    child.stdout!.on('data', (chunk: Buffer) => {
      const lines = `${rest}${chunk.toString()}`.split('\n')
      rest = lines.pop() ?? ''
      documents.push(...lines.map((line) => json(line) as { explanation: { observations: number } }))
    })
    await until(() => warned.includes('waiting for it'))
    const { ticket } = picked(cwd, ['--heads', 'a,b'])
    await until(() => documents.length > 0)
    observed(cwd, ticket, '--ok')
    await until(() => documents.at(-1)!.explanation.observations === 1)
    child.kill('SIGINT')
    expect(await ended).toMatchObject({ code: 130 })
  }, 60_000)
})

test('the table of options names every policy that there is', () => {
  expect(findCommand('pick')!.options.find(({ name }) => name === 'policy')!.values).toEqual(selectorPolicies)
})

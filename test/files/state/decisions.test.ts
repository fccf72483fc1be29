/** What a selector decides is on the disk before the pick is given out, and comes back as it was. */
import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { onWarning, type HydraError } from '../../../src/errors/index.ts'
import { decisionLog, readDecisions, type DecisionRecord } from '../../../src/files/index.ts'
import { createSelector, restoreSelector, type Decision, type Revision } from '../../../src/select/index.ts'

let folder = ''
let warnings: HydraError[] = []
let sink: ReturnType<typeof onWarning>
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hydra-decisions-'))
  warnings = []
  sink = onWarning((warning) => void warnings.push(warning))
})
afterEach(() => {
  onWarning(sink)
  rmSync(folder, { recursive: true, force: true })
})
const file = (): string => join(folder, 'log', 'decisions.jsonl')
async function all(path = file()): Promise<DecisionRecord[]> {
  const records: DecisionRecord[] = []
  for await (const record of readDecisions(path)) records.push(record)
  return records
}
const only = <K extends DecisionRecord['kind']>(
  records: readonly DecisionRecord[],
  kind: K,
): Extract<DecisionRecord, { kind: K }>[] =>
  records.filter((record): record is Extract<DecisionRecord, { kind: K }> => record.kind === kind)

test('a pick is on the disk before it is given out', () => {
  const log = decisionLog(file())
  const selector = createSelector({ heads: ['a', 'b'], seed: 1, ...log.hooks })
  for (let i = 0; i < 20; i += 1) {
    const { ticket } = selector.pick()
    expect(readFileSync(file(), 'utf8').trimEnd().split('\n').at(-1)).toContain(`"ticket":${ticket},`)
  }
  log.close()
})

test('decisions, observations with how the pick was made, and revisions come back', async () => {
  const log = decisionLog(file())
  const selector = createSelector({
    heads: ['a', 'b', 'c'],
    seed: 2,
    origin: 'o',
    ejection: { maxEjectedShare: 1 },
    ...log.hooks,
  })
  const picks = [selector.pick({ exclude: ['a'] }), selector.pick({ context: 'image' })]
  selector.observe(picks[0]!, { ok: true, durationMs: 5 })
  selector.observe(picks[1]!, { abandoned: true })
  for (const head of ['a', 'b', 'c']) selector.eject(head)
  const last = selector.pick()
  selector.observe(last, { ok: false })
  log.close()
  const records = await all()
  expect(only(records, 'decision').map(({ head, probability, ticket }) => ({ head, probability, ticket }))).toEqual(
    [...picks, last].map(({ head, probability, ticket }) => ({ head, probability, ticket })),
  )
  expect(only(records, 'observation')).toMatchObject([
    { ...picks[0], reward: 1, excluded: ['a'], probe: false, degraded: false, ok: true, durationMs: 5 },
    { ...picks[1], excluded: [], context: 'image' },
    { head: last.head, reward: 0, degraded: true },
  ])
  expect(only(records, 'observation')[1]).not.toHaveProperty('reward')
  expect(warnings).toEqual([])
})

describe('revisions', () => {
  test.each(['thompson', 'ucb1', 'softmax', 'exp3', 'epsilon-greedy'] as const)(
    '%s: the last one says what plain picks are drawn from, and why',
    async (policy) => {
      const log = decisionLog(file())
      const selector = createSelector({ heads: ['a', 'b'], policy, seed: 3, ...log.hooks, drift: { delta: 0.5 } })
      for (let i = 0; i < 400; i += 1) {
        const pick = selector.pick()
        selector.observe(pick, { ok: i < 200 === (pick.head === 'a') })
      }
      selector.pin('a', 0.5)
      selector.addHead('c')
      log.close()
      const told: (Decision | Revision)[] = []
      let vector: Revision | undefined
      for (const record of await all()) {
        told.push(record as Revision)
        if (record.kind === 'revision') vector = record
        if (record.kind !== 'decision') continue
        expect(record.revision).toBe(vector!.revision)
        // The first plays of a policy are made without asking its vector.
        if (record.probability < 1)
          expect(record.probability).toBeCloseTo(vector!.probabilities[vector!.heads.indexOf(record.head)]!, 12)
      }
      const causes = new Set(told.flatMap((record) => ('cause' in record ? [record.cause] : [])))
      for (const cause of ['start', 'refresh', 'scale', 'pin', 'heads'] as const) {
        if (cause === 'scale') continue
        expect(causes).toContain(cause)
      }
      expect(vector).toMatchObject({ heads: ['a', 'b', 'c'], cause: 'heads', policy })
      expect(vector!.probabilities.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12)
    },
  )

  test('of merges, ejections, and a restored selector', async () => {
    const log = decisionLog(file())
    const selector = createSelector({ heads: ['a', 'b'], seed: 3, ...log.hooks })
    const other = createSelector({ heads: ['a', 'b'], origin: 'other' })
    other.observe(other.pick(), { ok: true })
    selector.merge(other.snapshot())
    selector.eject('a')
    selector.pick()
    const snapshot = selector.snapshot()
    restoreSelector(snapshot, { origin: snapshot.origin, ...log.hooks })
    const causes = only(await all(), 'revision').map(({ cause }) => cause)
    expect(causes.slice(0, 3)).toEqual(['start', 'merge', 'ejection'])
    expect(causes.at(-1)).toBe('start')
  })
})

test('files of so many bytes, so many of them, and they read as one', async () => {
  const [maxBytes, keep] = [4000, 3]
  const log = decisionLog(file(), { maxBytes, keep })
  const selector = createSelector({ heads: ['a', 'b'], seed: 1, ...log.hooks })
  const tickets: number[] = []
  for (let i = 0; i < 200; i += 1) {
    const pick = selector.pick()
    tickets.push(pick.ticket)
    selector.observe(pick, { ok: true })
  }
  log.close()
  const names = readdirSync(join(folder, 'log')).sort()
  expect(names).toEqual(['decisions.jsonl', ...[1, 2, 3].map((age) => `decisions.jsonl.${age}`)])
  for (const name of names) expect(statSync(join(folder, 'log', name)).size).toBeLessThanOrEqual(maxBytes)
  const read = only(await all(), 'decision').map(({ ticket }) => ticket)
  expect(read).toEqual(tickets.slice(-read.length))
  expect(read.length).toBeGreaterThan(20)
  expect(warnings).toEqual([])
})

test('two logs of one path: each line is whole, none is lost at the turn of a file', async () => {
  const logs = [decisionLog(file(), { maxBytes: 20_000, keep: 100 }), decisionLog(file(), { maxBytes: 20_000, keep: 100 })]
  const selectors = logs.map(({ hooks }, i) => createSelector({ heads: ['a', 'b'], seed: i, origin: `o${i}`, ...hooks }))
  for (let i = 0; i < 300; i += 1) for (const selector of selectors) selector.observe(selector.pick(), { ok: true })
  for (const log of logs) log.close()
  const records = await all()
  expect(only(records, 'decision')).toHaveLength(600)
  expect(only(records, 'observation')).toHaveLength(600)
  expect(readdirSync(join(folder, 'log')).length).toBeGreaterThan(3)
  expect(warnings).toEqual([])
})

test('half a last line is left out and told of; a log that goes on after it is whole', async () => {
  const log = decisionLog(file())
  const selector = createSelector({ heads: ['a'], ...log.hooks })
  selector.pick()
  log.close()
  appendFileSync(file(), '{"kind":"decision","ticket":12,"he')
  expect(only(await all(), 'decision')).toHaveLength(1)
  expect(warnings).toMatchObject([{ code: 'HYD-5022', where: { line: readFileSync(file(), 'utf8').split('\n').length } }])
  selector.pick()
  log.close()
  expect(only(await all(), 'decision')).toHaveLength(2)
})

test.each<[string, string]>([
  ['no record', '7'],
  ['an unknown kind', '{"kind":"thought"}'],
  ['a probability of 2', '{"kind":"decision","ticket":1,"atMs":1,"origin":"o","head":"a","probability":2}'],
  ['a revision without heads', '{"kind":"revision","atMs":1,"origin":"o","revision":1,"cause":"start"}'],
])('%s is left out with a warning', async (name, line) => {
  const path = join(folder, `${name}.jsonl`)
  writeFileSync(path, `{"schema":"hydra.decisions/1"}\n${line}\n`)
  expect(await all(path)).toEqual([])
  expect(warnings).toMatchObject([{ code: 'HYD-5022' }])
})

test('a newer log: HYD-6004; none: HYD-6002; options: HYD-1003', async () => {
  const path = join(folder, 'x.jsonl')
  writeFileSync(path, '{"schema":"hydra.decisions/2"}\n')
  await expect(all(path)).rejects.toMatchObject({ code: 'HYD-6004' })
  await expect(all(join(folder, 'none.jsonl'))).rejects.toMatchObject({ code: 'HYD-6002' })
  await expect(all(join(folder, 'none', 'none.jsonl'))).rejects.toMatchObject({ code: 'HYD-6002' })
  for (const options of [{ maxBytes: 0 }, { keep: -1 }, { keep: 1.5 }])
    expect(() => decisionLog(path, options)).toThrow(expect.objectContaining({ code: 'HYD-1003' }))
})

test('a log that cannot be written stops no pick; HYD-5016 says why', () => {
  writeFileSync(join(folder, 'file'), '')
  const log = decisionLog(join(folder, 'file', 'log.jsonl'))
  const selector = createSelector({ heads: ['a'], ...log.hooks })
  expect(selector.pick().head).toBe('a')
  expect(warnings.map(({ code }) => code).slice(0, 1)).toEqual(['HYD-5016'])
})

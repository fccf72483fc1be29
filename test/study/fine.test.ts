/** Claims within 0.5 % of equal: a warning, unless 5 isolates or more stand behind them. */
import { describe, expect, test } from 'vitest'
import { verdictLines, verdictSentence } from '../../src/report/index.ts'
import { createStudy, type HeadRecord, type Study } from '../../src/study/index.ts'
import { profile } from '../../src/measure/index.ts'
import { recordOf, steady } from './records.ts'

type More = Partial<Omit<HeadRecord, 'columns'>>
const studyOf = (ratio: number, margin: number, a: More = {}, b: More = a): Study =>
  createStudy(
    recordOf(
      [
        ['a', { ...steady(40, ratio), more: { rebuilt: true, ...a } }],
        ['b', { ...steady(40, 1), more: { rebuilt: true, ...b } }],
      ],
      { margin },
    ),
  )
const codes = ({ comparisons }: Study): unknown[] => (comparisons[0]!.warnings ?? []).map(({ code }) => code)
const isolated = (isolates?: number, isolation: 'worker' | 'process' = 'process'): More =>
  isolates === undefined ? { isolation } : { isolation, isolates }

describe('HYD-3019', () => {
  test.each([
    ['a difference of .3 %', 1.003, 0.001, 'slower', {}],
    ['the same the other way', 1 / 1.003, 0.001, 'faster', {}],
    ['an equivalence at .2 %', 1, 0.002, 'equivalent', {}],
    ['in one isolate', 1.003, 0.001, 'slower', isolated()],
    ['in four', 1.003, 0.001, 'slower', isolated(4, 'worker')],
  ] as const)('%s', (_, ratio, margin, verdict, more) => {
    const study = studyOf(ratio, margin, more)
    expect(study.comparisons[0]?.verdict).toBe(verdict)
    expect(codes(study)).toEqual(['HYD-3019'])
  })

  test.each([
    ['a difference of .7 %', 1.007, 0.001, 'slower', {}, {}],
    ['an equivalence at .5 %', 1, 0.005, 'equivalent', {}, {}],
    ['at the usual margin', 1, 0.01, 'equivalent', {}, {}],
    ['five isolates', 1.003, 0.001, 'slower', isolated(5), isolated(5)],
    ['commands', 1.003, 0.001, 'slower', { kind: 'command', isolation: 'process' }, { kind: 'command', isolation: 'process' }],
  ] as const)('nothing for %s', (_, ratio, margin, verdict, a, b) => {
    const study = studyOf(ratio, margin, a, b)
    expect(study.comparisons[0]?.verdict).toBe(verdict)
    expect(study.comparisons[0]).not.toHaveProperty('warnings')
  })

  test('nothing where nothing is claimed', () => {
    const { comparisons } = createStudy(recordOf([['a', steady(3, 1.003)], ['b', steady(3, 1)]], { margin: 0.001 })) // prettier-ignore
    expect(comparisons[0]?.verdict).toBe('undecided')
    expect(comparisons[0]).not.toHaveProperty('warnings')
  })

  test('the head with the fewest isolates counts; the warning says how many, and what to do', () => {
    const [warning] = studyOf(1.003, 0.001, isolated(5), isolated(2)).comparisons[0]!.warnings!
    expect(warning).toMatchObject({ severity: 'warning', details: { isolates: 2 } })
    expect(warning?.message).toContain('finer than 0.5 %, and comes from 2 isolates of each')
    expect(warning?.hint).toContain('isolates: 5')
  })

  test('stands in the sentence, whichever way round it is said, and in JSON', () => {
    const doubt = /; finer than 0\.5 %, which takes 5 isolates to be sure of$/
    for (const [ratio, margin] of [[1.003, 0.001], [1 / 1.003, 0.001], [1, 0.002]] as const) {
      const study = studyOf(ratio, margin)
      expect(verdictSentence(study.comparisons[0]!)).toMatch(doubt)
      expect(verdictLines(study).at(-1)).toMatch(doubt)
      const told = JSON.parse(JSON.stringify(study)) as { comparisons: { warnings: unknown[] }[] }
      expect(told.comparisons[0]?.warnings).toMatchObject([{ code: 'HYD-3019', details: { isolates: 1 } }])
    } // prettier-ignore
    expect(verdictSentence(studyOf(1.003, 0.001, isolated(5)).comparisons[0]!)).not.toMatch(/isolates/)
  })

  test.each(['worker', 'process'] as const)(
    'a study in %s isolates says how many it had, saved and loaded too',
    async (isolation) => {
      const study = await profile({ heads: { a: () => 1, b: () => 2 }, isolation, isolates: 3, trials: 24, verify: () => true, selfCheck: false }) // prettier-ignore
      expect(study.names.map((name) => study.heads[name]?.isolates)).toEqual([3, 3])
      const { mkdtempSync, rmSync } = await import('node:fs')
      const { loadStudy } = await import('../../src/files/index.ts')
      const folder = mkdtempSync('/tmp/hydra-fine-')
      try {
        await study.save(folder)
        expect((await loadStudy(folder)).heads['a']?.isolates).toBe(3)
      } finally {
        rmSync(folder, { recursive: true })
      }
    },
  )
})

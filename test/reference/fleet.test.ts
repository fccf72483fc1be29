import { describe, expect, test } from 'vitest'
import {
  aggregateProfiles,
  analyzeProfile,
  stabilityScores,
  type EngineKind,
  type PartAnalysis,
  type ProfilePart,
  type StabilityColumns,
} from '../../src/engine/index.ts'
import { golden, near, type Golden } from './golden.ts'

type Cells = readonly (number | null)[]
interface Scores {
  readonly scores: Cells
  readonly parts: readonly Cells[]
  readonly mean: number
  readonly worst: number
  readonly known: number
  readonly share: number
}
interface RunRow {
  readonly machine: number
  readonly n: number
  readonly mean: number
  readonly m2: number
}

function assertCell(actual: number | undefined, expected: number | null, tol: number, what: string): void {
  if (expected === null) expect(actual === undefined || Number.isNaN(actual), `${what}: ${actual} is not unknown`).toBe(true)
  else expect(near(actual!, expected, tol), `${what}: ${actual} is not ${expected}`).toBe(true)
}

describe.each<EngineKind>(['native', 'reference'])('figures of many heads, %s', (engine) => {
  const partNames = ['success', 'speed', 'steadiness', 'availability', 'freshness'] as const
  test.each(golden<Record<string, Cells>, Scores>('fleet/stability').map((row) => [row.name, row] as const))(
    'stability scores: %s',
    (_, { in: given, out, tol }) => {
      const columns = Object.fromEntries(Object.entries(given).map(([name, cells]) => [name, cells.map((x) => x ?? NaN)]))
      const found = stabilityScores(columns as unknown as StabilityColumns, { engine })
      out.scores.forEach((score, i) => {
        assertCell(found.scores[i], score, tol, `score ${i}`)
        partNames.forEach((name, k) => assertCell(found.parts[name][i], out.parts[i]![k]!, tol, `${name} of ${i}`))
      })
      assertCell(found.fleet.mean, out.mean, tol, 'mean')
      assertCell(found.fleet.share, out.share, tol, 'share')
      expect([found.fleet.worst?.index, found.fleet.known]).toEqual([out.worst, out.known])
    },
  )

  type Analysed = Golden<ProfilePart[], Record<string, number | null | string>[]> & { readonly tolGrowth: number }
  test.each((golden('fleet/analysis') as unknown as Analysed[]).map((row) => [row.name, row] as const))(
    'shares and growth: %s',
    (_, { in: given, out, tol, tolGrowth }) => {
      const found = analyzeProfile(given, { engine })
      expect(found.map(({ name }) => name)).toEqual(out.map(({ name }) => name))
      out.forEach((expected, i) => {
        const { exponentInterval } = found[i]!
        const actual: PartAnalysis & Record<string, unknown> = {
          ...found[i]!,
          low: exponentInterval?.[0],
          high: exponentInterval?.[1],
        }
        for (const [name, figure] of Object.entries(expected)) {
          if (typeof figure === 'string') continue
          const isGrowth = ['exponent', 'low', 'high', 'r2'].includes(name)
          assertCell(actual[name] as number, figure, isGrowth ? tolGrowth : tol, `${name} of ${i}`)
        }
      })
    },
  )

  test.each(golden<RunRow[], Record<string, number | null>>('fleet/spread').map((row) => [row.name, row] as const))(
    'runs joined: %s',
    (_, { in: given, out, tol }) => {
      const rows = given.map(({ machine, n, mean, m2 }, i) => {
        const [run, name] = [`run ${String(i).padStart(3, '0')}`, `machine ${machine}`]
        return { head: 'a', run, machine: name, trials: n, successes: n, n, mean, variance: n < 2 ? 0 : m2 / (n - 1) }
      })
      const [head] = aggregateProfiles(rows, { engine }).heads
      const square = (sd: number | undefined): number | undefined => (sd === undefined ? undefined : sd * sd)
      const { spread } = head!
      const actual: Record<string, number | undefined> = {
        ...{ n: head!.n, mean: head!.mean, variance: square(head!.sd), typical: spread.typical },
        ...{
          machineVariance: square(spread.machineSd),
          runVariance: square(spread.runSd),
          trialVariance: square(spread.trialSd),
        },
        ...{ low: spread.interval?.[0], high: spread.interval?.[1] },
      }
      for (const [name, expected] of Object.entries(out)) assertCell(actual[name], expected, tol, name)
    },
  )
})

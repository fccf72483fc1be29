import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { openAddon, type Kernels } from '../../src/engine/index.ts'
import { kernelsFor } from '../../src/engine/kernels.ts'
import { analysisColumns } from '../../src/reference/fleet/analysis.ts'
import { efficiencyFigures } from '../../src/reference/fleet/efficiency.ts'
import { spreadColumns } from '../../src/reference/fleet/spread.ts'
import { stabilityColumns, stabilityFigures } from '../../src/reference/fleet/stability.ts'
import { any, firstDifference, numRuns } from './nasty.ts'

const native = kernelsFor('native', { job: 'fleet', size: 0 })
const reference = kernelsFor('reference', { job: 'fleet', size: 0 })
const size = fc.oneof(
  fc.double({ min: 0, max: 100, noNaN: true }),
  fc.integer({ min: 0, max: 5 }),
  fc.constantFrom(0, -0, 5e-324, 1e308, 2 ** 500, 1e-300),
)
const unknown = fc.oneof({ weight: 5, arbitrary: size }, { weight: 1, arbitrary: fc.constantFrom(NaN, NaN, -1, Infinity) })
const mostly = fc.oneof({ weight: 8, arbitrary: size }, { weight: 1, arbitrary: any })

/** Status and, where it is 0, all bits. */
function same(length: number, call: (kernels: Kernels, out: Float64Array) => number): number {
  const [a, b] = [new Float64Array(length), new Float64Array(length)]
  const status = call(native, a)
  expect(status).toBe(call(reference, b))
  if (status === 0) expect(firstDifference(a, b)).toBe(-1)
  return status
}

/** Groups behind each other. */
function columnOf(groups: readonly (readonly number[])[]): { values: Float64Array; offsets: Uint32Array } {
  const offsets = new Uint32Array(groups.length + 1)
  groups.forEach((group, g) => (offsets[g + 1] = offsets[g]! + group.length))
  return { values: Float64Array.from(groups.flat()), offsets }
}

describe('native and reference give the same bits', () => {
  test('names of columns', () => {
    const names = [stabilityColumns, stabilityFigures, efficiencyFigures, analysisColumns, spreadColumns]
    expect(openAddon().fleetColumns()).toEqual(names.map((list) => [...list]))
  })

  test('stability scores', () => {
    const count = fc.integer({ min: 0, max: 200 })
    const share = fc.oneof(fc.double({ min: 0, max: 1, noNaN: true }), fc.constantFrom(0, 1, NaN))
    const head = fc.tuple(count, count, unknown, unknown, unknown, unknown, share, unknown, size, fc.array(fc.oneof(fc.constant(70), size, mostly), { maxLength: 13 })) // prettier-ignore
    const weight = fc.oneof(fc.double({ min: 0, max: 2, noNaN: true }), fc.constantFrom(0, 0.4, -1))
    const params = fc.tuple(fc.constantFrom(0.95, 1, 0.5, 2), fc.constantFrom(1, 604800000, 1e-300), fc.constantFrom(0.95, 0.5), fc.constantFrom(0, 10), fc.array(weight, { minLength: 5, maxLength: 5 })) // prettier-ignore
    const seen = new Set<number>()
    fc.assert(
      fc.property(
        fc.array(head, { maxLength: 8 }),
        params,
        fc.boolean(),
        (heads, [target, half, confidence, few, weights], has) => {
          const ordered = heads.map(([k, n, ...rest]) => (k <= n ? [k, n, ...rest] : [n, k, ...rest]))
          const values = Float64Array.from(stabilityColumns.flatMap((_, place) => ordered.map((row) => row[place] as number)))
          const history = columnOf(heads.map((row) => row[9]))
          const offsets = has ? history.offsets : new Uint32Array(1)
          const given = [values, history.values, offsets, Float64Array.of(target, half, confidence, few, ...weights)] as const
          seen.add(same(stabilityFigures.length * heads.length + 4, (kernels, out) => kernels.stabilityScores(...given, out)))
        },
      ),
      { numRuns: 3 * numRuns },
    )
    expect(seen).toContain(0)
    const known = Float64Array.of(1, 2, NaN, NaN, NaN, NaN, NaN, NaN, 1)
    const rules = Float64Array.of(0.95, 1, 0.95, 0, 1, 1, 1, 1, 1)
    const given = [known, Float64Array.of(NaN), Uint32Array.of(0, 1), rules] as const
    expect(same(11, (kernels, out) => kernels.stabilityScores(...given, out))).toBe(4001)
  })

  test('efficiencies', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(unknown, unknown, unknown), { maxLength: 12 }), (rows) => {
        const values = Float64Array.from([0, 1, 2].flatMap((place) => rows.map((row) => row[place]!)))
        same(4 * rows.length, (kernels, out) => kernels.efficiencies(values, out))
      }),
      { numRuns },
    )
  })

  test('analysed rows', () => {
    const part = fc.tuple(fc.array(fc.tuple(mostly, size), { maxLength: 12 }), unknown)
    fc.assert(
      fc.property(fc.array(part, { maxLength: 5 }), fc.boolean(), fc.constantFrom(0.95, 0.5), (parts, has, confidence) => {
        const times = columnOf(parts.map(([rows]) => rows.map(([time]) => time)))
        const sizes = has ? columnOf(parts.map(([rows]) => rows.map(([, own]) => own))).values : new Float64Array()
        const given = [times.values, sizes, times.offsets, Float64Array.from(parts, ([, best]) => best)] as const
        const length = analysisColumns.length * parts.length
        same(length, (kernels, out) => kernels.analyzeRows(...given, Float64Array.of(confidence), out))
      }),
      { numRuns },
    )
  })

  test('joined runs', () => {
    const n = fc.oneof(fc.integer({ min: 0, max: 40 }), fc.constantFrom(0, 1, 0.5, 2 ** 40))
    const run = fc.tuple(n, any, fc.oneof(size, unknown), fc.nat(5))
    fc.assert(
      fc.property(
        fc.array(fc.array(run, { maxLength: 7 }), { maxLength: 3 }),
        fc.constantFrom(0.95, 0.5),
        (heads, confidence) => {
          const rows = heads.flat()
          const values = Float64Array.from([0, 1, 2].flatMap((place) => rows.map((row) => row[place]!)))
          const machines = Uint32Array.from(heads.flatMap((runs) => runs.map((row) => row[3] % (runs.length + 0.01))))
          const { offsets } = columnOf(heads.map((runs) => runs.map(() => 0)))
          const given = [values, machines, offsets, Float64Array.of(confidence)] as const
          same(spreadColumns.length * heads.length, (kernels, out) => kernels.joinRuns(...given, out))
        },
      ),
      { numRuns: 2 * numRuns },
    )
  })

  test.each([
    ['a column too few', Float64Array.of(1, 2), 1],
    ['no parameters', new Float64Array(), 0],
  ])('%s is refused by both', (_, params, offset) => {
    for (const kernels of [native, reference]) {
      expect(kernels.stabilityScores(new Float64Array(8), new Float64Array(), Uint32Array.of(offset), params, new Float64Array(4))).toBe(4004) // prettier-ignore
      expect(kernels.joinRuns(new Float64Array(2), new Uint32Array(1), Uint32Array.of(0, 1), params, new Float64Array(9))).toBe(
        4004,
      )
      expect(kernels.analyzeRows(new Float64Array(1), new Float64Array(2), Uint32Array.of(0, 1), new Float64Array(1), params, new Float64Array(13))).toBe(4004) // prettier-ignore
      expect(kernels.efficiencies(new Float64Array(2), new Float64Array(4))).toBe(4004)
    }
  })
})

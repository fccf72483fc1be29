/** Values that break sums, orders and comparisons; and how two answers are compared: by bits, one NaN being like another. */
import fc from 'fast-check'

/** Times as many cases as usual: HYDRA_PARITY_RUNS=100000 for evidence. */
export const numRuns = Number(process.env['HYDRA_PARITY_RUNS'] ?? 300)

const special = fc.constantFrom(0, -0, 5e-324, -5e-324, 1e308, -1e308, Number.MAX_VALUE, 2 ** -1022, 2 ** 500, 2 ** -400, 1, -1)

/** Finite doubles of every size, zeros of both signs, ties. */
export const finite = fc.oneof(
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.double({ min: 0.001, max: 1000, noNaN: true }),
  special,
  fc.integer({ min: -3, max: 3 }),
)

/** The same with NaN and infinities now and then. */
export const any = fc.oneof(
  { weight: 40, arbitrary: finite },
  { weight: 1, arbitrary: fc.constantFrom(NaN, Infinity, -Infinity) },
)

/** Samples from empty to beyond the sizes at which the engines change their method (40, 128, 200). */
export const sample = (value: fc.Arbitrary<number>): fc.Arbitrary<number[]> =>
  fc.oneof(
    { weight: 12, arbitrary: fc.array(value, { maxLength: 12 }) },
    { weight: 6, arbitrary: fc.array(value, { minLength: 20, maxLength: 70, size: 'max' }) },
    { weight: 2, arbitrary: fc.array(value, { minLength: 120, maxLength: 140, size: 'max' }) },
    { weight: 1, arbitrary: fc.array(value, { minLength: 190, maxLength: 900, size: 'max' }) },
  )

/** Index of the first value whose bits differ, or -1. */
export function firstDifference(a: Float64Array, b: Float64Array): number {
  if (a.length !== b.length) return Math.min(a.length, b.length)
  return a.findIndex((value, i) => !Object.is(value, b[i]))
}

/** Runs both, and gives either the value or the code of the error. */
export function outcomeOf<T>(run: () => T): T | string {
  try {
    return run()
  } catch (error) {
    return (error as { code?: string }).code ?? String(error)
  }
}

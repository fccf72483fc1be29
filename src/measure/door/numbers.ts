/** Numbers among the options: each with its range, all faults collected. */
import type { Faults } from './faults.ts'

interface Range {
  readonly expected: string
  readonly fits: (value: number) => boolean
}

const most = 1e9
export const ranges = {
  trials: { expected: 'a whole number from 1 to 1000000000', fits: (n) => Number.isInteger(n) && n >= 1 && n <= most },
  warmup: { expected: `"auto" or a whole number from 0 to 1000000000`, fits: (n) => Number.isInteger(n) && n >= 0 && n <= most },
  budgetMs: { expected: 'a number of milliseconds from 1 to 1000000000', fits: (n) => n >= 1 && n <= most },
  concurrency: { expected: 'a whole number from 1 to 10000', fits: (n) => Number.isInteger(n) && n >= 1 && n <= 10_000 },
  ratePerSecond: { expected: 'a number above 0, at most 1000000', fits: (n) => n > 0 && n <= 1e6 },
  budgetCost: { expected: 'a finite number above 0', fits: (n) => Number.isFinite(n) && n > 0 },
  giveUpAfter: { expected: 'a whole number of 1 or more', fits: (n) => Number.isInteger(n) && n >= 1 },
  isolates: { expected: 'a whole number from 1 to 1000', fits: (n) => Number.isInteger(n) && n >= 1 && n <= 1000 },
  memoryMb: { expected: 'a number of megabytes from 64 to 1000000', fits: (n) => n >= 64 && n <= 1e6 },
  seed: { expected: 'a whole number from -(2^53 - 1) to 2^53 - 1', fits: (n) => Number.isSafeInteger(n) },
  timeoutMs: { expected: 'a number of milliseconds above 0', fits: (n) => n > 0 },
  cost: { expected: 'a finite number of 0 or more', fits: (n) => Number.isFinite(n) && n >= 0 },
  margin: { expected: 'a number from 0 to below 1', fits: (n) => n >= 0 && n < 1 },
  confidence: { expected: 'a number between 0 and 1', fits: (n) => n > 0 && n < 1 },
} as const satisfies Record<string, Range>

/** The number, or the fallback when it was left out or refused. */
export function numberAt<T>(faults: Faults, option: keyof typeof ranges, value: unknown, fallback: T, head?: string): number | T {
  if (value === undefined) return fallback
  const { expected, fits } = ranges[option]
  if (typeof value === 'number' && fits(value)) return value
  faults.refuse(option, expected, value, head)
  return fallback
}

/** The three formulas that everything of one row is measured with, as each engine writes them: S arithmetic, M with a logarithm and a root, A an alert. */
import type { EngineName, Row } from './engines.ts'

export interface Yardstick {
  /** Frozen, as the catalogues of metrics are: read once, as the environment of cel is. */
  readonly names: readonly string[]
  /** As JavaScript. */
  readonly script: string
  /** As most write it; what differs stands in `others`. */
  readonly text: string
  readonly others: Partial<Readonly<Record<EngineName, string>>>
  /** What the values of each name lie below. */
  readonly below: Row
  readonly target: number
}

export const yardsticks: Readonly<Record<string, Yardstick>> = {
  S: {
    names: Object.freeze(['a', 'b', 'c', 'd']),
    script: '(o.a + o.b) * o.c - o.d / 2',
    text: '(a + b) * c - d / 2',
    others: { cel: '(a + b) * c - d / 2.0' },
    below: { a: 100, b: 100, c: 100, d: 100 },
    target: 1.5,
  },
  M: {
    names: Object.freeze(['success_rate', 'p95', 'trials', 'a', 'b']),
    script: '(o.success_rate ** 2 / o.p95) * Math.max(1, Math.log(o.trials + 1)) + Math.sqrt(Math.abs(o.a - o.b))',
    text: '(success_rate ^ 2 / p95) * max(1, ln(trials + 1)) + sqrt(abs(a - b))',
    others: {
      mathjs: '(success_rate ^ 2 / p95) * max(1, log(trials + 1)) + sqrt(abs(a - b))',
      filtrex: '(success_rate ^ 2 / p95) * max(1, log(trials + 1)) + sqrt(abs(a - b))',
      cel: '(success_rate * success_rate / p95) * max(1.0, ln(trials + 1.0)) + sqrt(abs(a - b))',
    },
    below: { success_rate: 1, p95: 400, trials: 200, a: 100, b: 100 },
    target: 3,
  },
  A: {
    names: Object.freeze(['cpu_max', 'memory_max_mb', 'error_rate', 'p95']),
    script: 'o.cpu_max > 85 && o.memory_max_mb > 1024 && (o.error_rate >= 0.05 || o.p95 > 200)',
    text: 'cpu_max > 85 and memory_max_mb > 1024 and (error_rate >= 0.05 or p95 > 200)',
    others: {
      cel: 'cpu_max > 85.0 && memory_max_mb > 1024.0 && (error_rate >= 0.05 || p95 > 200.0)',
      jexl: 'cpu_max > 85 && memory_max_mb > 1024 && (error_rate >= 0.05 || p95 > 200)',
    },
    below: { cpu_max: 120, memory_max_mb: 2000, error_rate: 0.1, p95: 400 },
    target: 2,
  },
}

export const textFor = ({ text, others }: Yardstick, engine: EngineName): string => others[engine] ?? text

/** Rows of their own, all of one shape, none with a value missing. */
export function rowsOf({ below }: Yardstick, count: number, float: () => number): Row[] {
  return Array.from({ length: count }, () => Object.fromEntries(Object.entries(below).map(([name, most]) => [name, float() * most]))) // prettier-ignore
}

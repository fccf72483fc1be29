/** Golden rows: what goes in, what must come out, how near, and who says so. Read by the Rust tests too. */
import { readFileSync } from 'node:fs'

export interface Golden<In, Out> {
  readonly name?: string
  readonly in: In
  readonly out: Out
  /** Relative. */
  readonly tol: number
  readonly from: string
}

export const golden = <In, Out>(path: string): Golden<In, Out>[] =>
  JSON.parse(readFileSync(`fixtures/golden/${path}.json`, 'utf8')) as Golden<In, Out>[]

/** Equal within a relative distance; exactly for 0. */
export function near(actual: number, expected: number, tol: number): boolean {
  return actual === expected || Math.abs(actual - expected) <= tol * Math.abs(expected)
}

/**
 * Which functions' shares differ most between two heads.
 * In: their CPU profiles. Out: one row a function, the largest difference first. Of a function that two places share (the same name and
 * line), parts are added up. Antisymmetric: heads the other way round give the same rows with the other sign.
 */
import { cpuShares } from './shares.ts'
import type { CpuDifference, CpuShare, HeadCpuProfile } from './types.ts'

const keyOf = (share: CpuShare): string => `${share.function}\n${share.place}`

function byKey(shares: readonly CpuShare[]): ReadonlyMap<string, CpuShare> {
  const known = new Map<string, CpuShare>()
  for (const one of shares) {
    const other = known.get(keyOf(one))
    known.set(
      keyOf(one),
      other === undefined ? one : { ...one, share: one.share + other.share, callMs: one.callMs + other.callMs },
    )
  }
  return known
}

const size = ({ difference }: CpuDifference): number => Math.abs(difference)
const nameOf = (row: CpuDifference): string => `${row.function}\n${row.place}`

/**
 * Functions by how much their share of the CPU time differs.
 *
 * @param folder - absolute; places are shown relative to it
 * @returns `difference` = share in a - share in b, from -1 to 1; the differences sum to 0 where both heads have samples
 * @example
 * ```ts
 * import { cpuDifferences, profile } from 'hydra-profiler'
 * const sum = (n: number): number => (n < 2 ? n : sum(n - 1) + sum(n - 2))
 * const heads = { recursive: () => sum(15), text: () => JSON.stringify(Array.from({ length: 500 }, String)) }
 * const [a, b] = (await profile({ heads, trials: 14, cpuProfile: true })).record.cpuProfiles ?? []
 * if (a !== undefined && b !== undefined) cpuDifferences(a, b, process.cwd())[0]?.function // 'sum'
 * ```
 * @since 0.1.0
 */
export function cpuDifferences(a: HeadCpuProfile, b: HeadCpuProfile, folder: string = '/'): CpuDifference[] {
  const [ofA, ofB] = [byKey(cpuShares(a, folder)), byKey(cpuShares(b, folder))]
  const keys = [...new Set([...ofA.keys(), ...ofB.keys()])]
  const rows = keys.map((key): CpuDifference => {
    const [inA, inB] = [ofA.get(key), ofB.get(key)]
    const { function: name, place } = (inA ?? inB)!
    return { function: name, place, a: inA, b: inB, difference: (inA?.share ?? 0) - (inB?.share ?? 0) }
  })
  return rows.sort((p, q) => size(q) - size(p) || (nameOf(p) < nameOf(q) ? -1 : 1))
}

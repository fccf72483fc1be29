/**
 * A head whose success share lies below, or whose mean time lies above, the mean of all by 1.9 standard deviations.
 * Asked where five heads have 100 calls each. Source: Envoy, outlier detection by success rate.
 */
interface Totals {
  readonly calls: Float64Array
  readonly good: Float64Array
  readonly ms: Float64Array
}

const leastCalls = 100
const leastHeads = 5
const deviations = 1.9

function spreadOf(values: readonly number[]): { readonly mean: number; readonly sd: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  const squares = values.reduce((sum, value) => sum + (value - mean) * (value - mean), 0)
  return { mean, sd: Math.sqrt(squares / values.length) }
}

/** Why a head is an outlier; '' where it is none. Asked at every hundredth call of a head. */
export function outlierReason(head: number, { calls, good, ms }: Totals): string {
  if (calls[head]! < leastCalls || calls[head]! % leastCalls !== 0) return ''
  const many = [...calls.keys()].filter((other) => calls[other]! >= leastCalls)
  if (many.length < leastHeads) return ''
  const share = good[head]! / calls[head]!
  const shares = spreadOf(many.map((other) => good[other]! / calls[other]!))
  if (share < shares.mean - deviations * shares.sd) {
    return `${(100 * share).toFixed(1)} % of its calls succeed, ${(100 * shares.mean).toFixed(1)} % of all heads`
  }
  const timed = many.filter((other) => good[other]! > 0 && ms[other]! > 0)
  if (timed.length < leastHeads || !timed.includes(head)) return ''
  const own = ms[head]! / good[head]!
  const times = spreadOf(timed.map((other) => ms[other]! / good[other]!))
  return own > times.mean + deviations * times.sd ? `its calls take ${own.toPrecision(3)} ms, ${times.mean.toPrecision(3)} ms of all heads` : '' // prettier-ignore
}

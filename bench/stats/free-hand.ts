/**
 * The peer: the ten figures as one would write them by hand for speed in JavaScript, nothing held back, into columns.
 * Plain sums in one pass, insertion sort for small samples, quickselect (Hoare, median of three) for large ones, the MAD of a small sample
 * by halving. No promise about bits, NaN, overflow or -0.
 */
let scratch = new Float64Array(1024)
let other = new Float64Array(1024)

function sortSmall(a: Float64Array, n: number): void {
  for (let i = 1; i < n; i += 1) {
    const x = a[i]!
    let j = i - 1
    while (j >= 0 && a[j]! > x) {
      a[j + 1] = a[j]!
      j -= 1
    }
    a[j + 1] = x
  }
}

function select(a: Float64Array, k: number, from: number, to: number): number {
  let left = from
  let right = to
  while (right > left) {
    const middle = (left + right) >> 1
    const x = a[left]!
    const y = a[middle]!
    const z = a[right]!
    const pivot = x < y ? (y < z ? y : x < z ? z : x) : x < z ? x : y < z ? z : y
    let i = left
    let j = right
    while (i <= j) {
      while (a[i]! < pivot) i += 1
      while (a[j]! > pivot) j -= 1
      if (i <= j) {
        const t = a[i]!
        a[i] = a[j]!
        a[j] = t
        i += 1
        j -= 1
      }
    }
    if (k <= j) right = j
    else if (k >= i) left = i
    else break
  }
  return a[k]!
}

/** Quantile of a part in which everything left of `from` is smaller. */
function quantile(a: Float64Array, n: number, p: number, from: number, sorted: boolean): number {
  const h = (n - 1) * p
  const k = Math.floor(h)
  const low = sorted ? a[k]! : select(a, k, from, n - 1)
  if (h === k) return low
  let high = Infinity
  if (sorted) high = a[k + 1]!
  else for (let i = k + 1; i < n; i += 1) if (a[i]! < high) high = a[i]!
  return low + (h - k) * (high - low)
}

function deviation(a: Float64Array, n: number, median: number, sorted: boolean): number {
  if (!sorted) {
    for (let i = 0; i < n; i += 1) other[i] = Math.abs(a[i]! - median)
    return quantile(other, n, 0.5, 0, false)
  }
  const count = ((n - 1) >> 1) + 1
  let low = 0
  let high = n - count
  while (low < high) {
    const m = (low + high) >> 1
    if (median - a[m]! > a[m + count]! - median) low = m + 1
    else high = m
  }
  const d = Math.max(median - a[low]!, a[low + count - 1]! - median)
  if (n % 2 === 1) return d
  const before = low > 0 ? median - a[low - 1]! : Infinity
  const after = low + count < n ? a[low + count]! - median : Infinity
  return (d + Math.min(before, after)) / 2
}

/** n, mean, sd, min, max, median, p90, p95, p99, mad: one column each. */
export function freeHand(values: Float64Array, offsets: Uint32Array, out: Float64Array): Float64Array {
  const groups = offsets.length - 1
  for (let g = 0; g < groups; g += 1) {
    const start = offsets[g]!
    const end = offsets[g + 1]!
    const n = end - start
    if (scratch.length < n) {
      scratch = new Float64Array(2 * n)
      other = new Float64Array(2 * n)
    }
    let sum = 0
    let low = Infinity
    let high = -Infinity
    for (let i = start; i < end; i += 1) {
      const x = values[i]!
      sum += x
      if (x < low) low = x
      if (x > high) high = x
      scratch[i - start] = x
    }
    const mean = sum / n
    let squares = 0
    for (let i = start; i < end; i += 1) {
      const d = values[i]! - mean
      squares += d * d
    }
    const sorted = n <= 48
    if (sorted) sortSmall(scratch, n)
    const median = quantile(scratch, n, 0.5, 0, sorted)
    const p90 = quantile(scratch, n, 0.9, n >> 1, sorted)
    const p95 = quantile(scratch, n, 0.95, Math.floor((n - 1) * 0.9), sorted)
    const p99 = quantile(scratch, n, 0.99, Math.floor((n - 1) * 0.95), sorted)
    out[g] = n
    out[groups + g] = mean
    out[2 * groups + g] = Math.sqrt(squares / (n - 1))
    out[3 * groups + g] = low
    out[4 * groups + g] = high
    out[5 * groups + g] = median
    out[6 * groups + g] = p90
    out[7 * groups + g] = p95
    out[8 * groups + g] = p99
    out[9 * groups + g] = deviation(scratch, n, median, sorted)
  }
  return out
}

/**
 * The yardstick: a draw from an alias table as textbooks have it (Walker 1977, Vose 1991), on a generator of its own (sfc32).
 * In: shares. Out: a place a call. Nothing of the library is in it, so that no change of ours moves it.
 */
function sfc32(a: number, b: number, c: number, d: number): () => number {
  return () => {
    const t = (((a + b) | 0) + d) | 0
    d = (d + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = (c << 21) | (c >>> 11)
    c = (c + t) | 0
    return (t >>> 0) / 4294967296
  }
}

export function aliasDraw(shares: readonly number[]): () => number {
  const n = shares.length
  const accept = shares.map((share) => share * n)
  const alias = shares.map((_, i) => i)
  const [poor, rich]: [number[], number[]] = [[], []]
  accept.forEach((own, i) => (own < 1 ? poor : rich).push(i))
  while (poor.length > 0 && rich.length > 0) {
    const low = poor.pop()!
    const high = rich.at(-1)!
    alias[low] = high
    accept[high] = accept[high]! - (1 - accept[low]!)
    if (accept[high] < 1) poor.push(rich.pop()!)
  }
  for (const i of [...poor, ...rich]) accept[i] = 1
  const random = sfc32(1, 2, 3, 4)
  for (let i = 0; i < 12; i += 1) random()
  return () => {
    const u = random() * n
    const slot = u | 0
    return u - slot < accept[slot]! ? slot : alias[slot]!
  }
}

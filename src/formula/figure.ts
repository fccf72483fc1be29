/** Numbers as people write them: short, and with their unit. */
const digits = 6

/** At most six digits; whole numbers in full up to 15. */
export function figure(x: number): string {
  if (Number.isInteger(x) && Math.abs(x) < 1e15) return String(x)
  return String(Number(x.toPrecision(digits)))
}

/** A ratio as percent, two digits. */
export function percent(ratio: number): string {
  const share = 100 * ratio
  return Math.abs(share) >= 10 ? String(Math.round(share)) : String(Number(share.toPrecision(2)))
}

/** `85%`, `200 ms`, `3`. */
export function withUnit(text: string, unit: string): string {
  if (unit === '') return text
  return unit === '%' ? `${text}%` : `${text} ${unit}`
}

const longest = 60

/** Long texts are cut. */
export const clipped = (text: string): string => (text.length > longest ? `${text.slice(0, longest - 1)}…` : text)

/** Figures as sentences hold them: three digits, a unit, nothing that needs a second look. */

const short = (value: number): string => String(Number(value.toPrecision(3)))

/** 0.431 -> '43.1 %' */
export function percent(share: number): string {
  if (share > 0 && share < 0.0005) return '< 0.1 %'
  return `${(share * 100).toFixed(1)} %`
}

/** 0.97 -> '97 %'; never '0 %' or '100 %' of what is only unlikely or likely. */
export function likelihood(probability: number): string {
  if (probability < 0.005) return 'under 1 %'
  if (probability > 0.995) return 'over 99 %'
  return `${(probability * 100).toFixed(0)} %`
}

/** 1.234 -> '1.23 ms'; from nanoseconds to seconds. */
export function duration(ms: number): string {
  if (ms >= 1000) return `${short(ms / 1000)} s`
  if (ms >= 1 || ms === 0) return `${short(ms)} ms`
  return ms >= 1e-3 ? `${short(ms * 1e3)} us` : `${short(ms * 1e6)} ns`
}

/** 812.4 -> '812'; 0.00213 -> '0.00213'; from 1000 on whole. */
export const amount = (value: number): string =>
  Math.abs(value) >= 1000 && Math.abs(value) < 1e15 ? value.toFixed(0) : short(value)

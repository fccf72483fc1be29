/**
 * Fitted lines: lines through many series in one call.
 * In: x and y by column, offsets (series g is x[offsets[g] .. offsets[g + 1])), the number of a method, parameters.
 * Out: a row a series, see `lineColumns`; NaN where a figure is unknown; a status, 0, 4001 or 4004.  Twin: crates/hydra-core/src/trend/mod.rs
 */
import { fitLine } from './line.ts'
import { lineColumns } from './request.ts'
import { fitTheilSen } from './theil-sen.ts'

const width = lineColumns.length
const isFinite = (values: Float64Array): boolean => values.every((x) => Number.isFinite(x))

function isFitting(x: Float64Array, y: Float64Array, offsets: Uint32Array, out: Float64Array): boolean {
  for (let i = 1; i < offsets.length; i += 1) if (offsets[i]! < offsets[i - 1]!) return false
  const last = offsets[offsets.length - 1]
  return last !== undefined && last <= x.length && x.length === y.length && out.length >= (offsets.length - 1) * width
}

/** Fits a line to every series: method 0 least squares, 1 Theil-Sen; parameters: intercept 0 or 1, autocorrelation 0 or 1, confidence. */
export function fitLines(
  method: number,
  x: Float64Array,
  y: Float64Array,
  offsets: Uint32Array,
  params: Float64Array,
  out: Float64Array,
): number {
  const [intercept, autocorrelation, confidence = 0] = params
  if (params.length !== 3 || !(confidence > 0 && confidence < 1) || (method !== 0 && method !== 1)) return 4004
  if (!isFitting(x, y, offsets, out)) return 4004
  const fit = method === 0 ? fitLine : fitTheilSen
  const request = { intercept: intercept !== 0, autocorrelation: autocorrelation !== 0, confidence }
  for (let g = 0; g + 1 < offsets.length; g += 1) {
    const own = x.subarray(offsets[g], offsets[g + 1])
    const values = y.subarray(offsets[g], offsets[g + 1])
    if (!isFinite(own) || !isFinite(values)) return 4001
    fit(own, values, request, out.subarray(g * width, (g + 1) * width).fill(NaN))
  }
  return 0
}

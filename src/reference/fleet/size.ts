/** Whether a value is unknown (NaN), or finite and at least 0.  Twin: crates/hydra-core/src/fleet/mod.rs */
export const isSizeOrUnknown = (x: number): boolean => Number.isNaN(x) || (x >= 0 && x < Infinity)

/** Whether offsets ascend and end within a column of `size` values. */
export function areOffsets(offsets: Uint32Array, size: number): boolean {
  for (let i = 1; i < offsets.length; i += 1) if (offsets[i]! < offsets[i - 1]!) return false
  return offsets.length > 0 && offsets[offsets.length - 1]! <= size
}

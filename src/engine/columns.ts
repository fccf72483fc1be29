/**
 * Scratch that calls use again: a column of values, the offsets of the groups, the output.
 * A call takes the scratch out and puts it back, so a call inside a call (a getter in a sample) finds none and makes its own.
 * Large scratch is dropped. It is never handed out to users.
 */
export interface Scratch {
  values: Float64Array
  offsets: Uint32Array
  out: Float64Array
}

const keepValues = 1024 * 1024
let free: Scratch | undefined

const fresh = (): Scratch => ({ values: new Float64Array(1024), offsets: new Uint32Array(64), out: new Float64Array(1024) })

/** Runs `use` with the scratch, and keeps it for the next call. */
export function withScratch<T>(use: (scratch: Scratch) => T): T {
  const scratch = free ?? fresh()
  free = undefined
  const result = use(scratch)
  if (scratch.values.length + scratch.out.length <= keepValues) free = scratch
  return result
}

/** At least `size` values, what is there kept. */
export function growValues(scratch: Scratch, size: number): Float64Array {
  if (scratch.values.length < size) {
    const larger = new Float64Array(2 * size)
    larger.set(scratch.values)
    scratch.values = larger
  }
  return scratch.values
}

export function offsetsOf(scratch: Scratch, groups: number): Uint32Array {
  if (scratch.offsets.length <= groups) scratch.offsets = new Uint32Array(2 * groups + 2)
  return scratch.offsets.length === groups + 1 ? scratch.offsets : scratch.offsets.subarray(0, groups + 1)
}

export function outOf(scratch: Scratch, size: number): Float64Array {
  if (scratch.out.length < size) scratch.out = new Float64Array(2 * size)
  return scratch.out
}

/**
 * Doubles as whole numbers in the same order, for halving between two of them.
 * Key: the bits, the lower 63 turned round when negative, so that -0 comes before 0.  Twin: crates/hydra-core/src/stats/select.rs
 */
const view = new DataView(new ArrayBuffer(8))

/** The bits of a double, turned so that they order as the doubles do; its own inverse on bits. */
const turn = (bits: bigint): bigint => (bits < 0n ? bits ^ 0x7fffffffffffffffn : bits)

export function keyOf(x: number): bigint {
  view.setFloat64(0, x)
  return turn(view.getBigInt64(0))
}

export function fromKey(key: bigint): number {
  view.setBigInt64(0, turn(key))
  return view.getFloat64(0)
}

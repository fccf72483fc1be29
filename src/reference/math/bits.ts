/**
 * The bits of a double, as two 32-bit words.
 * In: a double, or words. Out: signed words (`| 0`), or the double they make. One shared pair of views, so nothing is allocated.
 * Why words and not BigInt: a BigInt costs an allocation, and the ported functions speak of high and low words.
 * Twin: `to_bits`, `from_bits` of Rust.
 */
const double = new Float64Array(1)
const words = new Int32Array(double.buffer)
const high = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1 ? 1 : 0
const low = 1 - high

/** Which of the two words of a double in memory is the high one. */
export const highPlace = high

/** Sign, exponent and the upper 20 bits of the mantissa, as a signed 32-bit number. */
export function highWord(x: number): number {
  double[0] = x
  return words[high]!
}

/** The lower 32 bits of the mantissa, as a signed 32-bit number. */
export function lowWord(x: number): number {
  double[0] = x
  return words[low]!
}

/** The double of two words; whatever does not fit in 32 bits is cut off. */
export function fromWords(highBits: number, lowBits: number): number {
  words[high] = highBits
  words[low] = lowBits
  return double[0]!
}

/** x with another high word. */
export function withHighWord(x: number, highBits: number): number {
  double[0] = x
  words[high] = highBits
  return double[0]
}

/** x with its low word cleared: the upper 21 bits of the mantissa. */
export function withoutLowWord(x: number): number {
  double[0] = x
  words[low] = 0
  return double[0]
}

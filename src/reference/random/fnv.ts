/**
 * A whole number of 32 bits for a text: FNV-1a over its UTF-16 units. For bases and first places, which need no more than to differ.
 * Source: Fowler, Noll and Vo 1991. Only TypeScript asks for it: no twin.
 */
export function fnv32(text: string): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < text.length; i += 1) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193) >>> 0
  return hash
}

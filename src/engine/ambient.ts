/** The clock, the time of day and the chance of this machine: what pure rooms take as their defaults, and tests replace. */
// Looked up once: the global is an accessor, and a selector reads its clock twice a call.
const clock = performance

export const ambient = {
  /** Milliseconds from some beginning; never runs back. */
  now: (): number => clock.now(),
  /** Time of day, ms since 1970. */
  wall: (): number => Date.now(),
  /** 32 bits by chance. */
  bits: (): number => globalThis.crypto.getRandomValues(new Uint32Array(1))[0]!,
}

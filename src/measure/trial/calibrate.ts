/**
 * How many calls make a batch.
 * In: a way to time so many calls, the ms of CPU time that a batch shall take. Out: the calls; undefined when a batch failed.
 * The count is doubled until a batch takes 70 % of that, then scaled. A clock that stands still only doubles it further. A count is
 * timed three times before it is believed, and once more where it was scaled down: compiling, or a collection, makes a batch slow, and
 * none fast; too few calls would bill the head for reading the clocks.
 * Why not longer: a batch that outlives a slice of the scheduler (3 to 4 ms) carries other programs' time; why not shorter: reading the
 * clocks costs a third of a us.
 */
import { mostCalls } from './lane.ts'

export interface Calibrated {
  readonly calls: number
  readonly perCallMs: number
}

/** A whole number of calls that a batch can have. */
export function clampCalls(calls: number): number {
  const whole = Math.round(calls)
  if (!(whole > 1)) return 1
  return whole < mostCalls ? whole : mostCalls
}

const readings = 3

/** The least of a few readings, no more of them than it takes to fall below `enoughMs`. */
function leastOf(time: (calls: number) => number | undefined, calls: number, enoughMs: number): number | undefined {
  let least = Infinity
  for (let reading = 0; reading < readings && least >= enoughMs; reading += 1) {
    const ms = time(calls)
    if (ms === undefined) return undefined
    if (ms < least) least = ms
  }
  return least
}

/** @param time - ms of so many calls; undefined when one of them failed */
export function calibrate(time: (calls: number) => number | undefined, targetMs: number): Calibrated | undefined {
  const enoughMs = targetMs * 0.7
  for (let calls = 1; ; calls *= 2) {
    const ms = leastOf(time, calls, enoughMs)
    if (ms === undefined) return undefined
    if (ms < enoughMs && calls < mostCalls) continue
    const scaled = clampCalls((targetMs * calls) / ms)
    if (scaled >= calls) return { calls: scaled, perCallMs: ms / calls }
    // Fewer than were timed: the batch was slow. It is believed if fewer calls take as long as they should.
    const again = leastOf(time, scaled, enoughMs)
    if (again === undefined) return undefined
    if (again >= enoughMs || scaled === 1) return { calls: scaled, perCallMs: again / scaled }
  }
}

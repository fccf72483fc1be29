/**
 * What the loop around a head takes by itself, a call: measured once, on loops that call a function that hands its input on.
 * In: a clock. Out: ms a call: the median over a few loops, each the least of some batches, since load only adds.
 */
import { usagePlaces } from '../../engine/index.ts'
import { leanFigures, type Clock } from './clock.ts'
import { Lane, timeBatch } from './lane.ts'
import { hollow } from './loop.ts'
import { Scope } from './scope.ts'

const loops = 5
const batches = 40
const calls = 20_000

let known: number | undefined

function leastOf(clock: Clock): number {
  const lane = new Lane(hollow)
  const scope = new Scope('', () => undefined)
  const row = new Float64Array(leanFigures)
  let least = Infinity
  for (let batch = 0; batch < batches; batch += 1) {
    const { ms } = timeBatch(lane.link(undefined, calls, scope, undefined), clock, row, usagePlaces.wallMs)
    if (ms < least) least = ms
  }
  return least / calls
}

/** ms a call of the loop alone. */
export function emptyLoopMs(clock: Clock): number {
  if (known !== undefined) return known
  const found = Array.from({ length: loops }, () => leastOf(clock)).sort((a, b) => a - b)
  known = found[Math.floor(loops / 2)]!
  return known
}

/**
 * Marks of an axis of times: 1, 2 and 5 of each power of ten, as many as there is room for.
 * In: the axis, its length, how long a label is. Out: times with labels that do not touch each other.
 */
import { durationIn, unitFor } from '../duration.ts'
import type { TimeAxis } from '../distribution.ts'

export interface Tick {
  readonly durationMs: number
  readonly label: string
}

/** `500 us`, `1 ms`, `2.5 s`. */
export function tickLabel(durationMs: number): string {
  const unit = unitFor(durationMs)
  return `${Number(durationIn(durationMs, unit).toPrecision(4))} ${unit}`
}

const decimal = (digit: number, power: number): number => Number(`${digit}e${power}`)
const powers = { least: -9, most: 12 } as const

/** All 1, 2 and 5 of each power of ten. */
function* series(): Generator<number> {
  for (let power = powers.least; power <= powers.most; power += 1) for (const digit of [1, 2, 5]) yield decimal(digit, power)
}

const within = (all: Iterable<number>, { low, high }: TimeAxis): number[] => [...all].filter((ms) => ms >= low && ms <= high)

/** Multiples of the smallest step of the series that gives at most so many marks. */
function linear({ low, high }: TimeAxis, most: number): number[] {
  const step = [...series()].find((one) => (high - low) / one <= most) ?? high - low
  const first = Math.ceil(low / step)
  const count = Math.max(0, Math.floor(high / step) - first + 1)
  return Array.from({ length: count }, (_, i) => Number(((first + i) * step).toPrecision(12)))
}

/** Of the powers first, so that they stay when the others have no room. */
function logarithmic(axis: TimeAxis): number[] {
  const all = within(series(), axis)
  const isPower = (ms: number): boolean => /^1(e|0|$)|^0\.0*1$/.test(String(ms))
  return [...all.filter(isPower), ...all.filter((ms) => !isPower(ms))]
}

/**
 * @param length - of the axis
 * @param widthOf - of a label, with the gap to the next
 */
export function ticksOf(axis: TimeAxis, length: number, widthOf: (label: string) => number): Tick[] {
  const candidates = axis.isLog ? logarithmic(axis) : linear(axis, Math.max(1, Math.floor(length / widthOf('000 ms'))))
  const taken: { from: number; to: number; tick: Tick }[] = []
  for (const durationMs of candidates) {
    const label = tickLabel(durationMs)
    const [at, half] = [axis.place(durationMs) * length, widthOf(label) / 2]
    if (taken.some(({ from, to }) => at - half < to && at + half > from)) continue
    taken.push({ from: at - half, to: at + half, tick: { durationMs, label } })
  }
  return taken.sort((p, q) => p.from - q.from).map(({ tick }) => tick)
}

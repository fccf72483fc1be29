/**
 * Units of numbers: powers of time and bytes, and a scale.
 * A scale is times / over of the base (ns, byte, 1), both whole numbers without a common divisor; values stay in their own unit.
 * Conversion by the ratio of two scales: one product where that is whole, one quotient where its inverse is, else a product and a quotient.
 * Twin: crates/hydra-core/src/formula/unit.rs
 */
import { cbrt } from '../math/index.ts'
import { suffixes, units } from './grammar.ts'

export interface Unit {
  readonly time: number
  readonly bytes: number
  readonly times: number
  readonly over: number
}

/** value * times / over; a factor of 1 is left out. */
export interface Conversion {
  readonly times: number
  readonly over: number
}

export const plain: Unit = { time: 0, bytes: 0, times: 1, over: 1 }
const mostExact = 9007199254740992

function divisor(a: number, b: number): number {
  let [x, y] = [a, b]
  while (y !== 0) [x, y] = [y, x % y]
  return x
}

/** Undefined where the scale is no longer exact. */
function scaled(time: number, bytes: number, times: number, over: number): Unit | undefined {
  if (!(times < mostExact && over < mostExact)) return undefined
  const common = divisor(times, over)
  return { time, bytes, times: times / common, over: over / common }
}

export const isRatio = ({ time, bytes }: Unit): boolean => time === 0 && bytes === 0
export const isPlain = (unit: Unit): boolean => isRatio(unit) && unit.times === unit.over
export const sameDimension = (a: Unit, b: Unit): boolean => a.time === b.time && a.bytes === b.bytes
export const sameScale = (a: Unit, b: Unit): boolean => a.times === b.times && a.over === b.over

/** The unit of its name in the grammar; '' is no unit. */
export function unitNamed(name: string): Unit | undefined {
  const entry = units.get(name)
  if (entry === undefined) return undefined
  const { dimension, times, over } = entry
  return { time: dimension === 'time' ? 1 : 0, bytes: dimension === 'bytes' ? 1 : 0, times, over }
}

/** The unit that the end of a name tells: `_ms`, `_mb`, ... */
export function unitNameOf(name: string): string {
  for (const [suffix, unit] of suffixes) if (name.endsWith(suffix)) return unit
  return ''
}

/** Of a product (`sign` 1) or a quotient (`sign` -1). */
export function combine(a: Unit, b: Unit, sign: 1 | -1): Unit | undefined {
  const [times, over] = sign === 1 ? [b.times, b.over] : [b.over, b.times]
  return scaled(a.time + sign * b.time, a.bytes + sign * b.bytes, a.times * times, a.over * over)
}

/** To a whole power. */
export function raise(unit: Unit, power: number): Unit | undefined {
  if (Math.abs(power) > 8) return undefined
  let result: Unit | undefined = plain
  for (let i = 0; i < Math.abs(power) && result !== undefined; i += 1) result = combine(result, unit, power > 0 ? 1 : -1)
  return result
}

/** The square or cube root, where every part has one. */
export function rootOf({ time, bytes, times, over }: Unit, degree: 2 | 3): Unit | undefined {
  const [a, b] = degree === 2 ? [Math.sqrt(times), Math.sqrt(over)] : [cbrt(times), cbrt(over)]
  const isWhole = time % degree === 0 && bytes % degree === 0 && a === Math.floor(a) && b === Math.floor(b)
  return isWhole ? { time: time / degree, bytes: bytes / degree, times: a, over: b } : undefined
}

/** How a value in one unit becomes one in another of the same dimension; undefined where the factor is not exact. */
export function conversion(from: Unit, to: Unit): Conversion | undefined {
  const whole = scaled(0, 0, from.times * to.over, from.over * to.times)
  if (whole !== undefined) return { times: whole.times, over: whole.over }
  const [a, b] = [divisor(from.times, to.times), divisor(from.over, to.over)]
  const reduced = scaled(0, 0, (from.times / a) * (to.over / b), (from.over / b) * (to.times / a))
  return reduced === undefined ? undefined : { times: reduced.times, over: reduced.over }
}

/** Applies a conversion, in this order of operations on both sides. */
export function convert(value: number, { times, over }: Conversion): number {
  const scaledUp = times === 1 ? value : value * times
  return over === 1 ? scaledUp : scaledUp / over
}

function powerText(name: string, power: number): string {
  return power === 1 ? name : `${name}^${power}`
}

/** In the order in which composed units try them; what has no such part tries ns or B alone. */
const timeNames = ['s', 'ms', 'us', 'ns', 'min', 'h', 'd']
const bytesNames = [...units].filter(([, { dimension }]) => dimension === 'bytes').map(([name]) => name)

/** The unit less powers of two named ones: a ratio, whose scale is the factor that is left. */
function without({ time, bytes, times, over }: Unit, timeName: string, bytesName: string): Unit | undefined {
  const [ofTime, ofBytes] = [raise(unitNamed(timeName)!, -time), raise(unitNamed(bytesName)!, -bytes)]
  const named = ofTime === undefined || ofBytes === undefined ? undefined : combine(ofTime, ofBytes, 1)
  return named === undefined ? undefined : combine({ time, bytes, times, over }, named, 1)
}

/** The first names by which the unit needs no factor. */
function namesFor(unit: Unit): readonly [time: string, bytes: string] | undefined {
  const times = unit.time === 0 ? ['ns'] : timeNames
  const bytes = unit.bytes === 0 ? ['B'] : bytesNames
  const pairs = times.flatMap((time) => bytes.map((name) => [time, name] as const))
  return pairs.find(([time, name]) => {
    const rest = without(unit, time, name)
    return rest !== undefined && isPlain(rest)
  })
}

/** As people write it: the unit's own name, else `MiB/s` where names fit, else `B^2/ns` with a factor. For messages. */
export function unitText(unit: Unit): string {
  for (const name of units.keys()) {
    const known = unitNamed(name)!
    if (sameDimension(unit, known) && sameScale(unit, known)) return name
  }
  if (isPlain(unit)) return ''
  const names = namesFor(unit)
  const [time, bytes] = names ?? ['ns', 'B']
  const parts = [[unit.time, time], [unit.bytes, bytes]] as const // prettier-ignore
  const above = parts.filter(([power]) => power > 0).map(([power, name]) => powerText(name, power))
  const below = parts.filter(([power]) => power < 0).map(([power, name]) => powerText(name, -power))
  const isWhole = names !== undefined || unit.times === unit.over
  const factor = isWhole ? [] : [unit.over === 1 ? `${unit.times}` : `${unit.times}/${unit.over}`]
  const head = [...factor, ...above].join(' ')
  return below.length === 0 ? head : `${head === '' ? '1' : head}/${below.join('/')}`
}
